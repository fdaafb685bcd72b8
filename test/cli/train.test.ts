import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { labelwright, scratchFolder } from "./helpers.ts";

const scratch = scratchFolder();

const spam = ["win cash now", "free prize for you", "cash prize today", "win a free phone", "free cash", "prize win"];
const ham = ["see you at lunch", "lunch at noon", "see you soon", "are you home", "home at noon", "see you at home"];
/** Spam and ham by turns; the last four rows carry no label. */
const texts = Array.from({ length: 48 }, (_, i) => (i % 2 === 0 ? spam : ham)[(i >> 1) % 6] ?? "");
const name = (i: number): string => `m${String(i).padStart(2, "0")}`;
const truth = (i: number): string => (i % 2 === 0 ? "spam" : "ham");
const labelLine = (i: number, id: string | number = name(i)): string => {
  if (i >= 44) return `${id},,0.5,false,0.5,0.5`;
  return i % 2 === 0 ? `${id},spam,0.9,true,0.1,0.9` : `${id},ham,0.8,true,0.8,0.2`;
};
const head = "id,label,confidence,covered,p_ham,p_spam";
const lines = (of: (i: number) => string): string => texts.map((_, i) => of(i)).join("\n");

const rows = scratch.write("rows.csv", `id,text,kind\n${lines((i) => `${name(i)},${texts[i] ?? ""},${i % 3}`)}\n`);
const labels = scratch.write("labels.csv", `${head}\n${lines((i) => labelLine(i))}\n`);
const gold = scratch.write("gold.csv", `id,gold\n${lines((i) => `${name(i)},${truth(i)}`)}\n`);
const model = scratch.at("model.json");
const train = (...args: string[]): ReturnType<typeof labelwright> =>
  labelwright(["train", rows, "--labels", labels, "--text", "text", "--out", model, ...args]);

describe("labelwright train", () => {
  test("says what it was trained on, what it reads, and how the fit went", async () => {
    const { code, stdout, stderr } = await train();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^48 rows, 44 of them labeled\nFeatures: \d+ of text, fitted on 48 rows\n\n/);
    expect(stdout).toMatch(/Logistic regression of 2 labels, fitted on 44 rows and \d+ of \d+ features\n/);
    expect(stdout).toContain("labels: ham 45.0 %, spam 55.0 %\n");
    expect(stdout).toMatch(/\d+ iterations, converged \(.*\); loss 0\.\d+\n\nModel written to .*model\.json\n$/);
  });

  test("--json tells the same to programs", async () => {
    const { stdout } = await train("--json");
    expect(JSON.parse(stdout)).toMatchObject({
      out: model,
      rows: 48,
      labeled: 44,
      trained: 48,
      heldOut: 0,
      labels: ["ham", "spam"],
      model: { converged: true, rows: 44 },
      selfTraining: null,
      scores: null,
    });
  });

  test("gives a model that labels rows on which no function votes", async () => {
    await train();
    const out = scratch.at("predicted.csv");
    expect(await labelwright(["predict", rows, "--model", model, "--out", out])).toMatchObject({ code: 0, stderr: "" });
    const predicted = await scratch.rows("predicted.csv");
    expect(predicted.map((row) => row["id"])).toEqual(texts.map((_, i) => name(i)));
    expect(predicted.map((row) => row["label"])).toEqual(texts.map((_, i) => truth(i)));
    expect(predicted.every((row) => row["covered"] === true)).toBe(true);
  });

  test("writes the same bytes every time", async () => {
    await train("--self-train");
    const first = scratch.read("model.json");
    await train("--self-train");
    expect(scratch.read("model.json")).toBe(first);
  });

  test("matches labels by id in any order; rows without labels are not trained on", async () => {
    await train();
    const inOrder = scratch.read("model.json");
    const turned = texts.map((_, i) => labelLine(47 - i)).join("\n");
    await train("--labels", scratch.write("turned.csv", `${head}\n${turned}\n`));
    expect(scratch.read("model.json")).toBe(inOrder);
    const few = scratch.write("few.csv", `${head}\n${[0, 1, 2, 3].map((i) => labelLine(i)).join("\n")}\n`);
    const { stdout } = await train("--labels", few, "--json");
    expect(JSON.parse(stdout)).toMatchObject({ rows: 48, labeled: 4, model: { rows: 4 } });
  });

  test("matches labels row by row where the rows have no names", async () => {
    const plain = scratch.write("plain.csv", `text\n${texts.join("\n")}\n`);
    const numbered = scratch.write("numbered.csv", `${head}\n${lines((i) => labelLine(i, i))}\n`);
    const args = ["train", plain, "--labels", numbered, "--text", "text", "--out", model, "--json"];
    const { stdout } = await labelwright(args);
    expect(JSON.parse(stdout)).toMatchObject({ rows: 48, labeled: 44 });
  });

  test("reads categories as they are spelled, and so does predict", async () => {
    const args = ["--text", "text", "--categories", "kind", "--json"];
    const { stdout } = await train(...args);
    expect(JSON.parse(stdout)).toMatchObject({ labeled: 44 });
    const out = scratch.at("kinds.csv");
    expect((await labelwright(["predict", rows, "--model", model, "--out", out])).code).toBe(0);
    const written = scratch.json("model.json") as { features: { blocks: { kind: string; values?: unknown }[] } };
    expect(written.features.blocks.at(-1)).toMatchObject({ kind: "category", values: ["0", "1", "2"] });
  });
});

