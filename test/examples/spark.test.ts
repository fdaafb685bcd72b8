import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

describe("examples/spark", () => {
  test("the job is short enough to be read and copied: 150 lines", () => {
    expect(readFileSync("examples/spark/label.py", "utf8").trimEnd().split("\n").length).toBeLessThanOrEqual(150);
  });

  test("bundle.mjs says how it is called, and what is not there", () => {
    const bundle = (...args: readonly string[]): string =>
      spawnSync(process.execPath, ["examples/spark/bundle.mjs", ...args], { encoding: "utf8" }).stderr;
    expect(bundle()).toBe("usage: node bundle.mjs PACK OUT.tar.gz [NODE]\n");
    expect(bundle("/nowhere/pack.ts", "bundle.tar.gz")).toContain("there is no rule pack /nowhere/pack.ts");
  });
});
