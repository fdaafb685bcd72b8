import { describe, expect, test } from "vitest";
import { synthesizeAnswers, writeTable } from "../../src/index.ts";
import { labelwright, scratchFolder } from "./helpers.ts";

const scratch = scratchFolder();
const { answers, gold } = synthesizeAnswers({
  items: 120,
  labels: ["1", "0"], // numbers are names like any other
  workers: [
    { name: "good", count: 6, accuracies: { from: 0.75, to: 0.95 } },
    { name: "bot", spam: "same", seconds: 2 },
  ],
  gold: 0.2,
  seed: 4,
});
const file = scratch.at("answers.csv");
await writeTable(answers, file);
const goldFile = scratch.write("gold.csv", `item,gold\n${[...gold].map((pair) => pair.join(",")).join("\n")}\n`);

describe("labelwright workers", () => {
  test("prints a row for each worker, suspects first, and why", async () => {
    const { code, stdout, stderr } = await labelwright(["workers", file, "--duration", "seconds"]);
    expect([code, stderr]).toEqual([0, ""]);
    const lines = stdout.split("\n");
    expect(lines[0]).toBe("7 workers, 600 answers to 120 items");
    expect(lines[1]).toMatch(
      /^worker +answers +accuracy +90 % interval +agreement +tells +seconds +fast +leans to +spam/,
    );
    expect(lines[3]).toMatch(/^bot .* suspected$/);
    expect(stdout).toMatch(/1 suspected:\n {2}bot: the answers are .*always the same/);
  });

  test("scores gold questions from a file, writes a table, and tells programs", async () => {
    const out = scratch.at("workers.csv");
    const run = await labelwright(["workers", file, "--gold-file", goldFile, "--out", out, "--level", "0.8", "--json"]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    const json = JSON.parse(run.stdout) as Record<string, unknown>;
    expect(json).toMatchObject({ out, labels: ["0", "1"], goldItems: gold.size, level: 0.8, suspects: ["bot"] });
    const rows = await scratch.rows("workers.csv");
    expect(rows.length).toBe(7);
    expect(rows.find(({ worker }) => worker === "bot")).toMatchObject({ suspected: true });
    expect(rows.reduce((sum, row) => sum + Number(row.gold_answers), 0)).toBe(5 * gold.size);
  });

  test("reads other columns, moments, spellings of no answer, and goes by a model", async () => {
    const other = scratch.write(
      "other.csv",
      `task,by,says,at\n${[0, 1, 2, 3]
        .flatMap((i) => ["ann", "bob"].map((by) => `${i},${by},${i % 2 ? "a" : "b"},2026-01-01T00:0${i}:00Z`))
        .join("\n")}\n9,ann,-,2026-01-01T00:09:00Z\n`,
    );
    const columns = ["--long", "task,by,says", "--abstain", "-"];
    const model = scratch.at("model.json");
    expect(await labelwright(["fit", other, ...columns, "--out", model])).toMatchObject({ code: 0 });
    const run = await labelwright(["workers", other, ...columns, "--time", "at", "--model", model, "--json"]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    const { workers } = JSON.parse(run.stdout) as { workers: { answers: number; speed: { median: number } }[] };
    expect(workers.map(({ answers: count, speed }) => [count, speed.median])).toEqual([
      [4, 60],
      [4, 60],
    ]);
  });

  const refused: readonly (readonly [what: string, args: string[], code: number, message: RegExp])[] = [
    ["a missing column", ["--long", "item,who,label"], 1, /answers\.csv.*the table has no column "who"/],
    ["a level of 2", ["--level", "2"], 2, /--level: "2"; expected a number from 0\.5 to 0\.999/],
    [
      "durations and times",
      ["--duration", "seconds", "--time", "seconds"],
      2,
      /--time.*cannot be used with.*--duration/,
    ],
    ["a folder that is not there", ["--out", "/no/where/out.csv"], 1, /\/no\/where/],
    ["text for seconds", ["--duration", "item"], 1, /column "item".*"item 1"/],
    ["labels that miss one", ["--labels", "0,2"], 1, /"1"; expected one of "0", "2"/],
  ];
  test.each(refused)("refuses %s", async (_, args, code, message) => {
    const run = await labelwright(["workers", file, ...args]);
    expect(run.code).toBe(code);
    expect(run.stderr).toMatch(message);
  });
});
