import { checkNumber } from "../../util/checks.ts";
import { checkDelimiter } from "../files/formats.ts";
import { ColumnAgreement } from "./agreement.ts";
import { partsOfFile, type PartsRun } from "./file-parts.ts";
import { checkInputs, listFiles, type InputFile } from "./inputs.ts";
import { JsonKeys } from "./json-keys.ts";
import { Manifest } from "./manifest.ts";
import type { OpenPart, OpenPartsOptions } from "./part.ts";
import type { PartReading, PartTarget } from "./parted-file.ts";
import { checkReading, checkSignal } from "./read-part.ts";
import { SourceFile } from "./source-file.ts";

const where = "openParts";
const defaultBytes = 32 << 20;
const mostBytes = 1 << 30;
const defaultRows = 250_000;

/**
 * Data of any size as a sequence of parts that fit into memory: Arrow record batches, Parquet row groups, or whole
 * records of CSV and JSON Lines, one after the other. A part is read, hashed and handed over before the next one, so
 * that memory stays in proportion to a part, not to the data.
 *
 * Formats may be mixed, but not types: a column must have the same kind of values in all files. With a manifest, parts
 * of files that are as they were when they were listed are neither read nor hashed again until `read()` is called, which
 * then compares the hash. A run that was killed lists on where the manifest ends, which is written about once a second.
 *
 * @param inputs Files, folders, patterns (`data/*.csv`, `data/**`, `{a,b}`, `[0-9]`), or an array of these, gone through
 * in this order, the files of each sorted by code point; none twice. Of folders and patterns, files of unknown ending
 * and those whose names begin with `.` or `_` are passed over, and empty text files too.
 * @returns The parts. They can be gone through several times. A file without rows has one part of no rows. While a part
 * is being used, the next one is read, so that two parts and a table are in memory.
 * @throws LabelingError `bad_option` at once; when gone through `file_not_found`, `file_failed` (not readable, no regular
 * file, changed meanwhile), `missing_column`, `wrong_type` (files that differ), `aborted`, and what `readTable` throws for
 * damaged files. Rows in messages count from the start of the file. For JSON Lines, where rows may lack a key, columns
 * that no row has are an error at the end.
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
  const reading = checkReading(options, where);
  const { partBytes, partRows } = options;
  const target: PartTarget = {
    bytes: checkNumber(partBytes, defaultBytes, { where: `${where}, partBytes`, min: 1, max: mostBytes, whole: true }),
    rows: checkNumber(partRows, defaultRows, { where: `${where}, partRows`, min: 1, whole: true }),
  };
  checkDelimiter(options.delimiter, where);
  const paths = checkInputs(inputs, where);
  return { [Symbol.asyncIterator]: () => partsOf(paths, options, reading, target) };
}

async function* partsOf(
  inputs: readonly string[],
  options: OpenPartsOptions,
  reading: PartReading,
  target: PartTarget,
): AsyncGenerator<OpenPart> {
  const { manifest: path, onWarning = () => undefined } = options;
  const agreement = new ColumnAgreement(reading);
  const keys = new JsonKeys(reading.only, onWarning);
  const files = await listFiles(inputs, options.format);
  const manifest = path === undefined ? null : await Manifest.open(path, target, onWarning);
  const run: PartsRun = {
    options,
    reading,
    target,
    manifest,
    onFile(file, columns) {
      agreement.check(file, columns);
      keys.seeFile(columns);
    },
    onLines: (part, bytes) => keys.seePart(part, bytes),
    onKnownLines: () => keys.skip(),
  };
  try {
    for (const file of files) yield* openInput(file, run);
    keys.finish();
  } finally {
    await manifest?.save();
  }
}

async function* openInput(file: InputFile, run: PartsRun): AsyncGenerator<OpenPart> {
  checkSignal(run.options.signal, file.path);
  const source = await SourceFile.open(file.path);
  try {
    // Spark writes a file for each task, also where there are no rows.
    const isText = file.format === "csv" || file.format === "jsonl";
    if (source.size === 0 && isText && !file.isNamed) return;
    yield* partsOfFile(file, source, run);
  } finally {
    await source.close();
  }
}
