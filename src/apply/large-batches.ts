import type { TableShape } from "../tables/arrow-shape.ts";
import { ownTable } from "../tables/build/own-table.ts";
import { takeRows } from "../tables/take-rows.ts";

/**
 * The same rows in one record batch, with some of the columns, where those of the table are small: fewer rows than
 * `atLeast` on average. No window of rows reaches across two batches, and of a few rows few answers can be under way at
 * once. Copies the columns.
 */
export function withLargeBatches(table: TableShape, columns: readonly string[], atLeast: number): TableShape {
  if (table.batches.length <= 1 || table.numRows >= atLeast * table.batches.length) return table;
  return takeRows(
    ownTable(table).select([...columns]),
    Array.from({ length: table.numRows }, (_, row) => row),
  );
}
