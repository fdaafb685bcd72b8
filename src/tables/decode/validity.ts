import { typeIds, type DataShape } from "../arrow-shape.ts";

/**
 * Which of `length` rows from `start` hold a value: one byte a row, 1 = value, 0 = null; `null` when all do.
 */
export function readValidity(data: DataShape, start: number, length: number): Uint8Array | null {
  if (data.type.typeId === typeIds.null) return new Uint8Array(length);
  const bitmap = data.nullBitmap;
  if (bitmap === undefined || bitmap.length === 0 || data.nullCount === 0) return null;
  const valid = new Uint8Array(length);
  let nulls = 0;
  for (let i = 0, bit = data.offset + start; i < length; i++, bit++) {
    const value = ((bitmap[bit >> 3] ?? 0) >> (bit & 7)) & 1;
    valid[i] = value;
    nulls += 1 - value;
  }
  return nulls === 0 ? null : valid;
}

/** The rows that are valid in both masks. */
export function bothValid(a: Uint8Array | null, b: Uint8Array | null): Uint8Array | null {
  if (a === null || b === null) return a ?? b;
  return a.map((value, i) => value & (b[i] ?? 0));
}
