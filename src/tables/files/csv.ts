import { isUtf8 } from "node:buffer";
import type { Table } from "apache-arrow";
import { LabelingError } from "../../errors.ts";
import { listNames } from "../../util/checks.ts";
import { assembleTable } from "../build/column-builder.ts";
import type { ColumnType } from "../column-types.ts";
import { readCsvColumns } from "./csv-columns.ts";
import { cutCsvRecords } from "./csv-records.ts";
import { byteOrderMark, countLines, hasText, markQuotedEmpty, openQuoteLine } from "./csv-scan.ts";
import { corruptFile } from "./file-errors.ts";
import { columnFromText, columnFromTextColumn } from "./inference.ts";

/** How CSV text is read. */
export interface CsvReading {
  readonly delimiter: string;
  readonly nullValues: readonly string[];
  readonly declared: ReadonlyMap<string, ColumnType>;
  readonly inferTypes: boolean;
}

/** Rows of a file without its header. */
export interface CsvSection {
  /** The names in the header. */
  readonly header: readonly string[];
  /** Names of the columns to read, in this order. */
  readonly only: readonly string[];
  /** How many rows and lines of the file come before. */
  readonly firstRow: number;
  readonly firstLine: number;
}

/** Rows of text cells, column by column. */
interface Cells {
  readonly header: readonly string[];
  /** By the column's place in the header; those that are not wanted are empty. */
  readonly columns: readonly (string | null)[][];
  /** The byte where each row begins. */
  readonly starts: readonly number[];
}

function checkHeader(header: readonly string[], file: string): void {
  const seen = new Set<string>();
  for (const [i, name] of header.entries()) {
    if (name === "") {
      throw new LabelingError("bad_table", {
        where: file,
        got: `no name for column ${i + 1} in the header`,
        expected: "a name for every column",
        remedy: "Name it, or leave it out (pandas writes its index so: use to_csv(index=False)).",
        details: { file, column: i },
      });
    }
    if (seen.has(name)) {
      throw new LabelingError("duplicate_name", {
        where: file,
        got: `${JSON.stringify(name)} more than once in the header`,
        expected: "each name once",
        remedy: "Rename one of the columns.",
        details: { file, name },
      });
    }
    seen.add(name);
  }
}

function raggedRow(file: string, place: string, count: number, header: readonly string[], delimiter: string): Error {
  return new LabelingError("corrupt_file", {
    where: `${file}, ${place}`,
    got: `${count} ${count === 1 ? "cell" : "cells"}`,
    expected: `${header.length}, as in the header (${listNames(header, 4)})`,
    remedy: `Quote cells that hold the delimiter ${JSON.stringify(delimiter)}, or name another: { delimiter: ";" }.`,
    details: { file },
  });
}

const wholeFile = { header: [], only: [], firstRow: 0, firstLine: 0 } satisfies CsvSection;

/** The place of a row in its file, for messages; the row and its first byte are those of the section. */
const placeOf = (bytes: Uint8Array, start: number, row: number, section: CsvSection): string =>
  `row ${section.firstRow + row} (line ${section.firstLine + countLines(bytes, start) + 1})`;

function parserError(error: unknown, bytes: Buffer, file: string, place: string, firstLine: number): unknown {
  const { code } = error as { code?: unknown };
  if (LabelingError.is(error) || typeof code !== "string") return error;
  if (code === "CSV_QUOTE_NOT_CLOSED") {
    const line = firstLine + openQuoteLine(bytes);
    return corruptFile(file, `the quoted cell that begins on line ${line} has no end`, "a closing quote", error);
  }
  return new LabelingError("corrupt_file", {
    where: `${file}, ${place}`,
    got: code === "INVALID_OPENING_QUOTE" ? "a quote inside a cell that is not quoted" : "text after a closing quote",
    expected: "cells that are quoted as a whole or not at all",
    remedy: 'Quote the cell, and write each quote inside it twice: "say ""hello""".',
    details: { file },
    cause: error,
  });
}

/** The cells of a section, or of a whole file, whose first record is the header. */
async function parseCells(bytes: Buffer, file: string, reading: CsvReading, section: CsvSection): Promise<Cells> {
  const { parse } = await import("csv-parse/sync");
  const mark = markQuotedEmpty(bytes, Buffer.from(reading.delimiter));
  const nulls = new Set(reading.nullValues);
  const header = [...section.header];
  const hasHeader = header.length === 0;
  const columns = header.map((): (string | null)[] => []);
  let wanted = section.only.map((name) => header.indexOf(name));
  const starts: number[] = [];
  let start = 0;
  const place = (): string => (header.length === 0 ? "line 1" : placeOf(bytes, start, starts.length, section));
  const addRow = (record: readonly string[]): void => {
    const width = header.length;
    if (width === 0) {
      header.push(...record.map((name) => (name === mark ? "" : name)));
      checkHeader(header, file);
      columns.push(...header.map(() => []));
      wanted = header.map((_, i) => i);
      return;
    }
    if (record.length !== width) {
      // A blank line is no row, except where a row has one cell: there it is a row whose cell is empty.
      if (record.length === 1 && record[0] === "") return;
      throw raggedRow(file, place(), record.length, header, reading.delimiter);
    }
    starts.push(start);
    for (const i of wanted) {
      const cell = record[i] ?? "";
      columns[i]?.push(nulls.has(cell) ? null : cell === mark ? "" : cell);
    }
  };
  try {
    parse(bytes, {
      bom: hasHeader,
      delimiter: reading.delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      on_record: (record: string[], context) => {
        addRow(record);
        start = context.bytes;
        return null;
      },
    });
  } catch (error) {
    throw parserError(error, bytes, file, place(), section.firstLine);
  }
  return { header, columns, starts };
}

