import { Table } from "apache-arrow";
import {
  openParts,
  type OpenPartsOptions,
  type TableFormat,
  type TablePart,
  writeFileAtomically,
  writeTable,
} from "../../../src/index.ts";
import { writeParquet } from "../../../src/tables/files/parquet-write.ts";

/** Everything that `openParts` gives. */
export interface Gathered {
  readonly parts: readonly TablePart[];
  readonly tables: readonly Table[];
}

export async function gather(inputs: string | readonly string[], options: OpenPartsOptions = {}): Promise<Gathered> {
  const parts: TablePart[] = [];
  const tables: Table[] = [];
  for await (const { part, read } of openParts(inputs, options)) {
    parts.push(part);
    tables.push(await read());
  }
  return { parts, tables };
}

/** The parts alone, none of them read. */
export async function list(
  inputs: string | readonly string[],
  options: OpenPartsOptions = {},
): Promise<readonly TablePart[]> {
  const parts: TablePart[] = [];
  for await (const { part } of openParts(inputs, options)) parts.push(part);
  return parts;
}

/** The rows of tables, each as text. */
export const rowsOf = (tables: readonly Table[]): readonly string[] =>
  tables.flatMap((table) =>
    table
      .toArray()
      .map((row) => JSON.stringify(row, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value))),
  );

/** Writes a table in batches or row groups of some rows. */
export async function writeBatches(table: Table, path: string, format: TableFormat, rows: number): Promise<void> {
  if (format === "parquet") return writeFileAtomically(path, writeParquet([table], path, rows));
  const count = Math.ceil(table.numRows / rows);
  const batches = Array.from({ length: count }, (_, i) => table.slice(i * rows, (i + 1) * rows).batches).flat();
  await writeTable(batches.length === 0 ? table : new Table(batches), path, { format });
}
