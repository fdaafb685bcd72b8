import type { ScanTerm } from "./trie.ts";

/** What a labeling function looks for in a text column, so that functions on one column can look together. */
export interface TextSearch {
  readonly column: string;
  /** Terms of which at least one must occur. Empty: none need. */
  readonly any: readonly ScanTerm[];
  /** Terms that must all occur. */
  readonly all: readonly ScanTerm[];
  /** Terms that must not occur. */
  readonly none: readonly ScanTerm[];
  /** What is voted where they do. */
  readonly vote: unknown;
  /**
   * Decides where the terms alone do not; given the text in composed form (`"composed"`) or as it stands (`"raw"`).
   * null: the terms decide.
   */
  readonly verify: { readonly reads: "composed" | "raw"; readonly test: (text: string) => boolean } | null;
}

/**
 * A search that only says which rows to ask: those that have one of some literals, anywhere in the text as it stands.
 */
export function searchForAsking(
  column: string,
  literals: readonly string[],
  test: (text: string) => boolean,
  vote: unknown,
): TextSearch {
  const any = literals.map((text) => ({ text, before: false, after: false }));
  return { column, any, all: [], none: [], vote, verify: { reads: "raw", test } };
}

/** Under this key a labeling function holds what it looks for, if that can be looked for together with others. */
export const textSearchKey: unique symbol = Symbol.for("labelwright.textSearch") as never;

/** What a labeling function looks for in text; null for one that votes on its own. */
export function textSearchOf(func: object): TextSearch | null {
  return (func as { readonly [textSearchKey]?: TextSearch })[textSearchKey] ?? null;
}
