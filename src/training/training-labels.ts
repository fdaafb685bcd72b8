import { LabelingError } from "../errors.ts";
import type { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { checkLabels } from "../probabilities/check-labels.ts";

/** `labels` as probabilistic labels of so many rows; `where` names the caller. */
export function checkTrainingLabels<L extends string>(
  labels: ProbabilisticLabels<L>,
  rows: number,
  where: string,
): ProbabilisticLabels<L> {
  checkLabels(labels, where, "Give what the label model predicts: model.predict(votes).");
  if (labels.rows === rows) return labels;
  throw new LabelingError("incompatible", {
    where,
    got: `labels of ${labels.rows} rows`,
    expected: `labels of the ${rows} rows of the input`,
  });
}
