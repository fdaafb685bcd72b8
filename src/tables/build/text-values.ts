import type { ScalarType } from "../column-types.ts";
import { parseTime, wholeDays, type ParsedTime } from "./times.ts";

/**
 * A value on its way into a column: text, flag, number (days since 1970 in a date column), bigint for 64-bit integers,
 * a parsed time for timestamps.
 */
export type ScalarValue = string | boolean | number | bigint | ParsedTime;

const flags: Readonly<Record<string, boolean>> = {
  true: true,
  True: true,
  TRUE: true,
  false: false,
  False: false,
  FALSE: false,
};

const specialNumbers: Readonly<Record<string, number>> = {
  NaN: NaN,
  nan: NaN,
  inf: Infinity,
  Inf: Infinity,
  Infinity: Infinity,
  "-inf": -Infinity,
  "-Inf": -Infinity,
  "-Infinity": -Infinity,
};

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

// As written by a program: no leading zeros or plus sign, so that nothing is lost when the text becomes a number.
const plainWhole = /^-?(?:0|[1-9]\d*)$/;
const plainNumber = /^-?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
// As people write numbers; used only where the column is declared to hold numbers.
const looseWhole = /^[+-]?\d+(?:\.0*)?$/;
const looseNumber = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * What a cell of text looks like, for inference. `naive` and `zoned` are times without and with an offset from UTC;
 * `whole float` is a whole number beyond 2^53 that may be a float written out, such as 100000000000000000000.
 */
export type TextKind = "bool" | "int64" | "float64" | "whole float" | "date" | "naive" | "zoned" | "utf8";

/** Whether digits are what JavaScript writes for the float nearest to them, so that none is lost in the float. */
export const isFloatText = (digits: string): boolean => String(Number(digits)) === digits;

/** The narrowest kind a cell's text can be without losing anything. */
export function kindOfText(text: string): TextKind {
  const first = text.charCodeAt(0);
  const numeric = (first >= 48 && first <= 57) || first === 45 || first === 46 || first === 43;
  if (!numeric) {
    if (text.length > 9) return "utf8";
    return own(flags, text) !== undefined ? "bool" : own(specialNumbers, text) !== undefined ? "float64" : "utf8";
  }
  if (plainWhole.test(text) && text !== "-0") {
    if (Number.isSafeInteger(Number(text))) return "int64";
    return isFloatText(text) ? "whole float" : "utf8";
  }
  if (plainNumber.test(text)) return Number.isFinite(Number(text)) ? "float64" : "utf8";
  if (own(specialNumbers, text) !== undefined) return "float64";
  const time = parseTime(text);
  if (time === null) return "utf8";
  return time.dateOnly ? "date" : time.zoned ? "zoned" : "naive";
}

function parseNumber(text: string): number | undefined {
  const special = own(specialNumbers, text);
  if (special !== undefined) return special;
  return looseNumber.test(text) ? Number(text) : undefined;
}

/** The smallest and largest value of each integer type. */
export const integerRanges: Readonly<Partial<Record<ScalarType, readonly [bigint, bigint]>>> = {
  int8: [-(2n ** 7n), 2n ** 7n - 1n],
  int16: [-(2n ** 15n), 2n ** 15n - 1n],
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint8: [0n, 2n ** 8n - 1n],
  uint16: [0n, 2n ** 16n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
};

/** A whole number as a value of an integer type, or undefined outside its range. */
export function toInteger(value: bigint, type: ScalarType): number | bigint | undefined {
  const range = integerRanges[type];
  if (range === undefined || value < range[0] || value > range[1]) return undefined;
  return type === "int64" || type === "uint64" ? value : Number(value);
}

function parseInteger(text: string, type: ScalarType): number | bigint | undefined {
  if (!looseWhole.test(text)) return undefined;
  const point = text.indexOf(".");
  const digits = point < 0 ? text : text.slice(0, point);
  return toInteger(BigInt(digits.startsWith("+") ? digits.slice(1) : digits), type);
}

/**
 * A cell's text as a value of a declared type, or undefined where it does not fit. Blanks around numbers, flags and
 * times, leading zeros and plus signs are accepted, as are `1` and `0` for flags and `3.0` for integers.
 */
export function parseText(type: ScalarType, text: string): ScalarValue | undefined {
  if (type === "utf8") return text;
  const bare = text.trim();
  switch (type) {
    case "bool":
      return own(flags, bare) ?? (bare === "1" ? true : bare === "0" ? false : undefined);
    case "float32":
    case "float64":
      return parseNumber(bare);
    case "timestamp":
      return parseTime(bare) ?? undefined;
    case "date": {
      const time = parseTime(bare);
      return time === null ? undefined : (wholeDays(time) ?? undefined);
    }
    default:
      return parseInteger(bare, type);
  }
}
