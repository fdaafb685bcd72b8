import type { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { tieTolerance } from "../probabilities/ties.ts";

/** Rows whose labels are about equally sure. */
export interface ReliabilityBin {
  /** Covered rows with gold. */
  readonly rows: number;
  /** Mean probability of the most probable label. */
  readonly confidence: number;
  /** Share of rows where it is the true one; ties shared evenly. */
  readonly accuracy: number;
}

/** How often labels of each confidence are right: bins of equal width over 0 to 1, empty ones left out. O(N K). */
export function measureReliability(
  soft: ProbabilisticLabels,
  gold: readonly (string | null)[],
  bins = 10,
): readonly ReliabilityBin[] {
  const rows = new Float64Array(bins);
  const confidence = new Float64Array(bins);
  const right = new Float64Array(bins);
  for (const [row, label] of gold.entries()) {
    if (label === null || !soft.covered(row)) continue;
    const probabilities = soft.row(row);
    const max = probabilities.reduce((a, b) => Math.max(a, b), 0);
    const tied = probabilities.reduce((n, p) => n + (p >= max - tieTolerance ? 1 : 0), 0);
    const bin = Math.min(bins - 1, Math.floor(max * bins));
    const isRight = (probabilities[soft.labels.code(label)] ?? 0) >= max - tieTolerance;
    rows[bin] = (rows[bin] ?? 0) + 1;
    confidence[bin] = (confidence[bin] ?? 0) + max;
    right[bin] = (right[bin] ?? 0) + (isRight ? 1 / tied : 0);
  }
  return Array.from(rows, (n, bin) => ({
    rows: n,
    confidence: (confidence[bin] ?? 0) / n,
    accuracy: (right[bin] ?? 0) / n,
  })).filter((each) => each.rows > 0);
}
