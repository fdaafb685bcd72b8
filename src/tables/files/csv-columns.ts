import type { Data } from "apache-arrow";
import { TextColumn } from "../build/text-column.ts";
import { carriageReturn, countBytes, newline, quote } from "./csv-scan.ts";

/** Columns of text, as CSV holds them. */
export interface CsvColumns {
  readonly rows: number;
  /** The byte where each row begins. */
  readonly starts: Int32Array;
  /** One for each column wanted. */
  readonly columns: readonly Data[];
}

/** What to read. */
export interface CsvLayout {
  readonly delimiter: string;
  /** How many columns the text has. */
  readonly width: number;
  /** Places of the columns wanted. */
  readonly wanted: readonly number[];
  readonly nullValues: readonly string[];
}

/**
 * Reads whole records of CSV text, without a header, straight into columns of text; many times as fast as the parser
 * does, which makes a string of every cell.
 *
 * @returns null for text that is not strictly CSV, and for delimiters of several bytes: the parser knows what to say.
 */
export function readCsvColumns(bytes: Buffer, layout: CsvLayout): CsvColumns | null {
  const delimiter = Buffer.from(layout.delimiter);
  const nulls = layout.nullValues.map((text) => Buffer.from(text));
  if (delimiter.length !== 1 || nulls.some((text) => text.includes(quote))) return null;
  const rows = 1 + countBytes(bytes, newline) + countBytes(bytes, carriageReturn); // or fewer
  const columns = layout.wanted.map(() => new TextColumn(rows));
  const slots: (TextColumn | null)[] = Array.from({ length: layout.width }, () => null);
  layout.wanted.forEach((place, i) => (slots[place] = columns[i] ?? null));
  const starts = new Int32Array(rows);
  const read = readCells(bytes, delimiter[0] ?? 0, slots, nulls, starts);
  if (read === null) return null;
  return { rows: read, starts: starts.subarray(0, read), columns: columns.map((column) => column.finish()) };
}

/** The number of rows whose cells went to `slots`, by column; null where the text is not strictly CSV. */
function readCells(
  bytes: Buffer,
  delimiter: number,
  slots: readonly (TextColumn | null)[],
  nulls: readonly Buffer[],
  starts: Int32Array,
): number | null {
  const { length } = bytes;
  const width = slots.length;
  const emptyIsNull = nulls.some((text) => text.length === 0);
  const otherNulls = nulls.filter((text) => text.length > 0);
  const ends = new Uint8Array(256);
  ends[delimiter] = ends[newline] = ends[carriageReturn] = ends[quote] = 1;
  let rows = 0;
  let column = 0;
  let at = 0;
  // Behind a delimiter at the end of the text there is one more cell, which is empty.
  while (at < length || column > 0) {
    if (column === 0) starts[rows] = at;
    let start = at;
    let end: number;
    let isQuoted = false;
    let isDoubled = false;
    if (bytes[at] === quote) {
      isQuoted = true;
      start = ++at;
      for (;;) {
        while (at < length && bytes[at] !== quote) at++;
        if (at === length) return null;
        end = at++;
        if (bytes[at] !== quote) break;
        isDoubled = true;
        at++;
      }
      if (at < length && (bytes[at] === quote || ends[bytes[at] ?? 0] === 0)) return null;
    } else {
      while (at < length && ends[bytes[at] ?? 0] === 0) at++;
      if (bytes[at] === quote) return null;
      end = at;
    }
    const isLast = at >= length || bytes[at] !== delimiter;
    const isBlank = isLast && column === 0 && start === end && !isQuoted;
    if (isBlank && width > 1) {
      // A blank line is no row, except where a row has one cell.
      at += lineBreak(bytes, at);
      continue;
    }
    if (column === width) return null;
    const slot = slots[column] ?? null;
    if (slot !== null) {
      const isNull =
        start === end
          ? emptyIsNull && !isQuoted
          : otherNulls.length > 0 && otherNulls.some((text) => text.equals(bytes.subarray(start, end)));
      if (isNull) slot.appendNull();
      else slot.append(bytes, start, end, isDoubled);
    }
    column++;
    if (isLast) {
      if (column !== width) return null;
      rows++;
      column = 0;
      at += lineBreak(bytes, at);
    } else at++;
  }
  return rows;
}

const lineBreak = (bytes: Buffer, at: number): number =>
  bytes[at] === carriageReturn && bytes[at + 1] === newline ? 2 : 1;
