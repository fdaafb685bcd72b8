import { LabelingError } from "../../errors.ts";
import type { AnyTask } from "../../labels/task.ts";
import { valueKind } from "../../tables/column-types.ts";
import { describe, listNames } from "../../util/checks.ts";

/** The names in braces in a template, once doubled braces are taken away. */
export type NamesInBraces<S extends string> = S extends `${infer A}{{${infer B}`
  ? NamesInBraces<`${A}${B}`>
  : S extends `${string}{${infer Name}}${infer Rest}`
    ? Name | NamesInBraces<Rest>
    : never;

/** The template `S`, if all names in braces are columns of `K`; else what it should be. A template of unknown text passes. */
export type PromptTemplate<S extends string, K extends string> = string extends S
  ? S
  : [Exclude<NamesInBraces<S>, K>] extends [never]
    ? S
    : `a column in braces must be listed in columns: {${K}}`;

/** A piece of a template: text as it is, or a column whose value goes there. */
type Piece = string | { readonly column: string };

const braces = /\{\{|\}\}|\{([^{}]*)\}|[{}]/g;

function badTemplate(where: string, got: string, columns: readonly string[]): LabelingError {
  return new LabelingError("bad_option", {
    where,
    got,
    expected: `a listed column in braces, such as "{${columns[0] ?? ""}}": ${listNames(columns)}`,
    remedy: "Write {{ and }} for braces that are meant as such.",
  });
}

function parse(template: string, columns: readonly string[], where: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of template.matchAll(braces)) {
    const [found, column] = match;
    pieces.push(template.slice(from, match.index));
    from = match.index + found.length;
    if (found === "{{" || found === "}}") pieces.push(found.slice(1));
    else if (column === undefined) throw badTemplate(where, `a lone ${found} at character ${match.index + 1}`, columns);
    else if (!columns.includes(column)) throw badTemplate(where, describe(found), columns);
    else pieces.push({ column });
  }
  pieces.push(template.slice(from));
  return pieces.filter((piece) => piece !== "");
}

/** A value in a prompt: times as ISO 8601, lists with commas, nothing for null. */
function writeValue(value: unknown, isTime: boolean): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number" && isTime)
    return Math.abs(value) <= 8.64e15 ? new Date(value).toISOString() : String(value);
  if (typeof value === "object")
    return Array.from(value as ArrayLike<unknown>, (each) => writeValue(each, isTime)).join(", ");
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/**
 * Makes what writes prompts by a template. What a value contains is text and nothing else: braces in it are not looked at.
 *
 * @throws LabelingError `bad_option` for a lone brace, or a name in braces that is no listed column
 */
export function compileTemplate(
  template: string,
  columns: readonly string[],
  task: AnyTask,
  where: string,
): (row: Readonly<Record<string, unknown>>) => string {
  const pieces = parse(template, columns, where);
  if (!pieces.some((piece) => typeof piece !== "string"))
    throw badTemplate(where, "a prompt without a column", columns);
  const isTime = new Set(columns.filter((column) => /^time/.test(valueKind(task.columns[column] ?? "utf8"))));
  return (row) =>
    pieces
      .map((piece) => (typeof piece === "string" ? piece : writeValue(row[piece.column], isTime.has(piece.column))))
      .join("");
}
