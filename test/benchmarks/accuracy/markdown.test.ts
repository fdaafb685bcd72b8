import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { formatMarkdown } from "../../../benchmarks/accuracy/markdown.ts";
import { summarizeScenarios } from "../../../benchmarks/accuracy/scenario-results.ts";
import { setResult } from "./set-result.ts";

it("prints a table for each kind of set and of scenario, as prettier would, with a dash where a method failed", () => {
  const sets = [setResult("youtube", 0.9, { majority: NaN }), setResult("rte", 0.8, { kind: "crowd" })];
  const scenarios = summarizeScenarios([
    setResult("easy.0", 0.95, { truth: 0.96, target: 0.94 }),
    setResult("easy.1", 0.95, { truth: 0.96, target: 0.94 }),
    setResult("hard.0", 0.5, { truth: 0.6 }),
  ]);
  const file = join(mkdtempSync(join(tmpdir(), "labelwright-")), "results.json");
  writeFileSync(file, JSON.stringify({ sets, scenarios }));
  expect(formatMarkdown(file)).toBe(
    [
      "| LF sets  | majority vote | label model |",
      "| -------- | ------------: | ----------: |",
      "| youtube  |             — |        90.0 |",
      "| **mean** |             — |   **90.00** |",
      "",
      "| crowd sets | majority vote | label model |",
      "| ---------- | ------------: | ----------: |",
      "| rte        |          80.0 |        80.0 |",
      "| **mean**   |         80.00 |   **80.00** |",
      "",
      "| scenarios | truth | target | majority vote | label model | worst seed | verdict |",
      "| --------- | ----: | -----: | ------------: | ----------: | ---------: | ------: |",
      "| easy      |  96.0 |   94.0 |          95.0 |  95.0 ± 0.0 |        1.0 |     met |",
      "",
      "| harder scenarios | truth | majority vote | label model |",
      "| ---------------- | ----: | ------------: | ----------: |",
      "| hard             |  60.0 |          50.0 |        50.0 |",
    ].join("\n"),
  );
});
