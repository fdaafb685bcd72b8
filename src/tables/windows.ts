import { typeIds, type BatchShape, type DataShape, type TableShape } from "./arrow-shape.ts";
import { columnTypeOf } from "./arrow-types.ts";
import type { ColumnType } from "./column-types.ts";
import {
  decodeCodes,
  decodeColumn,
  decodeEntries,
  type DecodeContext,
  type DecodedColumn,
  type DecodedValues,
} from "./decode/decode-column.ts";
import { offsetsOf, textReader } from "./decode/decode-text.ts";
import { cutRuns, decodeRuns, type TextBytes, type TextRun } from "./decode/text-runs.ts";
import { readValidity } from "./decode/validity.ts";

/**
 * Rows decoded at a time. Text of this many rows stays in the processor's cache, and memory beyond the table stays
 * in proportion to it, however large the table's own batches are.
 */
export const windowSize = 8192;

/** A dictionary column's codes for some rows, and the entries they point at. */
export interface DictionaryWindow {
  /** One entry number a row; arbitrary where `valid` says null. */
  readonly codes: ArrayLike<number>;
  readonly valid: Uint8Array | null;
  readonly entries: DecodedColumn;
}

/** Lower or upper case, as JavaScript changes them. */
export type TextCase = "lower" | "upper";

/** What changes the case of text. */
export const changeCase: Readonly<Record<TextCase, (text: string) => string>> = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
};

/** One column of a window of rows; decoded when first read, then kept for every labeling function that asks. */
export class ColumnWindow {
  readonly name: string;
  readonly type: ColumnType;
  readonly length: number;
  readonly #data: DataShape;
  readonly #start: number;
  readonly #context: DecodeContext;
  #decoded: DecodedColumn | null = null;
  #dictionary: DictionaryWindow | null | undefined;
  #textBytes: TextBytes | null | undefined;
  #textAt: ((row: number) => string) | null = null;
  #runs: readonly TextRun[] | null = null;
  readonly #runsInCase = new Map<TextCase, readonly TextRun[]>();
  readonly #inCase = new Map<TextCase, readonly string[]>();

  constructor(data: DataShape, start: number, length: number, context: DecodeContext) {
    this.name = context.column;
    this.type = columnTypeOf(data.type) ?? "utf8";
    this.length = length;
    this.#data = data;
    this.#start = start;
    this.#context = context;
  }

  #decode(): DecodedColumn {
    return (this.#decoded ??= this.#cutText() ?? decodeColumn(this.#data, this.#start, this.length, this.#context));
  }

