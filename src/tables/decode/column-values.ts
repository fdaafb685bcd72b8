import { util } from "apache-arrow";
import { typeIds, type DataShape, type TableShape, type TypeShape } from "../arrow-shape.ts";
import { decodeText } from "./decode-text.ts";
import { readValidity } from "./validity.ts";

function readFlags(data: DataShape, start: number, length: number): boolean[] {
  const bits = data.values as ArrayLike<number>;
  return Array.from({ length }, (_, i) => {
    const bit = data.offset + start + i;
    return (((bits[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
  });
}

function readNumbers(data: DataShape, start: number, length: number): unknown[] {
  const values = data.values as ArrayLike<number | bigint>;
  const half = data.type.typeId === typeIds.float && data.type.precision === 0;
  const out = new Array<unknown>(length);
  for (let i = 0; i < length; i++) {
    const value = values[start + i];
    out[i] = half ? util.uint16ToFloat64(value as number) : value;
  }
  return out;
}

/** Dictionaries read so far, so that each is read once for all the windows that use it. */
export type EntriesRead = Map<object, unknown[]>;

function readLists(data: DataShape, start: number, length: number, read: EntriesRead): unknown[] {
  const [child] = data.children;
  const size = data.type.typeId === typeIds.fixedSizeList ? (data.type.listSize ?? 0) : null;
  const offset = (row: number): number => (size === null ? Number(data.valueOffsets?.[row] ?? 0) : row * size);
  if (child === undefined || length === 0) return new Array<unknown>(length).fill([]);
  const first = offset(start);
  const items = readValues(child, first, offset(start + length) - first, read);
  return Array.from({ length }, (_, i) => items.slice(offset(start + i) - first, offset(start + i + 1) - first));
}

function readEntries(data: DataShape, read: EntriesRead): unknown[] {
  const { dictionary } = data;
  if (dictionary === undefined) return [];
  const known = read.get(dictionary);
  if (known !== undefined) return known;
  const entries = dictionary.data.flatMap((chunk) => readValues(chunk, 0, chunk.length, read));
  read.set(dictionary, entries);
  return entries;
}

function readDictionary(data: DataShape, start: number, length: number, read: EntriesRead): unknown[] {
  const entries = readEntries(data, read);
  const codes = data.values as ArrayLike<number | bigint>;
  const out = new Array<unknown>(length);
  for (let i = 0; i < length; i++) {
    const code = Number(codes[start + i]);
    // What stands where there is no value may be -1, of which an array would look for a property of that name.
    out[i] = code < 0 ? null : (entries[code] ?? null);
  }
  return out;
}

function readPresent(
  data: DataShape,
  start: number,
  length: number,
  valid: Uint8Array | null,
  read: EntriesRead,
): unknown[] {
  switch (data.type.typeId) {
    case typeIds.utf8:
    case typeIds.largeUtf8:
    case typeIds.utf8View:
      return decodeText(data, start, length, valid);
    case typeIds.bool:
      return readFlags(data, start, length);
    case typeIds.list:
    case typeIds.largeList:
    case typeIds.fixedSizeList:
      return readLists(data, start, length, read);
    case typeIds.dictionary:
      return readDictionary(data, start, length, read);
    default:
      return readNumbers(data, start, length);
  }
}

/**
 * The values of `length` rows from `start` of a chunk, exactly as stored: text, booleans, numbers, bigints for 64-bit
 * integers and timestamps (in the unit of the type), lists as arrays; null where there is no value, inside lists too.
 * For the types that `columnTypeOf` knows.
 */
export function readValues(
  data: DataShape,
  start: number,
  length: number,
  read: EntriesRead = new Map<object, unknown[]>(),
): unknown[] {
  if (data.type.typeId === typeIds.null) return new Array<unknown>(length).fill(null);
  const valid = readValidity(data, start, length);
  const values = readPresent(data, start, length, valid, read);
  if (valid !== null) for (let i = 0; i < length; i++) if (valid[i] === 0) values[i] = null;
  return values;
}

/** The type of a column's single values: of what a dictionary's codes stand for, and of a list's items. */
export function leafType(type: TypeShape): TypeShape {
  const inner = type.typeId === typeIds.dictionary ? type.dictionary : type.children?.[0]?.type;
  return inner === undefined ? type : leafType(inner);
}

/** Consecutive rows of a table, column by column. */
export interface ValueWindow {
  readonly length: number;
  readonly columns: readonly (readonly unknown[])[];
}

/** The rows of one table after another, `size` at a time, across the borders of batches and tables. */
export class ValueWindows {
  readonly #size: number;
  #columns: unknown[][] = [];
  #length = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** How many rows wait for more to fill a window. */
  get waiting(): number {
    return this.#length;
  }

  /** The windows that are full with the rows of a further table. */
  *add(table: TableShape): Generator<ValueWindow> {
    const read: EntriesRead = new Map();
    for (const batch of table.batches) {
      for (let start = 0; start < batch.numRows;) {
        const count = Math.min(this.#size - this.#length, batch.numRows - start);
        const parts = batch.data.children.map((data) => readValues(data, start, count, read));
        this.#columns = this.#length === 0 ? parts : this.#columns.map((column, i) => column.concat(parts[i] ?? []));
        this.#length += count;
        start += count;
        if (this.#length === this.#size) yield* this.rest();
      }
    }
  }

  /** The rows that do not fill a window. */
  *rest(): Generator<ValueWindow> {
    if (this.#length > 0) yield { length: this.#length, columns: this.#columns };
    this.#columns = [];
    this.#length = 0;
  }
}

/** All rows of a table, `size` at a time, across the borders of its batches. */
export function* valueWindows(table: TableShape, size: number): Generator<ValueWindow> {
  const windows = new ValueWindows(size);
  yield* windows.add(table);
  yield* windows.rest();
}