function checkUtf8(bytes: Buffer, file: string): void {
  if (isUtf8(bytes)) return;
  throw new LabelingError("corrupt_file", {
    where: file,
    got: "bytes that are not UTF-8 text",
    expected: "CSV text in UTF-8",
    remedy: "Save the file as UTF-8 (from Latin-1: iconv -f latin1 -t utf-8).",
    details: { file },
  });
}

function checkText(bytes: Buffer, file: string): void {
  if (hasText(bytes)) return;
  throw new LabelingError("empty", {
    where: file,
    got: bytes.length === 0 ? "an empty file" : "a file of blank lines",
    expected: "a header line",
    remedy: "Check what wrote it.",
    details: { file },
  });
}

/** The columns of a section: read in one go where the text is strictly CSV, else by the parser. */
async function readSection(bytes: Buffer, file: string, reading: CsvReading, section: CsvSection): Promise<Table> {
  const { header, only, firstRow } = section;
  const { delimiter, nullValues, declared, inferTypes } = reading;
  const wanted = only.map((name) => header.indexOf(name));
  const plain = readCsvColumns(bytes, { delimiter, nullValues, width: header.length, wanted });
  const cells = plain === null ? await parseCells(bytes, file, reading, section) : null;
  const starts = plain?.starts ?? cells?.starts ?? [];
  const built = only.map((name, i) => {
    const place = (row: number): string => placeOf(bytes, starts[row] ?? 0, row, section);
    const source = { column: name, where: file, place, firstRow };
    const type = declared.get(name) ?? (inferTypes ? undefined : "utf8");
    const text = plain?.columns[i];
    const data =
      text === undefined
        ? columnFromText(cells?.columns[wanted[i] ?? 0] ?? [], type, source)
        : columnFromTextColumn(text, type, source);
    return { name, data };
  });
  return assembleTable(built, starts.length);
}

/** The bytes of the header, with its line break and what comes before it. */
export function headerLength(bytes: Buffer, delimiter: string, isLast: boolean): number {
  const start = bytes.indexOf(byteOrderMark) === 0 ? byteOrderMark.length : 0;
  const { end } = cutCsvRecords(bytes.subarray(start), Buffer.from(delimiter), true, { isLast, maxRows: 1 });
  return end === 0 ? 0 : start + end;
}

/**
 * Reads CSV text with a header. May change `bytes`.
 *
 * @throws LabelingError `empty` without a header, `corrupt_file` for text that is not CSV, `bad_table` or
 * `duplicate_name` for a bad header, `wrong_type` for a cell that does not fit its column's declared type.
 */
export async function readCsv(bytes: Buffer, file: string, reading: CsvReading): Promise<Table> {
  checkUtf8(bytes, file);
  checkText(bytes, file);
  const start = headerLength(bytes, reading.delimiter, true);
  const header = await parseHeader(bytes.subarray(0, start), file, reading.delimiter);
  const section = { header, only: header, firstRow: 0, firstLine: countLines(bytes, start) };
  return readSection(bytes.subarray(start), file, reading, section);
}

async function parseHeader(bytes: Buffer, file: string, delimiter: string): Promise<readonly string[]> {
  const reading: CsvReading = { delimiter, nullValues: [], declared: new Map(), inferTypes: false };
  return (await parseCells(Buffer.from(bytes), file, reading, wholeFile)).header;
}

/**
 * The names in a header, given its bytes alone.
 *
 * @throws LabelingError as `readCsv`.
 */
export async function readCsvHeader(bytes: Buffer, file: string, delimiter: string): Promise<readonly string[]> {
  checkUtf8(bytes, file);
  checkText(bytes, file);
  return parseHeader(bytes, file, delimiter);
}

/**
 * Reads whole records of CSV text from within a file. Rows and lines in messages are those of the file. May change
 * `bytes`.
 *
 * @throws LabelingError as `readCsv`.
 */
export async function readCsvSection(
  bytes: Buffer,
  file: string,
  reading: CsvReading,
  section: CsvSection,
): Promise<Table> {
  checkUtf8(bytes, file);
  return readSection(bytes, file, reading, section);
}
