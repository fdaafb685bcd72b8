import { LabelingError, type ErrorCode } from "../../errors.ts";

/** The system's code for a failed file operation (`"ENOENT"`), or "" where `error` is something else. */
export function systemCode(error: unknown): string {
  const code = error instanceof Error ? (error as Error & { code?: unknown }).code : undefined;
  return typeof code === "string" ? code : "";
}

type Problem = readonly [code: ErrorCode, got: string, remedy: string];

const problems: Readonly<Record<string, Problem>> = {
  EACCES: ["file_failed", "no permission", "Change the permissions, or choose another place."],
  EPERM: ["file_failed", "no permission", "Change the permissions, or choose another place."],
  EROFS: ["file_failed", "the file system is read-only", "Choose another place."],
  ENOSPC: ["file_failed", "no space left on the disk", "Free some space, or choose another disk."],
  EDQUOT: ["file_failed", "the disk quota is used up", "Free some space, or choose another disk."],
  EFBIG: ["file_failed", "the file is larger than the system allows", "Raise the limit, or write smaller files."],
  EISDIR: ["file_failed", "the path is a folder", "Give the path of a file."],
  ENOTDIR: ["file_failed", "a part of the path is a file, not a folder", "Check the path."],
  ENAMETOOLONG: ["file_failed", "the name is too long", "Choose a shorter name."],
  EMFILE: ["file_failed", "too many files are open", "Close some, or raise the limit (ulimit -n)."],
  ERR_FS_FILE_TOO_LARGE: ["too_large", "the file is over 2 GiB", "Split it into parts, or convert it to Parquet."],
};

const readProblems: Readonly<Record<string, Problem>> = {
  ENOENT: ["file_not_found", "there is no such file", "Check the path."],
};

const writeProblems: Readonly<Record<string, Problem>> = {
  ENOENT: ["file_failed", "the folder to write into does not exist", "Make the folder first."],
};

/** Whether the file was being read or written. */
export type FileDoing = "read" | "write";

/**
 * A failed file operation as a labeling error that names the path and the remedy. Errors that are labeling errors
 * already, and errors that do not come from the file system, are given back unchanged.
 */
export function fileError(error: unknown, path: string, doing: FileDoing): unknown {
  if (LabelingError.is(error)) return error;
  const systemError = systemCode(error);
  const problem =
    (doing === "read" ? readProblems : writeProblems)[systemError] ??
    problems[systemError] ??
    // Other codes of the system look like this; ERR_ codes and none at all come from faulty calls.
    (/^E[A-Z0-9]+$/.test(systemError) ? (["file_failed", (error as Error).message, "Check the path."] as const) : null);
  if (problem === null) return error;
  const [code, got, remedy] = problem;
  return new LabelingError(code, {
    where: path,
    got: code === "file_not_found" ? got : `cannot ${doing}: ${got}`,
    remedy,
    details: { path, systemError },
    cause: error,
  });
}

/** A file that cannot be understood. */
export function corruptFile(path: string, got: string, expected: string, cause?: unknown): LabelingError {
  return new LabelingError("corrupt_file", {
    where: path,
    got,
    expected,
    remedy: "The file is damaged or cut short: make or copy it again.",
    details: { path },
    ...(cause === undefined ? {} : { cause }),
  });
}
