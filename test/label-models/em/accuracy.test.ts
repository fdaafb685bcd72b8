import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { estimateAccuracies, type AccuracyEstimate } from "../../../src/label-models/em/accuracy.ts";
import type { Population } from "../../../src/label-models/em/population.ts";
import { rowsOfPatterns } from "../../../src/label-models/scan/vote-rows.ts";
import type { Rows } from "../../util/arbitrary-votes.ts";
import { makeRandom } from "../../../src/util/random.ts";
import { randomRows } from "../../util/arbitrary-votes.ts";
import { patternsOfRows } from "./em-data.ts";

const population: Population = { mean: 0.7, concentration: 10, strength: 20 };

/** Two labels; `odds` is by how much a vote of each function raises the log odds of its label. */
function estimate(rows: Rows, odds: readonly number[], scale = 1): readonly (AccuracyEstimate | null)[] {
  const table = Float64Array.from(odds.flatMap((x) => [x, 0, 0, x]));
  const scores = { bias: new Float64Array(2), table };
  return estimateAccuracies(rowsOfPatterns(patternsOfRows(2, rows)), scores, () => population, scale);
}

describe("accuracies", () => {
  // The first function decides every row; the second votes for 0 and is right on 60 of 100.
  const decided = Array.from({ length: 100 }, (_, i) => [i < 60 ? 0 : 1, 0]);

  test("of votes on decided rows are counts, shrunk to the population's", () => {
    const second = estimate(decided, [50, 0])[1];
    expect(second?.accuracy).toBeCloseTo((60 + 10 * 0.7) / 110, 9);
    expect(second?.standardError).toBeCloseTo(Math.sqrt((0.609 * 0.391) / 111), 3);
  });

  test("of more rows are surer, and so of rows that stand for more", () => {
    const few = estimate(decided, [50, 0])[1];
    const many = estimate([...decided, ...decided, ...decided, ...decided], [50, 0])[1];
    const scaled = estimate(decided, [50, 0], 4)[1];
    expect(many?.standardError).toBeLessThan(0.6 * (few?.standardError ?? NaN));
    expect(scaled?.standardError).toBeCloseTo(many?.standardError ?? NaN, 9);
    expect(scaled?.accuracy).toBeCloseTo(many?.accuracy ?? NaN, 9);
  });

  test("of votes on undecided rows say little: the interval is wide", () => {
    const width = (each: AccuracyEstimate | null | undefined): number =>
      (each?.interval[1] ?? NaN) - (each?.interval[0] ?? NaN);
    expect(width(estimate(decided, [0.2, 0.2])[1])).toBeGreaterThan(2 * width(estimate(decided, [50, 0])[1]));
  });

  test("of a function that never voted are not there", () => {
    expect(
      estimate(
        [
          [0, -1],
          [1, -1],
        ],
        [1, 1],
      )[1],
    ).toBeNull();
  });

  test.prop([fc.nat(1e6), fc.integer({ min: 1, max: 40 })])(
    "lie in their interval, and that between 0 and 1",
    (seed, size) => {
      const random = makeRandom(seed, "odds");
      const rows = randomRows(seed, { rows: size, functions: 4, labels: 2, coverage: 0.7 });
      for (const each of estimate(
        rows,
        [1, 2, 3, 4].map(() => 4 * random() - 1),
      )) {
        if (each === null) continue;
        const [low, high] = each.interval;
        expect(0 <= low && low <= each.accuracy && each.accuracy <= high && high <= 1).toBe(true);
        expect(each.standardError).toBeGreaterThan(0);
        expect(each.standardError).toBeLessThan(0.5);
      }
    },
  );
});
