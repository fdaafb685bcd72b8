import { randomBytes } from "node:crypto";
import { lstat, open, readdir, realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { LabelingError } from "../../errors.ts";
import { fileError, systemCode } from "./file-errors.ts";

/**
 * A hidden name beside a path. The random part keeps apart writers in one process, and lets a write succeed where a
 * killed one left its file.
 */
export const hiddenName = (path: string, kind: string): string =>
  join(dirname(path), `.${basename(path).slice(0, 100)}.${kind}-${process.pid}-${randomBytes(6).toString("hex")}`);

/** @throws LabelingError `aborted` where the signal says so. */
export function checkAborted(signal: AbortSignal | undefined, path: string): void {
  if (signal?.aborted !== true) return;
  const cause: unknown = signal.reason;
  throw new LabelingError("aborted", { where: path, got: "the writing was aborted", details: { path }, cause });
}

/** What is at a path: its kind and permissions, or null. */
export async function existing(path: string): Promise<{ kind: "file" | "folder" | "other"; mode: number } | null> {
  try {
    const stats = await lstat(path);
    return { kind: stats.isFile() ? "file" : stats.isDirectory() ? "folder" : "other", mode: stats.mode & 0o777 };
  } catch (error) {
    if (systemCode(error) === "ENOENT") return null;
    throw error;
  }
}

/** The path behind a symbolic link: it is the file that is replaced, not the link. */
export async function behindLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return resolve(path);
  }
}

/** Something other than a file is where one should be written. */
export function notAFile(path: string, kind: "folder" | "other"): LabelingError {
  return new LabelingError("file_failed", {
    where: path,
    got: `cannot write: the path is ${kind === "folder" ? "a folder" : "not a regular file"}`,
    remedy: "Give the path of a file.",
    details: { path },
  });
}

/** Something is where it may not be replaced. */
export function alreadyThere(path: string, what: string, remedy: string): LabelingError {
  return new LabelingError("file_exists", {
    where: path,
    got: `the ${what} is already there`,
    remedy,
    details: { path },
  });
}

/** Makes a rename last through a power cut. Not every system can do it for folders, and none must. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, "r").catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/**
 * An operation of the file system, whose failure is reported as a failure to write `path`. What others throw meanwhile,
 * such as the source of the contents, is theirs.
 */
export async function attempt<T>(path: string, operation: Promise<T>): Promise<T> {
  try {
    return await operation;
  } catch (error) {
    throw fileError(error, path, "write");
  }
}

/** Makes all that is in a folder last through a power cut. */
export async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await syncTree(path);
    else if (entry.isFile()) await syncFolder(path);
  }
  await syncFolder(folder);
}
