import type { ProbabilisticLabels } from "labelwright";

/** Two most probable labels closer than this are a tie. */
const tieTolerance = 1e-5;

/**
 * Expected calibration error: rows are sorted by the probability of their most probable label into equal-width bins;
 * the error is the mean distance between that probability and the share of right labels, weighed by rows. Of the rows
 * that some function covers and that have gold; a tie is right by its share.
 */
export function expectedCalibrationError(
  labels: ProbabilisticLabels,
  gold: readonly (string | null)[],
  bins = 15,
): number {
  const confidence = new Float64Array(bins);
  const right = new Float64Array(bins);
  let rows = 0;
  gold.forEach((label, row) => {
    if (label === null || !labels.covered(row)) return;
    const probabilities = labels.row(row);
    const top = probabilities.reduce((a, b) => Math.max(a, b), 0);
    const tied = probabilities.reduce((count, p) => count + (p >= top - tieTolerance ? 1 : 0), 0);
    const bin = Math.min(bins - 1, Math.floor(top * bins));
    confidence[bin] = (confidence[bin] ?? 0) + top;
    if ((probabilities[labels.labels.code(label)] ?? 0) >= top - tieTolerance)
      right[bin] = (right[bin] ?? 0) + 1 / tied;
    rows++;
  });
  return confidence.reduce((sum, each, bin) => sum + Math.abs(each - (right[bin] ?? 0)), 0) / rows;
}
