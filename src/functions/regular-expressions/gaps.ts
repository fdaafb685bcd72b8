import type { AST } from "@eslint-community/regexpp";
import type { CharacterKinds } from "./characters.ts";
import { isLeaf, type Gap, type Leaf } from "./position-graph.ts";

/** The single character that a lookaround looks for; null where it looks for more. */
function lookedFor({ alternatives }: AST.LookaroundAssertion): Leaf | null {
  const [element, ...more] = alternatives.length === 1 ? (alternatives[0]?.elements ?? []) : [];
  return element !== undefined && isLeaf(element) && more.length === 0 ? element : null;
}

/** The characters that lookarounds in gaps look for. */
export function leavesOfGaps(gaps: readonly Gap[]): readonly Leaf[] {
  return gaps
    .flat()
    .map((part) => (part.type === "Assertion" && "alternatives" in part ? lookedFor(part) : null))
    .filter((leaf) => leaf !== null);
}

/**
 * Whether a gap can lie between characters of two kinds. Lookarounds of more than one character are taken to hold, and
 * what goes over a backreference is not followed.
 */
export function isGapBetween(gap: Gap, before: number, after: number, kinds: CharacterKinds, flags: string): boolean {
  return gap.every((part) => {
    if (part.type === "Backreference") return false;
    if ("alternatives" in part) {
      const leaf = lookedFor(part);
      return leaf === null || (kinds.of(leaf)[part.kind === "lookahead" ? after : before] === 1) !== part.negate;
    }
    if (part.kind === "word") return (kinds.isWord(before) !== kinds.isWord(after)) !== part.negate;
    return flags.includes("m") && kinds.endsLine(part.kind === "start" ? before : after);
  });
}
