import { describe, expect, test } from "vitest";

import { oneLabelTable, range, simplePlan, type Copy } from "../../../benchmarks/scenarios/plan.ts";
import { fitFiringPairs, type FiringPairs } from "../../../src/label-models/em/firing-pairs.ts";
import { countMeetings } from "../../../src/label-models/em/pair-counts.ts";
import { simulate } from "../simulation/harness.ts";
import { emDataOf } from "./em-data.ts";

const balance = [0.5, 0.3, 0.2];
const precisions = range(12).map((j) => 0.6 + 0.03 * j);

function fit(seed: number, options: { copies?: readonly Copy[]; rows?: number; given?: boolean } = {}): FiringPairs {
  const { copies = [], rows = 10_000, given = false } = options;
  const tables = precisions.map((precision, j) => oneLabelTable(balance, j % 3, 0.12, precision));
  const data = emDataOf(simulate(seed, simplePlan(rows, balance, tables, copies)).votes);
  const meetings = countMeetings(data.sample);
  return fitFiringPairs(meetings, data.oneLabel, 3, data.scan.rows, given ? Float64Array.from(balance) : null);
}

describe("pairs of functions of one label", () => {
  test("tell each function's precision, the class balance, and that nothing else is in common", () => {
    for (const seed of range(3)) {
      const { fit: found, dependent, members } = fit(seed);
      expect([...members]).toEqual(range(12));
      expect(dependent).toEqual([]);
      precisions.forEach((p, j) => expect(Math.abs((found.precision[3 + j] ?? NaN) - p)).toBeLessThan(0.16));
      balance.forEach((p, y) => expect(Math.abs((found.balance[y] ?? NaN) - p)).toBeLessThan(0.06));
      expect(Math.abs(found.activity - 1)).toBeLessThan(0.06);
    }
  });

  test("leave a given balance as it is", () => {
    expect([...fit(1, { given: true }).fit.balance]).toEqual(balance);
  });

  test("show copies: they alone are dependent, as far as they copy", () => {
    for (const seed of range(3)) {
      const copies = [{ copier: 9, leader: 0, share: 0.9 }];
      const { dependent } = fit(seed, { copies });
      expect(dependent.map(({ a, b }) => [a, b].sort((x, y) => x - y))).toEqual([[0, 9]]);
      expect(dependent[0]?.redundancy).toBeGreaterThan(0.6);
      expect(dependent[0]?.redundancy).toBeLessThanOrEqual(1);
    }
  });

  test("a copy does not change what the others are taken for", () => {
    const copied = fit(2, { copies: [{ copier: 9, leader: 0, share: 1 }] }).fit.precision;
    const plain = fit(2).fit.precision;
    range(9).forEach((j) => expect(Math.abs((copied[3 + j] ?? NaN) - (plain[3 + j] ?? NaN))).toBeLessThan(0.05));
  });

  test("too rare to be told from noise leave the priors: precisions near 0.75", () => {
    const { fit: found, dependent } = fit(1, { rows: 60 });
    expect(dependent).toEqual([]);
    found.precision.forEach((p) => expect(Math.abs(p - 0.75)).toBeLessThan(0.2));
  });
});
