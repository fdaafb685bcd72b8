import type { TableShape } from "../../../tables/arrow-shape.ts";
import { tableWindows } from "../../../tables/windows.ts";
import { checkNumber } from "../../../util/checks.ts";
import { compareCodePoints } from "../../../util/code-points.ts";
import type { Block } from "../block.ts";

/** How n-grams are looked for. */
export interface FindTermsOptions {
  /** The most n-grams told of one feature. @defaultValue 3 */
  readonly limit?: number | undefined;
}

/** An n-gram, and how many of the rows looked at have it. */
export interface FoundTerm {
  /** As it is compared: without differences of case; `" fr"` begins a word. */
  readonly term: string;
  readonly rows: number;
}

/** The n-grams found for each feature that has some, most frequent first. */
export type FoundTerms = ReadonlyMap<number, readonly FoundTerm[]>;

/** Finds the n-grams of a table that fall in some features. Memory: in proportion to the distinct ones. */
export function findTerms(
  blocks: readonly Block[],
  firsts: readonly number[],
  table: TableShape,
  wanted: readonly number[],
  options: FindTermsOptions,
): FoundTerms {
  const limit = checkNumber(options.limit, 3, { where: "features, findTerms, limit", min: 1, whole: true });
  const counts = new Map(wanted.map((feature) => [feature, new Map<string, { rows: number; last: number }>()]));
  blocks.forEach((block, i) => {
    if (block.findTerms === undefined) return;
    const first = firsts[i] ?? 0;
    for (const { columns, firstRow } of tableWindows(table, [block.column])) {
      const window = columns.get(block.column);
      if (window === undefined) continue;
      block.findTerms(window, (feature, term, row) => {
        const terms = counts.get(first + feature);
        if (terms === undefined) return;
        const known = terms.get(term);
        if (known === undefined) terms.set(term, { rows: 1, last: firstRow + row });
        else if (known.last !== firstRow + row) {
          known.rows++;
          known.last = firstRow + row;
        }
      });
    }
  });
  const found = Array.from(counts, ([feature, terms]): [number, readonly FoundTerm[]] => [
    feature,
    Array.from(terms, ([term, { rows }]) => ({ term, rows }))
      .sort((a, b) => b.rows - a.rows || compareCodePoints(a.term, b.term))
      .slice(0, limit),
  ]);
  return new Map(found.filter(([, terms]) => terms.length > 0));
}
