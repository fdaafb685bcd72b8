import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { featureMatrix, fitLogisticRegression, type ClassWeights } from "../../../src/index.ts";
import { expectClose, rowsOf } from "../../util/compare.ts";
import { softLabels } from "../../util/soft-labels.ts";

/** A case of logistic-regression.json; logistic_regression.py says how its figures are computed. */
interface Case {
  readonly name: string;
  readonly C: number;
  readonly classWeights: ClassWeights;
  readonly x: readonly (readonly number[])[];
  readonly q: readonly (readonly number[])[];
  readonly w: readonly number[];
  /** One row for two labels, else one for each label. */
  readonly coefficients: readonly (readonly number[])[];
  readonly intercepts: readonly number[];
  readonly loss: number;
  readonly probabilities: readonly (readonly number[])[];
}

const cases = JSON.parse(
  readFileSync(new URL("../../reference/logistic-regression.json", import.meta.url), "utf8"),
) as Case[];

describe("fitLogisticRegression learns what scikit-learn learns", () => {
  test.each(cases.map((each) => [each.name, each] as const))("from %s", (_, each) => {
    const { C, classWeights, q, w, x, coefficients, intercepts } = each;
    const features = featureMatrix(x);
    const model = fitLogisticRegression(features, softLabels(q), {
      regularization: 1 / C,
      classWeights,
      weights: w,
      tolerance: 1e-10,
      maxIterations: 1000,
    });
    const k = model.labels.size;
    const weightOf = (feature: number, y: number): number => model.weights[feature * k + y] ?? NaN;
    const learned = coefficients.map((row, y) =>
      row.map((_each, d) => (k === 2 ? weightOf(d, 1) - weightOf(d, 0) : weightOf(d, y))),
    );
    expectClose(learned, coefficients, 2e-6); // weights are kept as 32-bit floats
    const [first = NaN, second = NaN] = model.intercepts;
    expectClose([k === 2 ? [second - first] : [...model.intercepts]], [intercepts], 1e-6);
    expect(model.report.loss.at(-1)).toBeCloseTo(each.loss, 10);
    expectClose(rowsOf(model.predict(features)).slice(0, 10), each.probabilities, 1e-6);
  });

  test("in cases of two labels and of more", () => {
    expect(new Set(cases.map(({ q }) => q[0]?.length))).toEqual(new Set([2, 3, 4]));
  });
});
