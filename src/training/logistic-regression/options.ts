import { LabelingError } from "../../errors.ts";
import type { LabelSet } from "../../labels/label-set.ts";
import { checkNumber } from "../../util/checks.ts";
import type { LearnerFitOptions } from "../learner.ts";
import type { ClassWeights } from "./class-weights.ts";
import type { FitLimits } from "./minimize.ts";
import type { LogisticRegressionModel } from "./model.ts";

/** How a logistic regression is fitted, whatever the data. */
export interface LogisticRegressionOptions<L extends string = string> {
  /**
   * How strongly weights are drawn to 0, above 0: 1 / `C` of scikit-learn. The rows' losses are summed, so the more rows,
   * the less it matters. @defaultValue 1 / 3
   */
  readonly regularization?: number | undefined;
  /**
   * How much the terms of each label count. With `"none"` rare labels are predicted too seldom, with `"balanced"` the
   * errors in labels of a large class outvote a small one. @defaultValue "tempered"
   */
  readonly classWeights?: ClassWeights<L> | undefined;
  /** Most iterations of L-BFGS. @defaultValue 100 */
  readonly maxIterations?: number | undefined;
  /** The largest component of the gradient of the mean loss at which it counts as 0. @defaultValue 3e-4 */
  readonly tolerance?: number | undefined;
  /**
   * Rows held out to end the fit when their expected loss no longer falls: a share of the rows that count, drawn by seed,
   * or row numbers. @defaultValue none: the penalty of the weights is enough
   */
  readonly holdOut?: number | ArrayLike<number> | undefined;
  /** How many iterations the held-out loss may go without falling. @defaultValue 5 */
  readonly patience?: number | undefined;
}

/** How `fitLogisticRegression` fits. */
export interface LogisticRegressionFitOptions<L extends string = string>
  extends LogisticRegressionOptions<L>, LearnerFitOptions {
  /** How much each row counts, at least 0; N numbers. A row of weight 2 counts as two. @defaultValue each the same */
  readonly weights?: ArrayLike<number> | null | undefined;
  /** A model of the same features and labels to start from: the same result from fewer iterations. @defaultValue none */
  readonly start?: LogisticRegressionModel<L> | null | undefined;
}

/** The numbers among the options, checked and complete. */
export function completeLimits<L extends string>(
  options: LogisticRegressionOptions<L>,
  where: string,
): FitLimits & { readonly regularization: number } {
  const { regularization, maxIterations, tolerance, patience } = options;
  const strength = checkNumber(regularization, 1 / 3, { where: `${where}, regularization`, min: 0 });
  if (!(strength > 0 && strength < Infinity)) {
    throw new LabelingError("bad_option", {
      where: `${where}, regularization`,
      got: String(strength),
      expected: "a number above 0",
      remedy: "Without any, the weights of separable rows grow without end; 1e-6 is next to none.",
    });
  }
  return {
    regularization: strength,
    maxIterations: checkNumber(maxIterations, 100, { where: `${where}, maxIterations`, min: 0, whole: true }),
    tolerance: checkNumber(tolerance, 3e-4, { where: `${where}, tolerance`, min: 0 }),
    patience: checkNumber(patience, 5, { where: `${where}, patience`, min: 1, whole: true }),
  };
}

/** Labels with shares so small that nothing can be learned of them. */
export function missingLabels(labels: LabelSet, shares: Float64Array): string[] {
  return labels.names.filter((_, y) => !((shares[y] ?? 0) > 0));
}
