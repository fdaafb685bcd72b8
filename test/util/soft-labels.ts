import type { LabelSet } from "../../src/labels/label-set.ts";
import { ProbabilisticLabels } from "../../src/probabilities/probabilistic-labels.ts";
import { labelsOf } from "./arbitrary-votes.ts";

/** Probabilistic labels from rows of probabilities; `null` is a row that no function covers. */
export function softLabels<L extends string = string>(
  rows: readonly (readonly number[] | null)[],
  labels: LabelSet<L> = labelsOf(rows.find((row) => row !== null)?.length ?? 2) as unknown as LabelSet<L>,
): ProbabilisticLabels<L> {
  const k = labels.size;
  return new ProbabilisticLabels({
    labels,
    probabilities: Float64Array.from(rows.flatMap((row) => row ?? new Array<number>(k).fill(1 / k))),
    covered: Uint8Array.from(rows, (row) => (row === null ? 0 : 1)),
    rowPatterns: null,
  });
}
