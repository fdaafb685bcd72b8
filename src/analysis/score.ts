import type { Gold } from "../labels/gold.ts";
import { calibrationOf, type Calibration } from "../probabilities/calibration.ts";
import type { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { scoredRows, type ScoredRows } from "../probabilities/scored-rows.ts";
import { printAs } from "../util/brands.ts";
import { countCases, findCases } from "./cases.ts";
import { f1Of, macroF1Of, newTally, outcomesOf, tallyOutcomes, type Tally } from "./outcomes.ts";

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

function tallyScored({ labels, rows, truth }: ScoredRows): Tally {
  const cases = findCases(rows, [(row) => labels.patternOf(row), (row) => truth[row] ?? 0]);
  const tally = newTally(labels.labels.size);
  tallyOutcomes(outcomesOf(labels, cases, truth), Int32Array.from(cases.rows.keys()), countCases(cases), tally);
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
  const tally = tallyScored(scored);
  const score: Score<L> = {
    coverage: scored.rows.length / scored.known,
    accuracy: (tally.sums[1] ?? 0) / scored.rows.length,
    f1: Object.freeze(
      Object.fromEntries(labels.labels.names.map((name, y) => [name, f1Of(tally, y) || 0])) as Record<L, number>,
    ),
    macroF1: macroF1Of(tally),
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
