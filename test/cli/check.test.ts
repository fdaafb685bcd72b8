import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { labelwright, scratchFolder } from "./helpers.ts";

const scratch = scratchFolder();
const faulty = resolve("test/quality/fixtures/faulty-pack.ts");
const clean = resolve("test/quality/fixtures/clean-pack.ts");

describe("labelwright check", () => {
  test("passes a pack that obeys the laws", async () => {
    const { code, stdout, stderr } = await labelwright(["check", clean, "--runs", "50"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Pack "clean" 1\.0\.0: 30 functions on \d+ rows, seed 0, [\d.]+ s\n/);
    expect(stdout).toMatch(/\npassed: \d+ checks hold\n$/);
  });

  test("ends with 1 where a law is broken, and says which, by what row, why, and how to see it again", async () => {
    const args = ["check", faulty, "--functions", "total,in-range", "--law", "total"];
    const { code, stdout, stderr } = await labelwright(args);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toContain(`BROKEN  total: total
  law      it votes on every row of the task's schema, and never throws
  row      { text: "free prize" }
  came     it threw TypeError: Cannot read properties of undefined (reading 'length')
  expected a vote: a label, or null to abstain
  why      `);
    expect(stdout).toContain("\nFAILED: 1 check broken, 1 check hold\n");
    const [, again = ""] = /again {4}labelwright (.*)/.exec(stdout) ?? [];
    expect(again).toContain(`check ${faulty} --functions total --law total --seed 0 --path 0:`);
    const rerun = await labelwright(again.split(" "));
    expect(rerun.code).toBe(1);
    expect(rerun.stdout).toContain("1 function on 1 row, seed 0");
    expect(rerun.stdout).toContain('row      { text: "free prize" }');
  });

  test("prints one JSON document with --json", async () => {
    const { code, stdout } = await labelwright(["check", faulty, "--functions", "in-range", "--json", "--runs", "20"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      pack: { name: "faulty", version: "1.0.0" },
      passed: false,
      seed: 0,
      failures: [{ function: "in-range", law: "in-range", rows: [{ likes: 0 }] }],
    });
  });

  test("prints rows with NaN as JSON in which it is text", async () => {
    const pack = scratch.write(
      "nan.ts",
      `import { definePack, defineTask, labelingFunction } from "labelwright";
const task = defineTask({ labels: ["ham", "spam"], columns: { likes: "float64" } });
const vote = ({ likes }: { likes: number }) => (Number.isNaN(likes) ? ("eggs" as never) : null);
export default definePack({ name: "p", version: "1.0.0", task, functions: [labelingFunction(task, { name: "f", columns: ["likes"], vote })] });`,
    );
    const { stdout } = await labelwright(["check", pack, "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ failures: [{ law: "in-range", rows: [{ likes: "NaN" }] }] });
  });

  test("checks what --set makes of the pack", async () => {
    const pack = scratch.write(
      "pack.ts",
      `import { definePack, defineTask, labelingFunction } from "labelwright";
const task = defineTask({ labels: ["ham", "spam"], columns: { likes: "int32" } });
export default definePack({ name: "p", version: "1.0.0", task, parameters: { confidence: 0.5 },
  functions: ({ confidence }) => [labelingFunction(task, { name: "liked", columns: ["likes"], vote: () => ({ label: "ham", confidence }) })] });`,
    );
    expect((await labelwright(["check", pack, "--runs", "20"])).code).toBe(0);
    expect((await labelwright(["check", pack, "--runs", "20", "--set", "confidence=2"])).code).toBe(1);
  });

  test.each([
    [["--law", "totally"], 'checkPack, laws: "totally"; expected an array of "bounded-time"'],
    [["--functions", "nobody"], 'checkPack, functions: "nobody"; expected'],
    [["--path", "x"], 'checkPack, path: "x"; expected a path such as "0:3:1"'],
    [["--runs", "0"], '--runs: "0"; expected a whole number of at least 1'],
  ])("refuses %j with exit code 2", async (args, message) => {
    const { code, stderr } = await labelwright(["check", clean, ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
