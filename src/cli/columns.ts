import type { Table } from "apache-arrow";
import { valueWindows } from "../tables/decode/column-values.ts";
import { typeOfColumn } from "../tables/schema.ts";

/** The name of a row: text, a whole number, or null where it has none. */
export type RowId = string | number | null;

/** Whether a table has a column. */
export const hasColumn = (table: Table, name: string): boolean =>
  table.schema.fields.some((field) => field.name === name);

function idOf(value: unknown): RowId {
  if (value === null || value === "") return null;
  if (typeof value === "bigint" || typeof value === "number") {
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * The names of rows in a column, exactly: 64-bit numbers that JavaScript would round become text.
 *
 * @throws LabelingError `missing_column` or `wrong_type`, naming the file.
 */
export function readIds(table: Table, column: string, file: string): readonly RowId[] {
  typeOfColumn(table, column, file);
  const ids: RowId[] = [];
  for (const { columns } of valueWindows(table.select([column]), 65_536)) {
    for (const value of columns[0] ?? []) ids.push(idOf(value));
  }
  return ids;
}

/** The texts in a column; numbers and booleans as they are spelled, null where there is nothing. */
export function readTexts(table: Table, column: string, file: string): readonly (string | null)[] {
  return readIds(table, column, file).map((value) => (value === null ? null : String(value)));
}
