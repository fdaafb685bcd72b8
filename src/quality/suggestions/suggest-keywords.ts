import type { TextColumn } from "../../functions/column-kinds.ts";
import { keywords } from "../../functions/keywords.ts";
import type { AnyTask, LabelOf, RowOf } from "../../labels/task.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { slug } from "./names.ts";
import { rankCandidates, type Candidate } from "./rank-candidates.ts";
import { spreadLabels } from "./spread-labels.ts";
import { literal, suggestionsOf } from "./suggested.ts";
import type { FunctionSuggestions } from "./suggestions.ts";
import { checkTextRequest, type TextSuggestOptions } from "./text-request.ts";
import { collectWords, rowsOfTerm, type TermRows } from "./text-terms.ts";

/** Which texts words are looked for in, and what is known of their rows. */
export type SuggestKeywordsOptions<T extends AnyTask> = TextSuggestOptions<T>;

const where = "suggestKeywords";

function* candidatesOf(terms: TermRows, minRows: number): Generator<Candidate> {
  for (let i = 0; i < terms.terms.length; i++) {
    const rows = rowsOfTerm(terms, i);
    const key = terms.terms[i] ?? "";
    if (rows.length >= minRows && /[\p{L}\p{N}]/u.test(key)) yield { key, rows };
  }
}

/**
 * Suggests `keywords` functions: words, and pairs of neighboring words, that go with one label, each as a function ready to
 * apply and as TypeScript to paste. A few labeled rows will do, drawn at random: first, naive Bayes carries their labels to
 * the other rows by the words they share (Nigam, McCallum, Thrun and Mitchell 2000), so that words count which no labeled
 * row has; then the words are ranked by how surely the rows that have them differ from the others (Dunning 1993). Of words with
 * mostly the same rows only the best is suggested.
 *
 * Look at each before you keep it: the shares are estimates, and a word may go with a label in these rows alone.
 * Text is compared as `keywords` does, without differences of case. Scripts without spaces between words have no words here.
 *
 * Cost: two passes over the text and eleven over its words, some ten microseconds a row of 100 characters for two labels.
 * Memory: 8 bytes for each different word of a row, 8 for each row and label.
 *
 * @param task The task that the functions are for.
 * @param table Rows to learn from.
 * @throws LabelingError for a column that is missing or not text, labels or votes of other rows, rows of fewer than two
 * labels, options out of range.
 *
 * @example
 * ```ts
 * import { defineTask, suggestKeywords, tableFromRows } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const table = tableFromRows([
 *   { text: "win cash now" },
 *   { text: "cash prize" },
 *   { text: "see you at nine" },
 *   { text: "see you" },
 * ]);
 * const found = suggestKeywords(task, table, { column: "text", labels: ["spam", null, "ham", null], minRows: 2 });
 * console.log(found.suggestions[0]?.source);
 * // const spamCash = keywords(task, { name: "spam_cash", column: "text", any: ["cash"], label: "spam" });
 * ```
 */
export function suggestKeywords<T extends AnyTask>(
  task: T,
  table: TableShape,
  options: SuggestKeywordsOptions<T>,
): FunctionSuggestions<LabelOf<T>, RowOf<T>> {
  const column: TextColumn<T> = options.column;
  const request = checkTextRequest(task, table, options, where);
  const { given, names, minRows } = request;
  const labels = task.labels.names as readonly LabelOf<T>[];
  const { words, pairs } = collectWords(table, column, minRows);
  const spread = spreadLabels(given, words, labels.length);
  const candidates = [...candidatesOf(words, minRows), ...candidatesOf(pairs, minRows)];
  const ranked = rankCandidates(candidates, spread, given, { ...request, size: labels.length });
  return suggestionsOf<LabelOf<T>, RowOf<T>, Candidate>(ranked, labels, request, ({ key }, label) => {
    const spec = { name: names.give(`${slug(label)}_${slug(key)}`), column, any: [key], label };
    return { function: keywords(task, spec), looksFor: key, verb: "keywords", spec: literal(spec) };
  });
}
