import type { AnyTask, LabelOf, RowOf } from "../labels/task.ts";
import { checkColumnKind, type TextColumn } from "./column-kinds.ts";
import { checkFlag, confidenceTerms, freezeTerms, voteFor, type OneLabelSpec } from "./declarative.ts";
import { checkSpec, makeLabelingFunction, placeOf, type LabelingFunction } from "./labeling-function.ts";
import { badTerms, comparableTerms } from "./terms/comparable-terms.ts";
import { termMatcher, termSearch } from "./terms/term-search.ts";
import { normalizedTexts } from "./text-fold.ts";
import type { MatchRules } from "./text-match.ts";
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
  const any = comparableTerms(spec.any, `${where}, any`, caseSensitive);
  const all = comparableTerms(spec.all, `${where}, all`, caseSensitive);
  const none = comparableTerms(spec.none, `${where}, none`, caseSensitive);
  if (any.length + all.length === 0) throw badTerms(where, "neither any nor all is given", "terms to look for");
  const confidence = confidenceTerms(spec.confidence, where);
  const vote = voteFor(spec.label, spec.confidence);
  const rules: MatchRules = { wholeWord, caseSensitive };
  const matches = termMatcher({ any, all, none }, rules);
  return makeLabelingFunction(task, spec, {
    kind: "keywords",
    columns: [column],
    labels: [spec.label],
    terms: freezeTerms({ any, all, none, wholeWord, caseSensitive, ...confidence }),
    makeVoter: () => valueVoter(column, "abstain", (text) => (matches(text as string) ? vote : null), normalizedTexts),
    search: { column, vote, ...termSearch({ any, all, none }, rules, matches) },
  });
}
