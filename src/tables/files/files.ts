import { open, readFile, type FileHandle } from "node:fs/promises";
import type { Table } from "apache-arrow";
import { LabelingError } from "../../errors.ts";
import { describe } from "../../util/checks.ts";
import type { ColumnType } from "../column-types.ts";
import { readCsv } from "./csv.ts";
import { fileError } from "./file-errors.ts";
import { checkDelimiter, checkSignature, formatOf, nameOfFormat, type TableFormat } from "./formats.ts";
import { checkDeclared } from "../from-rows.ts";
import { readIpc } from "./ipc.ts";
import { readJsonl } from "./jsonl.ts";
import { readParquet } from "./parquet.ts";

/** Options of `readTable`. */
export interface ReadTableOptions {
  /** The file's format. @defaultValue by the file's ending */
  readonly format?: TableFormat | undefined;
  /**
   * Types of columns in CSV and JSON Lines files; columns not named get theirs from their values. A column that the
   * file does not have is left out. In Parquet files, `utf8` reads bytes that are not marked as text as text.
   * @defaultValue `{}`
   */
  readonly columns?: Readonly<Record<string, ColumnType>> | undefined;
  /**
   * Whether columns of CSV and JSON Lines files whose type is not given get one from their values; if not, they are
   * `utf8`.
   * @defaultValue true
   */
  readonly inferTypes?: boolean | undefined;
  /** What separates the cells of a CSV file. @defaultValue `","`, or a tab for `.tsv` */
  readonly delimiter?: string | undefined;
  /**
   * Cells of a CSV file that mean null, as in `["", "NA"]`. A quoted empty cell, `""`, is never null but empty text in
   * a `utf8` column, and always null in any other.
   * @defaultValue `[""]`
   */
  readonly nullValues?: readonly string[] | undefined;
}

/** `path` as the path of a file. */
export function checkPath(path: unknown, where: string): string {
  if (typeof path === "string" && path !== "") return path;
  throw new LabelingError("bad_option", { where, got: describe(path), expected: "the path of a file" });
}

/** The first bytes of a file, which tell its format better than its name. */
async function firstBytes(path: string): Promise<Buffer> {
  let handle: FileHandle | null = null;
  try {
    handle = await open(path, "r");
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw fileError(error, path, "read");
  } finally {
    await handle?.close();
  }
}

async function wholeFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw fileError(error, path, "read");
  }
}

/**
 * Reads a table from a file: Arrow IPC file (`.arrow`, `.feather`), Arrow IPC stream (`.arrows`), Parquet (`.parquet`),
 * CSV with a header (`.csv`, `.tsv`) or JSON Lines (`.jsonl`, `.ndjson`).
 *
 * Arrow and Parquet files bring their types; LZ4, Zstandard, Snappy, gzip and Brotli compression are read. Columns of
 * CSV files are `bool`, `int64`, `float64`, `date` or `timestamp` where every cell reads as one and nothing would be
 * lost, else `utf8`: `007`, `+1` and whole numbers beyond 2^53 stay text. Columns of JSON Lines are what their values
 * are, whole numbers `int64`; text stays text. A JavaScript program that wants dates or numbers out of text declares
 * them in `options.columns`, which also takes lists (JSON text in CSV) and numbers written as text.
 *
 * @param path The file. It is read whole into memory, Parquet row group by row group.
 * @returns The table: of one batch from text, with the file's batches or row groups else.
 * @throws LabelingError `file_not_found`, `file_failed` (not readable), `unsupported_format` (unknown ending, or another
 * format than the ending says), `empty`, `corrupt_file` (damaged, cut short, not UTF-8, rows of different length),
 * `wrong_type` (a cell that does not fit its column's type, naming row and column), `duplicate_name`, `bad_table` (a
 * column without a name), `too_large` (2 GiB), `bad_option`.
 *
 * @example
 * ```ts
 * import { mkdtempSync, writeFileSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { readTable } from "labelwright";
 *
 * const file = join(mkdtempSync(join(tmpdir(), "labelwright-")), "comments.csv");
 * writeFileSync(file, "id,text,likes\n007,see you,3\n008,free prize,\n");
 * const table = await readTable(file);
 * console.log(String(table.schema)); // Schema<{ 0: id: Utf8, 1: text: Utf8, 2: likes: Int64 }>
 * ```
 */
export async function readTable(path: string, options: ReadTableOptions = {}): Promise<Table> {
  checkPath(path, "readTable");
  const format = formatOf(path, options.format);
  const declared = checkDeclared(options.columns);
  const delimiter = checkDelimiter(options.delimiter, path);
  const { inferTypes = true, nullValues = [""] } = options;
  // Parquet is read piece by piece; for all other formats one reading must do, as a pipe can be read only once.
  const bytes = format === "parquet" ? await firstBytes(path) : await wholeFile(path);
  if (bytes.length === 0) {
    const expected = nameOfFormat(format);
    throw new LabelingError("empty", { where: path, got: "an empty file", expected, remedy: "Check what wrote it." });
  }
  checkSignature(bytes, format, path);
  switch (format) {
    case "parquet":
      return readParquet(path, declared);
    case "csv":
      return readCsv(bytes, path, { delimiter, nullValues, declared, inferTypes });
    case "jsonl":
      return readJsonl(bytes, path, declared, inferTypes);
    default:
      return readIpc(bytes, path);
  }
}
