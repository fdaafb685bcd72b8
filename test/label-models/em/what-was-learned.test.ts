import { describe, expect, test } from "vitest";

import {
  evenTable,
  range,
  simplePlan,
  uniform,
  type Copy,
  type VoteTable,
} from "../../../benchmarks/scenarios/plan.ts";
import { fitLabelModel } from "../../../src/label-models/fit.ts";
import type { LabelModel } from "../../../src/label-models/label-model.ts";
import { simulate } from "../simulation/harness.ts";

const good = range(6).map(() => evenTable(2, 0.7, 0.75));

const fit = (tables: readonly VoteTable[], copies: readonly Copy[] = []): LabelModel =>
  fitLabelModel(simulate(1, simplePlan(2000, uniform(2), tables, copies)).votes);

describe("a report", () => {
  test("of independent functions has no warning and no rule, and says what it starts from", () => {
    const { report } = fit(good);
    expect(report.warnings).toEqual([]);
    expect(report.rules).toEqual([]);
    expect(report.monotone).toBe(true);
    expect(report.starts).toEqual([
      { name: "what pairs of functions agree on", objective: report.objective.at(-1), chosen: true },
    ]);
  });

  test("warns of copies, and names the rule by which they share a voice", () => {
    const { report } = fit(good, [{ copier: 4, leader: 1, share: 1 }]);
    expect(report.warnings).toEqual([
      "lf_1 and lf_4 vote alike far more than their accuracies explain: they may be copies. Their votes count 50 % and 50 %.",
    ]);
    expect(report.rules).toHaveLength(1);
    expect(report.rules[0]).toMatchObject({
      rule: "dependent functions share a voice",
      functions: ["lf_1", "lf_4"],
      reason: "1 pairs of functions vote alike more than their accuracies explain: their votes count less.",
    });
  });

  test("names five pairs of copies, and how many more there are", () => {
    const tables = range(14).map((j) => evenTable(2, 0.7, 0.65 + 0.02 * (j % 7)));
    const { report } = fit(
      tables,
      range(4).map((i) => ({ copier: 10 + i, leader: 0, share: 1 })),
    );
    expect(report.warnings).toHaveLength(6);
    expect(report.warnings.at(-1)).toBe("5 further pairs of functions may be copies.");
  });

  test("warns of functions that are right less often than chance", () => {
    const { report, functions } = fit([...good, evenTable(2, 0.7, 0.2)]);
    expect(report.warnings).toContain(
      "Right less often than chance, so their votes count against their own label: lf_6.",
    );
    expect(functions[6]?.interval?.[1]).toBeLessThan(0.5);
  });

  test("gives each function's confusion: rows of true labels that sum to 1", () => {
    const { functions } = fit(good);
    for (const { confusion } of functions) {
      expect(confusion).toHaveLength(2);
      confusion?.forEach((row, y) => {
        expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
        expect(Math.abs((row[y] ?? NaN) - 0.75)).toBeLessThan(0.1);
      });
    }
  });
});
