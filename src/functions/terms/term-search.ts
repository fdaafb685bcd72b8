import { foldText } from "../text-fold.ts";
import { beginsWord, compileTerms, isWordsEnd, type MatchRules } from "../text-match.ts";
import type { TextSearch } from "../text-scan/text-search.ts";
import type { ScanTerm } from "../text-scan/trie.ts";

/** The terms of a function by what is wanted of them. */
export type Terms = Readonly<Record<"any" | "all" | "none", readonly string[]>>;

/** The terms as a scan takes them. It ignores case: where case matters, what it finds is looked at again. */
export function termSearch(
  { any, all, none }: Terms,
  { wholeWord, caseSensitive }: MatchRules,
  matches: (text: string) => boolean,
): Pick<TextSearch, "any" | "all" | "none" | "verify"> {
  const scanTerms = (terms: readonly string[]): readonly ScanTerm[] =>
    terms.map((term) => ({
      text: caseSensitive ? foldText(term) : term,
      before: wholeWord && beginsWord(term),
      after: wholeWord && isWordsEnd(term),
    }));
  if (!caseSensitive) return { any: scanTerms(any), all: scanTerms(all), none: scanTerms(none), verify: null };
  return { any: scanTerms(any), all: scanTerms(all), none: [], verify: { reads: "composed", test: matches } };
}

/**
 * Whether text has the terms: those in `any` are looked for at once, those in `all` one by one. Compiled when first
 * asked, as a scan of many functions seldom asks.
 */
export function termMatcher({ any, all, none }: Terms, rules: MatchRules): (text: string) => boolean {
  let compiled: { readonly wanted: readonly RegExp[]; readonly unwanted: RegExp | null } | null = null;
  const compile = (): NonNullable<typeof compiled> => ({
    wanted: [...(any.length === 0 ? [] : [any]), ...all.map((term) => [term])].map((each) => compileTerms(each, rules)),
    unwanted: none.length === 0 ? null : compileTerms(none, rules),
  });
  return (text) => {
    const { wanted, unwanted } = (compiled ??= compile());
    return wanted.every((terms) => terms.test(text)) && unwanted?.test(text) !== true;
  };
}
