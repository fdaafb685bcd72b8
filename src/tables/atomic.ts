import { randomBytes } from "node:crypto";
import { lstat, mkdir, open, readdir, realpath, rename, rm, type FileHandle } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { LabelingError } from "../errors.ts";
import { fileError, systemCode } from "./file-errors.ts";

/** What a file can be written from: bytes or text, whole or in pieces. */
export type FileContents = Uint8Array | string | Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>;

/** Options of `writeFileAtomically`. */
export interface WriteFileOptions {
  /** Replace a file that is already there. @defaultValue true */
  readonly overwrite?: boolean | undefined;
  /** Stops the writing; the temporary file is removed and the error's code is `aborted`. @defaultValue none */
  readonly signal?: AbortSignal | undefined;
}

/** Options of `writeFolderAtomically`. */
export interface WriteFolderOptions {
  /** Replace a folder that is already there. @defaultValue false */
  readonly force?: boolean | undefined;
  /** Stops the writing; the temporary folder is removed and the error's code is `aborted`. @defaultValue none */
  readonly signal?: AbortSignal | undefined;
}

/** Pieces are gathered until they make up this many bytes: one write call costs as much for 8 bytes as for 8,000. */
const gatheredBytes = 1 << 20;

// The random part keeps apart writers in one process, and lets a write succeed where a killed one left its file.
const hiddenName = (path: string, kind: string): string =>
  join(dirname(path), `.${basename(path).slice(0, 100)}.${kind}-${process.pid}-${randomBytes(6).toString("hex")}`);

function checkAborted(signal: AbortSignal | undefined, path: string): void {
  if (signal?.aborted !== true) return;
  const cause: unknown = signal.reason;
  throw new LabelingError("aborted", { where: path, got: "the writing was aborted", details: { path }, cause });
}

/** What is at a path: its kind and permissions, or null. */
async function existing(path: string): Promise<{ kind: "file" | "folder" | "other"; mode: number } | null> {
  try {
    const stats = await lstat(path);
    return { kind: stats.isFile() ? "file" : stats.isDirectory() ? "folder" : "other", mode: stats.mode & 0o777 };
  } catch (error) {
    if (systemCode(error) === "ENOENT") return null;
    throw error;
  }
}

/** The path behind a symbolic link: it is the file that is replaced, not the link. */
async function behindLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return resolve(path);
  }
}

function notAFile(path: string, kind: "folder" | "other"): LabelingError {
  return new LabelingError("file_failed", {
    where: path,
    got: `cannot write: the path is ${kind === "folder" ? "a folder" : "not a regular file"}`,
    remedy: "Give the path of a file.",
    details: { path },
  });
}

function alreadyThere(path: string, what: string, remedy: string): LabelingError {
  return new LabelingError("file_exists", {
    where: path,
    got: `the ${what} is already there`,
    remedy,
    details: { path },
  });
}

/** Makes a rename last through a power cut. Not every system can do it for folders, and none must. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, "r").catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

// Only what this module does itself is reported as a failure to write `path`; what `contents` or `build` throws is theirs.
async function attempt<T>(path: string, operation: Promise<T>): Promise<T> {
  try {
    return await operation;
  } catch (error) {
    throw fileError(error, path, "write");
  }
}

async function writePieces(file: FileHandle, contents: FileContents, path: string, check: () => void): Promise<void> {
  const pieces = typeof contents === "string" || contents instanceof Uint8Array ? [contents] : contents;
  let gathered: Uint8Array[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    check();
    if (size > 0) await attempt(path, file.appendFile(Buffer.concat(gathered)));
    gathered = [];
    size = 0;
  };
  for await (const piece of pieces) {
    const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
    gathered.push(bytes);
    size += bytes.length;
    if (size >= gatheredBytes) await flush();
  }
  await flush();
}

/**
 * Writes a file so that it is never seen half-written: into a hidden file beside it, then renamed. On any failure the
 * hidden file is removed and what was at `path` stays as it was; if the process is killed, a hidden file may stay,
 * which disturbs nothing.
 *
 * @param path Where to write. The folder must exist. Behind a symbolic link, the file it points at is replaced.
 * @param contents Bytes, text (written as UTF-8), or pieces of these, taken one after the other.
 * @throws LabelingError `file_failed` (not writable, no such folder, disk full, a folder is there), `file_exists`,
 * `aborted`; and whatever `contents` throws.
 */
