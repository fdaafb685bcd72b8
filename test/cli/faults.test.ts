import { describe, expect, test } from "vitest";
import { labelwright, scratchFolder, spamPack } from "./helpers.ts";

const scratch = scratchFolder();
/** `money` fails on each row with cash. */
const failing = "name === 'money' && text.includes('cash') ? JSON.parse(text) : pattern.test(text)";
const pack = scratch.write("pack.ts", spamPack.replace("pattern.test(text)", failing));
const texts = Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? `cash ${i}` : "great prize"));
const data = scratch.write("rows.csv", ["text", ...texts, ""].join("\n"));

const commands = ["apply", "run"] as const;
const outOf = (command: string, name: string): string =>
  scratch.at(`${command}-${name}${command === "run" ? "" : ".csv"}`);

describe.each(commands)("labelwright %s", (command) => {
  test("--faults-out writes the failures with their rows, and goes on", async () => {
    const file = `${command}-faults.csv`;
    const args = [command, pack, data, "--out", outOf(command, "votes"), "--faults-out", scratch.at(file)];
    const { code, stdout, stderr } = await labelwright(args);
    expect(code).toBe(0);
    expect(stdout).toContain(`15 failures written to ${scratch.at(file)}`);
    expect(stderr).toContain("labeling functions failed on 15 rows and abstained there; the first time: ");
    const rows = await scratch.rows(file);
    expect(rows.map((row) => [row["function"], row["row"]])).toEqual(
      Array.from({ length: 15 }, (_, i) => ["money", 2 * i]),
    );
    expect(rows[1]?.["message"]).toMatch(/^labeling function "money", row 2: it threw SyntaxError: /);
  });

  test("without failures the file has no rows", async () => {
    const file = `${command}-none.csv`;
    const fine = scratch.write("fine.csv", "text\ngreat\nhttp prize\n");
    await labelwright([command, pack, fine, "--out", outOf(command, "fine"), "--faults-out", scratch.at(file)]);
    expect(scratch.read(file)).toBe("function,row,message\n");
  });

  test("--fault-limit ends the run with the function that fails too often", async () => {
    const run = (limit: string): ReturnType<typeof labelwright> =>
      labelwright([command, pack, data, "--out", outOf(command, `limit-${limit}`), "--fault-limit", limit]);
    expect((await run("15")).code).toBe(0);
    expect((await run("link=0,money=15")).code).toBe(0);
    for (const limit of ["14", "money=14"]) {
      const { code, stderr } = await run(limit);
      expect(code).toBe(1);
      expect(stderr).toMatch(/labeling function "money": .*more than 14 failed rows, the last one: /);
    }
  });

  test("JSON has the time of each function, and no more failures than a person would read", async () => {
    const many = scratch.write("many.csv", ["text", ...Array.from({ length: 30 }, () => "cash"), ""].join("\n"));
    const out = outOf(command, "json");
    const file = scratch.at(`${command}-many.jsonl`);
    const { stdout } = await labelwright([command, pack, many, "--out", out, "--faults-out", file, "--json"]);
    const json = JSON.parse(stdout) as { timings: { function: string }[]; faults: { count: number; kept: unknown[] } };
    expect(json.timings.map((each) => each.function)).toEqual(["link", "money", "thanks"]);
    expect([json.faults.count, json.faults.kept.length]).toEqual([30, 20]);
    expect(await scratch.rows(`${command}-many.jsonl`)).toHaveLength(30);
  });

  test.each<[readonly string[], string]>([
    [["--fault-limit", "few"], '--fault-limit: "few"; expected a whole number of at least 0.'],
    [["--fault-limit", "money=few"], '--fault-limit: "few"; expected a whole number of at least 0.'],
    [["--fault-limit", "=3"], '--fault-limit: "=3"; expected a number, or a number for each name such as link=10,money=0.'],
    [["--fault-limit", "cash=3"], '--fault-limit: "cash"; expected labeling functions of the pack: "link", "money", "thanks".'],
    [["--faults-out", "faults.txt"], "--faults-out: faults.txt; expected a file ending in .arrow, .arrows, .parquet, .csv or .jsonl."],
    [["--faults-out", data], `--faults-out: ${data}, which is read from; expected another file.`],
    [["--faults", "throw", "--fault-limit", "3"], "--fault-limit: --faults throw, which ends at the first failure; expected --faults abstain."],
    [["--faults", "throw", "--faults-out", "x.csv"], "--faults-out: --faults throw, which ends at the first failure; expected --faults abstain."],
  ])("refuses %j", async (args, message) => {
    const outcome = await labelwright([command, pack, data, "--out", outOf(command, "refused"), ...args]);
    expect(outcome).toEqual({ code: 2, stdout: "", stderr: `error: ${message}\n` });
  });
}); // prettier-ignore

test("labelwright apply refuses to write failures over votes", async () => {
  const out = scratch.at("same.csv");
  const { code, stderr } = await labelwright(["apply", pack, data, "--out", out, "--faults-out", out]);
  expect([code, stderr]).toEqual([2, `error: --faults-out: ${out}, which is written to; expected another file.\n`]);
});

test("labelwright run writes no times into its folder: the same input gives the same files", async () => {
  await labelwright(["run", pack, data, "--out", scratch.at("once"), "--faults", "abstain"]);
  expect(scratch.read("once/summary.json")).not.toContain("timings");
  expect(scratch.read("once/summary.json")).not.toContain("milliseconds");
});
