import { searchForAsking, type TextSearch } from "../text-scan/text-search.ts";
import { functions } from "./operations.ts";
import type { ExpressionTree } from "./tree.ts";

const [contains] = functions["contains"]?.signatures ?? [];
const [lower] = functions["lower"]?.signatures ?? [];

/**
 * The longest piece of a text that occurs in whatever the text occurs in, once both are without differences of case and
 * each run of white space is one space; null where there is none that tells texts apart.
 *
 * @param inLowerCase Whether the text is looked for in lower case. `İ` in lower case begins with an `i` that a scan does
 * not see, with a mark behind it: no piece may end with one.
 */
export function literalIn(part: string, inLowerCase: boolean): string | null {
  const pieces = part
    .replace(/\s+/g, " ")
    .split(/[^\0-\x7f]/)
    .map((piece) => piece.toLowerCase().trim())
    .map((piece) => (inLowerCase ? piece.replace(/i$/, "").trim() : piece));
  const longest = pieces.reduce((best, piece) => (piece.length > best.length ? piece : best), "");
  return longest.length > 1 ? longest : null;
}

/** What a condition looks for in a text column, if it does nothing else: `contains(text, "a")`, or in lower case. */
export function searchOf(tree: ExpressionTree, vote: unknown): TextSearch | undefined {
  if (tree.kind !== "apply" || tree.signature !== contains) return undefined;
  const [where, what] = tree.args;
  if (where === undefined || what?.kind !== "constant" || typeof what.value !== "string") return undefined;
  const inLowerCase = where.kind === "apply" && where.signature === lower;
  const column = inLowerCase ? where.args[0] : where;
  const part = what.value;
  const literal = literalIn(part, inLowerCase);
  if (column?.kind !== "column" || literal === null) return undefined;
  const test = inLowerCase
    ? (text: string) => text.toLowerCase().includes(part)
    : (text: string) => text.includes(part);
  return searchForAsking(column.name, [literal], test, vote);
}
