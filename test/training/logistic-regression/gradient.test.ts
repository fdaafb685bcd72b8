import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { holdOutRows, weighRows } from "../../../src/training/logistic-regression/counted-rows.ts";
import { lossOnLine } from "../../../src/training/logistic-regression/loss-kernel.ts";
import { makeProblem, type FitProblem } from "../../../src/training/logistic-regression/problem.ts";
import { addGradient } from "../../../src/training/logistic-regression/gradient-kernel.ts";
import { scoreRows } from "../../../src/training/logistic-regression/score-kernel.ts";
import { encoded, randomData } from "./random-data.ts";

function problemOf(seed: number, k: number): FitProblem {
  const { features, labels } = encoded(randomData(seed, 12, 4, k));
  const weights = weighRows(
    labels,
    Array.from({ length: 12 }, (_, i) => (i % 4) + 0.5),
    "test",
  );
  const rows = holdOutRows(weights, undefined, 0, "test");
  return makeProblem({ features, labels, weights, rows, classWeights: "tempered", regularization: 0.3, where: "test" });
}

/** The loss without its penalty, and its gradient. */
function lossAt({ train, scores }: FitProblem, parameters: Float64Array): { loss: number; gradient: Float64Array } {
  const size = train.rows * scores;
  const line = { at: new Float64Array(size), along: new Float64Array(size), residuals: new Float64Array(size) };
  scoreRows(train, parameters, scores, line.at);
  const loss = lossOnLine(train, line, 0, new Float64Array(1));
  const gradient = new Float64Array(parameters.length);
  addGradient(train, line.residuals, scores, gradient);
  return { loss, gradient };
}

describe("the loss", () => {
  test.prop([fc.nat(1000), fc.constantFrom(2, 3, 5), fc.double({ min: 0.01, max: 30, noNaN: true })])(
    "has the gradient that finite differences show",
    (seed, k, scale) => {
      const problem = problemOf(seed, k);
      const length = (problem.features.features.length + 1) * problem.scores;
      const parameters = Float64Array.from({ length }, (_, i) => scale * Math.sin(seed + 3 * i));
      const { gradient } = lossAt(problem, parameters);
      const step = 1e-5;
      gradient.forEach((each, i) => {
        const [up, down] = [step, -step].map(
          (by) =>
            lossAt(
              problem,
              parameters.map((p, j) => (i === j ? p + by : p)),
            ).loss,
        );
        const slope = ((up ?? NaN) - (down ?? NaN)) / (2 * step);
        expect(Math.abs(slope - each)).toBeLessThan(1e-6 * (1 + scale));
      });
    },
  );

  test.prop([fc.nat(1000), fc.constantFrom(2, 4)])("has the slope along a line that its gradient says", (seed, k) => {
    const problem = problemOf(seed, k);
    const { train, scores } = problem;
    const size = train.rows * scores;
    const some = (phase: number): Float64Array =>
      Float64Array.from({ length: (problem.features.features.length + 1) * scores }, (_, i) => Math.sin(phase + i));
    const [from, direction] = [some(seed), some(2 * seed + 1)];
    const line = { at: new Float64Array(size), along: new Float64Array(size), residuals: new Float64Array(size) };
    scoreRows(train, from, scores, line.at);
    scoreRows(train, direction, scores, line.along);
    const slope = new Float64Array(1);
    const loss = lossOnLine(train, line, 0.7, slope);
    const there = lossAt(
      problem,
      from.map((p, i) => p + 0.7 * (direction[i] ?? 0)),
    );
    expect(loss).toBeCloseTo(there.loss, 10);
    expect(slope[0]).toBeCloseTo(
      there.gradient.reduce((sum, g, i) => sum + g * (direction[i] ?? 0), 0),
      10,
    );
  });

  test("does not overflow at scores of 1,000", () => {
    for (const k of [2, 3]) {
      const problem = problemOf(1, k);
      const parameters = new Float64Array((problem.features.features.length + 1) * problem.scores).fill(1000);
      parameters[0] = -1000;
      expect(Number.isFinite(lossAt(problem, parameters).loss)).toBe(true);
    }
  });
});
