import { LabelingError } from "../../errors.ts";
import type { Gold } from "../../labels/gold.ts";
import { checkLabelMatrix } from "../../matrix/check-matrix.ts";
import type { LabelMatrix } from "../../matrix/label-matrix.ts";
import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { checkColumns, checkTable } from "../../tables/schema.ts";
import { printAs } from "../../util/brands.ts";
import { checkName, checkNumber } from "../../util/checks.ts";
import { countTerms, eachRowOf, type RowKinds } from "./count-terms.ts";
import { labelsOfRows } from "./row-labels.ts";
import { rankTerms, type RankedTerm } from "./rank-terms.ts";
import { describeTerms, type SuggestedTerm, type TermSuggestions } from "./term-suggestions.ts";

/** Where terms are looked for, and how many are wanted. */
export interface SuggestTermsOptions<L extends string = string> {
  /** The text column to look in. */
  readonly column: string;
  /** The most terms for uncovered rows, and for rows with conflicts. @defaultValue 10 */
  readonly count?: number | undefined;
  /** In how many of the rows in question a term must be. @defaultValue 3 */
  readonly minRows?: number | undefined;
  /** Labels of the rows, to tell which one rows with a term mostly have: of a learner, or gold. @defaultValue none */
  readonly labels?: ProbabilisticLabels<L> | Gold<L> | undefined;
}

const where = "suggestTerms";

function checkVotes(given: unknown, rows: number): LabelMatrix {
  const votes = checkLabelMatrix(given, `${where}, votes`);
  if (votes.rows === rows) return votes;
  throw new LabelingError("incompatible", {
    where: `${where}, votes`,
    got: `votes on ${votes.rows} rows`,
    expected: `votes on the ${rows} rows of the table`,
  });
}

/** Which rows no function votes on, and on which functions differ. */
function kindsOf(votes: LabelMatrix): RowKinds {
  const first = new Int32Array(votes.rows).fill(-1);
  const kinds = new Uint8Array(votes.rows).fill(1);
  for (const column of votes.votes) {
    for (let row = 0; row < column.length; row++) {
      const code = column[row] ?? -1;
      if (code < 0) continue;
      if (first[row] === -1) [first[row], kinds[row]] = [code, 0];
      else if (first[row] !== code) kinds[row] = 2;
    }
  }
  return kinds;
}

/**
 * Suggests what to write rules about: words, and pairs of words, that stand out in rows that no function covers, and in
 * rows on which functions vote for different labels. For each term the rows that have it, and how much more frequent it is
 * there than elsewhere; with `labels` the label that rows with it mostly have. Ranked by log-likelihood ratio (Dunning 1993),
 * so that words which are frequent everywhere do not show. `keywords(task, { any: [term], ... })` finds each as it stands.
 *
 * Text is compared as `keywords` does, without differences of case. Scripts without spaces between words have no words here.
 *
 * Cost: two passes over the text, three with labels, some microseconds a row of 100 characters each. Memory: the distinct words.
 *
 * @throws LabelingError for a column that is missing or not text, votes or labels of other rows, options out of range.
 *
 * @example
 * ```ts
 * import { labelMatrix, labelSet, suggestTerms, tableFromRows } from "labelwright";
 *
 * const table = tableFromRows([
 *   { text: "Great song!" },
 *   { text: "check out my channel" },
 *   { text: "please check out this" },
 *   { text: "love this song" },
 * ]);
 * const votes = labelMatrix(labelSet(["ham", "spam"]), { song: ["ham", null, null, "ham"] });
 * const { uncovered } = suggestTerms(table, votes, { column: "text", minRows: 2 });
 * console.log(uncovered.map(({ term, rows }) => `${term}: ${rows}`)); // [ "check: 2" ]; "check out" is in the same rows
 * ```
 */
export function suggestTerms<L extends string, N extends string>(
  table: TableShape,
  votes: LabelMatrix<L, N>,
  options: SuggestTermsOptions<L>,
): TermSuggestions<L> {
  const { numRows: total } = checkTable(table, where);
  const given = options as SuggestTermsOptions<L> | undefined;
  const column = checkName(given?.column, `${where}, column`);
  checkColumns(table, { [column]: "utf8" }, where);
  const count = checkNumber(options.count, 10, { where: `${where}, count`, min: 0, whole: true });
  const minRows = checkNumber(options.minRows, 3, { where: `${where}, minRows`, min: 1, whole: true });
  const { labels } = checkVotes(votes, total);
  const labelsOf = labelsOfRows(options.labels, labels, total, where);

  const kinds = kindsOf(votes);
  const sizes = [1, 2].map((kind) => kinds.reduce((sum, each) => sum + (each === kind ? 1 : 0), 0));
  const [uncoveredRows = 0, conflictRows = 0] = sizes;
  const counts = countTerms(table, column, kinds, minRows);
  const rank = (kind: 0 | 1, size: number): readonly RankedTerm[] =>
    rankTerms(counts, counts.ofKind[kind], { size, total, count, minRows });
  const ranked = { uncovered: rank(0, uncoveredRows), conflicts: rank(1, conflictRows) };

  const masses = new Map<string, Float64Array>();
  const chosen = new Set([...ranked.uncovered, ...ranked.conflicts].map(({ term }) => term));
  if (labelsOf !== null) {
    eachRowOf(table, column, chosen, (term, row) => {
      const probabilities = labelsOf(row);
      if (probabilities === null) return;
      const mass = masses.get(term) ?? new Float64Array(labels.size);
      masses.set(term, mass);
      for (let y = 0; y < mass.length; y++) mass[y] = (mass[y] ?? 0) + (probabilities[y] ?? 0);
    });
  }
  const suggest = ({ term, rows, all, uncovered, lift }: RankedTerm, size: number): SuggestedTerm<L> => {
    const mass = masses.get(term);
    const best = mass === undefined ? -1 : mass.indexOf(Math.max(...mass));
    const whole = mass?.reduce((sum, each) => sum + each, 0) ?? 0;
    return Object.freeze({
      term,
      rows,
      share: rows / size,
      elsewhere: all - rows,
      lift,
      coverage: 1 - uncovered / all,
      label: (labels.names[best] as L | undefined) ?? null,
      labelShare: mass === undefined || best < 0 ? null : (mass[best] ?? 0) / whole,
    });
  };
  const suggestions: TermSuggestions<L> = {
    rows: total,
    uncoveredRows,
    conflictRows,
    uncovered: Object.freeze(ranked.uncovered.map((each) => suggest(each, uncoveredRows))),
    conflicts: Object.freeze(ranked.conflicts.map((each) => suggest(each, conflictRows))),
  };
  printAs(suggestions, () => describeTerms(suggestions));
  return Object.freeze(suggestions);
}
