import { LabelingError } from "../../errors.ts";
import type { LabelSet } from "../../labels/label-set.ts";
import { describe, listNames } from "../../util/checks.ts";

/** A column of votes of one function on one label. */
export interface VoteColumnName {
  /** The whole name, `<function>.<label>`. */
  readonly column: string;
  readonly name: string;
  readonly label: string;
}

/** The name of the column that holds a function's votes on a label. */
export const columnOf = (name: string, label: string): string => `${name}.${label}`;

/** The name of the column that holds the confidences beside a column of votes. */
export const confidenceColumnOf = (column: string): string => `${column}.confidence`;

function labelAtEnd(column: string, labels: LabelSet | undefined): string | null {
  // With the labels known, they may have dots: the longest one that fits is meant. Else the last dot divides.
  for (let dot = column.indexOf("."); dot >= 0; dot = column.indexOf(".", dot + 1)) {
    const label = column.slice(dot + 1);
    if (dot > 0 && label !== "" && (labels === undefined ? !label.includes(".") : labels.has(label))) return label;
  }
  return null;
}

function noLabel(column: string, labels: LabelSet | undefined, where: string): LabelingError {
  const known = labels === undefined ? "" : `, the label one of ${listNames(labels.names)}`;
  return new LabelingError(labels === undefined ? "bad_table" : "unknown_label", {
    where: `${where}, column ${describe(column)}`,
    got: labels === undefined ? "a name that is not <function>.<label>" : "a name that does not end in a label",
    expected: `<function>.<label>${known}`,
    remedy: "Mend the name, or leave the column out (ignore).",
    details: { column },
  });
}

/**
 * The columns of votes among the columns of a table, `<function>.<label>` each; those of confidences are left out.
 *
 * @throws LabelingError `unknown_label` or `bad_table` for a column that names no function and label.
 */
export function voteColumns(
  columns: readonly string[],
  labels: LabelSet | undefined,
  where: string,
): readonly VoteColumnName[] {
  const confidences = new Set(columns.map(confidenceColumnOf));
  return columns
    .filter((column) => !confidences.has(column))
    .map((column) => {
      const label = labelAtEnd(column, labels);
      if (label === null) throw noLabel(column, labels, where);
      return { column, name: column.slice(0, -label.length - 1), label };
    });
}
