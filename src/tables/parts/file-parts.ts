import type { Table } from "apache-arrow";
import { oneAhead } from "../../util/one-ahead.ts";
import { delimiterOf } from "../files/formats.ts";
import type { InputFile } from "./inputs.ts";
import type { FileState, ListedFile, ListedPart, Manifest } from "./manifest.ts";
import { openFile } from "./open-file.ts";
import type { OpenPart, OpenPartsOptions, TablePart } from "./part.ts";
import { digestOf, hashOf } from "./part-hash.ts";
import type { FileColumns, PartBytes, PartedFile, PartReading, PartTarget, Section } from "./parted-file.ts";
import { checkSignal, loadTable, readPart, tableOfPart } from "./read-part.ts";
import type { SourceFile } from "./source-file.ts";

/** What the files of a run share. */
export interface PartsRun {
  readonly options: OpenPartsOptions;
  readonly reading: PartReading;
  readonly target: PartTarget;
  readonly manifest: Manifest | null;
  /** Is told the columns of each file before its parts. */
  readonly onFile: (path: string, columns: FileColumns) => void;
  /** Is told the bytes of each part of JSON Lines, which has no schema. */
  readonly onLines: (part: TablePart, bytes: PartBytes) => void;
  /** Is told that parts of JSON Lines are not looked at. */
  readonly onKnownLines: () => void;
}

/** The parts of one file: those that the manifest knows, then the others, which it gets to know. */
export async function* partsOfFile(input: InputFile, source: SourceFile, run: PartsRun): AsyncGenerator<OpenPart> {
  const { path, format } = input;
  const delimiter = format === "csv" ? (run.options.delimiter ?? delimiterOf(path)) : null;
  const state: FileState = { path, format, delimiter, bytes: source.size, mtime: source.mtime };
  const known = run.manifest?.find(state) ?? null;
  const reading = new FileReading(input, source, run, delimiter);
  try {
    if (known !== null) yield* knownParts(known, reading, run);
    if (known?.complete !== true) yield* newParts(state, known, reading, run);
  } finally {
    await reading.settled();
  }
}

/** A file that is opened when the first of its parts is read. */
class FileReading {
  readonly #input: InputFile;
  readonly #source: SourceFile;
  readonly #run: PartsRun;
  readonly #delimiter: string | null;
  readonly #pending = new Set<Promise<unknown>>();
  #file: Promise<PartedFile> | null = null;
  #isOver = false;

  constructor(input: InputFile, source: SourceFile, run: PartsRun, delimiter: string | null) {
    this.#input = input;
    this.#source = source;
    this.#run = run;
    this.#delimiter = delimiter;
  }

  get source(): SourceFile {
    return this.#source;
  }

  open(): Promise<PartedFile> {
    const place = this.#delimiter === null ? {} : { delimiter: this.#delimiter };
    return (this.#file ??= openFile(this.#source, this.#input.format, place, this.#run.reading));
  }

  /** The part with the hash that goes with the run's options. */
  part(listed: ListedPart, columns: FileColumns): TablePart {
    const { path, format } = this.#input;
    const { section, firstRow, rows, bytes, digest, place } = listed;
    const hash = hashOf(digest, format, columns, place, this.#run.reading);
    return { path, format, section, firstRow, rows, bytes, digest, hash, place };
  }

  /** Reads a part, also when the file has been left behind. */
  async read(part: TablePart): Promise<Table> {
    const { options } = this.#run;
    if (this.#isOver) return readPart(part, options);
    checkSignal(options.signal, part.path);
    const table = this.open().then((file) => loadTable(file, part));
    this.#pending.add(table);
    try {
      return await table;
    } finally {
      this.#pending.delete(table);
    }
  }

  /** Waits for what is being read; parts that are read later open the file again. */
  async settled(): Promise<void> {
    this.#isOver = true;
    await Promise.allSettled(this.#pending);
  }
}

function* knownParts(known: ListedFile, reading: FileReading, run: PartsRun): Generator<OpenPart> {
  const columns = known.columns === null ? null : new Map(Object.entries(known.columns));
  run.onFile(known.path, columns);
  if (known.format === "jsonl") run.onKnownLines();
  for (const listed of known.parts) {
    checkSignal(run.options.signal, known.path);
    const part = reading.part(listed, columns);
    yield { part, read: () => reading.read(part), reading: readingOf(run.options) };
  }
}

async function* newParts(
  state: FileState,
  known: ListedFile | null,
  reading: FileReading,
  run: PartsRun,
): AsyncGenerator<OpenPart> {
  const { path, format } = state;
  const file = await reading.open();
  if (known === null) run.onFile(path, file.columns);
  const columns = file.columns === null ? null : Object.fromEntries(file.columns);
  const parts = [...(known?.parts ?? [])];
  const lastKnown = parts.at(-1);
  const last = lastKnown === undefined ? null : reading.part(lastKnown, file.columns);
  let section = parts.length;
  let firstRow = last === null ? 0 : last.firstRow + last.rows;
  const record = async (complete: boolean): Promise<void> =>
    run.manifest?.record({ ...state, columns, complete, parts });
  for await (const { digest, bytes, rows, place } of oneAhead(digested(file, file.sections(run.target, last)))) {
    checkSignal(run.options.signal, path);
    const size = place.ranges.reduce((sum, [start, end]) => sum + end - start, 0);
    const listed: ListedPart = { section, firstRow, rows, bytes: size, digest, place };
    const part = reading.part(listed, file.columns);
    if (format === "jsonl") run.onLines(part, bytes);
    let held: PartBytes | null = bytes;
    const read = (): Promise<Table> => {
      // The table may be laid over the bytes, or may have been made by changing them.
      const own = held;
      held = null;
      return own === null ? reading.read(part) : tableOfPart(file, part, own);
    };
    parts.push(listed);
    section++;
    firstRow += rows;
    await record(false);
    yield { part, read, reading: readingOf(run.options) };
    held = null;
  }
  await reading.source.checkUnchanged();
  await record(true);
}

const readingOf = ({ columns, only, nullValues }: OpenPartsOptions): OpenPart["reading"] => ({
  columns,
  only,
  nullValues,
});

async function* digested(
  file: PartedFile,
  sections: AsyncGenerator<Section>,
): AsyncGenerator<Section & { readonly digest: string }> {
  for await (const section of sections) yield { ...section, digest: digestOf(file, section) };
}
