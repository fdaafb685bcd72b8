import { Bool, Field, List, Utf8, type Table } from "apache-arrow";

import type { LabelSet } from "../../labels/label-set.ts";
import { assembleTable, buildData, type BuiltColumn } from "../../tables/build/column-builder.ts";
import { dataOfDoubles, idColumn } from "../labels-table.ts";

/** What a table of several labels a row is made from. */
interface MultiLabelRows {
  readonly labels: LabelSet;
  readonly rows: number;
  covered(row: number): boolean;
  probability(row: number, label: string): number;
}

/** Several labels a row as a table: `id`, `labels`, `covered`, then `p_<label>` for each label. */
export function tableOfMultiLabels(
  soft: MultiLabelRows,
  hard: readonly (readonly string[] | null)[],
  ids: readonly (string | number | null)[] | undefined,
): Table {
  const { labels, rows } = soft;
  const covered = Array.from({ length: rows }, (_, row) => soft.covered(row));
  const columns: BuiltColumn[] = [
    { name: "id", data: idColumn(rows, ids) },
    { name: "labels", data: buildData(new List(new Field("item", new Utf8(), true)), hard, "labels") },
    { name: "covered", data: buildData(new Bool(), covered, "covered") },
  ];
  for (const name of labels.names) {
    const column = Float64Array.from({ length: rows }, (_, row) => soft.probability(row, name));
    columns.push({ name: `p_${name}`, data: dataOfDoubles(column) });
  }
  return assembleTable(columns, rows);
}
