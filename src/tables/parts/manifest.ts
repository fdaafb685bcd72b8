import { readFile } from "node:fs/promises";
import type { TableFormat } from "../files/formats.ts";
import { writeFileAtomically } from "../files/atomic.ts";
import { fileError, systemCode } from "../files/file-errors.ts";
import type { TablePart } from "./part.ts";
import type { PartTarget } from "./parted-file.ts";

const version = 1;

/** Milliseconds from one writing to the next, at least; and how much longer than a writing takes. */
const pause = 1000;
const pauseShare = 20;

/** A part without what its file tells, and without its hash, which depends on how it is read. */
export type ListedPart = Omit<TablePart, "path" | "format" | "hash">;

/** A file whose parts are known. */
export interface ListedFile {
  readonly path: string;
  readonly format: TableFormat;
  readonly delimiter: string | null;
  readonly bytes: number;
  readonly mtime: number;
  /** The types of its columns; null where only the rows tell. */
  readonly columns: Readonly<Record<string, string>> | null;
  /** Whether these are all its parts. */
  readonly complete: boolean;
  readonly parts: readonly ListedPart[];
}

interface ManifestJson {
  readonly schemaVersion: number;
  readonly target: PartTarget;
  readonly files: readonly ListedFile[];
}

/** What identifies a file as it was when it was listed. */
export type FileState = Pick<ListedFile, "path" | "format" | "delimiter" | "bytes" | "mtime">;

/** The parts of files, kept in a file from run to run. */
export class Manifest {
  readonly #path: string;
  readonly #target: PartTarget;
  readonly #files: Map<string, ListedFile>;
  #isSaved = true;
  #nextSave = 0;

  private constructor(path: string, target: PartTarget, files: readonly ListedFile[]) {
    this.#path = path;
    this.#target = target;
    this.#files = new Map(files.map((file) => [file.path, file]));
  }

  /**
   * The manifest at a path. One that cannot be understood, or was made for parts of another size, is made anew.
   *
   * @throws LabelingError `file_failed` where it cannot be read.
   */
  static async open(path: string, target: PartTarget, warn: (message: string) => void): Promise<Manifest> {
    let text: string;
    try {
      text = await readFile(path, "utf8");
    } catch (error) {
      if (systemCode(error) === "ENOENT") return new Manifest(path, target, []);
      throw fileError(error, path, "read");
    }
    const json = parse(text);
    if (json === null) warn(`${path}: not a manifest of parts that can be understood; the files are listed anew.`);
    const isSame = json?.target.bytes === target.bytes && json.target.rows === target.rows;
    return new Manifest(path, target, isSame ? json.files : []);
  }

  /** What is known of a file, if it is still as it was. */
  find(state: FileState): ListedFile | null {
    const known = this.#files.get(state.path);
    const keys = ["format", "delimiter", "bytes", "mtime"] as const;
    return known !== undefined && keys.every((key) => known[key] === state[key]) ? known : null;
  }

  /** Remembers a file, and writes the manifest unless that was done within the last second. */
  async record(file: ListedFile): Promise<void> {
    this.#files.set(file.path, file);
    this.#isSaved = false;
    if (performance.now() >= this.#nextSave) await this.save();
  }

  /** @throws LabelingError `file_failed` where it cannot be written. */
  async save(): Promise<void> {
    if (this.#isSaved) return;
    const json: ManifestJson = { schemaVersion: version, target: this.#target, files: [...this.#files.values()] };
    this.#isSaved = true;
    const started = performance.now();
    await writeFileAtomically(this.#path, `${JSON.stringify(json)}\n`);
    const ended = performance.now();
    this.#nextSave = ended + Math.max(pause, (ended - started) * pauseShare);
  }
}

/** A manifest, or null for anything else. */
function parse(text: string): ManifestJson | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const { schemaVersion, target, files } = (json ?? {}) as Partial<ManifestJson>;
  if (schemaVersion !== version || typeof target !== "object" || !Array.isArray(files)) return null;
  return files.every(isListedFile) ? { schemaVersion, target, files } : null;
}

const isNumber = (value: unknown): boolean => typeof value === "number" && value >= 0;

function isListedFile(value: unknown): value is ListedFile {
  const { path, format, bytes, mtime, complete, columns, parts } = (value ?? {}) as Partial<ListedFile>;
  const known = typeof path === "string" && typeof format === "string" && isNumber(bytes) && isNumber(mtime);
  return (
    known &&
    typeof complete === "boolean" &&
    typeof columns === "object" &&
    Array.isArray(parts) &&
    parts.every(isListedPart)
  );
}

function isListedPart(value: unknown, section: number): boolean {
  const part = (value ?? {}) as Partial<ListedPart>;
  const ranges: unknown = part.place?.ranges;
  const isPlaced = Array.isArray(ranges) && ranges.every(isRange);
  const isCounted = part.section === section && [part.firstRow, part.rows, part.bytes].every(isNumber);
  return isCounted && typeof part.digest === "string" && isPlaced;
}

const isRange = (value: unknown): boolean => Array.isArray(value) && value.length === 2 && value.every(isNumber);
