import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { labelSet, tableFromRows, votesFromAnswers } from "../../../src/index.ts";
import { asCrowd, realize } from "../../../benchmarks/workers/crowd.ts";
import { rankCorrelation, scoreClaims } from "../../../benchmarks/workers/score.ts";

describe("rankCorrelation", () => {
  test("is 1 for the same order, -1 for the opposite, and shares ranks among ties", () => {
    expect(rankCorrelation([1, 2, 30], [0.1, 0.2, 0.3])).toBeCloseTo(1, 12);
    expect(rankCorrelation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
    expect(rankCorrelation([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(0.9486832980505138, 12); // scipy.stats.spearmanr
  });

  test.prop([
    fc.uniqueArray(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })), { minLength: 3 }),
  ])("does not change when either side is stretched", (pairs) => {
    const [x, y] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
    const plain = rankCorrelation(x, y);
    if (Number.isNaN(plain)) return;
    expect(
      rankCorrelation(
        x.map((each) => each ** 3),
        y,
      ),
    ).toBeCloseTo(plain, 12);
  });
});

describe("scoreClaims", () => {
  test("counts intervals that hold the truth, ends included, of those who count", () => {
    const claims = [
      { accuracy: 0.5, low: 0.4, high: 0.6 },
      { accuracy: 0.7, low: 0.6, high: 0.9 },
      null,
      { accuracy: 0.9, low: 0.8, high: 1 },
    ];
    const truth = [0.6, 0.95, 1, 0.9];
    const scored = scoreClaims(
      claims,
      (j) => truth[j] ?? NaN,
      (j) => j !== 3,
    );
    expect(scored).toMatchObject({ workers: 2, coverage: 0.5 });
    expect(scored.width).toBeCloseTo(0.25, 12);
    expect(scored.bias).toBeCloseTo(-0.175, 12);
  });
});

describe("realize", () => {
  test("counts right answers on items with gold alone", () => {
    const votes = votesFromAnswers(
      tableFromRows([
        { item: "1", worker: "w", label: "a" },
        { item: "2", worker: "w", label: "a" },
        { item: "2", worker: "v", label: "b" },
        { item: "3", worker: "w", label: "b" },
      ]),
      { labels: labelSet(["a", "b"]) },
    );
    const crowd = asCrowd({ name: "x", votes, gold: ["a", "b", null] });
    expect(realize(crowd)).toEqual({ answers: Float64Array.of(2, 1), right: Float64Array.of(1, 1) });
    expect(realize(crowd, (item) => item === 0)).toEqual({
      answers: Float64Array.of(1, 0),
      right: Float64Array.of(1, 0),
    });
  });
});
