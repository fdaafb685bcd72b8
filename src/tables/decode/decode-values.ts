import { LabelingError } from "../../errors.ts";
import { typeIds, type DataShape, type TypeShape } from "../arrow-shape.ts";

/** Numbers of a column: a view of the column's own memory where its type allows, else converted to float64. */
export type NumberValues =
  Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

const millisecondsPerUnit = [1000, 1, 1e-3, 1e-6] as const;
const millisecondsPerDay = 86_400_000;

/** A half-precision float from its bits (IEEE 754 binary16). */
function fromHalf(bits: number): number {
  const sign = bits >> 15 === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

function inexact(value: bigint, row: number | null, column: string): LabelingError {
  return new LabelingError("wrong_type", {
    where: `column "${column}", ${row === null ? "in its dictionary" : `row ${row}`}`,
    got: `the whole number ${value}`,
    expected: "a number below 2^53, which JavaScript holds exactly",
    remedy: "Store such numbers as text (utf8) when they are identifiers, or as float64 when rounding is fine.",
    details: { column, row },
  });
}

/** Whole numbers of 64 bits as float64; a valid value that would be rounded is an error. */
function fromInt64(
  values: ArrayLike<bigint>,
  valid: Uint8Array | null,
  column: string,
  rowOf: (i: number) => number | null,
): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    if (valid !== null && valid[i] === 0) continue;
    const value = values[i] ?? 0n;
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw inexact(value, rowOf(i), column);
    out[i] = number;
  }
  return out;
}

/**
 * Numbers of `length` rows from `start`. Rows without a value hold an arbitrary number: read the validity beside them.
 * `rowOf` names the row of the i-th of them in messages.
 */
export function decodeNumbers(
  data: DataShape,
  start: number,
  length: number,
  valid: Uint8Array | null,
  column: string,
  rowOf: (i: number) => number | null,
): NumberValues {
  const values = data.values;
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) {
    return fromInt64(values.subarray(start, start + length), valid, column, rowOf);
  }
  const numbers = (values as NumberValues).subarray(start, start + length);
  const isHalf = data.type.typeId === typeIds.float && data.type.precision === 0;
  return isHalf ? Float64Array.from(numbers, fromHalf) : numbers;
}

/** Booleans of `length` rows from `start`. */
export function decodeFlags(data: DataShape, start: number, length: number): boolean[] {
  const bits = data.values as Uint8Array;
  const out = new Array<boolean>(length);
  for (let i = 0, bit = data.offset + start; i < length; i++, bit++) {
    out[i] = (((bits[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
  }
  return out;
}

function timeScale(type: TypeShape): number {
  if (type.typeId === typeIds.timestamp) return millisecondsPerUnit[type.unit ?? 1] ?? 1;
  return type.unit === 0 ? millisecondsPerDay : 1; // dates count days or milliseconds
}

/** A quotient as near as a number can be, whole ones exactly: nanoseconds since 1970 are beyond 2^53. */
function divideExactly(value: number | bigint, divisor: number): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number / divisor;
  const [whole, big] = [BigInt(value), BigInt(divisor)];
  return Number(whole / big) + Number(whole % big) / divisor;
}

/** Times and dates of `length` rows from `start`, in milliseconds since 1970 (UTC), with fractions below a millisecond. */
export function decodeTimes(data: DataShape, start: number, length: number): Float64Array {
  const scale = timeScale(data.type);
  const perMillisecond = Math.round(1 / scale);
  const values = data.values ?? [];
  const out = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const value = values[start + i] ?? 0;
    out[i] = scale < 1 ? divideExactly(value, perMillisecond) : Number(value) * scale;
  }
  return out;
}
