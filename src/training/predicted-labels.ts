import type { LabelSet } from "../labels/label-set.ts";
import { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";

/** Labels that a learner predicts: N x K probabilities, row by row, which sum to 1; every row counts as covered. */
export function predictedLabels<L extends string>(
  labels: LabelSet<L>,
  probabilities: Float64Array,
): ProbabilisticLabels<L> {
  const covered = new Uint8Array(probabilities.length / labels.size).fill(1);
  return new ProbabilisticLabels({ labels, probabilities, covered, rowPatterns: null });
}
