import { describe, expect, test } from "vitest";
import { labelwright, scratchFolder, spamPack } from "./helpers.ts";

const scratch = scratchFolder();
const before = scratch.write("before.ts", spamPack);
const after = scratch.write("after.ts", spamPack.replace("cash|prize", "cash|song").replace("1.2.0", "1.3.0"));
const data = scratch.write("rows.csv", 'id,text\n007,win cash now\n008,"thanks, great song"\n009,a prize\n');

describe("labelwright diff", () => {
  test("tells what changed, and which votes moved on which rows", async () => {
    const { code, stdout } = await labelwright(["diff", before, after, data]);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'Pack "spam-rules" 1.2.0 -> "spam-rules" 1.3.0, 3 rows: 2 votes of 1 function moved, on 2 rows',
    );
    expect(stdout).toContain('  008: (abstains) -> spam  { text: "thanks, great song" }\n  009: spam -> (abstains)');
  });

  test("prints and writes the report as JSON", async () => {
    const out = scratch.at("diff.json");
    const { code, stdout } = await labelwright(["diff", before, after, data, "--rows", "1", "--json", "--out", out]);
    expect(code).toBe(0);
    const { same, ...facts } = JSON.parse(stdout) as Record<string, unknown>;
    expect(same).toBe(false);
    expect(scratch.json("diff.json")).toEqual(facts);
    expect(facts).toMatchObject({ changed: ["link", "money", "thanks"], moved: 2, movedRows: 2, rows: 3 });
    expect((facts["functions"] as { rows: unknown[] }[])[1]?.rows).toEqual([
      { row: 1, id: "008", from: null, to: "spam", values: { text: "thanks, great song" } },
    ]);
  });

  test("--fail-on-change ends with 1 where anything changed, else with 0", async () => {
    expect((await labelwright(["diff", before, after, data, "--fail-on-change"])).code).toBe(1);
    const same = await labelwright(["diff", before, before, data, "--fail-on-change"]);
    expect([same.code, same.stdout]).toEqual([
      0,
      'Pack "spam-rules" 1.2.0 -> "spam-rules" 1.2.0, 3 rows: no vote moved\nunchanged  3 functions\n',
    ]);
  });

  test("compares a pack with itself under other parameters", async () => {
    const pack = scratch.write(
      "parameters.ts",
      `import { definePack, defineTask, keywords } from "labelwright";
       const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
       export default definePack({ name: "p", version: "1.0.0", task, parameters: { any: ["cash"] },
         functions: ({ any }) => [keywords(task, { name: "money", column: "text", any, label: "spam" })] });`,
    );
    const { stdout } = await labelwright(["diff", pack, pack, data, "--set-b", "any=prize", "--workers", "2"]);
    expect(stdout).toContain("2 votes of 1 function moved, on 2 rows");
    const wrong = await labelwright(["diff", pack, pack, data, "--set-a", "ani=prize"]);
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      'error: --set-a: "ani"; expected one of "any". Check the spelling.\n',
    ]);
  });

  test("names the file whose rows do not fit", async () => {
    const wrong = scratch.write("wrong.csv", "txt\nhello\n");
    const { code, stderr } = await labelwright(["diff", before, after, wrong]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: .*wrong\.csv/);
  });

  test("refuses a file that is no JSON, and one it reads from", async () => {
    expect((await labelwright(["diff", before, after, data, "--out", scratch.at("diff.csv")])).code).toBe(2);
    expect((await labelwright(["diff", before, after, data, "--rows", "-1"])).code).toBe(2);
  });
});
