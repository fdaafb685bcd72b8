import { misfit, type Cell, type CellSource } from "./cells.ts";
import { listItemType, type ColumnType, type ScalarType } from "../column-types.ts";
import { toJson } from "./json-text.ts";
import { parseText, toInteger, type ScalarValue } from "./text-values.ts";
import { wholeDays, type ParsedTime } from "./times.ts";

/** `value` as a list, if it is an array or a typed array. */
export function asList(value: unknown): ArrayLike<unknown> | null {
  if (Array.isArray(value)) return value as unknown[];
  return ArrayBuffer.isView(value) && !(value instanceof DataView) ? (value as Uint8Array) : null;
}

const latest = 8.64e15;

function toTime(value: unknown): ParsedTime | undefined {
  if (typeof value === "string") return parseText("timestamp", value) as ParsedTime | undefined;
  const ms = value instanceof Date ? value.getTime() : typeof value === "bigint" ? Number(value) : value;
  if (typeof ms !== "number" || !Number.isInteger(ms) || Math.abs(ms) > latest) return undefined;
  return { ms, nanos: 0, zoned: false, dateOnly: false };
}

function toText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return String(value);
  return typeof value === "object" ? toJson(value) : undefined;
}

function toNumber(type: ScalarType, value: unknown): number | bigint | undefined {
  if (type === "float32" || type === "float64") {
    return typeof value === "number" || typeof value === "bigint" ? Number(value) : undefined;
  }
  if (typeof value === "bigint") return toInteger(value, type);
  return Number.isInteger(value) ? toInteger(BigInt(value as number), type) : undefined;
}

/**
 * A JavaScript value as a value of a declared type: null for null and undefined, undefined where it does not fit.
 * Text is read as it would be in a CSV file; numbers in `timestamp` and `date` columns are milliseconds since 1970;
 * in a `utf8` column numbers, flags and dates become text and objects JSON text.
 */
export function convertValue(type: ScalarType, value: unknown): ScalarValue | null | undefined {
  if (value === null || value === undefined) return null;
  if (type === "utf8") return toText(value);
  if (type === "timestamp") return toTime(value);
  if (type === "date") {
    const time = toTime(value);
    return time === undefined ? undefined : (wholeDays(time) ?? undefined);
  }
  if (typeof value === "string") return parseText(type, value);
  if (type === "bool") return typeof value === "boolean" ? value : undefined;
  return toNumber(type, value);
}

/**
 * A JavaScript value as a cell of a column of a declared type.
 *
 * @throws LabelingError `wrong_type` where it does not fit, naming row and column.
 */
export function convertCell(type: ColumnType, value: unknown, source: CellSource, row: number): Cell {
  const item = listItemType(type);
  if (item === null) {
    const cell = convertValue(type as ScalarType, value);
    if (cell === undefined) throw misfit(source, row, value, type);
    return cell;
  }
  if (value === null || value === undefined) return null;
  const list = asList(value);
  if (list === null) throw misfit(source, row, value, type);
  return Array.from(list, (each) => {
    const cell = convertValue(item, each);
    if (cell === undefined) throw misfit(source, row, each, type);
    return cell;
  });
}
