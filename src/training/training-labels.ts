import { LabelingError } from "../errors.ts";
import { isProbabilisticLabels, type ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { describe } from "../util/checks.ts";

/** `labels` as probabilistic labels of so many rows; `where` names the caller. */
export function checkTrainingLabels<L extends string>(
  labels: ProbabilisticLabels<L>,
  rows: number,
  where: string,
): ProbabilisticLabels<L> {
  const given: unknown = labels;
  if (!isProbabilisticLabels(given)) {
    throw new LabelingError("bad_option", {
      where,
      got: describe(given),
      expected: "probabilistic labels",
      remedy: "Give what the label model predicts: model.predict(votes).",
    });
  }
  if (labels.rows === rows) return labels;
  throw new LabelingError("incompatible", {
    where,
    got: `labels of ${labels.rows} rows`,
    expected: `labels of the ${rows} rows of the input`,
  });
}
