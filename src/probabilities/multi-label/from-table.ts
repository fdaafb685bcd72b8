import { LabelingError } from "../../errors.ts";
import type { LabelSet } from "../../labels/label-set.ts";
import { binaryLabels } from "../../labels/multi-label-task.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { checkTable } from "../../tables/schema.ts";
import { labelsOfColumns, readCovered, readProbabilities, type ReadLabelsOptions } from "../from-table.ts";
import { ProbabilisticLabels } from "../probabilistic-labels.ts";
import { MultiLabelProbabilities, type ProbabilitiesByLabel } from "./probabilities.ts";

/**
 * Reads the probabilities of a multi-label task from a table such as `toArrow()` or `labelwright predict` makes: a
 * column `p_<label>` for each label, and `covered` (without it, all rows count as covered). Such a table does not say
 * which labels of a covered row were voted on: all count as covered. Other columns are left alone. O(N K).
 *
 * @throws LabelingError for missing or non-numeric columns, and for numbers that are no probabilities.
 *
 * @example
 * ```ts
 * import { multiLabelProbabilitiesFromTable, tableFromRows } from "labelwright";
 *
 * const soft = multiLabelProbabilitiesFromTable(tableFromRows([{ p_sports: 0.9, p_politics: 0.8 }]));
 * console.log(soft.hard()); // [ [ "sports", "politics" ] ]
 * ```
 */
export function multiLabelProbabilitiesFromTable<L extends string = string>(
  table: TableShape,
  options: ReadLabelsOptions<L> = {},
): MultiLabelProbabilities<L> {
  const where = "multiLabelProbabilitiesFromTable";
  checkTable(table, where);
  const labels = options.labels ?? (labelsOfColumns(table, where) as LabelSet<L>);
  const k = labels.size;
  const all = readProbabilities(table, labels, where);
  const wrong = all.findIndex((p) => !(p >= 0 && p <= 1));
  if (wrong >= 0) {
    const row = Math.floor(wrong / k);
    throw new LabelingError("bad_table", {
      where: `${where}, column "p_${labels.names[wrong % k]}", row ${row}`,
      got: Number.isNaN(all[wrong]) ? "no number" : String(all[wrong]),
      expected: "a number from 0 to 1",
      details: { row },
    });
  }
  const covered = readCovered(table, where);
  const entries = labels.names.map((name, y) => {
    const probabilities = new Float64Array(2 * table.numRows);
    for (let row = 0; row < table.numRows; row++) {
      const p = all[row * k + y] ?? 0;
      probabilities[2 * row] = 1 - p;
      probabilities[2 * row + 1] = p;
    }
    return [name, new ProbabilisticLabels({ labels: binaryLabels(name), probabilities, covered, rowPatterns: null })];
  });
  return new MultiLabelProbabilities({ labels, byLabel: Object.fromEntries(entries) as ProbabilitiesByLabel<L> });
}
