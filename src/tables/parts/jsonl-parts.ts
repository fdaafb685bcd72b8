import { cutJsonLines } from "../files/jsonl-records.ts";
import { noLines, readJsonl } from "../files/jsonl.ts";
import type { TablePart } from "./part.ts";
import type { PartedFile, PartReading } from "./parted-file.ts";
import type { SourceFile } from "./source-file.ts";
import { textSections, type TextPlace } from "./text-sections.ts";

const byteOrderMark = "\ufeff";

/** A JSON Lines file. Which columns it has, only its rows tell. */
export async function openJsonl(source: SourceFile, reading: PartReading): Promise<PartedFile> {
  const mark = Buffer.byteLength(byteOrderMark);
  const begin = await source.read([[0, Math.min(mark, source.size)]]);
  const start = begin.toString() === byteOrderMark ? mark : 0;
  const load = (part: TablePart): Promise<Buffer[]> => source.read(part.place.ranges).then((bytes) => [bytes]);
  return {
    prefix: new Uint8Array(),
    columns: null,
    async *sections(target, last) {
      let from: TextPlace = { start, line: 0 };
      if (last !== null) {
        const [bytes = Buffer.alloc(0)] = await load(last);
        const line = (last.place.line ?? 0) + newlinesIn(bytes);
        from = { start: last.place.ranges[0]?.[1] ?? source.size, line };
      }
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

function newlinesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}
