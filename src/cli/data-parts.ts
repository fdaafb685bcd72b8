import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Table } from "apache-arrow";
import { LabelingError } from "../errors.ts";
import type { AnyTask } from "../labels/task.ts";
import { fileError } from "../tables/files/file-errors.ts";
import { listFiles } from "../tables/parts/inputs.ts";
import { openParts } from "../tables/parts/open-parts.ts";
import type { OpenPart, OpenPartsOptions, TablePart } from "../tables/parts/part.ts";
import { checkColumns, fieldOf } from "../tables/schema.ts";
import { listNames } from "../util/checks.ts";
import { hasColumn } from "./columns.ts";
import type { CommandContext } from "./context.ts";
import { spelledTypes, type DataOptions } from "./data-file.ts";
import { badUsage } from "./errors.ts";
import { isSameFile } from "./output.ts";

/** Options of data that are gone through part by part. */
export interface PartsOptions extends Pick<DataOptions, "id" | "gold"> {
  /** The file to write. */
  readonly out: string;
  /** The most rows of a part. @defaultValue 250,000 */
  readonly partRows?: number | undefined;
  /** A folder that keeps what was found out, to be resumed. @defaultValue none */
  readonly cache?: string | undefined;
}

/** The columns of the data that go into the file of votes; undefined for those that are not there. */
export interface CarriedColumns {
  readonly id: string | undefined;
  readonly split: string | undefined;
  readonly gold: string | undefined;
}

/** Rows to vote on, part by part. */
export interface DataParts {
  readonly carried: CarriedColumns;
  /** Number of files, and of bytes in them. */
  readonly files: number;
  readonly bytes: number;
  /** Goes through the parts; may be called again. */
  readonly open: () => AsyncIterable<OpenPart>;
}

interface FirstPart {
  readonly part: TablePart;
  readonly table: Table;
}

/** Checks that the file to write is none of the files to read, and counts these. */
async function countFiles(inputs: readonly string[], out: string): Promise<{ files: number; bytes: number }> {
  const files = await listFiles(inputs, undefined);
  let bytes = 0;
  for (const { path } of files) {
    if (await isSameFile(out, path)) throw badUsage("--out", `${out}, which is read from`, "another file");
    bytes += (await stat(path)).size;
  }
  return { files: files.length, bytes };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw fileError(error, folder, "write");
  }
}

async function readFirst(parts: AsyncIterable<OpenPart>, inputs: readonly string[]): Promise<FirstPart> {
  for await (const { part, read } of parts) return { part, table: await read() };
  throw new LabelingError("empty", {
    where: listNames(inputs),
    got: "no rows",
    expected: "files with rows to vote on",
  });
}

/** The parts, of which the first is not read a second time. */
async function* startingWith(first: FirstPart, parts: AsyncIterable<OpenPart>): AsyncGenerator<OpenPart> {
  let isFirst = true;
  for await (const each of parts) {
    const isKnown = isFirst && each.part.hash === first.part.hash;
    isFirst = false;
    yield isKnown ? { part: each.part, read: () => Promise.resolve(first.table) } : each;
  }
}

/**
 * Opens the data that a task is about. In text files, columns get the types that the task declares, and names of rows
 * and labels are read as they are spelled. What columns there are is seen in the first part.
 *
 * @param columns The columns that are voted on, with the types that the task declares.
 * @throws LabelingError for what cannot be read, and columns that are not there or have another type.
 */
export async function openData(
  inputs: readonly string[],
  task: AnyTask,
  columns: AnyTask["columns"],
  options: PartsOptions,
  context: CommandContext,
): Promise<DataParts> {
  const { cache, partRows } = options;
  const { signal, warn } = context;
  const counts = await countFiles(inputs, options.out);
  if (cache !== undefined) await makeFolder(cache);
  const reading: OpenPartsOptions = {
    columns: spelledTypes(task, [options.id, options.gold]),
    partRows,
    signal,
    ...(cache === undefined ? {} : { manifest: join(cache, "parts.json"), onWarning: warn }),
  };
  const first = await readFirst(openParts(inputs, reading), inputs);
  const { table, part } = first;
  const named = options.id ?? task.id ?? undefined;
  for (const name of [named, options.gold]) if (name !== undefined) fieldOf(table, name, part.path);
  checkColumns(table, columns, part.path);
  const ifThere = (name: string): string | undefined => (hasColumn(table, name) ? name : undefined);
  const carried = {
    id: named ?? ifThere("id"),
    split: ifThere("split"),
    gold: options.gold ?? ifThere("gold"),
  };
  const wanted = [...Object.keys(columns), ...Object.values(carried)].filter((name) => name !== undefined);
  const only = [...new Set(wanted)];
  return { ...counts, carried, open: () => startingWith(first, openParts(inputs, { ...reading, only })) };
}
