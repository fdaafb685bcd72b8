import { isUtf8 } from "node:buffer";
import type { Table } from "apache-arrow";
import { LabelingError } from "../../errors.ts";
import { listNames } from "../../util/checks.ts";
import { assembleTable } from "../build/column-builder.ts";
import type { ColumnType } from "../column-types.ts";
import { countLines, hasText, markQuotedEmpty, openQuoteLine } from "./csv-scan.ts";
import { corruptFile } from "./file-errors.ts";
import { columnFromText } from "./inference.ts";

/** How CSV text is read. */
export interface CsvReading {
  readonly delimiter: string;
  readonly nullValues: readonly string[];
  readonly declared: ReadonlyMap<string, ColumnType>;
  readonly inferTypes: boolean;
}

/** Rows of text cells, column by column. */
interface Cells {
  readonly header: readonly string[];
  readonly columns: readonly (readonly (string | null)[])[];
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

const placeOf = (bytes: Uint8Array, start: number, row: number): string =>
  `row ${row} (line ${countLines(bytes, start) + 1})`;

function parserError(error: unknown, bytes: Buffer, file: string, place: string): unknown {
  const { code } = error as { code?: unknown };
  if (LabelingError.is(error) || typeof code !== "string") return error;
  if (code === "CSV_QUOTE_NOT_CLOSED") {
    const line = openQuoteLine(bytes);
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

async function parseCells(bytes: Buffer, file: string, reading: CsvReading): Promise<Cells> {
  const { parse } = await import("csv-parse/sync");
  const mark = markQuotedEmpty(bytes, Buffer.from(reading.delimiter));
  const nulls = new Set(reading.nullValues);
  const header: string[] = [];
  const columns: (string | null)[][] = [];
  const starts: number[] = [];
  let start = 0;
  const place = (): string => (header.length === 0 ? "line 1" : placeOf(bytes, start, starts.length));
  const addRow = (record: readonly string[]): void => {
    const width = header.length;
    if (width === 0) {
      header.push(...record.map((name) => (name === mark ? "" : name)));
      checkHeader(header, file);
      for (let i = 0; i < header.length; i++) columns.push([]);
      return;
    }
    if (record.length !== width) {
      // A blank line is no row, except where a row has one cell: there it is a row whose cell is empty.
      if (record.length === 1 && record[0] === "") return;
      throw raggedRow(file, place(), record.length, header, reading.delimiter);
    }
    starts.push(start);
    for (let i = 0; i < width; i++) {
      const cell = record[i] ?? "";
      columns[i]?.push(nulls.has(cell) ? null : cell === mark ? "" : cell);
    }
  };
  try {
    parse(bytes, {
      bom: true,
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
    throw parserError(error, bytes, file, place());
  }
  return { header, columns, starts };
}

/**
 * Reads CSV text with a header. Changes `bytes`.
 *
 * @throws LabelingError `empty` without a header, `corrupt_file` for text that is not CSV, `bad_table` or
 * `duplicate_name` for a bad header, `wrong_type` for a cell that does not fit its column's declared type.
 */
export async function readCsv(bytes: Buffer, file: string, reading: CsvReading): Promise<Table> {
  if (!isUtf8(bytes)) {
    throw new LabelingError("corrupt_file", {
      where: file,
      got: "bytes that are not UTF-8 text",
      expected: "CSV text in UTF-8",
      remedy: "Save the file as UTF-8 (from Latin-1: iconv -f latin1 -t utf-8).",
      details: { file },
    });
  }
  if (!hasText(bytes)) {
    throw new LabelingError("empty", {
      where: file,
      got: bytes.length === 0 ? "an empty file" : "a file of blank lines",
      expected: "a header line",
      remedy: "Check what wrote it.",
      details: { file },
    });
  }
  const { header, columns, starts } = await parseCells(bytes, file, reading);
  const built = header.map((name, i) => {
    const source = { column: name, where: file, place: (row: number) => placeOf(bytes, starts[row] ?? 0, row) };
    const type = reading.declared.get(name) ?? (reading.inferTypes ? undefined : "utf8");
    return { name, data: columnFromText(columns[i] ?? [], type, source) };
  });
  return assembleTable(built, starts.length);
}
