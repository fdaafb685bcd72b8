import { LabelingError } from "../errors.ts";
import { labelSet, type LabelSet } from "../labels/label-set.ts";
import type { TableShape } from "../tables/arrow-shape.ts";
import { valueKind } from "../tables/column-types.ts";
import { checkTable, fieldOf, typeOfColumn } from "../tables/schema.ts";
import { tableWindows } from "../tables/windows.ts";
import { ProbabilisticLabels } from "./probabilistic-labels.ts";

const prefix = "p_";
/** How far a row's probabilities may be from 1 in sum: files round. */
const sumTolerance = 1e-3;

/** How probabilistic labels are read from a table. */
export interface ReadLabelsOptions<L extends string> {
  /** The labels, in the order wanted. @defaultValue those of the `p_<label>` columns, in their order */
  readonly labels?: LabelSet<L> | undefined;
}

/** The labels of the columns `p_<label>`, in their order. */
export function labelsOfColumns(table: TableShape, where: string): LabelSet {
  const names = table.schema.fields.map((field) => field.name).filter((name) => name.startsWith(prefix));
  if (names.length >= 2) return labelSet(names.map((name) => name.slice(prefix.length)));
  throw new LabelingError("missing_column", {
    where,
    got: `${names.length} columns of probabilities`,
    expected: "p_<label> for each of at least 2 labels",
    remedy: "Read a table that labels.toArrow() or `labelwright predict` made.",
  });
}

/** The probabilities in the columns `p_<label>`: N x K, NaN where there is none. */
export function readProbabilities(table: TableShape, labels: LabelSet, where: string): Float64Array {
  const columns = labels.names.map((name) => prefix + name);
  const k = columns.length;
  const out = new Float64Array(table.numRows * k);
  for (const column of columns) {
    const type = typeOfColumn(table, column, where);
    if (valueKind(type) !== "number") {
      throw new LabelingError("wrong_type", { where, got: `column "${column}" is ${type}`, expected: "numbers" });
    }
  }
  for (const { firstRow, length, columns: window } of tableWindows(table, columns)) {
    columns.forEach((column, y) => {
      const { values, valid } = window.get(column) ?? { values: [], valid: null };
      for (let i = 0; i < length; i++) out[(firstRow + i) * k + y] = valid?.[i] === 0 ? NaN : Number(values[i]);
    });
  }
  return out;
}

function checkSums(probabilities: Float64Array, k: number): void {
  for (let from = 0; from < probabilities.length; from += k) {
    const row = probabilities.subarray(from, from + k);
    const sum = row.reduce((total, p) => total + p, 0);
    if (Math.abs(sum - 1) <= sumTolerance && row.every((p) => p >= 0)) continue;
    throw new LabelingError("bad_table", {
      where: `probabilisticLabelsFromTable, row ${from / k}`,
      got: `probabilities ${Array.from(row.subarray(0, 8)).join(", ")}`,
      expected: "numbers from 0 to 1 that sum to 1",
      details: { row: from / k },
    });
  }
}

/** `covered` where the table has it; without it, every row counts as covered. */
export function readCovered(table: TableShape, where: string): Uint8Array {
  const covered = new Uint8Array(table.numRows).fill(1);
  if (!table.schema.fields.some((field) => field.name === "covered")) return covered;
  fieldOf(table, "covered", where);
  for (const { firstRow, length, columns } of tableWindows(table, ["covered"])) {
    const { values, valid } = columns.get("covered") ?? { values: [], valid: null };
    for (let i = 0; i < length; i++) {
      if (valid?.[i] !== 0 && (values[i] === false || values[i] === 0 || values[i] === "false"))
        covered[firstRow + i] = 0;
    }
  }
  return covered;
}

/**
 * Reads probabilistic labels from a table such as `labels.toArrow()` or `labelwright predict` makes: a column
 * `p_<label>` for each label, and `covered` (without it, all rows count as covered). Other columns are left alone.
 * O(N K).
 *
 * @throws LabelingError for missing or non-numeric columns, and for rows whose probabilities do not sum to 1 within 0.001.
 *
 * @example
 * ```ts
 * import { tableFromRows, probabilisticLabelsFromTable } from "labelwright";
 *
 * const soft = probabilisticLabelsFromTable(tableFromRows([{ p_ham: 0.2, p_spam: 0.8 }]));
 * console.log(soft.hard()); // [ "spam" ]
 * ```
 */
export function probabilisticLabelsFromTable<L extends string = string>(
  table: TableShape,
  options: ReadLabelsOptions<L> = {},
): ProbabilisticLabels<L> {
  const where = "probabilisticLabelsFromTable";
  checkTable(table, where);
  const labels = options.labels ?? (labelsOfColumns(table, where) as LabelSet<L>);
  const probabilities = readProbabilities(table, labels, where);
  checkSums(probabilities, labels.size);
  return new ProbabilisticLabels({ labels, probabilities, covered: readCovered(table, where), rowPatterns: null });
}
