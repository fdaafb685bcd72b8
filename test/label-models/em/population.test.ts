import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import {
  estimatePopulation,
  estimateStrength,
  unknownPopulation,
  type Population,
} from "../../../src/label-models/em/population.ts";
import { makeRandom } from "../../../src/util/random.ts";

/** Right votes of functions whose accuracies are evenly spread from `low` to `high`. */
function spread(seed: number, low: number, high: number, functions: number, votes: number): Population {
  const random = makeRandom(seed, "population");
  const seen = new Float64Array(functions).fill(votes);
  const right = seen.map((n, j) => {
    const accuracy = low + ((high - low) * j) / (functions - 1);
    return Array.from({ length: n }, () => (random() < accuracy ? 1 : 0)).reduce((sum: number, each) => sum + each, 0);
  });
  return estimatePopulation(right, seen, unknownPopulation);
}

describe("a population of accuracies", () => {
  test.each([
    [0.5, 0.7],
    [0.6, 0.9],
    [0.8, 0.95],
  ])("spread from %d to %d: its mean is found", (low, high) => {
    for (const seed of [1, 2, 3]) {
      expect(Math.abs(spread(seed, low, high, 40, 200).mean - (low + high) / 2)).toBeLessThan(0.03);
    }
  });

  test("is the more concentrated the closer together its accuracies are", () => {
    const [wide, middle, narrow] = [0.3, 0.15, 0.05].map((half) => spread(1, 0.7 - half, 0.7 + half, 40, 200));
    expect(wide?.concentration).toBeLessThan(middle?.concentration ?? NaN);
    expect(middle?.concentration).toBeLessThan(narrow?.concentration ?? NaN);
    // Uniform from 0.4 to 1 has variance 0.03: mean (1 - mean) / (1 + concentration).
    expect(Math.abs((wide?.concentration ?? NaN) - 6)).toBeLessThan(2.5);
  });

  test("of fewer than three functions stays as it was", () => {
    expect(estimatePopulation(Float64Array.of(9, 1), Float64Array.of(10, 10), unknownPopulation)).toBe(
      unknownPopulation,
    );
  });

  const count = fc.integer({ min: 0, max: 1000 });
  test.prop([fc.array(fc.tuple(count, fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 20 })])(
    "keeps to its bounds whatever the votes are",
    (functions) => {
      const votes = Float64Array.from(functions, ([n]) => n);
      const right = Float64Array.from(functions, ([n, share]) => n * share);
      const { mean, concentration } = estimatePopulation(right, votes, unknownPopulation);
      expect(mean).toBeGreaterThanOrEqual(0.3);
      expect(mean).toBeLessThanOrEqual(0.98);
      expect(concentration).toBeGreaterThanOrEqual(2);
      expect(concentration).toBeLessThanOrEqual(200);
    },
  );
});

describe("the strength of the confusion prior", () => {
  const coins = Float64Array.from({ length: 30 }, (_, i) => [0.8, 0.1, 0.1][i % 3] ?? 0);
  test("is large where confusions keep to the coins, small where each function has its own", () => {
    const like = coins.map((p) => 300 * p);
    const unlike = coins.map((_, i) => 300 * ([0.8, 0.2, 0, 0.7, 0, 0.3][i % 6] ?? 0));
    expect(estimateStrength(like, coins, 3)).toBeGreaterThan(100);
    expect(estimateStrength(unlike, coins, 3)).toBeLessThan(20);
  });
  test("is 20 where there are no votes", () => {
    expect(estimateStrength(new Float64Array(30), coins, 3) / 20).toBeCloseTo(1, 0);
  });
});
