import { brierOf, logLossOf } from "../probabilities/calibration.ts";
import type { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { topOf } from "../probabilities/ties.ts";
import type { Cases } from "./cases.ts";

/** What labels say of each case, held against the truth. */
export interface Outcomes {
  /** Number of labels (K). */
  readonly labels: number;
  /** The code of the true label. */
  readonly truth: Int32Array;
  /** Where each case's most probable labels begin in `predicted`; one place more than cases. */
  readonly offsets: Int32Array;
  /** Codes of the most probable labels: one, several where they are tied, none where the case gets no label. */
  readonly predicted: Int32Array;
  /** How far the label is right: 1, 0, or where several are tied the share of each. */
  readonly right: Float64Array;
  readonly logLoss: Float64Array;
  readonly brier: Float64Array;
}

/** Whether rows that no function covers get a label: their most probable one, or none. */
export type UncoveredRows = "guess" | "none";

/** Holds labels against the truth, case by case. O(cases x K). */
export function outcomesOf(
  labels: ProbabilisticLabels,
  cases: Cases,
  truth: Int32Array,
  uncovered: UncoveredRows = "guess",
): Outcomes {
  const { count, rows } = cases;
  const outcomes = {
    labels: labels.labels.size,
    truth: new Int32Array(count),
    offsets: new Int32Array(count + 1),
    right: new Float64Array(count),
    logLoss: new Float64Array(count),
    brier: new Float64Array(count),
  };
  const predicted: number[] = [];
  rows.forEach((row, c) => {
    const actual = truth[row] ?? -1;
    const probabilities = labels.row(row);
    outcomes.truth[c] = actual;
    outcomes.logLoss[c] = logLossOf(probabilities, actual);
    outcomes.brier[c] = brierOf(probabilities, actual);
    if (uncovered === "guess" || labels.covered(row)) {
      const { tied, isTop } = topOf(probabilities);
      for (let y = 0; y < probabilities.length; y++) if (isTop(y)) predicted.push(y);
      outcomes.right[c] = isTop(actual) ? 1 / tied : 0;
    }
    outcomes.offsets[c + 1] = predicted.length;
  });
  return { ...outcomes, predicted: Int32Array.from(predicted) };
}

/** Right, predicted and true rows of each label, and sums over rows. Ties are shared evenly. */
export interface Tally {
  readonly right: Float64Array;
  readonly predicted: Float64Array;
  readonly actual: Float64Array;
  /** Rows, right rows, log loss, Brier score. */
  readonly sums: Float64Array;
}

export const newTally = (labels: number): Tally => ({
  right: new Float64Array(labels),
  predicted: new Float64Array(labels),
  actual: new Float64Array(labels),
  sums: new Float64Array(4),
});

/** Adds up the cases listed in `which`, each as often as `weights` says, into `tally`. O(cases + K). */
export function tallyOutcomes(outcomes: Outcomes, which: Int32Array, weights: Float64Array, tally: Tally): void {
  const { right, predicted, actual, sums } = tally;
  right.fill(0);
  predicted.fill(0);
  actual.fill(0);
  let [rows, rightRows, logLoss, brier] = [0, 0, 0, 0];
  for (let i = 0; i < which.length; i++) {
    const c = which[i] ?? 0;
    const weight = weights[c] ?? 0;
    if (weight === 0) continue;
    const y = outcomes.truth[c] ?? 0;
    const share = weight * (outcomes.right[c] ?? 0);
    rows += weight;
    rightRows += share;
    logLoss += weight * (outcomes.logLoss[c] ?? 0);
    brier += weight * (outcomes.brier[c] ?? 0);
    actual[y] = (actual[y] ?? 0) + weight;
    right[y] = (right[y] ?? 0) + share;
    const [start, end] = [outcomes.offsets[c] ?? 0, outcomes.offsets[c + 1] ?? 0];
    for (let k = start; k < end; k++) {
      const label = outcomes.predicted[k] ?? 0;
      predicted[label] = (predicted[label] ?? 0) + weight / (end - start);
    }
  }
  sums[0] = rows;
  sums[1] = rightRows;
  sums[2] = logLoss;
  sums[3] = brier;
}

/** F1 of label `y`, the harmonic mean of precision and recall; NaN where it neither occurs nor is predicted. */
export const f1Of = ({ right, predicted, actual }: Tally, y: number): number =>
  (2 * (right[y] ?? 0)) / ((predicted[y] ?? 0) + (actual[y] ?? 0));

/** The mean F1 of the labels that occur in gold; NaN where none does. */
export function macroF1Of(tally: Tally): number {
  let sum = 0;
  let occurring = 0;
  for (let y = 0; y < tally.actual.length; y++) {
    if ((tally.actual[y] ?? 0) === 0) continue;
    sum += f1Of(tally, y);
    occurring++;
  }
  return sum / occurring;
}
