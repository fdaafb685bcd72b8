import { mkdir, open, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import {
  alreadyThere,
  attempt,
  behindLinks,
  checkAborted,
  existing,
  hiddenName,
  notAFile,
  syncFolder,
  syncTree,
} from "./file-steps.ts";

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
 *
 * @example
 * ```ts
 * import { mkdtempSync, readFileSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { writeFileAtomically } from "labelwright";
 *
 * const file = join(mkdtempSync(join(tmpdir(), "labelwright-")), "notes.txt");
 * await writeFileAtomically(file, ["one\n", "two\n"]);
 * console.log(readFileSync(file, "utf8")); // one\ntwo\n
 * ```
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
 *
 * @example
 * ```ts
 * import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { writeFolderAtomically } from "labelwright";
 *
 * const folder = join(mkdtempSync(join(tmpdir(), "labelwright-")), "out");
 * await writeFolderAtomically(folder, {}, async (temporary) => {
 *   writeFileSync(join(temporary, "summary.json"), "{}");
 * });
 * console.log(readdirSync(folder)); // [ "summary.json" ]
 * ```
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