describe("labelwright train --self-train", () => {
  test("prints the rounds, and tells them to programs", async () => {
    const { code, stdout, stderr } = await train("--self-train");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/\n\nSelf-training \(.*\):\nround +covered rows +added rows/);
    const told = JSON.parse((await train("--self-train", "--json")).stdout) as {
      selfTraining: { history: { round: number }[]; stopReason: string };
    };
    expect(told.selfTraining.history.map(({ round }) => round)).toEqual(told.selfTraining.history.map((_, i) => i));
    expect(["rounds", "settled", "refused"]).toContain(told.selfTraining.stopReason);
  });

  test("--checkpoint keeps the rounds in a file, and goes on from it to the same model", async () => {
    await train("--self-train");
    const plain = scratch.read("model.json");
    const checkpoint = scratch.at("rounds.json");
    expect((await train("--checkpoint", checkpoint)).code).toBe(0);
    expect(existsSync(checkpoint)).toBe(true);
    expect((await train("--checkpoint", checkpoint)).code).toBe(0);
    expect(scratch.read("model.json")).toBe(plain);
  });
});

describe("labelwright train --votes", () => {
  const vote = (i: number): string => (i >= 44 ? "," : i % 2 === 0 ? "spam,spam" : "ham,");
  const turned = texts.map((_, i) => `${name(47 - i)},${vote(47 - i)}`).join("\n");
  const votes = scratch.write("train-votes.csv", `id,a,b\n${turned}\n`);

  test("trains in rounds that fit the label model again, votes found by id", async () => {
    const { code, stdout } = await train("--votes", votes, "--gold-file", gold);
    expect(code).toBe(0);
    expect(stdout).toContain("\n\nSelf-training (");
    expect(stdout).toContain("10 kept out to score on");
    const refitted = scratch.read("model.json");
    await train("--self-train", "--gold-file", gold);
    expect(scratch.read("model.json")).not.toBe(refitted);
  });

  test("says which row has no votes", async () => {
    const few = scratch.write("few-votes.csv", `id,a,b\nm00,spam,spam\n`);
    expect(await train("--votes", few)).toMatchObject({
      code: 1,
      stderr: `error: ${few}: no row with the id "m01", which is in ${rows}; expected the same rows. Name the column of ids with --id.\n`,
    });
  });
});

