import type { Gold } from "../labels/gold.ts";
import { printAs } from "../util/brands.ts";
import { checkNumber } from "../util/checks.ts";
import { formatTextTable } from "../util/text-table.ts";
import type { ProbabilisticLabels } from "./probabilistic-labels.ts";
import { scoredRows, type ScoredRows } from "./scored-rows.ts";
import { topOf } from "./ties.ts";

/** Rows whose most probable labels are about equally sure: a line of a reliability table. */
export interface ReliabilityBin {
  /** The probability of their most probable label is at least this, ... */
  readonly from: number;
  /** ... and below this (in the last bin: at most 1). */
  readonly to: number;
  /** Number of these rows. */
  readonly rows: number;
  /** The mean probability of their most probable label. */
  readonly meanConfidence: number;
  /** The share of them on which it is the true one; where several are equally probable, each counts by its share. */
  readonly accuracy: number;
}

/** How far probabilities can be believed, over the rows that some function covers and that have gold. Prints as a table. */
export interface Calibration {
  /** Number of those rows. */
  readonly rows: number;
  /** Mean of -log of the probability given to the true label (at least 1e-12). */
  readonly logLoss: number;
  /** Mean squared distance between probabilities and truth, 0 to 2 (Brier 1950). */
  readonly brier: number;
  /**
   * Expected calibration error, 0 to 1: the mean distance between confidence and accuracy of the bins of `reliability`,
   * weighed by their rows (Naeini and others 2015).
   */
  readonly calibrationError: number;
  /** The rows by their confidence, in bins of equal width; empty bins are left out. */
  readonly reliability: readonly ReliabilityBin[];
}

/** How calibration is measured. */
export interface CalibrationOptions {
  /** Number of bins from 0 to 1, 1 to 1000. @defaultValue 15 */
  readonly bins?: number | undefined;
}

/** The log loss of a row whose true label has code `truth`: -log of its probability, which counts as at least 1e-12. */
export const logLossOf = (probabilities: Float64Array, truth: number): number =>
  -Math.log(Math.max(probabilities[truth] ?? 0, 1e-12));

/** The Brier score of a row. */
export function brierOf(probabilities: Float64Array, truth: number): number {
  let sum = 0;
  for (let y = 0; y < probabilities.length; y++) sum += ((probabilities[y] ?? 0) - (y === truth ? 1 : 0)) ** 2;
  return sum;
}

/** Log loss and Brier score: sums over rows. */
function sumLosses({ labels, rows, truth }: ScoredRows): { readonly logLoss: number; readonly brier: number } {
  let logLoss = 0;
  let brier = 0;
  for (const row of rows) {
    const right = truth[row] ?? -1;
    const probabilities = labels.row(row);
    logLoss += logLossOf(probabilities, right);
    brier += brierOf(probabilities, right);
  }
  return { logLoss, brier };
}

function reliabilityOf({ labels, rows, truth }: ScoredRows, bins: number): readonly ReliabilityBin[] {
  const counts = new Float64Array(bins);
  const confidence = new Float64Array(bins);
  const right = new Float64Array(bins);
  for (const row of rows) {
    const { max, tied, isTop } = topOf(labels.row(row));
    const bin = Math.min(bins - 1, Math.floor(max * bins));
    counts[bin] = (counts[bin] ?? 0) + 1;
    confidence[bin] = (confidence[bin] ?? 0) + max;
    right[bin] = (right[bin] ?? 0) + (isTop(truth[row] ?? -1) ? 1 / tied : 0);
  }
  return Array.from(counts, (n, bin) =>
    Object.freeze({
      from: bin / bins,
      to: (bin + 1) / bins,
      rows: n,
      meanConfidence: (confidence[bin] ?? 0) / n,
      accuracy: (right[bin] ?? 0) / n,
    }),
  ).filter((each) => each.rows > 0);
}

/** The calibration of rows that are found already. */
export function calibrationOf(scored: ScoredRows, bins = 15): Calibration {
  const n = scored.rows.length;
  const { logLoss, brier } = sumLosses(scored);
  const reliability = reliabilityOf(scored, bins);
  const gaps = reliability.map((bin) => bin.rows * Math.abs(bin.meanConfidence - bin.accuracy));
  const calibration: Calibration = {
    rows: n,
    logLoss: logLoss / n,
    brier: brier / n,
    calibrationError: gaps.reduce((sum, gap) => sum + gap, 0) / n,
    reliability: Object.freeze(reliability),
  };
  printAs(calibration, () => describeCalibration(calibration));
  return Object.freeze(calibration);
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** A reliability table as text. */
export function describeReliability(reliability: readonly ReliabilityBin[]): string {
  const titles = ["rows", "mean confidence", "accuracy"];
  return formatTextTable(
    [{ title: "confidence" }, ...titles.map((title) => ({ title, align: "right" as const }))],
    reliability.map(({ from, to, rows, meanConfidence, accuracy }) => [
      `${(100 * from).toFixed(1)} to ${percent(to)}`,
      String(rows),
      percent(meanConfidence),
      percent(accuracy),
    ]),
  );
}

function describeCalibration({ rows, logLoss, brier, calibrationError, reliability }: Calibration): string {
  const numbers = `log loss ${logLoss.toFixed(3)}, Brier ${brier.toFixed(3)}, calibration error ${percent(calibrationError)}`;
  return `Calibration on ${rows} rows: ${numbers}\n${describeReliability(reliability)}`;
}

/**
 * Measures how far probabilities can be believed: of rows that are 80 % sure, are 80 % right? Rows that no function
 * covers, or without gold, do not count. O(N K).
 *
 * @throws LabelingError for gold that does not fit, a number of bins out of range, or when no row counts.
 *
 * @example
 * ```ts
 * import { measureCalibration, probabilisticLabelsFromTable, tableFromRows } from "labelwright";
 *
 * const rows = Array.from({ length: 4 }, () => ({ p_ham: 0.25, p_spam: 0.75 }));
 * const soft = probabilisticLabelsFromTable(tableFromRows(rows));
 * console.log(measureCalibration(soft, ["spam", "spam", "spam", "ham"]).calibrationError); // 0: 75 % sure, 75 % right
 * console.log(measureCalibration(soft, ["spam", "ham", "ham", "ham"]).calibrationError); // 0.5
 * ```
 */
export function measureCalibration<L extends string>(
  labels: ProbabilisticLabels<L>,
  gold: Gold<L>,
  options: CalibrationOptions = {},
): Calibration {
  const where = "measureCalibration";
  const bins = checkNumber(options.bins, 15, { where: `${where}, bins`, min: 1, max: 1000, whole: true });
  return calibrationOf(scoredRows(labels, gold, where), bins);
}