export async function writeFileAtomically(
  path: string,
  contents: FileContents,
  options: WriteFileOptions = {},
): Promise<void> {
  const { overwrite = true, signal } = options;
  const check = (): void => checkAborted(signal, path);
  const target = await behindLinks(path);
  const refuse = async (): Promise<number | null> => {
    const old = await attempt(path, existing(target));
    if (old === null) return null;
    if (old.kind !== "file") throw notAFile(path, old.kind);
    if (!overwrite) throw alreadyThere(path, "file", "Choose another name, or allow overwriting: { overwrite: true }.");
    return old.mode;
  };
  check();
  const mode = await refuse();
  const hidden = hiddenName(target, "writing");
  const file = await attempt(path, open(hidden, "wx"));
  try {
    try {
      if (mode !== null) await attempt(path, file.chmod(mode));
      await writePieces(file, contents, path, check);
      await attempt(path, file.sync());
    } finally {
      await file.close();
    }
    check();
    await refuse();
    await attempt(path, rename(hidden, target));
  } catch (error) {
    await rm(hidden, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(target));
}

async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await syncTree(path);
    else if (entry.isFile()) await syncFolder(path);
  }
  await syncFolder(folder);
}

/** Puts `temporary` at `target`. A folder already there is moved aside first, and back if the rename fails. */
async function swapIn(temporary: string, target: string, replace: boolean): Promise<void> {
  if (!replace) return rename(temporary, target);
  const aside = hiddenName(target, "old");
  await rename(target, aside);
  try {
    await rename(temporary, target);
  } catch (error) {
    await rename(aside, target);
    throw error;
  }
  // The new folder is in place: if the old one cannot be removed, that is litter, not a failure.
  await rm(aside, { recursive: true, force: true }).catch(() => undefined);
}

/**
 * Builds a folder so that it is never seen half-built: `build` fills a hidden folder beside it, which is then renamed.
 * On any failure the hidden folder is removed and what was at `path` stays as it was; if the process is killed, a
 * hidden folder may stay, which disturbs nothing.
 *
 * @param path The folder to make. Its parent must exist.
 * @param build Fills the folder whose path it is given. What it returns is returned.
 * @throws LabelingError `file_exists` where something is at `path` already (with `force`: where it is not a folder),
 * `file_failed` (not writable, no such parent, disk full), `aborted`; and whatever `build` throws.
 */
export async function writeFolderAtomically<T>(
  path: string,
  options: WriteFolderOptions,
  build: (temporaryFolder: string) => Promise<T>,
): Promise<T> {
  const { force = false, signal } = options;
  const target = await behindLinks(path);
  const refuse = async (): Promise<boolean> => {
    const old = await attempt(path, existing(target));
    if (old === null) return false;
    if (old.kind !== "folder") throw alreadyThere(path, "file", "Choose another name for the folder.");
    if (!force) throw alreadyThere(path, "folder", "Choose another folder, or replace this one with --force.");
    return true;
  };
  checkAborted(signal, path);
  await refuse();
  const hidden = hiddenName(target, "writing");
  await attempt(path, mkdir(hidden));
  try {
    const result = await build(hidden);
    checkAborted(signal, path);
    await attempt(path, syncTree(hidden));
    await attempt(path, swapIn(hidden, target, await refuse()));
    await syncFolder(dirname(target));
    return result;
  } catch (error) {
    await rm(hidden, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
}
