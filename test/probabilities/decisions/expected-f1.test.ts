import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { expectedF1 } from "../../../src/probabilities/decisions/expected-f1.ts";

/** The distribution of how many of independent events happen. */
const countsOf = (ps: readonly number[]): number[] =>
  ps.reduce<number[]>(
    (chances, p) => [...chances, 0].map((chance, n) => chance * (1 - p) + (chances[n - 1] ?? 0) * p),
    [1],
  );

/** The expected F1 of giving a label to the first k rows, summed over how many of them and of the others are true. */
function summedF1(ps: readonly number[], k: number): number {
  const [within, without] = [countsOf(ps.slice(0, k)), countsOf(ps.slice(k))];
  let sum = 0;
  within.forEach((a, hits) =>
    without.forEach((b, missed) => (sum += hits === 0 ? 0 : (a * b * 2 * hits) / (k + hits + missed))),
  );
  return sum;
}

describe("expectedF1", () => {
  const probability = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 1e-9, 1 - 1e-9));
  const level = fc.tuple(probability, fc.integer({ min: 1, max: 12 }));
  test.prop([fc.array(level, { minLength: 1, maxLength: 12 })])("is the sum over all outcomes", (parts) => {
    let rows = 0;
    const levels = parts.map(([p, weight]) => ({ p, weight, rows: (rows += weight) }));
    const all = levels.flatMap(({ p, weight }) => new Array<number>(weight).fill(p));
    expectedF1(levels).forEach((f1, i) => {
      expect(Math.abs(f1 - summedF1(all, levels[i]?.rows ?? 0))).toBeLessThan(1e-6);
    });
  });

  test("of many rows is the F1 of expected counts", () => {
    const levels = [
      { p: 0.9, weight: 1e5, rows: 1e5 },
      { p: 0.2, weight: 9e5, rows: 1e6 },
    ];
    const total = 0.9e5 + 1.8e5;
    const f1 = expectedF1(levels);
    expect(f1[0]).toBeCloseTo((2 * 0.9e5) / (1e5 + total), 5);
    expect(f1[1]).toBeCloseTo((2 * total) / (1e6 + total), 5);
  });
});
