import { checkNumber } from "../../util/checks.ts";
import { formatOf } from "../files/formats.ts";
import { openFile } from "./open-file.ts";
import type { OpenPart, OpenPartsOptions, TablePart } from "./part.ts";
import { digestOf, hashOf } from "./part-hash.ts";
import type { PartBytes, PartReading, PartTarget } from "./parted-file.ts";
import { checkReading, checkSignal, readPart, tableOfPart } from "./read-part.ts";
import { SourceFile } from "./source-file.ts";

const defaultBytes = 32 << 20;
const defaultRows = 250_000;

/**
 * Data of any size as a sequence of parts that fit into memory: Arrow record batches, Parquet row groups, or whole
 * records of CSV and JSON Lines, one after the other. A part is read, hashed and handed over before the next one, so
 * that memory stays in proportion to a part, not to the data.
 *
 * @param inputs Files. They are gone through in this order.
 * @returns The parts. A file without rows has one part of no rows.
 * @throws LabelingError when gone through: `file_not_found`, `file_failed` (not readable, no regular file, changed
 * meanwhile), `missing_column`, and what `readTable` throws for damaged files. Rows in messages count from the start of
 * the file. `bad_option` at once.
 *
 * @example
 * ```ts
 * import { mkdtempSync, writeFileSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { openParts } from "labelwright";
 *
 * const file = join(mkdtempSync(join(tmpdir(), "labelwright-")), "comments.csv");
 * writeFileSync(file, "text,likes\nsee you,3\nfree prize,\nhello,1\n");
 * for await (const { part, read } of openParts(file, { columns: { likes: "int32" }, partRows: 2 })) {
 *   console.log(part.section, part.firstRow, (await read()).getChild("likes")?.toJSON());
 * } // 0 0 [ 3, null ], then 1 2 [ 1 ]
 * ```
 */
export function openParts(inputs: string | readonly string[], options: OpenPartsOptions = {}): AsyncIterable<OpenPart> {
  const where = "openParts";
  const reading = checkReading(options, where);
  const target: PartTarget = {
    bytes: checkNumber(options.partBytes, defaultBytes, {
      where: `${where}, partBytes`,
      min: 1,
      max: 1 << 30,
      whole: true,
    }),
    rows: checkNumber(options.partRows, defaultRows, { where: `${where}, partRows`, min: 1, whole: true }),
  };
  const paths = typeof inputs === "string" ? [inputs] : inputs;
  return {
    async *[Symbol.asyncIterator]() {
      for (const path of paths) yield* partsOfFile(path, target, reading, options);
    },
  };
}

async function* partsOfFile(
  path: string,
  target: PartTarget,
  reading: PartReading,
  options: OpenPartsOptions,
): AsyncGenerator<OpenPart> {
  const format = formatOf(path, options.format);
  const source = await SourceFile.open(path);
  try {
    const place = options.delimiter === undefined ? {} : { delimiter: options.delimiter };
    const file = await openFile(source, format, place, reading);
    let section = 0;
    let firstRow = 0;
    for await (const cut of file.sections(target, null)) {
      checkSignal(options.signal, path);
      const digest = digestOf(file, cut);
      const hash = hashOf(digest, format, file.columns, cut.place, reading);
      const bytes = cut.place.ranges.reduce((sum, [start, end]) => sum + end - start, 0);
      const part: TablePart = {
        path,
        format,
        section,
        firstRow,
        rows: cut.rows,
        bytes,
        digest,
        hash,
        place: cut.place,
      };
      let held: PartBytes | null = cut.bytes;
      yield {
        part,
        read: async () => {
          // The table may be laid over the bytes, or may have been made by changing them.
          const own = held;
          held = null;
          return own === null ? readPart(part, options) : tableOfPart(file, part, own);
        },
      };
      held = null;
      section++;
      firstRow += cut.rows;
    }
    await source.checkUnchanged();
  } finally {
    await source.close();
  }
}
