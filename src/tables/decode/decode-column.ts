import { typeIds, type DataShape, type TypeShape } from "../arrow-shape.ts";
import { columnTypeOf } from "../arrow-types.ts";
import { valueKind } from "../column-types.ts";
import { decodeText } from "./decode-text.ts";
import { decodeFlags, decodeNumbers, decodeTimes } from "./decode-values.ts";
import { readValidity } from "./validity.ts";

/** Decoded values, one a row: text, flags, numbers, or lists of them. */
export type DecodedValues = ArrayLike<string> | ArrayLike<boolean> | ArrayLike<number> | ArrayLike<ArrayLike<unknown>>;

/** Part of a column, decoded: `values[i]` means something only where `valid` is null or `valid[i]` is 1. */
export interface DecodedColumn {
  readonly values: DecodedValues;
  readonly valid: Uint8Array | null;
}

/** What decoding needs to know besides the chunk: places for messages, and the dictionaries decoded so far. */
export interface DecodeContext {
  readonly column: string;
  /** The row in the table of a place in the chunk; null in a dictionary, whose entries belong to no row. */
  readonly rowOf: (place: number) => number | null;
  readonly dictionaries: WeakMap<object, DecodedColumn>;
}

function concatenate(parts: readonly DecodedColumn[]): DecodedColumn {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  const values = parts.flatMap((part) => Array.from(part.values as ArrayLike<string>));
  const flags = parts.flatMap((part) => Array.from(part.values as ArrayLike<unknown>, (_, i) => part.valid?.[i] ?? 1));
  return { values, valid: flags.includes(0) ? Uint8Array.from(flags) : null };
}

/** All entries of a dictionary chunk, decoded once for all the windows that use them. */
export function decodeEntries(data: DataShape, context: DecodeContext): DecodedColumn {
  const dictionary = data.dictionary;
  if (dictionary === undefined) return { values: [], valid: null };
  const known = context.dictionaries.get(dictionary);
  if (known !== undefined) return known;
  const inside = { ...context, rowOf: () => null };
  const entries = concatenate(dictionary.data.map((chunk) => decodeColumn(chunk, 0, chunk.length, inside)));
  context.dictionaries.set(dictionary, entries);
  return entries;
}

/** The smallest and largest code among the rows that have one. */
function codeRange(codes: ArrayLike<number>, valid: Uint8Array | null): [number, number] {
  let low = Infinity;
  let high = -1;
  for (let i = 0; i < codes.length; i++) {
    if (valid !== null && valid[i] === 0) continue;
    const code = codes[i] ?? 0;
    if (code < low) low = code;
    if (code > high) high = code;
  }
  return [high < 0 ? 0 : low, high];
}

/** The dictionary codes of some rows, as numbers. */
export function decodeCodes(data: DataShape, start: number, length: number): ArrayLike<number> {
  const codes = data.values;
  if (codes instanceof BigInt64Array || codes instanceof BigUint64Array) {
    return Float64Array.from(codes.subarray(start, start + length), Number);
  }
  return (codes as Int32Array).subarray(start, start + length);
}

function decodeDictionary(data: DataShape, start: number, length: number, context: DecodeContext): DecodedColumn {
  let valid = readValidity(data, start, length);
  const codes = decodeCodes(data, start, length);
  const [low, high] = codeRange(codes, valid);
  const chunk = data.dictionary?.data.length === 1 ? data.dictionary.data[0] : undefined;
  // Where the entries hardly repeat, the few that these rows need are decoded and forgotten again.
  const nearby = chunk !== undefined && high - low < 2 * length && chunk.length > 4 * length;
  const entries = nearby
    ? decodeColumn(chunk, low, high - low + 1, { ...context, rowOf: () => null })
    : decodeEntries(data, context);
  const base = nearby ? low : 0;
  const kind = valueKind(columnTypeOf(data.type) ?? "utf8");
  const isNumeric = kind === "number" || kind === "time"; // in a typed array, as without a dictionary
  const values: unknown[] | Float64Array = isNumeric ? new Float64Array(length) : new Array<unknown>(length);
  for (let i = 0; i < length; i++) {
    const code = (codes[i] ?? 0) - base;
    values[i] = entries.values[code] ?? "";
    if (entries.valid !== null && entries.valid[code] === 0) {
      valid ??= new Uint8Array(length).fill(1);
      valid[i] = 0;
    }
  }
  return { values: values as DecodedValues, valid };
}

/** A list's item range: from its offsets, or from its fixed size. */
function listRange(data: DataShape, row: number): [number, number] {
  const size = data.type.listSize;
  if (data.type.typeId === typeIds.fixedSizeList && size !== undefined) return [row * size, (row + 1) * size];
  return [Number(data.valueOffsets?.[row] ?? 0), Number(data.valueOffsets?.[row + 1] ?? 0)];
}

/** Which of `length` lists from `start` holds an item. */
function rowOfItem(data: DataShape, start: number, length: number, item: number): number {
  let row = start;
  while (row < start + length - 1 && listRange(data, row)[1] <= item) row++;
  return row;
}

/** A null inside a list reads as NaN among numbers and times, "" among text and false among flags. */
function fillListNulls({ values, valid }: DecodedColumn, type: TypeShape): ArrayLike<unknown> {
  if (valid === null) return values;
  const kind = valueKind(columnTypeOf(type) ?? "utf8");
  const fill = kind === "text" ? "" : kind === "flag" ? false : NaN;
  const filled = Array.from(values as ArrayLike<unknown>, (value, i) => (valid[i] === 1 ? value : fill));
  return typeof fill === "number" ? Float64Array.from(filled as number[]) : filled;
}

function decodeLists(data: DataShape, start: number, length: number, context: DecodeContext): DecodedColumn {
  const valid = readValidity(data, start, length);
  const child = data.children[0];
  const [from] = listRange(data, start);
  const [to] = length === 0 ? [from] : listRange(data, start + length);
  const inside = { ...context, rowOf: (item: number) => context.rowOf(rowOfItem(data, start, length, item)) };
  const items = child === undefined ? [] : fillListNulls(decodeColumn(child, from, to - from, inside), child.type);
  const cut = items as unknown as {
    slice(a: number, b: number): ArrayLike<unknown>;
    subarray?: (a: number, b: number) => ArrayLike<unknown>;
  };
  const values = Array.from({ length }, (_, i) => {
    const [a, b] = listRange(data, start + i);
    return cut.subarray === undefined ? cut.slice(a - from, b - from) : cut.subarray(a - from, b - from);
  });
  return { values, valid };
}

/**
 * Decodes `length` rows from `start` of one chunk of a column, whatever its type and offset. Numbers are views of
 * the chunk's own memory where they can be; everything else costs memory in proportion to `length`.
 */
export function decodeColumn(data: DataShape, start: number, length: number, context: DecodeContext): DecodedColumn {
  if (data.type.typeId === typeIds.dictionary) return decodeDictionary(data, start, length, context);
  const type = columnTypeOf(data.type) ?? "utf8";
  const kind = valueKind(type);
  if (kind.endsWith("list")) return decodeLists(data, start, length, context);
  const valid = readValidity(data, start, length);
  if (kind === "text") return { values: decodeText(data, start, length, valid), valid };
  if (kind === "flag") return { values: decodeFlags(data, start, length), valid };
  if (kind === "time") return { values: decodeTimes(data, start, length), valid };
  const rowOf = (i: number): number | null => context.rowOf(start + i);
  return { values: decodeNumbers(data, start, length, valid, context.column, rowOf), valid };
}
