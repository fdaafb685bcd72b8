import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { estimatePopulation, estimateStrength, unknownPopulation } from "../../../src/label-models/em/population.ts";
import { makeRandom } from "../../../src/util/random.ts";

type Accuracies = ReturnType<typeof estimatePopulation>;

/** Right votes of functions whose accuracies are evenly spread from `low` to `high`. */
function spread(seed: number, low: number, high: number, functions: number, votes: number): Accuracies {
  const random = makeRandom(seed, "population");
  const seen = new Float64Array(functions).fill(votes);
  const right = seen.map((n, j) => {
    const accuracy = low + ((high - low) * j) / (functions - 1);
    return Array.from({ length: n }, () => (random() < accuracy ? 1 : 0)).reduce((sum: number, each) => sum + each, 0);
  });
  return estimatePopulation(right, seen, unknownPopulation, false);
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

  test("looked for near where it was, in rounds, ends where a search everywhere does", () => {
    const seen = new Float64Array(40).fill(100);
    const right = seen.map((n, j) => n * (0.6 + 0.3 * (j / 39)));
    let near: Accuracies = unknownPopulation;
    for (let round = 0; round < 20; round++) near = estimatePopulation(right, seen, near, true);
    const wide = estimatePopulation(right, seen, unknownPopulation, false);
    expect(Math.abs(near.mean - wide.mean)).toBeLessThan(0.006);
    expect(Math.abs(Math.log(near.concentration / wide.concentration))).toBeLessThan(0.1);
  });

  test("of fewer than three functions stays as it was", () => {
    const { mean, concentration } = unknownPopulation;
    expect(estimatePopulation(Float64Array.of(9, 1), Float64Array.of(10, 10), unknownPopulation, false)).toEqual({
      mean,
      concentration,
    });
  });

  const count = fc.integer({ min: 0, max: 1000 });
  test.prop([fc.array(fc.tuple(count, fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 20 })])(
    "keeps to its bounds whatever the votes are",
    (functions) => {
      const votes = Float64Array.from(functions, ([n]) => n);
      const right = Float64Array.from(functions, ([n, share]) => n * share);
      const { mean, concentration } = estimatePopulation(right, votes, unknownPopulation, false);
      expect(mean).toBeGreaterThanOrEqual(0.3);
      expect(mean).toBeLessThanOrEqual(0.98);
      expect(concentration).toBeGreaterThanOrEqual(2);
      expect(concentration).toBeLessThanOrEqual(200);
    },
  );
});

describe("the strength of the confusion prior", () => {
  const coins = Float64Array.from({ length: 30 }, (_, i) => [0.8, 0.1, 0.1][i % 3] ?? 0);
  const strengthOf = (counts: Float64Array, from = 20, near = false): number =>
    estimateStrength(counts, coins, 3, from, near);
  test("is large where confusions keep to the coins, small where each function has its own", () => {
    const like = coins.map((p) => 300 * p);
    const unlike = coins.map((_, i) => 300 * ([0.8, 0.2, 0, 0.7, 0, 0.3][i % 6] ?? 0));
    expect(strengthOf(like)).toBeGreaterThan(100);
    expect(strengthOf(unlike)).toBeLessThan(20);
  });
  test("near the last one, moves no further than a third of a factor e at a time, and ends at the same", () => {
    const like = coins.map((p) => 300 * p);
    expect(Math.abs(Math.log(strengthOf(like, 20, true) / 20))).toBeLessThanOrEqual(0.3);
    let strength = 20;
    for (let round = 0; round < 20; round++) strength = strengthOf(like, strength, true);
    expect(Math.abs(Math.log(strength / strengthOf(like)))).toBeLessThan(0.06);
  });
  test("is 20 where there are no votes", () => {
    expect(strengthOf(new Float64Array(30)) / 20).toBeCloseTo(1, 0);
  });
});
