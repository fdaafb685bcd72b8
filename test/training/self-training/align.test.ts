import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alignShares, meanShares } from "../../../src/training/self-training/align.ts";

/** N x K probabilities, none of them 0, and shares to aim at. */
const matrices = fc.integer({ min: 2, max: 4 }).chain((k) =>
  fc.record({
    k: fc.constant(k),
    weights: fc.array(fc.array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: k, maxLength: k }), {
      minLength: 2,
      maxLength: 20,
    }),
    wanted: fc.array(fc.double({ min: 0.2, max: 1, noNaN: true }), { minLength: k, maxLength: k }),
  }),
);

const normalized = (numbers: readonly number[]): number[] => {
  const sum = numbers.reduce((total, each) => total + each, 0);
  return numbers.map((each) => each / sum);
};

describe("aligning shares", () => {
  test("gives every label the share wanted, and rows that still sum to 1", () => {
    fc.assert(
      fc.property(matrices, ({ k, weights, wanted }) => {
        const probabilities = Float64Array.from(weights.flatMap(normalized));
        const shares = Float64Array.from(normalized(wanted));
        alignShares(probabilities, shares);
        meanShares(probabilities, k).forEach((share, y) => expect(share).toBeCloseTo(shares[y] ?? 0, 3));
        for (let i = 0; i < probabilities.length; i += k) {
          expect(probabilities.subarray(i, i + k).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  test("keeps which of two rows is surer of a label", () => {
    const probabilities = Float64Array.of(0.9, 0.1, 0.6, 0.4, 0.2, 0.8);
    alignShares(probabilities, Float64Array.of(0.3, 0.7));
    const [a = 0, , b = 0, , c = 0] = probabilities;
    expect(a).toBeGreaterThan(b);
    expect(b).toBeGreaterThan(c);
  });

  test("undoes any factor on a label: the learner's class weights change nothing", () => {
    const rows = [0.9, 0.1, 0.6, 0.4, 0.2, 0.8];
    const plain = Float64Array.from(rows);
    const weighed = Float64Array.from([0, 2, 4].flatMap((i) => normalized([(rows[i] ?? 0) * 3, rows[i + 1] ?? 0])));
    const shares = Float64Array.of(0.5, 0.5);
    alignShares(plain, shares);
    alignShares(weighed, shares);
    plain.forEach((p, i) => expect(weighed[i]).toBeCloseTo(p, 4));
  });

  test("leaves no rows, and a label that no row can have, as they are", () => {
    alignShares(new Float64Array(0), Float64Array.of(0.5, 0.5));
    const certain = Float64Array.of(1, 0, 1, 0);
    alignShares(certain, Float64Array.of(0.5, 0.5));
    expect([...certain]).toEqual([1, 0, 1, 0]);
  });
});

test("mean shares sum to 1, and none is 0", () => {
  const shares = meanShares(Float64Array.of(1, 0, 1, 0), 2);
  expect(shares[0]).toBeCloseTo(1);
  expect(shares[1]).toBeGreaterThan(0);
});
