import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { brandAs, brands } from "../../util/brands.ts";
import type { FeatureMatrix } from "../features/feature-matrix.ts";
import type { LearnedModel } from "../learner.ts";
import { predictedLabels } from "../predicted-labels.ts";
import { checkFeatures } from "./check-features.ts";
import { describeLogisticRegression } from "./describe.ts";
import { explainFeatures, type FeatureExplanation } from "./explain.ts";
import { jsonOfLogisticRegression, type LogisticRegressionJson } from "./json.ts";
import type { LogisticRegressionParts } from "./parts.ts";
import { probabilitiesOfRows } from "./predict-kernel.ts";
import type { LogisticRegressionReport } from "./report.ts";

/** The name of the learner, in reports and models. */
export const logisticRegressionName = "logistic-regression";

/**
 * A fitted multinomial logistic regression: p(label | row) is the softmax of the scores, and the score of a label is its
 * intercept and the sum of the row's values times the label's weights. Frozen.
 */
export interface LogisticRegressionModel<L extends string = string> extends LearnedModel<L, FeatureMatrix> {
  /** Number of features (D). */
  readonly columns: number;
  /** Which features it was fitted on; null where the feature matrix did not say. */
  readonly features: string | null;
  /** D x K: the weight of each feature for each label, features one after the other. They sum to 0 over the labels. */
  readonly weights: Float32Array;
  /** K numbers: the score of each label on a row without features. */
  readonly intercepts: Float64Array;
  /** How the fit went: read `converged` and `warnings`. */
  readonly report: LogisticRegressionReport;
  /**
   * The probability of each label on each row. O(entries x K).
   *
   * @throws LabelingError `incompatible` for other features than those it was fitted on.
   */
  predict(input: FeatureMatrix): ProbabilisticLabels<L>;
  /**
   * What each feature of a row adds to the score of each label, the most telling first.
   *
   * @throws LabelingError `incompatible` as `predict`; `bad_option` for a number that is no row.
   */
  explain(input: FeatureMatrix, row: number): FeatureExplanation<L>;
  /** As JSON: numbers in base64, only of features that occurred. `logisticRegressionFromJson` reads it back, bit for bit. */
  toJSON(): LogisticRegressionJson;
}

/** A fitted logistic regression as a frozen value. */
export function makeLogisticRegression<L extends string>(
  parts: LogisticRegressionParts<L>,
): LogisticRegressionModel<L> {
  const { labels } = parts;
  const model: LogisticRegressionModel<L> = {
    learner: logisticRegressionName,
    ...parts,
    predict: (input) => {
      checkFeatures(parts, input, "logistic regression, predict");
      return predictedLabels(labels, probabilitiesOfRows(input, parts.weights, parts.intercepts));
    },
    explain: (input, row) => {
      checkFeatures(parts, input, "logistic regression, explain");
      return explainFeatures(parts, input, row);
    },
    toJSON: () => jsonOfLogisticRegression(parts),
  };
  brandAs(model, brands.learnedModel, () => describeLogisticRegression(parts));
  return Object.freeze(model);
}
