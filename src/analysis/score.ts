import { LabelingError } from "../errors.ts";
import { isProbabilisticLabels, type ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { tieTolerance } from "../probabilities/ties.ts";
import { describe } from "../util/checks.ts";
import { goldCodes, type Gold } from "../labels/gold.ts";

/** How good labels are against gold, over the rows that some function covers and that have gold. */
export interface Score<L extends string = string> {
  /** Number of those rows. */
  readonly rows: number;
  /** Share of rows with gold that some function covers. */
  readonly coverage: number;
  /** Share of right labels; where several labels are equally probable, each counts by its share. */
  readonly accuracy: number;
  /** For each label, the harmonic mean of precision and recall. */
  readonly f1: Readonly<Record<L, number>>;
  /** The mean of `f1` over labels that occur in gold. */
  readonly macroF1: number;
  /** Mean of -log of the probability given to the true label (at least 1e-12). */
  readonly logLoss: number;
  /** Mean squared distance between probabilities and truth, 0 to 2. */
  readonly brier: number;
}

/** Running sums over rows. */
interface Sums {
  rows: number;
  known: number;
  logLoss: number;
  brier: number;
  /** Right, predicted and true rows of each label; ties shared evenly. */
  readonly right: Float64Array;
  readonly predicted: Float64Array;
  readonly actual: Float64Array;
}

function addRow(sums: Sums, probabilities: Float64Array, truth: number): void {
  const max = probabilities.reduce((a, b) => Math.max(a, b), 0);
  const tied = probabilities.reduce((count, p) => count + (p >= max - tieTolerance ? 1 : 0), 0);
  probabilities.forEach((p, y) => {
    const share = p >= max - tieTolerance ? 1 / tied : 0;
    sums.predicted[y] = (sums.predicted[y] ?? 0) + share;
    if (y === truth) sums.right[y] = (sums.right[y] ?? 0) + share;
    sums.brier += (p - (y === truth ? 1 : 0)) ** 2;
  });
  sums.actual[truth] = (sums.actual[truth] ?? 0) + 1;
  sums.logLoss -= Math.log(Math.max(probabilities[truth] ?? 0, 1e-12));
  sums.rows++;
}

/**
 * Scores probabilistic labels against gold. Rows that no function covers, or without gold, do not count. O(N K).
 *
 * @throws LabelingError for gold that does not fit, or when no row counts.
 *
 * @example
 * ```ts
 * import { labelMatrix, labelSet, majorityVote, scoreLabels } from "labelwright";
 *
 * const votes = labelMatrix(labelSet(["ham", "spam"]), { a: ["spam", "ham", null], b: ["spam", "spam", null] });
 * console.log(scoreLabels(majorityVote(votes), ["spam", "ham", "ham"]).accuracy); // 0.75: half a point for the tie
 * ```
 */
export function scoreLabels<L extends string>(labels: ProbabilisticLabels<L>, gold: Gold<L>): Score<L> {
  if (!isProbabilisticLabels(labels)) {
    throw new LabelingError("bad_option", {
      where: "scoreLabels",
      got: describe(labels),
      expected: "probabilistic labels, then gold",
      remedy: "Make them with model.predict(votes) or majorityVote(votes).",
    });
  }
  const truth = goldCodes(gold, labels.labels, labels.rows, "scoreLabels");
  const k = labels.labels.size;
  const zeros = (): Float64Array => new Float64Array(k);
  const sums: Sums = { rows: 0, known: 0, logLoss: 0, brier: 0, right: zeros(), predicted: zeros(), actual: zeros() };
  for (let row = 0; row < labels.rows; row++) {
    const code = truth[row] ?? -1;
    if (code < 0) continue;
    sums.known++;
    if (labels.covered(row)) addRow(sums, labels.row(row), code);
  }
  if (sums.rows === 0) {
    throw new LabelingError("empty", {
      where: "scoreLabels",
      got: "no covered row with gold",
      expected: "at least one",
    });
  }
  const f1 = labels.labels.names.map((_, y) => {
    const total = (sums.predicted[y] ?? 0) + (sums.actual[y] ?? 0);
    return total === 0 ? 0 : (2 * (sums.right[y] ?? 0)) / total;
  });
  const occurring = f1.filter((_, y) => (sums.actual[y] ?? 0) > 0);
  return Object.freeze({
    rows: sums.rows,
    coverage: sums.rows / sums.known,
    accuracy: sums.right.reduce((total, count) => total + count, 0) / sums.rows,
    f1: Object.freeze(
      Object.fromEntries(labels.labels.names.map((name, y) => [name, f1[y] ?? 0])) as Record<L, number>,
    ),
    macroF1: occurring.reduce((total, each) => total + each, 0) / occurring.length,
    logLoss: sums.logLoss / sums.rows,
    brier: sums.brier / sums.rows,
  });
}
