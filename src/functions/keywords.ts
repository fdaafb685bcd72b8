import { LabelingError } from "../errors.ts";
import type { AnyTask, LabelOf, RowOf } from "../labels/task.ts";
import { describe } from "../util/checks.ts";
import { checkColumnKind, type TextColumn } from "./column-kinds.ts";
import { checkFlag, confidenceTerms, freezeTerms, voteFor, type OneLabelSpec } from "./declarative.ts";
import { checkSpec, makeLabelingFunction, placeOf, type LabelingFunction } from "./labeling-function.ts";
import { foldText, normalizedTexts, normalizeText } from "./text-fold.ts";
import { beginsWord, compileTerms, isWordsEnd, type MatchRules } from "./text-match.ts";
import type { TextSearch } from "./text-scan/text-search.ts";
import type { ScanTerm } from "./text-scan/trie.ts";
import { valueVoter } from "./voters.ts";

/** Which words to look for, and where. At least one of `any` and `all` is given. */
export interface KeywordsSpec<T, N extends string> extends OneLabelSpec<T, N> {
  /** The text column to look in. */
  readonly column: TextColumn<T>;
  /** Terms of which at least one must occur. @defaultValue none is needed */
  readonly any?: readonly string[] | undefined;
  /** Terms that must all occur, in any order. @defaultValue none is needed */
  readonly all?: readonly string[] | undefined;
  /** Terms that must not occur. @defaultValue none is unwanted */
  readonly none?: readonly string[] | undefined;
  /**
   * Whether terms are whole words: no letter, mark, digit or underscore may stand beside them. An end of a term that
   * is none of these (as in `c++`), or is of a script written without spaces between words (Chinese, Japanese, Thai,
   * Lao, Khmer, Burmese), may have anything beside it; nor do characters of those scripts join a word.
   * @defaultValue true
   */
  readonly wholeWord?: boolean | undefined;
  /** Whether `Cash` differs from `cash`. @defaultValue false */
  readonly caseSensitive?: boolean | undefined;
}

function badTerms(where: string, got: string, expected: string, remedy?: string): LabelingError {
  return new LabelingError("bad_option", { where, got, expected, ...(remedy === undefined ? {} : { remedy }) });
}

function checkTerm(term: unknown, where: string): string {
  if (typeof term !== "string" || term.trim() === "") throw badTerms(where, describe(term), "text that is not empty");
  if (term.trim() === term) return term;
  const remedy = "Remove it: terms are whole words anyway. For white space as part of a match use pattern.";
  throw badTerms(where, `${describe(term)} with white space around it`, "a term without", remedy);
}

/** Terms in the form in which they are compared, each once, sorted: their order means nothing. */
function comparable(terms: unknown, where: string, caseSensitive: boolean): readonly string[] {
  if (terms === undefined) return [];
  if (!Array.isArray(terms)) throw badTerms(where, describe(terms), "an array of terms", 'Such as ["cash", "prize"].');
  if (terms.length === 0) throw badTerms(where, "an empty array", "at least one term", "Leave the option out instead.");
  const forms = terms.map((term, i) => {
    const text = checkTerm(term, `${where}[${i}]`).replace(/\s+/g, " ");
    return caseSensitive ? normalizeText(text) : foldText(text);
  });
  return [...new Set(forms)].sort();
}

/** The terms of a function by what is wanted of them. */
type Terms = Readonly<Record<"any" | "all" | "none", readonly string[]>>;

/** The terms as a scan takes them. It ignores case: where case matters, what it finds is looked at again. */
function searchFor(
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
function matcher({ any, all, none }: Terms, rules: MatchRules): (text: string) => boolean {
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

/**
 * Makes a labeling function that votes where a text has certain words: at least one of `any`, all of `all`, none of
 * `none`. Terms are plain text, a word or several; white space in a term stands for any white space in the text,
 * line ends too.
 *
 * Text and terms are compared in Unicode's composed form (NFC). Unless `caseSensitive`, letters are equal if Unicode's
 * simple case folding makes them so, as in a regular expression with flags `iu`: one letter for one letter, in all
 * scripts, the same in all languages. So `straße` finds `STRAẞE` but not `strasse`: give both.
 *
 * Cost: all keyword functions of a run on one column are looked for in one pass over the bytes of its text (Aho and
 * Corasick, 1975), some 0.4 µs a row of 100 bytes, hardly more for a thousand terms than for ten; building the automaton takes
 * about 0.05 ms a term. It takes up to 64 MB; functions with more terms than that search by regular expressions. A
 * dictionary column is looked at once per entry.
 *
 * @throws LabelingError without terms, for a term that is empty or begins or ends with white space, a column or label
 * that is not the task's, or a column that is not text.
 *
 * @example
 * ```ts
 * import { defineTask, keywords } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
 * const money = keywords(task, {
 *   name: "money",
 *   column: "text",
 *   any: ["prize", "free gift"],
 *   none: ["prize draw"],
 *   label: "spam",
 * });
 * console.log(money.labels); // [ 'spam' ]
 * ```
 */
export function keywords<T extends AnyTask, const N extends string>(
  task: T,
  spec: KeywordsSpec<T, N>,
): LabelingFunction<LabelOf<T>, RowOf<T>, N> {
  checkSpec(spec, task);
  const where = placeOf(task, spec);
  const column: string = spec.column;
  checkColumnKind(task, column, ["text"], "a text column", where);
  const wholeWord = checkFlag(spec.wholeWord, true, `${where}, wholeWord`);
  const caseSensitive = checkFlag(spec.caseSensitive, false, `${where}, caseSensitive`);
  const any = comparable(spec.any, `${where}, any`, caseSensitive);
  const all = comparable(spec.all, `${where}, all`, caseSensitive);
  const none = comparable(spec.none, `${where}, none`, caseSensitive);
  if (any.length + all.length === 0) throw badTerms(where, "neither any nor all is given", "terms to look for");
  const confidence = confidenceTerms(spec.confidence, where);
  const vote = voteFor(spec.label, spec.confidence);
  const rules: MatchRules = { wholeWord, caseSensitive };
  const matches = matcher({ any, all, none }, rules);
  return makeLabelingFunction(task, spec, {
    kind: "keywords",
    columns: [column],
    labels: [spec.label],
    terms: freezeTerms({ any, all, none, wholeWord, caseSensitive, ...confidence }),
    makeVoter: () => valueVoter(column, "abstain", (text) => (matches(text as string) ? vote : null), normalizedTexts),
    search: { column, vote, ...searchFor({ any, all, none }, rules, matches) },
  });
}