describe("labelwright train --gold-file", () => {
  test("scores labels and model on a fifth of the rows with gold, which are not trained on", async () => {
    const { code, stdout } = await train("--gold-file", gold);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^48 rows, 44 of them labeled, 10 kept out to score on\n/);
    expect(stdout).toMatch(/\nComparison on 10 rows .*\ncandidate +coverage +accuracy/);
    const told = JSON.parse((await train("--gold-file", gold, "--json")).stdout) as unknown;
    expect(told).toMatchObject({
      trained: 38,
      heldOut: 10,
      scores: { rows: 10, model: { coverage: 1, accuracy: 1 } },
    });
  });

  test("--test says how many, and rows without gold are all trained on", async () => {
    const some = scratch.write(
      "some.csv",
      `id,gold\n${[0, 1, 2, 3].map((i) => `${name(i)},${truth(i)}`).join("\n")}\n`,
    );
    const { stdout } = await train("--gold-file", some, "--test", "0.5", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ trained: 46, heldOut: 2, scores: { rows: 2 } });
  });

  test("--gold names a column of the rows", async () => {
    const withGold = scratch.write("with-gold.csv", `text,truth\n${lines((i) => `${texts[i] ?? ""},${truth(i)}`)}\n`);
    const numbered = scratch.write("numbered.csv", `${head}\n${lines((i) => labelLine(i, i))}\n`);
    const args = ["train", withGold, "--labels", numbered, "--text", "text", "--gold", "truth", "--out", model];
    expect(JSON.parse((await labelwright([...args, "--json"])).stdout)).toMatchObject({ heldOut: 10 });
  });
});

describe("labelwright train refuses", () => {
  const refused = async (args: readonly string[], code: number, message: string): Promise<void> => {
    expect(await train(...args)).toEqual({ code, stdout: "", stderr: `error: ${message}\n` });
  };
  const numbered = scratch.write("numbered.csv", `${head}\n${lines((i) => labelLine(i, i))}\n`);

  test("to learn from no column", async () => {
    const args = ["train", rows, "--labels", labels, "--out", model];
    expect(await labelwright(args)).toMatchObject({
      code: 2,
      stderr:
        "error: labelwright train: no column to learn from; expected at least one of --text, --numbers, --categories and --embeddings. For example: --text text.\n",
    });
  });

  test("a column that is not there, or of the wrong type, naming the file", async () => {
    await refused(
      ["--text", "body"],
      1,
      `${rows}: the table has no column "body"; expected one of its columns: id, text, kind. Check the spelling, or rename the column.`,
    );
    const { stderr } = await train("--numbers", "id");
    expect(stderr).toContain(`error: ${rows}: column "id" is utf8; expected numbers, booleans or times.`);
  });

  test("labels of other rows", async () => {
    await refused(
      ["--labels", numbered],
      1,
      `${numbered}: ids such as "0", "1", "2" and 45 more, none of which is in ${rows}; expected ids of its rows, such as "m00", "m01", "m02" and 45 more. Name the column of ids with --id.`,
    );
    const nameless = scratch.write("nameless.csv", "label,p_ham,p_spam\nham,1,0\n");
    await refused(
      ["--labels", nameless],
      1,
      `${nameless}: no column of ids; expected a column "id", as the rows of ${rows} have names. Predict the labels again, from votes with an id.`,
    );
    const plain = scratch.write("two.csv", "text\nwin\nsee\n");
    const args = ["train", plain, "--text", "text", "--out", model, "--labels"];
    const remedy = "Predict the labels of these rows, or name the column of ids with --id.";
    const expected = `expected labels of the 2 rows of ${plain}, in their order, as it has no column of ids. ${remedy}\n`;
    expect((await labelwright([...args, numbered])).stderr).toBe(`error: ${numbered}: labels of 48 rows; ${expected}`);
    const named = scratch.write("named.csv", `${head}\n${labelLine(0)}\n${labelLine(1)}\n`);
    expect((await labelwright([...args, named])).stderr).toBe(`error: ${named}: the id "m00" in row 0; ${expected}`);
  });

  test("labels whose ids are doubled or missing", async () => {
    const doubled = scratch.write("doubled.csv", `${head}\n${labelLine(0)}\n${labelLine(0)}\n`);
    await refused(
      ["--labels", doubled],
      1,
      `${doubled}, row 1: the id "m00", which row 0 has too; expected each id once, to match labels by it.`,
    );
    const missing = scratch.write("missing.csv", `${head}\n${labelLine(0, "")}\n`);
    await refused(
      ["--labels", missing],
      1,
      `${missing}, row 0: no id; expected the id of the row that the label belongs to.`,
    );
  });

  test("a file that holds no probabilities", async () => {
    await refused(
      ["--labels", gold],
      1,
      `${gold}: 0 columns of probabilities; expected p_<label> for each of at least 2 labels. Read a table that labels.toArrow() or \`labelwright predict\` made.`,
    );
  });

  test("a share to test on without gold, and shares of nothing and all", async () => {
    await refused(["--test", "0.2"], 2, "--test: no true labels; expected --gold or --gold-file with it.");
    for (const share of ["0", "1", "x"]) {
      await refused(
        ["--gold-file", gold, "--test", share],
        2,
        `--test: "${share}"; expected a share of the rows with gold above 0 and below 1, such as 0.2.`,
      );
    }
  });

  test("to write over what it reads, or a model that is no .json", async () => {
    await refused(["--out", scratch.at("m.bin")], 2, `--out: ${scratch.at("m.bin")}; expected a file ending in .json.`);
  });

  test("to leave anything behind when it is stopped", async () => {
    const out = scratch.at("stopped.json");
    const stop = new AbortController();
    stop.abort();
    const args = ["train", rows, "--labels", labels, "--text", "text", "--out", out];
    expect(await labelwright(args, stop.signal)).toMatchObject({ code: 130, stderr: "interrupted\n" });
    expect(existsSync(out)).toBe(false);
  });
});

