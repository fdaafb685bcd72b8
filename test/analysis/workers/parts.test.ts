import { describe, expect, test } from "vitest";
import { agreements } from "../../../src/analysis/workers/agreement.ts";
import { informationOf } from "../../../src/analysis/workers/independence.ts";
import { intervalOfDraws, intervalOfShare } from "../../../src/analysis/workers/intervals.ts";
import { drawSharedMistakes } from "../../../src/analysis/workers/shared-mistakes.ts";
import { joinVotes, labelMatrix, labelSet } from "../../../src/index.ts";

describe("informationOf", () => {
  test("of two labels is the square of sensitivity and specificity less 1", () => {
    const table = (a: number, b: number): number[][] => [
      [a, 1 - a],
      [1 - b, b],
    ];
    for (const [a, b] of [
      [0.9, 0.8],
      [0.5, 0.5],
      [1, 0],
      [0.1, 0.2],
    ] as const) {
      expect(informationOf(table(a, b))).toBeCloseTo((a + b - 1) ** 2, 12);
    }
  });
  test("is 0 where all rows are equal and 1 where each label has an answer of its own", () => {
    expect(informationOf([0, 1, 2].map(() => [0.2, 0.5, 0.3]))).toBe(0);
    expect(informationOf([0, 1, 2, 3].map((y) => [0, 1, 2, 3].map((v) => (v === (y + 1) % 4 ? 1 : 0))))).toBeCloseTo(
      1,
      12,
    );
  });
});

describe("agreements", () => {
  const labels = labelSet(["a", "b", "c"]);
  const of = (columns: Record<string, (("a" | "b" | "c") | null)[]>): ReturnType<typeof agreements> =>
    agreements(joinVotes([labelMatrix(labels, columns)]));
  test("of two workers is Cohen's kappa", () => {
    const [x, y] = of({
      x: ["a", "a", "b", "b", "c", "c", "a", "b"],
      y: ["a", "b", "b", "b", "c", "a", "a", "c"],
    });
    expect(x?.kappa).toBeCloseTo(0.4285714285714286, 12); // sklearn.metrics.cohen_kappa_score
    expect(y?.kappa).toBeCloseTo(0.4285714285714286, 12);
    expect([x?.pairs, x?.share]).toEqual([8, 0.625]);
  });
  test("has no kappa where chance alone makes all agree, and nothing where no item is shared", () => {
    expect(of({ x: ["a", "a"], y: ["a", "a"] })[0]).toEqual({ pairs: 2, share: 1, kappa: null });
    expect(of({ x: ["a", null], y: [null, "a"] })).toEqual([null, null]);
  });
});

describe("drawSharedMistakes", () => {
  test("without gold is beta distributed of shape 0.5 and the mean given", () => {
    const draws = drawSharedMistakes(0.05, [], 2, 2000);
    const at = (share: number): number => draws[Math.round(share * 1999)] ?? NaN;
    // scipy.stats.beta.ppf(share, 0.5, 9.5)
    expect(at(0.5)).toBeCloseTo(0.024281, 2);
    expect(at(0.9)).toBeCloseTo(0.135967, 2);
    expect(at(0.99)).toBeCloseTo(0.301084, 2);
    expect(draws.every((share, d) => share > 0 && share < 1 && share >= (draws[d - 1] ?? 0))).toBe(true);
  });
  test("grows with gold on which the model was sure and wrong, falls where it was right", () => {
    const mean = (known: Parameters<typeof drawSharedMistakes>[1]): number =>
      drawSharedMistakes(0.05, known, 2, 400).reduce((sum, share) => sum + share, 0) / 400;
    const items = (wrong: number): { confidence: number; isRight: boolean }[] =>
      Array.from({ length: 100 }, (_, i) => ({ confidence: 0.99, isRight: i >= wrong }));
    expect(mean(items(0))).toBeLessThan(0.01);
    expect(mean(items(20))).toBeGreaterThan(0.15);
    expect(mean(items(20))).toBeLessThan(0.25);
  });
  test("of workers who are independent by construction is 0", () => {
    expect(drawSharedMistakes(0, [], 2, 3)).toEqual(new Float64Array(3));
  });
});

describe("intervals", () => {
  test("of a share are Wilson's", () => {
    // Of scipy.stats.norm and Wilson's formula.
    for (const [right, count, level, low, high] of [
      [8, 10, 0.9, 0.540792805687488, 0.931442012262468],
      [0, 5, 0.95, 0, 0.43448246478317476],
      [30, 30, 0.8, 0.948095727785729, 1],
    ] as const) {
      const interval = intervalOfShare(right, count, level);
      expect(interval[0]).toBeCloseTo(low, 3);
      expect(interval[1]).toBeCloseTo(high, 3);
    }
  });
  test("of draws hold the middle of them", () => {
    const draws = Float64Array.from({ length: 101 }, (_, i) => (100 - i) / 100);
    expect(intervalOfDraws(draws, 0.9).map((end) => Math.round(1000 * end) / 1000)).toEqual([0.05, 0.95]);
  });
});
