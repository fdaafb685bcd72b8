import { LabelingError } from "../../errors.ts";
import type { RecordCut, RecordLimits } from "../files/csv-records.ts";
import type { PartPlace, TablePart } from "./part.ts";
import type { PartTarget, Section } from "./parted-file.ts";
import { changed, type SourceFile } from "./source-file.ts";

/** Bytes that a single record may have; a quote that is never closed would otherwise read a whole file into memory. */
const longestRecord = 256 << 20;

/** A place in a text file where a record begins. */
export interface TextPlace {
  readonly start: number;
  /** Lines before it. */
  readonly line: number;
}

/** The place behind a part, from where on the rest of its file is not known. */
export async function placeBehind(
  source: SourceFile,
  { place }: TablePart,
  linesIn: (bytes: Buffer) => number,
): Promise<TextPlace> {
  const bytes = await source.read(place.ranges);
  return { start: place.ranges[0]?.[1] ?? source.size, line: (place.line ?? 0) + linesIn(bytes) };
}

/** Cuts a text file into parts of whole records, from a place on. Parts without rows are passed over. */
export async function* textSections(
  source: SourceFile,
  from: TextPlace,
  target: PartTarget,
  place: Partial<PartPlace>,
  cut: (bytes: Buffer, limits: RecordLimits) => RecordCut,
): AsyncGenerator<Section> {
  let { start, line } = from;
  let size = target.bytes;
  while (start < source.size) {
    const end = Math.min(start + size, source.size);
    const bytes = await readWhole(source, start, end);
    const { end: used, rows, lines } = cut(bytes, { isLast: end === source.size, maxRows: target.rows });
    if (used === 0) {
      if (size >= longestRecord) throw tooLong(source.path, line);
      size = Math.min(size * 4, longestRecord);
      continue;
    }
    size = target.bytes;
    if (rows > 0) {
      yield { place: { ...place, ranges: [[start, start + used]], line }, rows, bytes: [bytes.subarray(0, used)] };
    }
    start += used;
    line += lines;
  }
}

/** Bytes that must be there. */
export async function readWhole(source: SourceFile, start: number, end: number): Promise<Buffer> {
  const bytes = await source.read([[start, end]]);
  if (bytes.length < end - start) throw changed(source.path, "it became shorter while it was being read");
  return bytes;
}

function tooLong(path: string, line: number): LabelingError {
  return new LabelingError("too_large", {
    where: `${path}, line ${line + 1}`,
    got: "a row of more than 256 MB",
    expected: "rows that fit into memory",
    remedy: "Check the line's end, and whether each quote is closed.",
    details: { path, line: line + 1 },
  });
}
