import { LabelingError } from "../../errors.ts";
import { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { describe } from "../../util/checks.ts";
import { checkLabels } from "../../probabilities/check-labels.ts";

/**
 * The labels of transformed rows: those of the rows that they were made of. Probabilities are shared, not copied: 4 bytes a
 * row.
 *
 * @param labels Labels of the table that was transformed.
 * @param source What `applyTransformationFunctions` gave beside the transformed rows.
 * @throws LabelingError for what are no probabilistic labels, or a row that they do not have.
 *
 * @example
 * ```ts
 * import { labelsForTransformed, probabilisticLabelsFromTable, tableFromRows } from "labelwright";
 *
 * const labels = probabilisticLabelsFromTable(tableFromRows([{ p_ham: 0.9, p_spam: 0.1 }, { p_ham: 0.2, p_spam: 0.8 }]));
 * console.log(labelsForTransformed(labels, Int32Array.of(0, 0, 1)).hard()); // [ "ham", "ham", "spam" ]
 * ```
 */
export function labelsForTransformed<L extends string>(
  labels: ProbabilisticLabels<L>,
  source: ArrayLike<number>,
): ProbabilisticLabels<L> {
  const where = "labelsForTransformed";
  const rows: unknown = source;
  checkLabels(labels, where);
  if (!Array.isArray(rows) && !ArrayBuffer.isView(rows)) {
    throw new LabelingError("bad_option", {
      where: `${where}, source`,
      got: describe(rows),
      expected: "row numbers: the source of applyTransformationFunctions",
    });
  }
  return new ProbabilisticLabels({
    labels: labels.labels,
    probabilities: labels.probabilities,
    covered: labels.coveredPatterns,
    rowPatterns: Int32Array.from(source, (row) => labels.patternOf(row)),
  });
}
