import type { Gold } from "../labels/gold.ts";
import { calibrationOf, type Calibration } from "../probabilities/calibration.ts";
import type { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { scoredRows, type ScoredRows } from "../probabilities/scored-rows.ts";
import { topOf } from "../probabilities/ties.ts";
import { printAs } from "../util/brands.ts";

/**
 * How good labels are against gold, over the rows that some function covers and that have gold: how often they are
 * right, and how far their probabilities can be believed.
 */
export interface Score<L extends string = string> extends Calibration {
  /** Share of rows with gold that some function covers. */
  readonly coverage: number;
  /** Share of right labels; where several labels are equally probable, each counts by its share. */
  readonly accuracy: number;
  /** For each label, the harmonic mean of precision and recall. */
  readonly f1: Readonly<Record<L, number>>;
  /** The mean of `f1` over labels that occur in gold. */
  readonly macroF1: number;
}

/** Right, predicted and true rows of each label; ties shared evenly. */
interface Tally {
  readonly right: Float64Array;
  readonly predicted: Float64Array;
  readonly actual: Float64Array;
}

function tallyLabels({ labels, rows, truth }: ScoredRows): Tally {
  const zeros = (): Float64Array => new Float64Array(labels.labels.size);
  const tally: Tally = { right: zeros(), predicted: zeros(), actual: zeros() };
  const add = (to: Float64Array, y: number, share: number): void => void (to[y] = (to[y] ?? 0) + share);
  for (const row of rows) {
    const actual = truth[row] ?? -1;
    const probabilities = labels.row(row);
    const { tied, isTop } = topOf(probabilities);
    for (let y = 0; y < probabilities.length; y++) if (isTop(y)) add(tally.predicted, y, 1 / tied);
    if (isTop(actual)) add(tally.right, actual, 1 / tied);
    add(tally.actual, actual, 1);
  }
  return tally;
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
  const scored = scoredRows(labels, gold, "scoreLabels");
  const { right, predicted, actual } = tallyLabels(scored);
  const f1 = labels.labels.names.map((_, y) => {
    const total = (predicted[y] ?? 0) + (actual[y] ?? 0);
    return total === 0 ? 0 : (2 * (right[y] ?? 0)) / total;
  });
  const occurring = f1.filter((_, y) => (actual[y] ?? 0) > 0);
  const score: Score<L> = {
    coverage: scored.rows.length / scored.known,
    accuracy: right.reduce((total, count) => total + count, 0) / scored.rows.length,
    f1: Object.freeze(
      Object.fromEntries(labels.labels.names.map((name, y) => [name, f1[y] ?? 0])) as Record<L, number>,
    ),
    macroF1: occurring.reduce((total, each) => total + each, 0) / occurring.length,
    ...calibrationOf(scored),
  };
  printAs(score, () => describeScore(score));
  return Object.freeze(score);
}

function describeScore(score: Score): string {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const { rows, coverage, accuracy, macroF1, logLoss, brier, calibrationError } = score;
  const f1 = Object.entries(score.f1).map(([label, each]) => `${label} ${percent(each)}`);
  const shown = f1.length > 8 ? [...f1.slice(0, 8), "…"] : f1;
  return [
    `Score on ${rows} rows (coverage ${percent(coverage)}): accuracy ${percent(accuracy)}, macro F1 ${percent(macroF1)}`,
    `  F1: ${shown.join(", ")}`,
    `  log loss ${logLoss.toFixed(3)}, Brier ${brier.toFixed(3)}, calibration error ${percent(calibrationError)}`,
  ].join("\n");
}
