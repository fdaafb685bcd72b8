import { describe, expect, test } from "vitest";

import { evenTable, range, simplePlan, uniform } from "../../../benchmarks/scenarios/plan.ts";
import { measureAgreement } from "../../../src/label-models/em/agreement.ts";
import { estimateBalance } from "../../../src/label-models/em/balance-moments.ts";
import { countMeetings } from "../../../src/label-models/em/pair-counts.ts";
import { countEvidence, rowsOfPatterns, type VoteRows } from "../../../src/label-models/scan/vote-rows.ts";
import { simulate } from "../simulation/harness.ts";
import { learnAll, severalLabels } from "./em-data.ts";

function estimate(rows: VoteRows, given = learnAll): number[] {
  const meetings = countMeetings(rows);
  const agreement = measureAgreement(meetings, severalLabels(rows.functionCount), rows.labels, given);
  return [...estimateBalance(rows, meetings, countEvidence(rows), agreement)];
}

function draw(seed: number, rows: number, balance: readonly number[], functions: number, coverage = 0.7): VoteRows {
  const tables = range(functions).map((j) => evenTable(balance.length, coverage, 0.65 + 0.03 * (j % 8)));
  return rowsOfPatterns(simulate(seed, simplePlan(rows, balance, tables)).votes);
}

describe("the class balance is found from votes alone", () => {
  test.each([
    [[0.8, 0.2], 0.06],
    [[0.3, 0.7], 0.06],
    [[0.6, 0.3, 0.1], 0.08],
  ])("%j, within %d", (balance, within) => {
    for (const seed of range(5)) {
      estimate(draw(seed, 6000, balance, 10)).forEach((p, y) => {
        expect(Math.abs(p - (balance[y] ?? NaN))).toBeLessThan(within);
      });
    }
  });

  test("a balanced one is hardly moved", () => {
    for (const seed of range(5))
      expect(Math.abs((estimate(draw(seed, 6000, [0.5, 0.5], 10))[0] ?? NaN) - 0.5)).toBeLessThan(0.05);
  });

  test("whatever the labels are called: exchanging the two exchanges the figures", () => {
    const rows = draw(2, 4000, [0.8, 0.2], 8);
    const turned = { ...rows, codes: rows.codes.map((code) => 1 - code) };
    const [a = NaN, b = NaN] = estimate(rows);
    const [c = NaN, d = NaN] = estimate(turned);
    expect([c, d]).toEqual([expect.closeTo(b, 9), expect.closeTo(a, 9)]);
  });
});

describe("is uniform", () => {
  test("where fewer pairs than functions share enough rows", () => {
    expect(estimate(draw(1, 400, [0.9, 0.1], 12, 0.12))).toEqual([0.5, 0.5]);
  });
  test("with fewer than three functions", () => {
    expect(estimate(draw(1, 4000, [0.9, 0.1], 2))).toEqual([0.5, 0.5]);
  });
  test("with fewer than three functions when each dependent group gives one", () => {
    const rows = draw(1, 4000, [0.9, 0.1], 4);
    expect(estimate(rows)[0]).toBeGreaterThan(0.6);
    const pairs = [0, 1, 2].flatMap((a) => [0, 1, 2].slice(0, a).map((b): [number, number] => [a, b]));
    expect(estimate(rows, { pairs, learn: true })).toEqual([0.5, 0.5]);
  });
  test("above 20 labels", () => {
    expect(estimate(draw(1, 2000, uniform(21), 8))).toEqual(uniform(21));
  });
  test("where few rows leave its error as large as itself", () => {
    const [p = NaN] = estimate(draw(4, 60, [0.6, 0.4], 5));
    expect(Math.abs(p - 0.5)).toBeLessThan(0.15);
  });
});