  /** Plain text, decoded in runs. */
  #cutText(): DecodedColumn | null {
    const [bytes, runs] = [this.textBytes, this.textRuns(null)];
    return bytes === null || runs === null ? null : { values: cutRuns(bytes, runs), valid: bytes.valid };
  }

  /** One value a row; arbitrary where `valid` says null. */
  get values(): DecodedValues {
    return this.#decode().values;
  }

  /** One byte a row, 1 = value, 0 = null; `null` when every row has a value. */
  get valid(): Uint8Array | null {
    return (this.#decoded ?? this.textBytes ?? this.#decode()).valid; // text need not be decoded for it
  }

  /** The bytes of a plain text column, not decoded; null for any other. */
  get textBytes(): TextBytes | null {
    if (this.#textBytes !== undefined) return this.#textBytes;
    const { typeId } = this.#data.type;
    if (typeId !== typeIds.utf8 && typeId !== typeIds.largeUtf8) return (this.#textBytes = null);
    return (this.#textBytes = {
      bytes: this.#data.values as unknown as Uint8Array,
      offsets: offsetsOf(this.#data, this.#start, this.length),
      valid: readValidity(this.#data, this.#start, this.length),
    });
  }

  /** The text of one row of a text column; decoded alone where the column has not been decoded. */
  textAt(row: number): string {
    const bytes = this.#decoded === null ? this.textBytes : null;
    if (bytes === null) return (this.values as ArrayLike<string>)[row] ?? "";
    return (this.#textAt ??= textReader(bytes))(row);
  }

  /** The texts of a plain text column in runs, in lower or upper case if wanted; null for any other column. */
  textRuns(textCase: TextCase | null): readonly TextRun[] | null {
    const bytes = this.textBytes;
    if (bytes === null) return null;
    const decoded = (this.#runs ??= decodeRuns(bytes));
    if (textCase === null) return decoded;
    let runs = this.#runsInCase.get(textCase);
    if (runs === undefined) {
      const change = changeCase[textCase]; // ASCII changes character by character: rows stay where they are
      runs = decoded.map(({ text, first, end }) => ({ text: change(text), first, end }));
      this.#runsInCase.set(textCase, runs);
    }
    return runs;
  }

  /** The texts of a plain text column in lower or upper case, worked out once; null for any other column. */
  textsInCase(textCase: TextCase): readonly string[] | null {
    const runs = this.textRuns(textCase);
    if (runs === null || this.textBytes === null) return null;
    let texts = this.#inCase.get(textCase);
    if (texts === undefined) this.#inCase.set(textCase, (texts = cutRuns(this.textBytes, runs)));
    return texts;
  }

  /** Codes and entries where the column is a dictionary whose entries repeat, else null. */
  get dictionary(): DictionaryWindow | null {
    if (this.#dictionary !== undefined) return this.#dictionary;
    const { dictionary, length } = this.#data;
    if (dictionary === undefined || dictionary.length * 2 > length) return (this.#dictionary = null);
    return (this.#dictionary = {
      codes: decodeCodes(this.#data, this.#start, this.length),
      valid: readValidity(this.#data, this.#start, this.length),
      entries: decodeEntries(this.#data, this.#context),
    });
  }
}

/** Consecutive rows of a table, with the columns that were asked for. */
export interface TableWindow {
  /** Row number of the first row in the table. */
  readonly firstRow: number;
  readonly length: number;
  readonly columns: ReadonlyMap<string, ColumnWindow>;
}

function windowOf(
  batch: BatchShape,
  at: ReadonlyMap<string, number>,
  start: number,
  length: number,
  batchRow: number,
  dictionaries: DecodeContext["dictionaries"],
): TableWindow {
  const columns = new Map<string, ColumnWindow>();
  const rowOf = (place: number): number => batchRow + place;
  for (const [column, index] of at) {
    const data = batch.data.children[index];
    if (data === undefined) continue;
    columns.set(column, new ColumnWindow(data, start, length, { column, rowOf, dictionaries }));
  }
  return { firstRow: batchRow + start, length, columns };
}

/** What is cut into windows, and what is remembered between the cuts. */
export interface CutOptions {
  /** The first row wanted; a window must begin there. @defaultValue 0 */
  readonly from?: number | undefined;
  /** The row after the last one wanted; a window must end there. @defaultValue the number of rows */
  readonly to?: number | undefined;
  /** The dictionaries decoded so far. @defaultValue none */
  readonly dictionaries?: DecodeContext["dictionaries"] | undefined;
}

/**
 * Cuts a table into windows of at most `size` rows, in row order; none reaches across two record batches. The
 * columns must exist.
 */
export function* tableWindows(
  table: TableShape,
  columns: readonly string[],
  size: number = windowSize,
  options: CutOptions = {},
): Generator<TableWindow> {
  const { from = 0, to = table.numRows, dictionaries = new WeakMap() } = options;
  const names = table.schema.fields.map((field) => field.name);
  const at = new Map(columns.map((column) => [column, names.indexOf(column)]));
  let batchRow = 0;
  for (const batch of table.batches) {
    for (let start = 0; start < batch.numRows; start += size) {
      const firstRow = batchRow + start;
      if (firstRow < from || firstRow >= to) continue;
      yield windowOf(batch, at, start, Math.min(size, batch.numRows - start), batchRow, dictionaries);
    }
    batchRow += batch.numRows;
  }
}
