import { describe, expect, test } from "vitest";
import { labelModelFromJson } from "../../src/index.ts";
import { labelwright, scratchFolder, spamPack, spamRows } from "./helpers.ts";

const scratch = scratchFolder();
const out = scratch.at("model.json");
const ids = Array.from({ length: 60 }, (_, row) => `r${row}`);
const known = (row: number): string => (row % 6 === 0 ? "ham" : "");
// Two functions that contradict each other on every row: only known labels can tell which one is right.
const votes = scratch.write(
  "votes.csv",
  ["id,a,b,sure,gold", ...ids.map((id, row) => `${id},ham,spam,${known(row)},spam`)].join("\n"),
);

/** The accuracies of a model's functions, in percent. */
const accuracies = (): (number | null)[] =>
  labelModelFromJson(scratch.json("model.json")).functions.map(({ accuracy }) =>
    accuracy === null ? null : Math.round(100 * accuracy),
  );

/** Fits with further options, and gives the accuracies. */
async function fitWith(...options: readonly string[]): Promise<(number | null)[]> {
  const { code, stderr } = await labelwright(["fit", votes, "--out", out, "--ignore", "sure", ...options]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return accuracies();
}

describe("labelwright fit", () => {
  test("--known takes a column of known labels as evidence, and never as votes", async () => {
    const [a, b] = await fitWith();
    expect(a).toBe(b);
    const [informed, misled] = await fitWith("--known", "sure");
    expect(informed).toBeGreaterThan(misled ?? 100);
    const { code } = await labelwright(["fit", votes, "--out", out, "--known", "sure"]);
    expect({ code, functions: accuracies() }).toEqual({ code: 0, functions: [informed, misled] });
  });

  test("--known gold must be said: the column gold is for scoring only", async () => {
    const [a, b] = await fitWith("--known", "gold");
    expect(a).toBeLessThan(b ?? 0);
  });

  test("--known-file matches known labels by id", async () => {
    const lines = ids.flatMap((id, row) => (known(row) === "" ? [] : [`${id},ham`]));
    const file = scratch.write("known.csv", ["id,gold", ...lines.reverse()].join("\n"));
    expect(await fitWith("--known-file", file)).toEqual(await fitWith("--known", "sure"));
  });

  test("--known-file knows items of crowd answers", async () => {
    const answers = ids.flatMap((id) => [`${id},ann,ham`, `${id},bob,spam`]);
    const long = scratch.write("answers.csv", ["item,worker,label", ...answers].join("\n"));
    const file = scratch.write("items.csv", "item,gold\nr0,ham\nr6,ham\nr12,ham\n");
    const args = ["fit", long, "--long", "item,worker,label", "--known-file", file, "--out", out];
    expect(await labelwright(args)).toMatchObject({ code: 0, stderr: "" });
    const [ann, bob] = accuracies();
    expect(ann).toBeGreaterThan(bob ?? 100);
  });

  test("a known label that is none is an error naming file, row and labels", async () => {
    const file = scratch.write("odd.csv", "a,b,sure\nham,spam,eggs\nham,spam,\n");
    expect(await labelwright(["fit", file, "--out", out, "--known", "sure"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`${file}, gold of row 0: "eggs"; expected one of "ham", "spam"`) as string,
    });
  });

  test("--default-label labels rows without votes", async () => {
    const file = scratch.write("silent.csv", "a,b\nspam,spam\n,\nspam,\n");
    const fit = ["fit", file, "--labels", "ham,spam", "--default-label", "ham", "--out", out];
    expect(await labelwright(fit)).toMatchObject({ code: 0, stderr: "" });
    await labelwright(["predict", file, "--model", out, "--out", scratch.at("labels.csv")]);
    const rows = await scratch.rows("labels.csv");
    expect(rows.map(({ label, covered }) => [label, covered])).toEqual([
      ["spam", true],
      ["ham", true],
      ["spam", true],
    ]);
  });

  test("--depends makes two functions share one voice, and may be repeated", async () => {
    const lines = ids.map((_, row) => [row % 2, row % 2, row % 3 ? row % 2 : 1 - (row % 2), row % 5 ? row % 2 : 0]);
    const file = scratch.write("copies.csv", ["a,b,c,d", ...lines.map((line) => line.join(","))].join("\n"));
    const weights = async (...options: readonly string[]): Promise<number[]> => {
      await labelwright(["fit", file, "--out", out, ...options]);
      return labelModelFromJson(scratch.json("model.json")).functions.map(({ weight }) => weight);
    };
    expect((await weights("--depends", "a,c")).map((w) => w === 0.5)).toEqual([true, false, true, false]);
    expect(await weights("--depends", "a,b", "--depends", "c,d")).toEqual([0.5, 0.5, 0.5, 0.5]);
  });
});

describe("labelwright run", () => {
  test("--known takes a column of the data, --default-label labels rows without votes", async () => {
    const pack = scratch.write("pack.ts", spamPack);
    const [head = "", ...rows] = spamRows.trim().split("\n");
    const data = scratch.write("rows.csv", [`${head},sure`, ...rows.map((row) => `${row},spam`)].join("\n"));
    const fitted = async (name: string, ...options: readonly string[]): Promise<string> => {
      const args = ["run", pack, data, "--out", scratch.at(name), ...options];
      expect(await labelwright(args)).toMatchObject({ code: 0, stderr: "" });
      return scratch.read(`${name}/model.json`);
    };
    expect(await fitted("known", "--known", "sure")).not.toBe(await fitted("plain"));
    await fitted("default", "--default-label", "ham");
    expect((await scratch.rows("default/labels.arrow"))[3]).toMatchObject({ id: "010", label: "ham", covered: true });
  });
});
