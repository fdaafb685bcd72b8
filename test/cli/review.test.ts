import { describe, expect, test } from "vitest";
import { labelwright, scratchFolder } from "./helpers.ts";

const scratch = scratchFolder();

// Six rows are said to be spam and ham, eight say ham, four say nothing.
const cast = (i: number): string => (i < 6 ? "spam,,ham" : i < 14 ? "ham,,ham" : ",,");
const name = (i: number): string => `m${String(i).padStart(2, "0")}`;
const all = Array.from({ length: 18 }, (_, i) => i);
const votes = scratch.write("votes.csv", `id,a,b,c\n${all.map((i) => `${name(i)},${cast(i)}`).join("\n")}\n`);
const textOf = (i: number): string => `${i < 6 ? "cash" : "lunch"} number ${i}`;
const rowsText = [...all].reverse().map((i) => `${name(i)},${textOf(i)},0${i}`);
const data = scratch.write("rows.csv", `id,text,code\n${rowsText.join("\n")}\n`);
const model = scratch.at("model.json");
const labels = scratch.at("labels.csv");
await labelwright(["fit", votes, "--out", model, "--label-model", "majority", "--labels", "ham,spam"]);
await labelwright(["predict", votes, "--model", model, "--out", labels]);

const out = scratch.at("review.csv");
const review = (...args: string[]): ReturnType<typeof labelwright> =>
  labelwright(["review", labels, "--out", out, ...args]);
const listed = async (...args: string[]): Promise<Record<string, unknown>[]> => {
  expect(await review(...args)).toMatchObject({ code: 0, stderr: "" });
  return scratch.rows("review.csv", { inferTypes: false });
};

describe("labelwright review", () => {
  test("lists rows with a guess and why, and an empty column for the answer", async () => {
    const rows = await listed("--strategy", "entropy", "--count", "3");
    expect(rows).toEqual(
      [0, 1, 2].map((i) => ({
        id: name(i),
        label: null,
        guess: "ham",
        probability: "0.5",
        why: "1.00 bits unsure: ham 50 %, spam 50 %",
        pattern_size: null,
      })),
    );
  });

  test("prints the list by the rows' names, and how answers come back", async () => {
    const { stdout } = await review("--strategy", "conflict", "--votes", votes, "--count", "1");
    const [title, head, , first, ...rest] = stdout.split("\n");
    expect(title).toBe("1 row to ask about (conflict)");
    expect(head).toMatch(/^id +guess +probability +why$/);
    expect(first).toMatch(/^m0[0-5] +ham +0\.50 +two functions disagree: a says spam, c says ham$/);
    expect(rest.join("\n")).toBe(
      `\nList written to ${out}\nFill in the column "label", then: labelwright fit VOTES --known-file ${out} --out model.json\n`,
    );
  });

  test("--json tells the same to programs", async () => {
    const { stdout } = await review("--strategy", "entropy", "--count", "1", "--json");
    expect(JSON.parse(stdout)).toEqual({
      out,
      strategy: "entropy",
      answered: 0,
      items: [expect.objectContaining({ id: "m00", row: 0, label: "ham", probability: 0.5 })],
    });
  });

  test("with votes, one answer stands for all rows with the same votes", async () => {
    const rows = await listed("--votes", votes, "--strategy", "expected-gain", "--count", "1");
    expect(rows).toMatchObject([{ pattern_size: "6" }]);
    expect(rows[0]?.["why"]).toContain("stands for 6 rows with the same votes");
  });

  test("--show adds columns of the rows as they are spelled, found by id", async () => {
    const [row] = await listed("--strategy", "entropy", "--count", "1", "--data", data, "--show", "code,text");
    expect(Object.keys(row ?? {}).slice(0, 4)).toEqual(["id", "code", "text", "label"]);
    expect(row).toMatchObject({ id: "m00", code: "00", text: "cash number 0" });
  });

  test("--text tells rows apart by what they say, and shows it", async () => {
    const rows = await listed("--votes", votes, "--data", data, "--text", "text", "--count", "4");
    expect(rows.map((row) => row["text"])).toEqual(rows.map((row) => textOf(Number(String(row["id"]).slice(1)))));
  });

  test("the same command writes the same list", async () => {
    await review("--votes", votes, "--count", "5");
    const first = scratch.read("review.csv");
    await review("--votes", votes, "--count", "5");
    expect(scratch.read("review.csv")).toBe(first);
  });

  test("an empty list is no error: everything is answered", async () => {
    const answered = scratch.write("all.csv", `id,label\n${all.map((i) => `${name(i)},ham`).join("\n")}\n`);
    const { code, stdout } = await review("--answers", answered, "--data", data, "--show", "text");
    expect({ code, first: stdout.split("\n")[0] }).toEqual({ code: 0, first: "No row is left to ask about" });
    expect(scratch.read("review.csv")).toBe("id,text,label,guess,probability,why,pattern_size\n");
  });
});

