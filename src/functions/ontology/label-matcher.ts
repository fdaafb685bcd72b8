import { termMatcher, termSearch } from "../terms/term-search.ts";
import { normalizeText } from "../text-fold.ts";
import type { MatchRules } from "../text-match.ts";
import { Scanner } from "../text-scan/scanner.ts";
import { compileScans } from "../text-scan/text-scan.ts";

/** Finds the one label of which a text has terms; null where it has terms of none, or of several. */
export type LabelMatcher = (text: string) => string | null;

/** Of the labels whose terms are found, the only one. */
const onlyOne = (found: readonly string[]): string | null => (found.length === 1 ? (found[0] ?? null) : null);

/**
 * Compiles the terms of several labels to one automaton, through which a text passes once; where they are too many for
 * one, to a regular expression for each label.
 */
export function labelMatcher(terms: ReadonlyMap<string, readonly string[]>, rules: MatchRules): LabelMatcher {
  const labels = [...terms.keys()];
  const tests = Array.from(terms.values(), (any) => termMatcher({ any, all: [], none: [] }, rules));
  const searches = Array.from(terms.values(), (any, k) => ({
    column: "",
    vote: null,
    ...termSearch({ any, all: [], none: [] }, rules, tests[k] ?? (() => false)),
  }));
  const [placed, ...others] = compileScans(searches);
  if (placed === undefined || others.length > 0 || placed.places.length < labels.length) {
    return (text) => {
      const composed = normalizeText(text);
      return onlyOne(labels.filter((_, k) => tests[k]?.(composed) === true));
    };
  }
  const scanner = new Scanner(placed.scan);
  return (text) => {
    scanner.open(1);
    scanner.scanText(0, text);
    const found = labels.filter((_, k) => (scanner.counts[k] ?? 0) > 0);
    if (!rules.caseSensitive) return onlyOne(found);
    const composed = normalizeText(text);
    return onlyOne(found.filter((label) => tests[labels.indexOf(label)]?.(composed) === true));
  };
}
