import { isUtf8 } from "node:buffer";
import type { Table } from "apache-arrow";
import { LabelingError } from "../../errors.ts";
import { describe } from "../../util/checks.ts";
import type { ColumnType } from "../column-types.ts";
import { tableFromRecords } from "../from-rows.ts";
import { parseJson } from "../build/json-text.ts";

const newline = 10;

/** Lines of a file. */
export interface JsonlSection {
  /** Names of the columns to read, in this order; null for those there are. */
  readonly only: readonly string[] | null;
  /** How many rows and lines of the file come before. */
  readonly firstRow: number;
  readonly firstLine: number;
}

function badLine(file: string, line: number, got: string, isLast: boolean, cause?: unknown): LabelingError {
  return new LabelingError("corrupt_file", {
    where: `${file}, line ${line}`,
    got,
    expected: 'one JSON object, such as {"text":"hello"}',
    remedy: isLast ? "It is the last line: the file may be cut short." : "Write each row as an object on one line.",
    details: { file, line },
    ...(cause === undefined ? {} : { cause }),
  });
}

/** A file without any line. */
export const noLines = (file: string, isEmpty: boolean): LabelingError =>
  new LabelingError("empty", {
    where: file,
    got: isEmpty ? "an empty file" : "a file of blank lines",
    expected: "a JSON object on each line",
    remedy: "Check what wrote it.",
    details: { file },
  });

function parseLine(text: string, file: string, line: number, isLast: boolean): Record<string, unknown> {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    throw badLine(file, line, "text that is not JSON", isLast, error);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw badLine(file, line, describe(value), false);
}

/**
 * Reads JSON Lines, of a whole file or of a section: an object on each line; blank lines are passed over.
 *
 * @throws LabelingError `empty` without any line, `corrupt_file` for a line that is not a JSON object, `wrong_type` for
 * values that do not go together in a column or do not fit its declared type, naming line and column.
 */
export function readJsonl(
  bytes: Buffer,
  file: string,
  declared: ReadonlyMap<string, ColumnType>,
  inferTypes: boolean,
  section: JsonlSection | null = null,
): Table {
  let line = section?.firstLine ?? 0;
  if (!isUtf8(bytes)) throw badLine(file, line + 1, "bytes that are not UTF-8 text", false);
  const records: Record<string, unknown>[] = [];
  const lines: number[] = [];
  let start = bytes.indexOf("\ufeff") === 0 ? 3 : 0;
  while (start < bytes.length) {
    line++;
    const at = bytes.indexOf(newline, start);
    const end = at < 0 ? bytes.length : at;
    const text = bytes.toString("utf8", start, end);
    start = end + 1;
    if (text.trim() === "") continue;
    records.push(parseLine(text, file, line, at < 0 || (section === null && start >= bytes.length)));
    lines.push(line);
  }
  if (records.length === 0 && section === null) {
    throw noLines(file, bytes.length === 0);
  }
  return tableFromRecords(records, {
    where: file,
    place: (row) => `line ${lines[row] ?? 0}`,
    declared,
    inferTypes,
    reading: "int64 if whole",
    only: section?.only ?? null,
    firstRow: section?.firstRow ?? 0,
  });
}
