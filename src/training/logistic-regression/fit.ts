import { LabelingError } from "../../errors.ts";
import { isProbabilisticLabels, type ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { sameLabels } from "../../labels/label-set.ts";
import { describe, listNames } from "../../util/checks.ts";
import type { FeatureMatrix } from "../features/feature-matrix.ts";
import { checkFeatures, checkIsFeatures } from "./check-features.ts";
import { holdOutRows, weighRows } from "./counted-rows.ts";
import { minimize, type Minimum } from "./minimize.ts";
import { makeLogisticRegression, type LogisticRegressionModel } from "./model.ts";
import { completeLimits, missingLabels, type LogisticRegressionFitOptions } from "./options.ts";
import { makeProblem, type FitProblem } from "./problem.ts";
import { modelOfParameters, startParameters } from "./parameters.ts";
import type { NotInferred } from "../../util/not-inferred.ts";

const where = "fitLogisticRegression";
const largestModel = 2 ** 26;

/**
 * Trains a multinomial logistic regression on probabilistic labels: the default learner. It minimizes the noise-aware
 * loss (Ratner et al. 2016), the sum over rows of weight x sum over labels of q(label) x -log p(label | row), plus
 * `regularization` / 2 x the sum of squared weights, by L-BFGS (Nocedal and Wright 2006). Intercepts are not penalized.
 * For two labels the penalty is that of scikit-learn: on one weight a feature, the difference of the two.
 *
 * Rows that nothing covers do not count. The result depends on nothing but the arguments, bit for bit; the seed matters
 * only where rows are held out. 100,000 short texts take a second or two. O(iterations x (entries + 40 features) x K);
 * memory: a copy of the entries, and about 26 vectors of the features that occur x K.
 *
 * @param features N rows.
 * @param labels The labels of these rows, from a label model, gold, or elsewhere.
 * @throws LabelingError for numbers of rows that differ, options out of range, weights below 0, labels that are not
 * probabilities; `empty` where no row counts; `incompatible` for a start of other features or labels; `too_large` above
 * 67 million weights; `aborted`.
 *
 * @example
 * ```ts
 * import { FeatureMatrix, fitLogisticRegression, labelMatrix, labelSet, majorityVote } from "labelwright";
 *
 * const soft = majorityVote(labelMatrix(labelSet(["ham", "spam"]), { link: ["ham", "spam", "spam", null] }));
 * const features = new FeatureMatrix({
 *   columns: 2,
 *   offsets: Float64Array.of(0, 1, 2, 3, 4),
 *   indices: Int32Array.of(0, 1, 1, 1),
 *   values: Float32Array.of(1, 1, 0.5, 0.7),
 *   fingerprint: null,
 * });
 * const model = fitLogisticRegression(features, soft);
 * console.log(model.predict(features).hard()); // [ "ham", "spam", "spam", "spam" ]: the last row had no vote
 * ```
 */
export function fitLogisticRegression<L extends string>(
  features: FeatureMatrix,
  labels: ProbabilisticLabels<L>,
  options: LogisticRegressionFitOptions<NotInferred<L>> = {},
): LogisticRegressionModel<L> {
  const steps = fitInSteps(features, labels, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** As `fitLogisticRegression`, an iteration at a time. */
export function* fitInSteps<L extends string>(
  features: FeatureMatrix,
  labels: ProbabilisticLabels<L>,
  options: LogisticRegressionFitOptions<L>,
): Generator<number, LogisticRegressionModel<L>, void> {
  const { start = null, signal, onProgress } = options;
  checkSignal(signal, 0);
  checkData(features, labels);
  const limits = completeLimits(options, where);
  const weights = weighRows(labels, options.weights, where);
  const rows = holdOutRows(weights, options.holdOut, options.seed ?? 0, `${where}, holdOut`);
  if (start !== null) checkStart(start, features, labels);
  const problem = makeProblem({
    features,
    labels,
    weights,
    rows,
    classWeights: options.classWeights,
    regularization: limits.regularization,
    where,
  });
  const k = labels.labels.size;
  if (Math.max(features.columns * k, problem.train.rows * k) > largestModel) {
    throw new LabelingError("too_large", {
      where,
      got: `${features.columns} features and ${problem.train.rows} rows x ${k} labels`,
      expected: `at most ${largestModel} weights, and as many scores`,
      remedy: "Fit features with fewer bits, or train on fewer rows.",
    });
  }
  const iterations = minimize(problem, startParameters(problem, start), limits);
  let step = iterations.next();
  while (step.done !== true) {
    onProgress?.({ task: "fit logistic regression", done: step.value, total: limits.maxIterations });
    checkSignal(signal, step.value);
    yield step.value;
    step = iterations.next();
  }
  const minimum = step.value;
  onProgress?.({ task: "fit logistic regression", done: limits.maxIterations, total: limits.maxIterations });
  return makeLogisticRegression({
    labels: labels.labels,
    columns: features.columns,
    features: features.fingerprint,
    ...modelOfParameters(problem, minimum.parameters, features.columns),
    report: reportOf(problem, minimum, labels),
  });
}

function reportOf(
  problem: FitProblem,
  minimum: Minimum,
  labels: ProbabilisticLabels,
): LogisticRegressionModel["report"] {
  const { iterations, keptIteration, converged, stopReason, loss, heldOutLoss, gradientNorm } = minimum;
  const missing = missingLabels(labels.labels, problem.shares);
  const warnings = [
    ...(missing.length > 0 ? [`no row is labelled ${listNames(missing)}: the model can hardly predict it`] : []),
    ...(problem.features.features.length === 0 ? ["no row has any feature: the model predicts the same for all"] : []),
    ...(!converged && stopReason.endsWith("reached")
      ? [`${stopReason} before the loss settled: raise maxIterations or the regularization`]
      : []),
  ];
  return Object.freeze({
    iterations,
    keptIteration,
    converged,
    stopReason,
    loss: Object.freeze([...loss]),
    heldOutLoss: heldOutLoss && Object.freeze([...heldOutLoss]),
    gradientNorm,
    rows: problem.train.rows,
    heldOutRows: problem.heldOut?.rows ?? 0,
    features: problem.features.features.length,
    classShares: Object.freeze([...problem.shares]),
    warnings: Object.freeze(warnings),
  });
}

function checkData(features: FeatureMatrix, labels: ProbabilisticLabels): void {
  checkIsFeatures(features, where);
  if (!isProbabilisticLabels(labels)) {
    throw new LabelingError("bad_option", {
      where: `${where}, labels`,
      got: describe(labels),
      expected: "probabilistic labels, as a label model predicts them",
    });
  }
  if (features.rows === labels.rows) return;
  throw new LabelingError("bad_option", {
    where,
    got: `${features.rows} rows of features and ${labels.rows} rows of labels`,
    expected: "features and labels of the same rows",
  });
}

function checkStart(start: LogisticRegressionModel, features: FeatureMatrix, labels: ProbabilisticLabels): void {
  checkFeatures(start, features, `${where}, start`);
  if (sameLabels(start.labels, labels.labels)) return;
  throw new LabelingError("incompatible", {
    where: `${where}, start`,
    got: `a model of the labels ${listNames(start.labels.names)}`,
    expected: `the labels ${listNames(labels.labels.names)}`,
  });
}

function checkSignal(signal: AbortSignal | undefined, iteration: number): void {
  if (signal?.aborted !== true) return;
  throw new LabelingError("aborted", {
    where,
    got: `stopped after ${iteration} iterations`,
    details: { iteration },
    cause: signal.reason,
  });
}
