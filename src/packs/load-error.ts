import { isAbsolute, relative, resolve } from "node:path";
import { LabelingError } from "../errors.ts";
import { describe } from "../util/checks.ts";

/** A place in a source file, as stacks and the parser name it. */
interface Place {
  readonly file: string;
  readonly line: number | null;
}

/** Where the parser stumbled: its message ends in `file:line:column`. */
function syntaxPlace(message: string): (Place & { readonly problem: string }) | null {
  const match = /^(?:ParseError|SyntaxError): ([\s\S]*?)\s*\n\s*(\S.*?):(\d+):\d+\s*$/.exec(message);
  if (match === null) return null;
  return { problem: match[1] ?? "", file: match[2] ?? "", line: Number(match[3]) };
}

/** The innermost place in a stack that lies in one of the pack's own files. */
function stackPlace(error: unknown, files: readonly string[]): Place | null {
  if (!(error instanceof Error)) return null;
  for (const frame of (error.stack ?? "").split("\n").slice(1)) {
    const match = /^(.*):(\d+):\d+\)?$/.exec(frame);
    const file = files.find((each) => match?.[1]?.endsWith(each));
    if (file !== undefined) return { file, line: Number(match?.[2]) };
  }
  return null;
}

/** A file the way the user would name it: the pack as it was given, others relative to the working folder. */
function nameFile(file: string, path: string): string {
  if (resolve(path) === file) return path;
  const near = relative(process.cwd(), file);
  return near.startsWith("..") || isAbsolute(near) ? file : near;
}

const withoutDot = (text: string): string => text.replace(/\.$/, "");

/** The file whose import failed, where the loader tells. */
function importer(message: string): string | null {
  return /Require stack:\n- (.*)/.exec(message)?.[1] ?? null;
}

/**
 * What went wrong while a pack was loading, as an error that names file and line.
 *
 * @param files The pack's own files, loaded until then.
 */
export function describeLoadError(error: unknown, path: string, files: readonly string[]): LabelingError {
  if (LabelingError.is(error)) {
    if (error.where === path) return error;
    return packError(path, stackPlace(error, files), withoutDot(error.message), error);
  }
  if (!(error instanceof Error)) {
    return packError(path, null, `the module throws while loading: ${describe(error)}`, error);
  }
  const [firstLine = ""] = error.message.split("\n");
  const syntax = syntaxPlace(error.message);
  if (syntax !== null) return packError(path, syntax, `a syntax error: ${withoutDot(syntax.problem)}`, error);
  const from = importer(error.message);
  if (from !== null) return packError(path, { file: from, line: null }, `an import fails: ${firstLine}`, error);
  const what = `the module throws while loading: ${error.name}: ${withoutDot(firstLine)}`;
  return packError(path, stackPlace(error, files), what, error);
}

function packError(path: string, place: Place | null, got: string, cause: unknown): LabelingError {
  const file = place === null ? path : nameFile(place.file, path);
  const line = place?.line ?? null;
  return new LabelingError("pack", {
    where: line === null ? file : `${file}, line ${line}`,
    got,
    details: { path, file, line },
    cause,
  });
}
