import { LabelingError } from "../../errors.ts";
import { goldCodes, type Gold } from "../../labels/gold.ts";
import { sameLabels, type LabelSet } from "../../labels/label-set.ts";
import { isProbabilisticLabels, type ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";

/** How probable each label is on a row; null where it has none. */
export type LabelsOfRow = (row: number) => ArrayLike<number> | null;

/** The labels of rows; null where none were given. @throws LabelingError for labels of other rows */
export function labelsOfRows(
  given: ProbabilisticLabels | Gold | undefined,
  labels: LabelSet,
  rows: number,
  where: string,
): LabelsOfRow | null {
  if (given === undefined) return null;
  if (isProbabilisticLabels(given)) {
    const fits = given.rows === rows && sameLabels(given.labels, labels);
    if (fits) return (row) => (given.covered(row) ? given.row(row) : null);
    throw new LabelingError("incompatible", {
      where: `${where}, labels`,
      got: `labels of ${given.rows} rows`,
      expected: `labels of the ${rows} rows of the table, the same as in the votes`,
    });
  }
  const codes = goldCodes(given, labels, rows, `${where}, labels`);
  const certain = labels.names.map((_, y) => Float64Array.from(labels.names, (_, v) => (v === y ? 1 : 0)));
  return (row) => certain[codes[row] ?? -1] ?? null;
}
