import { byteOrderMark, countBytes, newline } from "../files/csv-scan.ts";
import { cutJsonLines } from "../files/jsonl-records.ts";
import { noLines, readJsonl } from "../files/jsonl.ts";
import type { TablePart } from "./part.ts";
import type { PartedFile, PartReading } from "./parted-file.ts";
import type { SourceFile } from "./source-file.ts";
import { placeBehind, textSections } from "./text-sections.ts";

/** A JSON Lines file. Which columns it has, only its rows tell. */
export async function openJsonl(source: SourceFile, reading: PartReading): Promise<PartedFile> {
  const begin = await source.read([[0, Math.min(byteOrderMark.length, source.size)]]);
  const start = begin.equals(byteOrderMark) ? byteOrderMark.length : 0;
  const load = (part: TablePart): Promise<Buffer[]> => source.read(part.place.ranges).then((bytes) => [bytes]);
  return {
    prefix: new Uint8Array(),
    columns: null,
    async *sections(target, last) {
      const linesIn = (bytes: Buffer): number => countBytes(bytes, newline);
      const from = last === null ? { start, line: 0 } : await placeBehind(source, last, linesIn);
      let isEmpty = last === null;
      for await (const section of textSections(source, from, target, {}, cutJsonLines)) {
        isEmpty = false;
        yield section;
      }
      if (isEmpty) throw noLines(source.path, false);
    },
    load,
    table([bytes = Buffer.alloc(0)], { firstRow, place: { line: firstLine = 0 } }) {
      const { only, declared } = reading;
      const section = { only, firstRow, firstLine };
      return Promise.resolve(readJsonl(bytes, source.path, declared, false, section));
    },
  };
}
