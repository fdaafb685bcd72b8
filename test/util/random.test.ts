import { describe, expect, test } from "vitest";

import { makeRandom } from "../../src/util/random.ts";

const draws = (seed: number | string, use: string, count: number): number[] => {
  const random = makeRandom(seed, use);
  return Array.from({ length: count }, () => random());
};

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const moment = (x: readonly number[], mx: number, y: readonly number[], my: number): number =>
    x.reduce((sum, each, i) => sum + (each - mx) * ((y[i] ?? 0) - my), 0);
  return moment(a, meanA, b, meanB) / Math.sqrt(moment(a, meanA, a, meanA) * moment(b, meanB, b, meanB));
}

/** Sum of squared deviations of bin counts over what chance expects. */
function chiSquare(values: readonly number[], bins: number): number {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) counts[Math.floor(value * bins)] = (counts[Math.floor(value * bins)] ?? 0) + 1;
  const expected = values.length / bins;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe("makeRandom", () => {
  test("gives the same numbers for the same seed and use, as a number or as text", () => {
    expect(draws(7, "ties", 5)).toEqual(draws(7, "ties", 5));
    expect(draws("7", "ties", 5)).toEqual(draws(7, "ties", 5));
  });

  test("never changes what a seed gives: results made with it can be made again", () => {
    expect(draws(0, "ties", 3)).toMatchInlineSnapshot(`
      [
        0.1344190628733486,
        0.4207873442210257,
        0.2061249283142388,
      ]
    `);
  });

  test("gives numbers from 0 to below 1", () => {
    const values = draws(1, "range", 10_000);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  });

  test("gives other numbers for another use of the same seed", () => {
    expect(Math.abs(correlation(draws(3, "ties", 2000), draws(3, "rows", 2000)))).toBeLessThan(0.1);
  });

  test("is even within a stream (chi square of 20 bins below its 99.99 % point) for 50 neighboring seeds", () => {
    for (let seed = 0; seed < 50; seed++) expect(chiSquare(draws(seed, "even", 2000), 20)).toBeLessThan(50.8);
  });

  test("is even across neighboring seeds: the first, second and third draws of 2,000 seeds", () => {
    const firsts = Array.from({ length: 2000 }, (_, seed) => draws(seed, "across", 3));
    for (const at of [0, 1, 2]) {
      expect(
        chiSquare(
          firsts.map((each) => each[at] ?? 0),
          20,
        ),
      ).toBeLessThan(50.8);
    }
  });

  test("gives uncorrelated streams for neighboring seeds", () => {
    const streams = Array.from({ length: 30 }, (_, seed) => draws(seed, "neighbors", 2000));
    for (let a = 0; a < streams.length; a++) {
      for (let b = 0; b < a; b++) {
        // Chance alone stays within 5 standard errors: 5 / sqrt(2000).
        expect(Math.abs(correlation(streams[a] ?? [], streams[b] ?? []))).toBeLessThan(0.112);
      }
    }
  });
});
