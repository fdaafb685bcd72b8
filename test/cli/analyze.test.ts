import { describe, expect, test } from "vitest";
import { labelwright, scratchFolder } from "./helpers.ts";

const scratch = scratchFolder();
const votes = scratch.write("votes.csv", "id,a,b,gold\np,x,x,x\nq,x,y,y\nr,,y,\ns,,,x\n");
const model = scratch.at("model.json");
await labelwright(["fit", votes, "--out", model, "--label-model", "majority"]);

const analyze = async (...args: string[]): Promise<Record<string, unknown>> => {
  const { code, stdout } = await labelwright(["analyze", ...args, "--json"]);
  expect(code).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>;
};

describe("labelwright analyze", () => {
  test("prints the summary, scores where there is gold, and where functions disagree", async () => {
    const { code, stdout, stderr } = await labelwright(["analyze", votes, "--model", model]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe(
      [
        "labeling function  polarity  coverage  overlaps  conflicts  correct  incorrect  accuracy  learned",
        "─────────────────────────────────────────────────────────────────────────────────────────────────",
        "a                  x           50.0 %    50.0 %     25.0 %        1          1    50.0 %   75.0 %",
        "b                  x, y        75.0 %    50.0 %     25.0 %        2          0   100.0 %   83.3 %",
        "4 rows: 75.0 % covered, 50.0 % by two or more, 25.0 % with conflicts",
        "",
        "against gold   accuracy  macro F1  log loss  Brier  calibration error",
        "─────────────────────────────────────────────────────────────────────",
        "majority vote    75.0 %    73.3 %     0.347  0.250              0.0 %",
        "label model      75.0 %    73.3 %     0.347  0.250              0.0 %",
        "2 rows with a vote and gold",
        "",
        "How sure the label model is, and how often right:",
        "",
        "confidence       rows  mean confidence  accuracy",
        "────────────────────────────────────────────────",
        "46.7 to 53.3 %      1           50.0 %    50.0 %",
        "93.3 to 100.0 %     1          100.0 %   100.0 %",
        "",
        "Where labeling functions disagree most:",
        "  q: a x, b y",
        "",
      ].join("\n"),
    );
  });

  test("--json holds the same facts", async () => {
    expect(await analyze(votes)).toMatchObject({
      labels: ["x", "y"],
      summary: { rows: 4, coverage: 0.75, functions: [{ name: "a", correct: 1, incorrect: 1 }, { name: "b" }] },
      scores: { majorityVote: { rows: 2, accuracy: 0.75 }, labelModel: null },
      disagreements: [{ row: 1, id: "q", entropy: 1, votes: { a: "x", b: "y" } }],
    });
  });

  test("--limit says how many disputed rows", async () => {
    const file = scratch.write("disputed.csv", `a,b\n${"x,y\n".repeat(15)}`);
    const disputed = async (...args: string[]): Promise<unknown> => (await analyze(file, ...args))["disagreements"];
    expect(await disputed()).toHaveLength(10);
    expect(await disputed("--limit", "12")).toHaveLength(12);
    expect(await disputed("--limit", "0")).toEqual([]);
  });

  test("without gold on a row with a vote there are no scores", async () => {
    expect(await analyze(scratch.write("silent.csv", "a,b,gold\nx,y,\n,,x\n"))).toMatchObject({ scores: null });
    expect(await analyze(scratch.write("none.csv", "a,b,gold\nx,y,\ny,y,\n"))).toMatchObject({
      scores: null,
      summary: { hasGold: false },
    });
  });

  test("--gold names the column of true labels, and --abstain its unknown ones", async () => {
    const file = scratch.write("truth.csv", "a,b,truth\nx,y,x\ny,y,y\nx,x,-1\n");
    expect(await analyze(file, "--gold", "truth", "--abstain", "-1")).toMatchObject({
      summary: {
        functions: [
          { name: "a", accuracy: 1 },
          { name: "b", accuracy: 0.5 },
        ],
      },
      scores: { majorityVote: { rows: 2 } },
    });
  });

  test("an unknown true label is an error naming its row", async () => {
    const file = scratch.write("unknown.csv", "a,b,gold\nx,y,x\ny,y,z\n");
    expect(await labelwright(["analyze", file])).toEqual({
      code: 1,
      stdout: "",
      stderr: `error: ${file}, gold of row 1: "z"; expected one of "x", "y", or nothing where it is not known. Mend the value, or name all labels (--labels, or in the pack's task).\n`,
    });
    expect(await analyze(file, "--labels", "x,y,z")).toMatchObject({ labels: ["x", "y", "z"] });
  });
});

describe("--gold-file", () => {
  const bare = scratch.write("bare.csv", "id,a,b\np,x,x\nq,x,y\n007,y,y\n");
  const accuracies = async (gold: string, file = bare, ...args: string[]): Promise<unknown> => {
    const { summary } = await analyze(file, "--gold-file", gold, ...args);
    return (summary as { functions: { accuracy: number | null }[] }).functions.map((func) => func.accuracy);
  };

  test("matches gold by id, in any order, where some are not known", async () => {
    expect(await accuracies(scratch.write("gold.csv", "gold,id\ny,007\ny,q\n"))).toEqual([0.5, 1]);
    expect(
      await accuracies(scratch.write("item.jsonl", '{"item":"q","gold":"x"}\n{"item":"p","gold":null}\n')),
    ).toEqual([1, 0]);
  });

  test("takes the first and the second of two columns, whatever their names", async () => {
    expect(await accuracies(scratch.write("two.csv", "key,label\nq,x\n"))).toEqual([1, 0]);
  });

  test("matches row numbers where rows have no names", async () => {
    const file = scratch.write("nameless.csv", "a,b\nx,x\nx,y\n");
    expect(await accuracies(scratch.write("by-number.csv", "id,gold\n1,x\n"), file)).toEqual([1, 0]);
  });

  test("scores crowd answers by item", async () => {
    const answers = scratch.write("answers.csv", "item,worker,label\np,ann,x\np,bob,x\nq,ann,y\n");
    const gold = scratch.write("items.csv", "item,gold\nq,x\np,x\n");
    expect(await analyze(answers, "--long", "item,worker,label", "--gold-file", gold)).toMatchObject({
      scores: { majorityVote: { rows: 2, accuracy: 0.5 } },
    });
  });

  test("ids that are not in the data are a warning with their number", async () => {
    const gold = scratch.write("more.csv", "id,gold\nq,x\nz1,x\nz2,y\n");
    const { code, stderr } = await labelwright(["analyze", bare, "--gold-file", gold]);
    expect(code).toBe(0);
    expect(stderr).toBe(`warning: ${gold}: 2 of 3 ids are not in ${bare} ("z1", "z2").\n`);
  });

  test.each([
    ["id,gold\nq,x\nq,x\n", ', row 1: the id "q", which row 0 has too; expected each id once, to match gold by it.'],
    ["id,gold\nq,x\n,y\n", ", row 1: no id; expected the id of the row that the label belongs to."],
    [
      "id,gold\nq,z\n",
      ', gold of id "q": "z"; expected one of "x", "y", or nothing where it is not known. Mend the value, or name all labels (--labels, or in the pack\'s task).',
    ],
    [
      "id,gold\nz,x\n",
      `: ids such as "z", none of which is in ${bare}; expected ids of its rows, such as "p", "q", "007". Name the column of ids with --id.`,
    ],
    [
      "key,label,note\nq,x,n\n",
      ': columns "key", "label", "note"; expected columns "id" (or "item") and "gold" (or "label"), or just two columns: names of rows, then true labels.',
    ],
  ])("of %j is an error", async (text, message) => {
    const gold = scratch.write("bad-gold.csv", text);
    expect(await labelwright(["analyze", bare, "--gold-file", gold])).toEqual({
      code: 1,
      stdout: "",
      stderr: `error: ${gold}${message}\n`,
    });
  });

  test("an id that the data has twice is an error", async () => {
    const file = scratch.write("doubled.csv", "id,a,b\np,x,x\np,x,y\n");
    const gold = scratch.write("single.csv", "id,gold\np,x\n");
    expect(await labelwright(["analyze", file, "--gold-file", gold])).toMatchObject({
      code: 1,
      stderr: `error: ${file}, row 1: the id "p", which row 0 has too; expected each id once, to match gold by it.\n`,
    });
  });
});
