import { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";

/** The labels of some rows, in the order given; probabilities are shared with those they come from. Rows must be row numbers. */
export function takeLabelRows<L extends string>(
  labels: ProbabilisticLabels<L>,
  rows: ArrayLike<number>,
): ProbabilisticLabels<L> {
  const { rowPatterns } = labels;
  return new ProbabilisticLabels({
    labels: labels.labels,
    probabilities: labels.probabilities,
    covered: labels.coveredPatterns,
    rowPatterns: Int32Array.from(rows, (row) => rowPatterns?.[row] ?? row),
  });
}