describe("a list that was filled in", () => {
  const filled = async (): Promise<string> => {
    await review("--votes", votes, "--strategy", "expected-gain", "--count", "1");
    return scratch.write("filled.csv", scratch.read("review.csv").replace(/^(m\d\d),,/m, "$1,spam,"));
  };

  test("is known to fit, and answers its row's doubts", async () => {
    const answers = await filled();
    const refitted = scratch.at("refitted.json");
    const args = ["fit", votes, "--known-file", answers, "--labels", "ham,spam", "--out", refitted];
    expect(await labelwright(args)).toMatchObject({ code: 0, stderr: "" });
    const before = scratch.at("before.json");
    await labelwright(["fit", votes, "--labels", "ham,spam", "--out", before]);
    expect(scratch.read("refitted.json")).not.toBe(scratch.read("before.json"));
  });

  test("is not asked about again with --answers", async () => {
    const answers = await filled();
    const asked = /^(m\d\d),spam,/m.exec(scratch.read("filled.csv"))?.[1];
    const rows = await listed("--answers", answers, "--strategy", "random", "--count", "18");
    expect(rows).toHaveLength(17);
    expect(rows.map((row) => row["id"])).not.toContain(asked);
    const { stdout } = await review("--answers", answers, "--json");
    expect(JSON.parse(stdout)).toMatchObject({ answered: 1 });
  });
});

describe("labelwright review refuses", () => {
  const refused = async (args: readonly string[], code: number, message: string): Promise<void> => {
    expect(await review(...args)).toEqual({ code, stdout: "", stderr: `error: ${message}\n` });
  };

  test("strategies that need votes without them, and unknown ones", async () => {
    for (const strategy of ["conflict", "expected-gain"]) {
      await refused(["--strategy", strategy], 2, `--strategy: ${strategy} without votes; expected --votes with it.`);
    }
    const { code, stderr } = await review("--strategy", "best");
    expect(code).toBe(2);
    expect(stderr).toContain("argument 'best' is invalid. Allowed choices are uncertain-diverse, expected-gain");
  });

  test("columns without the rows that have them, or called as one of its own", async () => {
    const message =
      "labelwright review: columns without the rows that have them; expected --data with the file of the rows.";
    await refused(["--show", "text"], 2, message);
    await refused(["--text", "text"], 2, message);
    await refused(
      ["--data", data, "--show", "why"],
      2,
      '--show: "why"; expected no column called as one of the list\'s: id, label, guess, probability, why, pattern_size.',
    );
  });

  test("votes and rows that are not those of the labels", async () => {
    const few = scratch.write("few.csv", "id,a,b,c\nm00,ham,spam,\n");
    await refused(
      ["--votes", few],
      1,
      `${few}: no row with the id "m01", which is in ${labels}; expected the same rows. Name the column of ids with --id.`,
    );
    const turned = scratch.write(
      "turned.csv",
      `id,a,b,c\n${[...all]
        .reverse()
        .map((i) => `${name(i)},${cast(i)}`)
        .join("\n")}\n`,
    );
    await refused(
      ["--votes", turned],
      1,
      `${turned}: the rows in another order; expected the 18 rows of ${labels}, in their order. Predict the labels from these votes.`,
    );
    const other = scratch.write("other.csv", "id,text\nx,y\n");
    await refused(
      ["--data", other, "--show", "text"],
      1,
      `${other}: no row with the id "m00", which is in ${labels}; expected the same rows. Name the column of ids with --id.`,
    );
  });

  test("answers for unknown rows, and unknown labels", async () => {
    const stranger = scratch.write("stranger.csv", "id,label\nx,ham\n");
    await refused(
      ["--answers", stranger],
      1,
      `${stranger}, column "id", row 0: "x"; expected the id of one of the rows.`,
    );
    const wrong = scratch.write("wrong.csv", "id,label\nm00,eggs\n");
    const { code, stderr } = await review("--answers", wrong);
    expect(code).toBe(1);
    expect(stderr).toContain(`error: ${wrong}, column "label", row 0: "eggs"; expected one of "ham", "spam"`);
  });

  test("to write over what it reads", async () => {
    await refused(["--out", labels], 2, `--out: ${labels}, which is read from; expected another file.`);
    await refused(["--count", "0"], 2, '--count: "0"; expected a whole number of at least 1.');
  });
});
