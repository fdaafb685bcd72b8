import { readdir, realpath, stat } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { LabelingError } from "../../errors.ts";
import { describe } from "../../util/checks.ts";
import { compareCodePoints } from "../../util/code-points.ts";
import { fileError, systemCode } from "../files/file-errors.ts";
import { formatOf, knownFormatOf, tableEndings, type TableFormat } from "../files/formats.ts";

/** A file to read. */
export interface InputFile {
  readonly path: string;
  readonly format: TableFormat;
  /** Whether it was named itself, not found in a folder or by a pattern. */
  readonly isNamed: boolean;
}

type Kind = "file" | "folder" | "other";

/** Names that mark what is no data, as Spark and Hive see it; `_year=2024` is a folder of a partition. */
const isHidden = (name: string): boolean => name.startsWith(".") || (name.startsWith("_") && !name.includes("="));

/**
 * The files that inputs stand for: the inputs in their order, the files of each sorted by code point, none twice.
 *
 * @throws LabelingError `file_not_found` for an input that stands for nothing, `unsupported_format` for a file of unknown
 * ending.
 */
export async function listFiles(inputs: readonly string[], format: TableFormat | undefined): Promise<InputFile[]> {
  const found = new Map<string, InputFile>();
  for (const input of inputs) {
    for (const [real, file] of await filesOf(input, format)) if (!found.has(real)) found.set(real, file);
  }
  return [...found.values()];
}

/** @throws LabelingError `bad_option` for anything but texts that are not empty. */
export function checkInputs(inputs: unknown, where: string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(inputs) ? inputs : [inputs];
  const isPath = (input: unknown): input is string => typeof input === "string" && input !== "";
  if (list.length > 0 && list.every(isPath)) return [...list];
  throw new LabelingError("bad_option", {
    where,
    got: describe(list.find((input) => !isPath(input)) ?? inputs),
    expected: "files, folders or patterns such as data/*.csv",
  });
}

async function filesOf(input: string, format: TableFormat | undefined): Promise<[real: string, file: InputFile][]> {
  const { glob, isDynamicPattern } = await import("tinyglobby");
  const kind = await kindOf(input);
  if (kind === "file" || kind === "other")
    return [[await realpath(input), { path: input, format: formatOf(input, format), isNamed: true }]];
  const isPattern = kind === null && isDynamicPattern(input);
  if (kind === null && !isPattern) await stat(input).catch((error: unknown) => raise(fileError(error, input, "read")));
  let paths: string[] = [];
  if (isPattern) {
    const options = { absolute: isAbsolute(input), onlyFiles: false, expandDirectories: false };
    const asksForHidden = /(^|\/)_/.test(input);
    for (const match of await glob(input, options)) {
      if (!asksForHidden && match.split("/").some((name) => isHidden(name) && !/^\.+$/.test(name))) continue;
      if (match.endsWith("/") || (await kindOf(match)) === "folder")
        paths.push(...(await walk(match.replace(/\/$/, ""))));
      else paths.push(match);
    }
  } else paths = await walk(input);
  const files = paths.flatMap((path) => {
    const found = format ?? knownFormatOf(path);
    return found === null ? [] : { path, format: found, isNamed: false };
  });
  if (files.length === 0) throw nothingFound(input, isPattern, paths.length);
  return onceEach(files);
}

/** The files by their path; of those that links show in several places, the one with the shortest path. */
async function onceEach(files: readonly InputFile[]): Promise<[real: string, file: InputFile][]> {
  const byLength = files.toSorted((a, b) => a.path.length - b.path.length || compareCodePoints(a.path, b.path));
  const once = new Map<string, InputFile>();
  for (const file of byLength) {
    const real = await realpath(file.path);
    if (!once.has(real)) once.set(real, file);
  }
  return [...once].sort(([, a], [, b]) => compareCodePoints(a.path, b.path));
}

function raise(error: unknown): never {
  throw error;
}

async function kindOf(path: string): Promise<Kind | null> {
  try {
    const stats = await stat(path);
    return stats.isDirectory() ? "folder" : stats.isFile() ? "file" : "other";
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG"].includes(systemCode(error))) return null;
    throw fileError(error, path, "read");
  }
}

/** The files in a folder and its folders, hidden ones left out; behind links too, but no folder twice. */
async function walk(folder: string, seen: Set<string> = new Set()): Promise<string[]> {
  const real = await realpath(folder);
  if (seen.has(real)) return [];
  seen.add(real);
  const paths: string[] = [];
  const names = await readdir(folder).catch((error: unknown) => raise(fileError(error, folder, "read")));
  for (const name of names.filter((each) => !isHidden(each)).sort(compareCodePoints)) {
    const path = join(folder, name);
    const kind = await kindOf(path);
    if (kind === "folder") paths.push(...(await walk(path, seen)));
    else if (kind === "file") paths.push(path);
  }
  return paths;
}

function nothingFound(input: string, isPattern: boolean, others: number): LabelingError {
  const found = isPattern ? "files that match" : "files in the folder";
  return new LabelingError("file_not_found", {
    where: input,
    got: others === 0 ? `no ${found}` : `no ${found} and have a known ending, ${others} of others`,
    expected: `files that end in ${tableEndings.join(", ")}`,
    remedy: others === 0 ? "Check the path." : 'Rename the files, or name their format: { format: "csv" }.',
    details: { path: input },
  });
}
