import { LabelingError } from "../../errors.ts";
import { checkChoice, describe } from "../../util/checks.ts";

/** A table file format: Arrow IPC file, Arrow IPC stream, Parquet, CSV, JSON Lines. */
export type TableFormat = "arrow" | "arrows" | "parquet" | "csv" | "jsonl";

const formats: readonly TableFormat[] = ["arrow", "arrows", "parquet", "csv", "jsonl"];

const endings: readonly (readonly [ending: string, format: TableFormat])[] = [
  [".arrow", "arrow"],
  [".feather", "arrow"],
  [".arrows", "arrows"],
  [".parquet", "parquet"],
  [".csv", "csv"],
  [".tsv", "csv"],
  [".jsonl", "jsonl"],
  [".ndjson", "jsonl"],
];

/** The endings of file names that name a format. */
export const tableEndings: readonly string[] = endings.map(([ending]) => ending);

const formatNames: Readonly<Record<TableFormat, string>> = {
  arrow: "an Arrow IPC file",
  arrows: "an Arrow IPC stream",
  parquet: "Parquet",
  csv: "CSV text",
  jsonl: "JSON Lines text",
};

/** The format's name in a message. */
export const nameOfFormat = (format: TableFormat): string => formatNames[format];

/** The format that a file's ending names, or null. */
export function knownFormatOf(path: string): TableFormat | null {
  const lower = path.toLowerCase();
  return endings.find(([ending]) => lower.endsWith(ending))?.[1] ?? null;
}

/**
 * The format of a file: the one asked for, else the one its ending names.
 *
 * @throws LabelingError `unsupported_format` for any other ending, `bad_option` for an unknown format.
 */
export function formatOf(path: string, asked: TableFormat | undefined): TableFormat {
  if (asked !== undefined) return checkChoice(asked, "csv", formats, `${path}, option "format"`);
  const found = knownFormatOf(path);
  if (found !== null) return found;
  const ending = /\.[^./\\]*$/.exec(path)?.[0];
  throw new LabelingError("unsupported_format", {
    where: path,
    got: ending === undefined ? "a file name without an ending" : `the ending "${ending}"`,
    expected: `one of ${tableEndings.join(", ")}`,
    remedy: `Rename the file, or name its format: { format: "csv" }.`,
    details: { path, ending },
  });
}

/** The cell delimiter that goes with a file name: a tab for `.tsv`, else a comma. */
export const delimiterOf = (path: string): string => (path.toLowerCase().endsWith(".tsv") ? "\t" : ",");

/** The delimiter asked for, else the one that goes with the file's name. */
export function checkDelimiter(delimiter: string | undefined, path: string): string {
  if (delimiter === undefined) return delimiterOf(path);
  if (delimiter !== "" && !/["\r\n]/.test(delimiter)) return delimiter;
  throw new LabelingError("bad_option", {
    where: `${path}, option "delimiter"`,
    got: describe(delimiter),
    expected: "text without quotes and line breaks",
  });
}

const signatures: readonly (readonly [bytes: string, what: string, format: TableFormat | null])[] = [
  ["ARROW1", "an Arrow IPC file", "arrow"],
  ["\xff\xff\xff\xff", "an Arrow IPC stream", "arrows"],
  ["PAR1", "Parquet", "parquet"],
  ["FEA1", "a Feather version 1 file", null],
  ["\x1f\x8b", "gzip-compressed data", null],
  ["\x28\xb5\x2f\xfd", "Zstandard-compressed data", null],
  ["PK\x03\x04", "a zip archive or an Excel workbook", null],
  ["SQLite format 3", "an SQLite database", null],
];

/** What the first bytes of a file say it holds; `format` is null for what this package cannot read, the whole is null for anything else. */
export function sniff(bytes: Uint8Array): { readonly what: string; readonly format: TableFormat | null } | null {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 16)).toString("latin1");
  const found = signatures.find(([signature]) => start.startsWith(signature));
  return found === undefined ? null : { what: found[1], format: found[2] };
}

/**
 * Checks that a file's first bytes do not belong to another format than `format`. Arrow files and streams stand in
 * for each other: both endings are used for both.
 *
 * @throws LabelingError `unsupported_format`, saying what the file holds.
 */
export function checkSignature(bytes: Uint8Array, format: TableFormat, path: string): void {
  const found = sniff(bytes);
  if (found === null || found.format === format) return;
  if (found.format?.startsWith("arrow") === true && format.startsWith("arrow")) return;
  throw new LabelingError("unsupported_format", {
    where: path,
    got: found.what,
    expected: formatNames[format],
    remedy:
      found.format === null
        ? "Unpack or convert the file first."
        : `Give the file the ending .${found.format}, or name its format: { format: "${found.format}" }.`,
    details: { path, found: found.format, expected: format },
  });
}
