import { LabelingError } from "../../errors.ts";
import { listNames } from "../../util/checks.ts";
import { checkSignature, delimiterOf, nameOfFormat, type TableFormat } from "../files/formats.ts";
import { openArrow } from "./arrow-parts.ts";
import { openCsv } from "./csv-parts.ts";
import type { PartPlace } from "./part.ts";
import type { FileColumns, PartedFile, PartReading } from "./parted-file.ts";
import type { SourceFile } from "./source-file.ts";

/**
 * Opens a file for cutting it into parts, or for reading one of them.
 *
 * @throws LabelingError `empty`, `unsupported_format`, `corrupt_file` as `readTable`; `missing_column` where the file lacks
 * a column that is wanted.
 */
export async function openFile(
  source: SourceFile,
  format: TableFormat,
  place: Partial<PartPlace>,
  reading: PartReading,
): Promise<PartedFile> {
  const { path } = source;
  const start = await source.read([[0, Math.min(16, source.size)]]);
  if (start.length === 0) {
    const expected = nameOfFormat(format);
    throw new LabelingError("empty", { where: path, got: "an empty file", expected, remedy: "Check what wrote it." });
  }
  checkSignature(start, format, path);
  const file = await openFormat(source, format, place, reading);
  checkWanted(path, file.columns, reading.only);
  return file;
}

async function openFormat(
  source: SourceFile,
  format: TableFormat,
  place: Partial<PartPlace>,
  reading: PartReading,
): Promise<PartedFile> {
  switch (format) {
    case "csv":
      return openCsv(source, place.delimiter ?? delimiterOf(source.path), place.header ?? null, reading);
    case "arrow":
    case "arrows":
      return openArrow(source, reading);
    default:
      throw new LabelingError("unsupported_format", { where: source.path, got: nameOfFormat(format) });
  }
}

function checkWanted(path: string, columns: FileColumns, only: readonly string[] | null): void {
  if (columns === null) return;
  for (const name of only ?? []) {
    if (columns.has(name)) continue;
    throw new LabelingError("missing_column", {
      where: path,
      got: `the file has no column "${name}"`,
      expected: `one of its columns: ${listNames([...columns.keys()]) || "none"}`,
      remedy: "Check the spelling, or rename the column.",
      details: { path, column: name },
    });
  }
}