describe("labelwright predict with a trained model", () => {
  beforeAll(() => train());
  const predict = (...args: string[]): ReturnType<typeof labelwright> =>
    labelwright(["predict", rows, "--model", model, "--out", scratch.at("out.jsonl"), ...args]);

  test("takes --rule and --ties", async () => {
    await predict("--rule", "threshold=0.999");
    expect((await scratch.rows("out.jsonl")).every((row) => row["label"] === null)).toBe(true);
    expect(await predict("--rule", "f1=eggs")).toMatchObject({
      code: 2,
      stderr: 'error: --rule: the label "eggs"; expected one of "ham", "spam".\n',
    });
  });

  test("names rows by --id, or by their number", async () => {
    const plain = scratch.write("new.csv", "key,text\nx,win cash\ny,see you\n");
    const ids = async (...args: string[]): Promise<unknown[]> => {
      await labelwright(["predict", plain, "--model", model, "--out", scratch.at("new.jsonl"), ...args]);
      return (await scratch.rows("new.jsonl")).map((row) => row["id"]);
    };
    expect(await ids()).toEqual([0n, 1n]);
    expect(await ids("--id", "key")).toEqual(["x", "y"]);
  });

  test("names a column that is missing", async () => {
    const other = scratch.write("other.csv", "body\nx\n");
    expect(await labelwright(["predict", other, "--model", model, "--out", scratch.at("x.csv")])).toMatchObject({
      code: 1,
      stderr: `error: ${other}: the table has no column "text"; expected one of its columns: body. Check the spelling, or rename the column.\n`,
    });
  });

  test.each([
    [["--ignore", "kind"], "--ignore"],
    [["--abstain", "-1"], "--abstain"],
    [["--long", "a,b,c"], "--long"],
    [["--patterns"], "--patterns"],
  ])("%j is for votes", async (args, option) => {
    expect(await predict(...args)).toEqual({
      code: 2,
      stdout: "",
      stderr: `error: ${option}: with a model that labelwright train wrote; expected a label model, which reads votes.\n`,
    });
  });

  test("commands that want a label model say so", async () => {
    const votes = scratch.write("votes.csv", "a,b\nham,spam\n");
    expect(await labelwright(["analyze", votes, "--model", model])).toMatchObject({
      code: 1,
      stderr: `error: ${model}: a model that labelwright train wrote, which reads rows; expected a label model, as labelwright fit writes it.\n`,
    });
  });

  test("names the part of a file that is damaged", async () => {
    const json = scratch.json("model.json") as { features: { rows: number } };
    const bad = scratch.write("bad.json", JSON.stringify({ ...json, features: { ...json.features, rows: -1 } }));
    const { code, stderr } = await labelwright(["predict", rows, "--model", bad, "--out", scratch.at("x.csv")]);
    expect(code).toBe(1);
    expect(stderr).toContain(`error: ${bad}, rows: -1; expected a number of rows.`);
  });
});
