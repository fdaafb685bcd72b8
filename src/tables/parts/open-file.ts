import { LabelingError } from "../../errors.ts";
import { checkSignature, delimiterOf, nameOfFormat, type TableFormat } from "../files/formats.ts";
import { openArrow } from "./arrow-parts.ts";
import { openCsv } from "./csv-parts.ts";
import { openJsonl } from "./jsonl-parts.ts";
import { openParquetParts } from "./parquet-parts.ts";
import type { PartPlace } from "./part.ts";
import type { PartedFile, PartReading } from "./parted-file.ts";
import type { SourceFile } from "./source-file.ts";

/**
 * Opens a file for cutting it into parts, or for reading one of them.
 *
 * @throws LabelingError `empty`, `unsupported_format`, `corrupt_file` as `readTable`.
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
  return openFormat(source, format, place, reading);
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
    case "parquet":
      return openParquetParts(source, reading);
    case "jsonl":
      return openJsonl(source, reading);
  }
}
