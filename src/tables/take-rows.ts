import { Table, vectorFromArray, type Vector } from "apache-arrow";

import { LabelingError } from "../errors.ts";

/**
 * Some rows of a table, in the order given, as a new table of the same columns and types. O(rows taken x columns).
 *
 * @throws LabelingError `bad_option` for a number that is no row.
 *
 * @example
 * ```ts
 * import { tableFromRows, takeRows } from "labelwright";
 *
 * const table = tableFromRows([{ text: "a" }, { text: "b" }, { text: "c" }]);
 * console.log(takeRows(table, [2, 0]).getChild("text")?.toJSON()); // [ "c", "a" ]
 * ```
 */
export function takeRows(table: Table, rows: ArrayLike<number>): Table {
  const numbers = Array.from(rows);
  for (const row of numbers) {
    if (Number.isInteger(row) && row >= 0 && row < table.numRows) continue;
    throw new LabelingError("bad_option", {
      where: "takeRows",
      got: `row ${row}`,
      expected: `whole numbers from 0 to ${table.numRows - 1}`,
    });
  }
  const columns: Record<string, Vector> = {};
  table.schema.fields.forEach((field, index) => {
    const vector = table.getChildAt(index);
    if (vector === null) return;
    columns[field.name] = vectorFromArray(
      numbers.map((row): unknown => vector.get(row)),
      field.type,
    );
  });
  return new Table(columns);
}
