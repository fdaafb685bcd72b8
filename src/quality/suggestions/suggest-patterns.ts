import type { TextColumn } from "../../functions/column-kinds.ts";
import { pattern } from "../../functions/pattern.ts";
import type { AnyTask, LabelOf, RowOf } from "../../labels/task.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { takeRows } from "../../tables/take-rows.ts";
import { minePatterns, rowsMatching, type PatternCandidate } from "./mine-patterns.ts";
import { slug } from "./names.ts";
import { rankCandidates } from "./rank-candidates.ts";
import { spreadLabels } from "./spread-labels.ts";
import { literal, suggestionsOf } from "./suggested.ts";
import type { FunctionSuggestions } from "./suggestions.ts";
import { checkTextRequest, type TextSuggestOptions } from "./text-request.ts";
import { collectWords, rowsOfTerm } from "./text-terms.ts";

/** Which texts patterns are looked for in, and what is known of their rows. */
export type SuggestPatternsOptions<T extends AnyTask> = TextSuggestOptions<T>;

const where = "suggestPatterns";

/** How many times as many candidates are looked at again, row by row. */
const lookAgain = 3;

/** Rows in which patterns are looked for first: there are many in each. */
const mostMined = 20_000;

/** The rows to look in where there are many: those with labels, and others evenly among those that count. Null for all. */
function minedRows(wanted: Uint8Array, known: Uint8Array): Int32Array | null {
  if (wanted.length <= mostMined) return null;
  const rows = Int32Array.from(wanted.keys()).filter((row) => wanted[row] === 1);
  const step = Math.max(1, rows.length / mostMined);
  const taken = new Set(Array.from({ length: Math.min(rows.length, mostMined) }, (_, i) => rows[Math.floor(i * step)]));
  const labeled = rows.filter((row) => known[row] === 1).slice(0, mostMined);
  for (const row of labeled) taken.add(row);
  return rows.filter((row) => taken.has(row));
}

/** 1 for those of some rows that count. */
function only(rows: Int32Array, wanted: Uint8Array): Uint8Array {
  const marks = new Uint8Array(wanted.length);
  for (const row of rows) marks[row] = wanted[row] ?? 0;
  return marks;
}

/**
 * Suggests `pattern` functions: what texts have besides words (links, amounts of money, long numbers, capitals, emoji, runs of
 * marks, length), words at the beginning or end of a text, beginnings that some words share (`subscri`), words beside numbers,
 * numbers inside words, and two words with one or two others between. Give `votes` to look at rows that no function covers yet.
 *
 * Chosen as `suggestKeywords` chooses words: labels are carried to other rows by the words of the column; the surest come
 * first; of patterns with mostly the same rows only the best is suggested. Each regular expression takes time in proportion to a
 * text's length. Look at each before you keep it.
 *
 * Cost: some 0.3 ms a row of 100 characters, for 20,000 rows at most (of more, those with labels and others evenly); each
 * likely one is then looked for in all rows. Memory: some 2 KB for each row looked in.
 *
 * @throws LabelingError for a column that is missing or not text, labels or votes of other rows, rows of fewer than two
 * labels, options out of range.
 *
 * @example
 * ```ts
 * import { defineTask, suggestPatterns, tableFromRows } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const texts = ["call 09061234567", "win £500", "prize 08712345678", "see you", "on my way", "at nine", "ok bye"];
 * const found = suggestPatterns(task, tableFromRows(texts.map((text) => ({ text }))), {
 *   column: "text",
 *   labels: ["spam", "spam", "spam", "ham", "ham", "ham", null],
 *   minRows: 2,
 *   minOdds: 2,
 * });
 * console.log(found.suggestions[0]?.source);
 * // const spamDigit = pattern(task, { name: "spam_digit", column: "text", pattern: /\d/, label: "spam" });
 * ```
 */
export function suggestPatterns<T extends AnyTask>(
  task: T,
  table: TableShape,
  options: SuggestPatternsOptions<T>,
): FunctionSuggestions<LabelOf<T>, RowOf<T>> {
  const column: TextColumn<T> = options.column;
  const request = checkTextRequest(task, table, options, where);
  const { given, wanted, names, minRows, count } = request;
  const labels = task.labels.names as readonly LabelOf<T>[];
  const { words } = collectWords(table, column, minRows);
  const spread = spreadLabels(given, words, labels.length);
  const rules = { ...request, size: labels.length };
  const sample = minedRows(wanted, given.known);
  const wordRows = new Map(words.terms.map((term, i) => [term, rowsOfTerm(words, i).length]));
  const mined = minePatterns(sample === null ? table : takeRows(table, sample), column, minRows, wordRows);
  const placed =
    sample === null ? mined : mined.map((each) => ({ ...each, rows: each.rows.map((row) => sample[row] ?? 0) }));
  const minedFrom = sample === null ? wanted : only(sample, wanted);
  // What words tell of a pattern is not quite what it matches: the likely ones are looked for in all rows.
  const likely = rankCandidates(placed, spread, given, { ...rules, wanted: minedFrom, count: lookAgain * count });
  const candidates = likely.map(({ candidate }) => candidate);
  const matched = rowsMatching(
    table,
    column,
    candidates.map(({ shape }) => shape),
  );
  const exact = candidates.map((each, i) => ({ ...each, rows: matched[i] ?? each.rows }));
  const ranked = rankCandidates(exact, spread, given, rules);
  return suggestionsOf<LabelOf<T>, RowOf<T>, PatternCandidate>(ranked, labels, request, ({ shape }, label) => {
    const name = names.give(`${slug(label)}_${slug(shape.name)}`);
    const regExp = new RegExp(shape.source, shape.flags);
    const spec = [`name: ${literal(name)}`, `column: ${literal(column)}`, `pattern: ${String(regExp)}`];
    return {
      function: pattern(task, { name, column, pattern: regExp, label }),
      looksFor: shape.name,
      verb: "pattern",
      spec: `{ ${spec.join(", ")}, label: ${literal(label)} }`,
    };
  });
}
