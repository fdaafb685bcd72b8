import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { fitLabelModel } from "../../src/label-models/fit.ts";
import { arbitraryRows, labelsOf, matrixOfRows, randomRows } from "../util/arbitrary-votes.ts";
import { simulateVotes } from "../util/simulated-votes.ts";

/** The largest fall of a sequence, by the size of its numbers. */
function largestFall(values: readonly number[]): number {
  return values.reduce((most, value, i) => {
    const before = values[i - 1] ?? value;
    return Math.max(most, (before - value) / Math.max(1, Math.abs(before)));
  }, 0);
}

const twoVoters = arbitraryRows({ minRows: 1, labels: 4, functions: 5, rows: 30 }).filter(
  ({ rows, functions }) =>
    Array.from({ length: functions }, (_, j) => rows.some((row) => (row[j] ?? -1) >= 0)).filter(Boolean).length > 1,
);

describe.each(["dawid-skene", "one-coin", "ebcc"] as const)('the objective of "%s"', (labelModel) => {
  const limits = { labelModel, maxIterations: 60, tolerance: 0 };

  test.prop([twoVoters, fc.integer({ min: 1, max: 10 })], {
    numRuns: 60,
  })("never falls, with confidences or without, balance learned or given", ({ labels, rows }, tenths) => {
    const confidences = rows.map((row) => row.map((_, j) => ((tenths + j) % 10) / 10 + 0.1));
    const plain = fitLabelModel(matrixOfRows(labels, rows), limits).report;
    const weighed = fitLabelModel(matrixOfRows(labels, rows, { confidences }), { ...limits, classBalance: "uniform" });
    expect(plain).toMatchObject({ monotone: true, iterations: 60 });
    expect(largestFall(plain.objective)).toBeLessThan(1e-12);
    expect(largestFall(weighed.report.objective)).toBeLessThan(1e-12);
  });

  test("rises on votes that hold something to learn", () => {
    const { votes } = simulateVotes(3, {
      rows: 500,
      balance: [0.6, 0.4],
      functions: [0.9, 0.8, 0.7, 0.6].map((accuracy) => ({ accuracy, coverage: 0.7 })),
    });
    const { objective } = fitLabelModel(votes, limits).report;
    expect(largestFall(objective)).toBeLessThan(1e-12);
    expect((objective.at(-1) ?? 0) - (objective[0] ?? 0)).toBeGreaterThan(1);
  });
});

test("models that maximize nothing say so, and have no objective", () => {
  const votes = matrixOfRows(labelsOf(2), randomRows(1, { rows: 50, functions: 4, labels: 2, coverage: 0.8 }));
  for (const labelModel of ["majority", "weighted-majority", "triplets"] as const) {
    const { objective, objectiveIs, monotone } = fitLabelModel(votes, { labelModel }).report;
    expect([objective, monotone]).toEqual([[], false]);
    expect(objectiveIs).toMatch(/^nothing: /);
  }
});
