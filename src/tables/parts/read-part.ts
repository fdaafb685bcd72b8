import type { Table } from "apache-arrow";
import { LabelingError } from "../../errors.ts";
import { checkDistinct, describe } from "../../util/checks.ts";
import { checkDeclared } from "../from-rows.ts";
import { ColumnAgreement } from "./agreement.ts";
import { openFile } from "./open-file.ts";
import type { ReadPartOptions, TablePart } from "./part.ts";
import { isAsListed } from "./part-hash.ts";
import type { PartBytes, PartedFile, PartReading } from "./parted-file.ts";
import { changed, SourceFile } from "./source-file.ts";

/** Options of `readPart`, checked. */
export function checkReading(options: ReadPartOptions, where: string): PartReading {
  const { only, nullValues = [""] } = options;
  if (only !== undefined) checkDistinct(only, `${where}, only`, "Name each column once.");
  return { declared: checkDeclared(options.columns), only: only ?? null, nullValues };
}

/** @throws LabelingError `aborted` where the signal says so. */
export function checkSignal(signal: AbortSignal | undefined, where: string): void {
  if (signal?.aborted !== true) return;
  throw new LabelingError("aborted", { where, got: "the reading was aborted", cause: signal.reason });
}

/** The table in a part's bytes. */
export async function tableOfPart(file: PartedFile, part: TablePart, bytes: PartBytes): Promise<Table> {
  const table = await file.table(bytes, part);
  if (table.numRows !== part.rows) throw notAsListed(part);
  return table;
}

/** The table of a part whose bytes are read from its file; they must be those that were listed. */
export async function loadTable(file: PartedFile, part: TablePart): Promise<Table> {
  const bytes = await file.load(part);
  if (!isAsListed(file, part, bytes)) throw notAsListed(part);
  return tableOfPart(file, part, bytes);
}

const notAsListed = ({ path, section }: TablePart): LabelingError =>
  changed(path, `part ${section} is not what it was when the file was listed`);

/**
 * Reads one part of a data set, without the rest of its file.
 *
 * @param part A part that `openParts` gave, in this or another process.
 * @param options Columns wanted and their types: the same as for `openParts`.
 * @returns Its rows. Costs time and memory in proportion to the part.
 * @throws LabelingError `file_not_found`; `file_failed` where the file cannot be read, or the part's bytes are no longer
 * those that were listed; `missing_column`; and what `readTable` throws for damaged files and cells that do not fit.
 *
 * @example
 * ```ts
 * import { mkdtempSync, writeFileSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { openParts, readPart } from "labelwright";
 *
 * const file = join(mkdtempSync(join(tmpdir(), "labelwright-")), "comments.csv");
 * writeFileSync(file, "id,text\n1,see you\n2,free prize\n3,hello\n");
 * for await (const { part } of openParts(file, { partRows: 2 })) {
 *   const copy = structuredClone(part); // as a worker gets it
 *   console.log((await readPart(copy, { only: ["text"] })).getChild("text")?.toJSON());
 * } // [ "see you", "free prize" ], then [ "hello" ]
 * ```
 */
export async function readPart(part: TablePart, options: ReadPartOptions = {}): Promise<Table> {
  const where = "readPart";
  checkPart(part, where);
  const reading = checkReading(options, where);
  checkSignal(options.signal, part.path);
  const source = await SourceFile.open(part.path);
  try {
    const file = await openFile(source, part.format, part.place, reading);
    new ColumnAgreement(reading).check(part.path, file.columns);
    return await loadTable(file, part);
  } finally {
    await source.close();
  }
}

function checkPart(part: unknown, where: string): void {
  const { path, format, place } = (part ?? {}) as Partial<TablePart>;
  if (typeof path === "string" && typeof format === "string" && Array.isArray(place?.ranges)) return;
  throw new LabelingError("bad_option", { where, got: describe(part), expected: "a part that openParts gave" });
}
