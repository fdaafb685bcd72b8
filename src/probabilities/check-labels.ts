import { LabelingError } from "../errors.ts";
import { describe } from "../util/checks.ts";
import { isProbabilisticLabels, type ProbabilisticLabels } from "./probabilistic-labels.ts";

/** That a value is probabilistic labels. `where` names the place; `remedy` says how they are made. */
export function checkLabels(value: unknown, where: string, remedy?: string): asserts value is ProbabilisticLabels {
  if (isProbabilisticLabels(value)) return;
  throw new LabelingError("bad_option", {
    where,
    got: describe(value),
    expected: "probabilistic labels",
    ...(remedy === undefined ? {} : { remedy }),
  });
}
