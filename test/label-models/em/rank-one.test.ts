import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { fitRankOne, type Pairs } from "../../../src/label-models/em/rank-one.ts";
import { median } from "../../../src/util/order.ts";
import { makeRandom } from "../../../src/util/random.ts";

/** The products of some factors, of all pairs. */
function pairsOf(factors: readonly number[], value: (product: number, a: number, b: number) => number): Pairs {
  const [a, b, values]: [number[], number[], number[]] = [[], [], []];
  factors.forEach((x, j) => {
    factors.slice(0, j).forEach((y, l) => {
      a.push(j);
      b.push(l);
      values.push(value(x * y, j, l));
    });
  });
  const weights = new Float64Array(a.length).fill(1);
  return { a: Int32Array.from(a), b: Int32Array.from(b), values: Float64Array.from(values), weights };
}

const limits = (functions: number): Parameters<typeof fitRankOne>[1] => ({
  functions,
  floor: 0.03,
  low: -0.95,
  high: 0.98,
  start: 0.5,
});

const factor = fc.double({ min: 0.2, max: 0.95, noNaN: true });

describe("fitRankOne", () => {
  test.prop([fc.array(factor, { minLength: 3, maxLength: 10 })])("finds factors from their products", (factors) => {
    const found = fitRankOne(
      pairsOf(factors, (product) => product),
      limits(factors.length),
    );
    factors.forEach((x, j) => expect(Math.abs((found[j] ?? NaN) - x)).toBeLessThan(0.005));
  });

  test.prop([fc.array(factor, { minLength: 12, maxLength: 16 }), fc.nat(1e6)])(
    "is hardly moved where one pair of five is odd",
    (factors, seed) => {
      const random = makeRandom(seed, "odd pairs");
      const found = fitRankOne(
        pairsOf(factors, (product) => (random() < 0.2 ? 2 * random() - 1 : product)),
        limits(factors.length),
      );
      // By chance, a factor may have mostly odd pairs.
      const errors = factors.map((x, j) => Math.abs((found[j] ?? NaN) - x));
      expect(median(Float64Array.from(errors))).toBeLessThan(0.03);
    },
  );

  test("finds the sign of a factor below zero among others above it", () => {
    const found = fitRankOne(
      pairsOf([0.7, 0.6, 0.8, -0.5], (product) => product),
      limits(4),
    );
    expect(found[3]).toBeCloseTo(-0.5, 2);
  });

  test("pairs of weight 0 do not count", () => {
    const pairs = pairsOf([0.5, 0.6, 0.7, 0.8], (product, j, l) => (j === 3 && l === 2 ? -1 : product));
    const odd = pairs.values.indexOf(-1);
    const weights = pairs.weights.map((_, i) => (i === odd ? 0 : 1));
    expect(fitRankOne({ ...pairs, weights }, limits(4))[3]).toBeCloseTo(0.8, 2);
  });

  test("keeps to its bounds", () => {
    const found = fitRankOne(
      pairsOf([1, 1, 1], () => 4),
      limits(3),
    );
    expect([...found].every((x) => x <= 0.98 && x > 0.97)).toBe(true);
  });
});
