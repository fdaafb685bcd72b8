import { cutCsvRecords, type RecordCut, type RecordLimits } from "../files/csv-records.ts";
import { countLines } from "../files/csv-scan.ts";
import { headerLength, readCsvHeader, readCsvSection, type CsvReading } from "../files/csv.ts";
import type { ByteRange, TablePart } from "./part.ts";
import type { PartedFile, PartReading } from "./parted-file.ts";
import type { SourceFile } from "./source-file.ts";
import { placeBehind, readWhole, textSections } from "./text-sections.ts";

/** Bytes to look for the header in, at first. */
const headerBytes = 1 << 16;

/** The header of a file, byte order mark included. */
async function headerOf(source: SourceFile, delimiter: string): Promise<Buffer> {
  for (let size = headerBytes; ; size *= 4) {
    const bytes = await source.read([[0, Math.min(size, source.size)]]);
    const isLast = bytes.length === source.size;
    const end = headerLength(bytes, delimiter, isLast);
    if (end > 0) return bytes.subarray(0, end);
    if (isLast || size > 1 << 28) return bytes;
  }
}

/** A CSV file; `known` says where the header of a part's file is. */
export async function openCsv(
  source: SourceFile,
  delimiter: string,
  known: ByteRange | null,
  reading: PartReading,
): Promise<PartedFile> {
  const separator = Buffer.from(delimiter);
  const prefix = known === null ? await headerOf(source, delimiter) : await readWhole(source, ...known);
  const header = await readCsvHeader(prefix, source.path, delimiter);
  const { declared, nullValues } = reading;
  const csv: CsvReading = { delimiter, nullValues, declared, inferTypes: false };
  const place = { header: [0, prefix.length], delimiter } as const;
  const blankRows = header.length === 1;
  const load = (part: TablePart): Promise<Buffer[]> => source.read(part.place.ranges).then((bytes) => [bytes]);
  return {
    prefix,
    columns: new Map(header.map((name) => [name, declared.get(name) ?? "utf8"])),
    async *sections(target, last) {
      const linesIn = (bytes: Buffer): number => countLines(bytes, bytes.length);
      const from =
        last === null ? { start: prefix.length, line: linesIn(prefix) } : await placeBehind(source, last, linesIn);
      let isEmpty = last === null;
      const cut = (bytes: Buffer, limits: RecordLimits): RecordCut =>
        cutCsvRecords(bytes, separator, blankRows, limits);
      for await (const section of textSections(source, from, target, place, cut)) {
        isEmpty = false;
        yield section;
      }
      const { size } = source;
      if (isEmpty) yield { place: { ...place, ranges: [[size, size]], line: from.line }, rows: 0, bytes: [] };
    },
    load,
    table([bytes = Buffer.alloc(0)], { firstRow, place: { line: firstLine = 0 } }) {
      const only = reading.only ?? header;
      return readCsvSection(bytes, source.path, csv, { header, only, firstRow, firstLine });
    },
  };
}
