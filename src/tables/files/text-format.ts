import { formatDate, formatTimestamp } from "../build/times.ts";
import { timeBeyondText, type WrittenColumn } from "./written-columns.ts";

/** A float as text that reads back as the same float, and as a float: `3.0`, `-0.0`, `1e+21`. */
function floatText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value < 0 ? "-inf" : "inf";
  const text = Object.is(value, -0) ? "-0" : String(value);
  return Number.isInteger(value) && !text.includes("e") ? `${text}.0` : text;
}

function timeText(value: number | bigint, column: WrittenColumn, file: string): string {
  const text =
    column.type === "date" ? formatDate(Number(value)) : formatTimestamp(BigInt(value), column.unit, column.zoned);
  if (text === null) throw timeBeyondText(file, column, value);
  return text;
}

/** One value that is not null as the text of a CSV cell. */
export function plainText(value: unknown, column: WrittenColumn, file: string): string {
  if (column.type === "timestamp" || column.type === "date") return timeText(value as number | bigint, column, file);
  return column.type.startsWith("float") ? floatText(value as number) : String(value);
}

/** One value as JSON. NaN and the infinities, which JSON lacks, become the strings "NaN", "Infinity" and "-Infinity". */
function scalarJson(value: unknown, column: WrittenColumn, file: string): string {
  if (value === null) return "null";
  const quoted = column.type === "utf8" || column.type === "timestamp" || column.type === "date";
  if (typeof value === "number" && !Number.isFinite(value)) return `"${value}"`;
  const text = plainText(value, column, file);
  return quoted ? JSON.stringify(text) : text;
}

/** One value of a column as JSON: lists as arrays, times as ISO text. */
export function jsonText(value: unknown, column: WrittenColumn, file: string): string {
  if (value === null || !column.isList) return scalarJson(value, column, file);
  return `[${(value as unknown[]).map((item) => scalarJson(item, column, file)).join(",")}]`;
}
