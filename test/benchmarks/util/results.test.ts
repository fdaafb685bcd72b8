import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeMachine } from "../../../benchmarks/util/machine.ts";
import { writeResults } from "../../../benchmarks/util/results.ts";

describe("writeResults", () => {
  it("writes the machine and the figures, fractions with six digits and whole numbers in full", () => {
    const file = join(mkdtempSync(join(tmpdir(), "labelwright-")), "new", "figures.json");
    writeResults(file, describeMachine(), { rows: 12_345_678, share: 1 / 3 });
    const { machine, ...figures } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    expect(figures).toEqual({ rows: 12_345_678, share: 0.333333 });
    expect(machine).toMatchObject({
      node: process.versions.node,
      packages: { "apache-arrow": expect.any(String) as string },
    });
  });
});
