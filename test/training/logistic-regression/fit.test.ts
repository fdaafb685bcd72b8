import { describe, expect, test } from "vitest";
import {
  FeatureMatrix,
  fitLogisticRegression,
  logisticRegression,
  logisticRegressionFromJson,
} from "../../../src/index.ts";
import { rowsOf } from "../../util/compare.ts";
import { softLabels } from "../../util/soft-labels.ts";

const features = new FeatureMatrix({
  columns: 3,
  offsets: Float64Array.of(0, 2, 3, 4, 6),
  indices: Int32Array.of(0, 1, 1, 0, 0, 1),
  values: Float32Array.of(1, 0.5, 1, 1, 0.1, 1),
  fingerprint: "f",
});
const labels = softLabels([[0.9, 0.1], [0.2, 0.8], [0.7, 0.3], null]);

describe("fitLogisticRegression", () => {
  test("gives the rows it was fitted on their labels, and those that nothing covers one too", () => {
    const model = fitLogisticRegression(features, labels, { regularization: 0.01 });
    expect(model.predict(features).hard()).toEqual(["label 0", "label 1", "label 0", "label 1"]);
    expect(model.report.rows).toBe(3);
    expect(model.report.converged).toBe(true);
  });

  test("reads back from JSON, bit for bit", async () => {
    const model = await logisticRegression().fit({ input: features, labels, weights: null });
    const back = logisticRegressionFromJson(JSON.parse(JSON.stringify(model)));
    expect(rowsOf(back.predict(features))).toEqual(rowsOf(await model.predict(features)));
  });
});
