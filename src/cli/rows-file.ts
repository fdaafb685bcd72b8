import type { Table } from "apache-arrow";
import type { ColumnType } from "../tables/column-types.ts";
import { readTable } from "../tables/files/files.ts";
import { fieldOf } from "../tables/schema.ts";
import { hasColumn, readIds } from "./columns.ts";
import type { NamedRows } from "./row-index.ts";

/** Rows read from a file that no rule pack describes. */
export interface RowsFile extends NamedRows {
  readonly table: Table;
}

/** What of the rows is needed. */
export interface RowsReading {
  /** The column that names the rows. @defaultValue `id` where there is one */
  readonly id?: string | undefined;
  /** The column of true labels, where there is to be one. */
  readonly gold?: string | undefined;
  /** The types of columns in text files. */
  readonly types: Readonly<Record<string, ColumnType>>;
  /** Columns that must be there. */
  readonly columns: readonly string[];
}

/**
 * Reads rows. In text files, their names and labels are read as they are spelled.
 *
 * @throws LabelingError for what cannot be read, and a column that is not there, naming the file.
 */
export async function readRows(path: string, reading: RowsReading): Promise<RowsFile> {
  const spelled = ["id", "gold", reading.id, reading.gold].filter((name) => name !== undefined);
  const types = {
    ...Object.fromEntries(spelled.map((name): [string, ColumnType] => [name, "utf8"])),
    ...reading.types,
  };
  const table = await readTable(path, { columns: types });
  for (const name of [reading.id, reading.gold, ...reading.columns]) if (name !== undefined) fieldOf(table, name, path);
  const idColumn = reading.id ?? (hasColumn(table, "id") ? "id" : undefined);
  const ids = idColumn === undefined ? undefined : readIds(table, idColumn, path);
  return { path, table, rows: table.numRows, ids };
}
