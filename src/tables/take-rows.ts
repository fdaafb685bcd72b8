import { Type, type DataType, type Table } from "apache-arrow";

import { LabelingError } from "../errors.ts";
import type { TableShape } from "./arrow-shape.ts";
import { assembleTable } from "./build/column-builder.ts";
import { gatherRows, type Places } from "./build/gather.ts";
import { ownTable } from "./build/own-table.ts";
import { checkTable } from "./schema.ts";

/** The batch of each row, and its place in the batch. */
function findPlaces(table: Table, rows: readonly number[]): Places {
  const ends = new Float64Array(table.batches.length);
  table.batches.forEach((batch, b) => (ends[b] = (ends[b - 1] ?? 0) + batch.numRows));
  const chunks = Int32Array.from(rows, (row) => {
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) > row) high = middle;
      else low = middle + 1;
    }
    return low;
  });
  return { chunks, places: Int32Array.from(rows, (row, i) => row - (ends[(chunks[i] ?? 0) - 1] ?? 0)) };
}

/**
 * Some rows of a table, in the order given, as a new table of the same columns and types, copied as they are stored.
 * The table may come from another copy of apache-arrow. O(rows taken x columns + batches).
 *
 * @throws LabelingError `bad_option` for a number that is no row, `wrong_type` for a column of unions.
 *
 * @example
 * ```ts
 * import { tableFromRows, takeRows } from "labelwright";
 *
 * const table = tableFromRows([{ text: "a" }, { text: "b" }, { text: "c" }]);
 * console.log(takeRows(table, [2, 0]).getChild("text")?.toJSON()); // [ "c", "a" ]
 * ```
 */
export function takeRows(table: TableShape, rows: ArrayLike<number>): Table {
  const where = "takeRows";
  checkTable(table, where);
  const numbers = Array.from(rows);
  for (const row of numbers) {
    if (Number.isInteger(row) && row >= 0 && row < table.numRows) continue;
    throw new LabelingError("bad_option", {
      where,
      got: `row ${row}`,
      expected: table.numRows === 0 ? "no row, as the table has none" : `whole numbers from 0 to ${table.numRows - 1}`,
    });
  }
  const own = ownTable(table);
  if (numbers.length === 0) return own.slice(0, 0);
  const at = findPlaces(own, numbers);
  const columns = own.schema.fields.map((field, index) => {
    if (holdsUnion(field.type as DataType)) throw unionColumn(where, field.name);
    const chunks = own.batches.map((batch) => batch.data.children[index]).filter((chunk) => chunk !== undefined);
    return { name: field.name, data: gatherRows(chunks, field.type as DataType, at) };
  });
  return assembleTable(columns, numbers.length);
}

const holdsUnion = (type: DataType): boolean =>
  type.typeId === Type.Union ||
  ((type.children as DataType["children"] | null) ?? []).some((field) => holdsUnion(field.type as DataType));

function unionColumn(where: string, column: string): LabelingError {
  return new LabelingError("wrong_type", {
    where,
    got: `column "${column}" is a union`,
    expected: "columns of one type each",
    remedy: "Leave the column out: table.select([...]).",
    details: { column },
  });
}
