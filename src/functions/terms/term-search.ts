import { foldText } from "../text-fold.ts";
import { beginsWord, compileTerms, isWordsEnd, type MatchRules } from "../text-match.ts";
import type { TextSearch } from "../text-scan/text-search.ts";
import type { ScanTerm } from "../text-scan/trie.ts";
import { SparseTrie } from "./sparse-trie.ts";

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

/** More terms than this are looked for in one pass: a regular expression would try each of them at each character. */
const mostTried = 64;

/**
 * Whether text, in composed form, has the terms. Compiled when first asked, as a scan of many functions seldom asks: to
 * regular expressions, or, where there are many terms, to a trie through which a text passes once.
 */
export function termMatcher(terms: Terms, rules: MatchRules): (text: string) => boolean {
  const count = terms.any.length + terms.all.length + terms.none.length;
  let compiled: ((text: string) => boolean) | null = null;
  return (text) => (compiled ??= count > mostTried ? passingMatcher(terms, rules) : tryingMatcher(terms, rules))(text);
}

/** Those in `any` are looked for at once, those in `all` one by one. */
function tryingMatcher({ any, all, none }: Terms, rules: MatchRules): (text: string) => boolean {
  const wanted = [...(any.length === 0 ? [] : [any]), ...all.map((term) => [term])].map((each) => compileTerms(each, rules)); // prettier-ignore
  const unwanted = none.length === 0 ? null : compileTerms(none, rules);
  return (text) => wanted.every((terms) => terms.test(text)) && unwanted?.test(text) !== true;
}

/** All are looked for in one pass over the text. */
function passingMatcher(
  { any, all, none }: Terms,
  { wholeWord, caseSensitive }: MatchRules,
): (text: string) => boolean {
  // prettier-ignore
  const terms = [...none, ...any, ...all];
  const trie = new SparseTrie(
    terms.map((text) => ({ text, before: wholeWord && beginsWord(text), after: wholeWord && isWordsEnd(text) })),
  );
  const firstOfAll = none.length + any.length;
  return (text) => {
    const missing = new Set(all.keys());
    let hasAny = any.length === 0;
    let isUnwanted = false;
    trie.some(caseSensitive ? text : foldText(text), (term) => {
      if (term < none.length) isUnwanted = true;
      else if (term < firstOfAll) hasAny = true;
      else missing.delete(term - firstOfAll);
      return isUnwanted || (hasAny && missing.size === 0 && none.length === 0);
    });
    return hasAny && missing.size === 0 && !isUnwanted;
  };
}
