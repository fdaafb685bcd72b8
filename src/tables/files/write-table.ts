import type { TableShape } from "../arrow-shape.ts";
import { checkTable } from "../schema.ts";
import { writeFileAtomically, type FileContents } from "./atomic.ts";
import { writeCsv } from "./csv-write.ts";
import { checkPath } from "./files.ts";
import { checkDelimiter, formatOf, type TableFormat } from "./formats.ts";
import { writeIpc } from "./ipc-write.ts";
import { writeJsonl } from "./jsonl-write.ts";
import { writeParquet } from "./parquet-write.ts";
import { sameColumns, type Tables } from "./same-columns.ts";

/** Options of `writeTable`. */
export interface WriteTableOptions {
  /** The file's format. @defaultValue by the file's ending */
  readonly format?: TableFormat | undefined;
  /** Replace a file that is already there. @defaultValue true */
  readonly overwrite?: boolean | undefined;
  /** What separates the cells of a CSV file. @defaultValue `","`, or a tab for `.tsv` */
  readonly delimiter?: string | undefined;
  /** Stops the writing, and leaves nothing behind. @defaultValue none */
  readonly signal?: AbortSignal | undefined;
}

function contentsOf(tables: Tables, path: string, format: TableFormat, delimiter: string): FileContents {
  switch (format) {
    case "parquet":
      return writeParquet(tables, path);
    case "csv":
      return writeCsv(tables, path, delimiter);
    case "jsonl":
      return writeJsonl(tables, path);
    default:
      return writeIpc(tables, format, path);
  }
}

/**
 * Writes a table to a file, in the format that the file's ending names (see `readTable`). The file appears whole or
 * not at all: it is written beside its place and renamed.
 *
 * Arrow files keep the table as it is, uncompressed. The others hold text, numbers, booleans, times, dates and lists of
 * them; dictionary columns become the text they stand for. Parquet is compressed with Snappy. CSV: null is an empty
 * cell, empty text `""`, lists are JSON text. JSON Lines: every key on every line, null included. Both write times as
 * ISO 8601 text and floats with a point (`3.0`); NaN is `NaN` in CSV and `"NaN"` in JSON Lines, so it stays apart from
 * null. What `readTable` reads back are the same values, given the types of columns that text does not tell: text that
 * looks like numbers, lists in CSV, times in JSON Lines.
 *
 * @param table A table from any copy of apache-arrow; slices and several batches are fine.
 * @throws LabelingError `unsupported_format`, `file_exists` (with `overwrite: false`), `file_failed` (not writable, no
 * such folder, disk full), `wrong_type` (a column that the format cannot hold), `duplicate_name`, `bad_table`, `aborted`.
 *
 * @example
 * ```ts
 * import { mkdtempSync, readFileSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { tableFromRows, writeTable } from "labelwright";
 *
 * const file = join(mkdtempSync(join(tmpdir(), "labelwright-")), "votes.csv");
 * await writeTable(tableFromRows([{ id: "a", has_link: "spam" }, { id: "b", has_link: null }]), file);
 * console.log(readFileSync(file, "utf8")); // id,has_link\na,spam\nb,\n
 * ```
 */
export async function writeTable(table: TableShape, path: string, options: WriteTableOptions = {}): Promise<void> {
  checkPath(path, "writeTable");
  const shape = checkTable(table, "writeTable");
  const format = formatOf(path, options.format);
  const contents = contentsOf([shape], path, format, checkDelimiter(options.delimiter, path));
  await writeFileAtomically(path, contents, { overwrite: options.overwrite, signal: options.signal });
}

/**
 * Writes tables to one file, one after the other, as `writeTable` would write all their rows at once: for data that
 * do not fit in memory. Each table is taken only when the one before is written.
 *
 * @param tables At least one; all with the columns of the first, of the same types and in the same order. Dictionary
 * columns have equal dictionaries where the file is an Arrow file.
 * @throws LabelingError as `writeTable`, and `empty` without a table, `incompatible` for tables that do not go together.
 * What `tables` throws is thrown; the file is then as it was before.
 *
 * @example
 * ```ts
 * import { mkdtempSync, readFileSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { tableFromRows, writeTables } from "labelwright";
 *
 * function* days() {
 *   for (const day of [1, 2]) yield tableFromRows([{ day, rain: day * 0.5 }]);
 * }
 * const file = join(mkdtempSync(join(tmpdir(), "labelwright-")), "days.csv");
 * await writeTables(days(), file);
 * console.log(readFileSync(file, "utf8")); // day,rain\n1,0.5\n2,1.0\n
 * ```
 */
export async function writeTables(tables: Tables, path: string, options: WriteTableOptions = {}): Promise<void> {
  const where = "writeTables";
  checkPath(path, where);
  const format = formatOf(path, options.format);
  const delimiter = checkDelimiter(options.delimiter, path);
  const contents = contentsOf(sameColumns(tables, path, where), path, format, delimiter);
  await writeFileAtomically(path, contents, { overwrite: options.overwrite, signal: options.signal });
}
