import { LabelingError } from "../errors.ts";
import { isProbabilisticLabels, type ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { checkNumber, describe } from "../util/checks.ts";
import { terminalProgress, type ProgressHandler } from "../util/progress.ts";
import { dealFolds, rowsThatCount } from "./cross-folds.ts";
import { countInputRows, takeInputRows, type LearnerInput } from "./learner-input.ts";
import type { LearnedModel, Learner } from "./learner.ts";
import { predictedLabels } from "./predicted-labels.ts";
import { takeLabelRows } from "./take-label-rows.ts";
import { checkLabels } from "../probabilities/check-labels.ts";

/** How rows are predicted by models that have not seen them. */
export interface CrossPredictOptions {
  /** Number of parts, and of models besides the one for rows without labels; 2 to 1000. @defaultValue 5 */
  readonly folds?: number | undefined;
  /** How much each row counts in training, at least 0. @defaultValue each the same */
  readonly weights?: ArrayLike<number> | null | undefined;
  /** Decides which row falls into which part, and is given to the learner. @defaultValue 0 */
  readonly seed?: number | string | undefined;
  /** Stops the work: the error's code is `aborted`. @defaultValue none */
  readonly signal?: AbortSignal | undefined;
  /** Is told of each part. @defaultValue a line on standard error after a second, where that is a terminal */
  readonly onProgress?: ProgressHandler | undefined;
}

const where = "crossPredict";

/**
 * Predicts each row by a model that has not been trained on it (cross-validation): rows are cut into parts of like size and balance of
 * labels, and each part is predicted by a model trained on the others. Rows that do not count in training, as nothing
 * covers them or their weight is 0, are predicted by a model trained on all that do. What a model says of rows it was
 * trained on is too good to judge labels by; this is not. Rows that are copies of each other fall into different parts.
 *
 * Cost: `folds` + 1 fits.
 *
 * @param learner Trains the models.
 * @param input The rows as the learner sees them.
 * @param labels Their labels, which need not cover all of them.
 * @returns the probability of each label on each row; every row counts as covered.
 * @throws LabelingError `bad_option` for arguments that do not fit each other, `empty` for fewer rows that count than
 * parts, `aborted`; and whatever the learner throws.
 *
 * @example
 * ```ts
 * import { crossPredict, fitFeatures, labelMatrix, labelSet, logisticRegression, majorityVote, tableFromRows } from "labelwright";
 *
 * const table = tableFromRows(["win cash", "win now", "see you", "see me", "cash now"].map((text) => ({ text })));
 * const features = fitFeatures(table, { text: ["text"] }).encode(table);
 * const votes = labelMatrix(labelSet(["ham", "spam"]), { see: ["spam", "spam", "ham", "ham", null] });
 * const predicted = await crossPredict(logisticRegression(), features, majorityVote(votes), { folds: 2 });
 * console.log(predicted.hard()); // what models say of rows they have not seen; row 4 has no vote
 * ```
 */
export async function crossPredict<L extends string, X extends LearnerInput>(
  learner: Learner<X>,
  input: X,
  labels: ProbabilisticLabels<L>,
  options: CrossPredictOptions = {},
): Promise<ProbabilisticLabels<L>> {
  const folds = checkNumber(options.folds, 5, { where: `${where}, folds`, min: 2, max: 1000, whole: true });
  const { weights = null, seed = 0, signal, onProgress = terminalProgress(process.stderr) } = options;
  checkArguments(learner, input, labels, weights);
  const rows = rowsThatCount(labels, weights);
  if (rows.length < folds) throw tooFewRows(rows.length, folds);
  const folding = dealFolds(labels, rows, folds, seed);
  const all = Int32Array.from({ length: labels.rows }, (_, row) => row);
  const k = labels.labels.size;
  const probabilities = new Float64Array(labels.rows * k);
  // Fold -1: the rows that do not count, seen by a model of all that do.
  const parts = rows.length === labels.rows ? folds : folds + 1;
  for (let part = 0; part < parts; part++) {
    onProgress({ task: "predicting across folds", done: part, total: parts });
    const fold = part < folds ? part : -1;
    const asked = all.filter((row) => folding[row] === fold);
    const trained = fold < 0 ? rows : rows.filter((row) => folding[row] !== fold);
    checkSignal(signal);
    const data = {
      input: takeInputRows(input, trained),
      labels: takeLabelRows(labels, trained),
      weights: weights === null ? null : Float64Array.from(trained, (row) => weights[row] ?? 0),
    };
    const model: LearnedModel<L, X> = await learner.fit(data, { seed, signal, onProgress: () => undefined });
    checkSignal(signal);
    const predicted = await model.predict(takeInputRows(input, asked), { signal });
    checkPredicted(predicted, asked.length, k, learner.name);
    asked.forEach((row, i) => {
      probabilities.set(predicted.row(i), row * k);
    });
  }
  onProgress({ task: "predicting across folds", done: parts, total: parts });
  return predictedLabels(labels.labels, probabilities);
}

function checkArguments(
  learner: unknown,
  input: LearnerInput,
  labels: unknown,
  weights: ArrayLike<number> | null,
): asserts labels is ProbabilisticLabels {
  const fit: unknown = (learner as { readonly fit?: unknown } | null | undefined)?.fit;
  if (typeof fit !== "function") {
    throw new LabelingError("bad_option", {
      where: `${where}, learner`,
      got: describe(learner),
      expected: "a learner",
      remedy: "Make one with logisticRegression() or learnerFromFunctions({ fit, predict }).",
    });
  }
  const rows = countInputRows(input, where);
  checkLabels(labels, where);
  if (labels.rows !== rows) {
    throw new LabelingError("incompatible", {
      where,
      got: `labels of ${labels.rows} rows`,
      expected: `labels of the ${rows} rows of the input`,
    });
  }
  if (weights === null) return;
  const bad = Array.from(weights).findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (weights.length === rows && bad < 0) return;
  throw new LabelingError("bad_option", {
    where: `${where}, weights`,
    got: weights.length === rows ? `${describe(weights[bad])} for row ${bad}` : `${weights.length} weights`,
    expected: weights.length === rows ? "a number of at least 0" : `one for each of the ${rows} rows`,
  });
}

const tooFewRows = (rows: number, folds: number): LabelingError =>
  new LabelingError("empty", {
    where,
    got: `${rows} rows with labels`,
    expected: `at least one for each of the ${folds} folds`,
    remedy: "Give fewer folds, or labels that cover more rows.",
  });

function checkSignal(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new LabelingError("aborted", { where, got: "a signal to stop", cause: signal.reason });
}

function checkPredicted(predicted: ProbabilisticLabels, rows: number, k: number, learner: string): void {
  if (isProbabilisticLabels(predicted) && predicted.rows === rows && predicted.labels.size === k) return;
  throw new LabelingError("incompatible", {
    where: `${where}, predictions of "${learner}"`,
    got: isProbabilisticLabels(predicted)
      ? `${predicted.rows} rows of ${predicted.labels.size} labels`
      : describe(predicted),
    expected: `${rows} rows of ${k} labels`,
  });
}
