import { describe, expect, test } from "vitest";
import { labelwright, scratchFolder } from "./helpers.ts";

const scratch = scratchFolder();
scratch.write(
  "votes.csv",
  "link,money,thanks\nspam,spam,\nspam,spam,\n,spam,ham\n,,ham\n,,ham\n,,ham\nspam,,ham\n,,\nspam,spam,\n",
);
// As a database writes them: grouped, in any order, a pattern in two pieces.
const patterns = scratch.write(
  "patterns.csv",
  "link,money,thanks,count\n,,ham,3\nspam,spam,,2\n,,,1\nspam,,ham,1\n,spam,ham,1\nspam,spam,,1\n",
);
const labels = ["--labels", "ham,spam"];

interface Model {
  readonly functions: readonly { readonly name: string; readonly accuracy: number }[];
}

describe("labelwright fit --patterns", () => {
  test("fits the model of the rows that the patterns stand for", async () => {
    expect(
      await labelwright(["fit", scratch.at("votes.csv"), "--out", scratch.at("rows.json"), ...labels]),
    ).toMatchObject({
      code: 0,
    });
    const fitted = await labelwright(["fit", patterns, "--patterns", "--out", scratch.at("model.json"), ...labels]);
    expect(fitted).toMatchObject({ code: 0, stderr: "" });
    await labelwright([
      "predict",
      scratch.at("votes.csv"),
      "--model",
      scratch.at("rows.json"),
      "--out",
      scratch.at("by-rows.csv"),
    ]);
    await labelwright([
      "predict",
      scratch.at("votes.csv"),
      "--model",
      scratch.at("model.json"),
      "--out",
      scratch.at("by-patterns.csv"),
    ]);
    const [byRows, byPatterns] = await Promise.all([scratch.rows("by-rows.csv"), scratch.rows("by-patterns.csv")]);
    expect(byPatterns.map(({ label }) => label)).toEqual(byRows.map(({ label }) => label));
    byPatterns.forEach(({ p_spam }, row) => expect(p_spam).toBeCloseTo(Number(byRows[row]?.["p_spam"]), 6));
    expect((scratch.json("model.json") as Model).functions.map(({ name }) => name)).toEqual([
      "link",
      "money",
      "thanks",
    ]);
  });

  test("says what is wrong with the counts", async () => {
    const bare = scratch.write("bare.csv", "link,money\nspam,\n,ham\n");
    const out = ["--out", scratch.at("none.json")];
    expect((await labelwright(["fit", bare, "--patterns", ...out])).stderr).toBe(
      `error: ${bare}: the table has no column "count"; expected one of its columns: link, money. Check the spelling, or rename the column.\n`,
    );
    const half = scratch.write("half.csv", "link,money,count\nspam,,2\n,ham,1.5\n");
    expect((await labelwright(["fit", half, "--patterns", ...out])).stderr).toBe(
      `error: ${half}, column "count", row 1: 1.5; expected a whole number of rows.\n`,
    );
    expect(await labelwright(["fit", patterns, "--patterns", "--known", "gold", ...out])).toMatchObject({ code: 2 });
  });
});

describe("labelwright predict --patterns", () => {
  test("predicts the patterns one by one, in order", async () => {
    const model = scratch.at("model.json");
    const done = await labelwright([
      "predict",
      patterns,
      "--patterns",
      "--model",
      model,
      "--out",
      scratch.at("labels.csv"),
    ]);
    expect(done).toMatchObject({ code: 0, stderr: "" });
    const rows = await scratch.rows("labels.csv");
    expect(rows.map(({ id, label }) => [Number(id), label])).toEqual([
      [0, "ham"],
      [1, "spam"],
      [2, null],
      [3, rows[3]?.["label"]],
      [4, rows[4]?.["label"]],
      [5, "spam"],
    ]);
    expect(rows[1]?.["p_spam"]).toBe(rows[5]?.["p_spam"]);
  });
});
