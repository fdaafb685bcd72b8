import { eachTerm } from "../../analysis/terms/count-terms.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { growInt32 } from "../../util/grow.ts";

/** Terms, and the rows that have each. */
export interface TermRows {
  readonly terms: readonly string[];
  /** Where the rows of each term begin in `rows`, and where the last one's end. */
  readonly starts: Int32Array;
  /** The rows of each term, ascending. */
  readonly rows: Int32Array;
}

/** The rows of one term. */
export const rowsOfTerm = ({ starts, rows }: TermRows, term: number): Int32Array =>
  rows.subarray(starts[term], starts[term + 1]);

/** Collects terms row by row: each counts once in a row. */
export class TermCollector {
  readonly #numbers = new Map<string, number>();
  readonly #terms: string[] = [];
  #lastRows: Int32Array = new Int32Array();
  #counts: Int32Array = new Int32Array();
  /** The numbers of the terms as they were found, and their rows. */
  #found: Int32Array = new Int32Array();
  #rows: Int32Array = new Int32Array();
  #length = 0;

  /** In how many rows a term is. */
  countOf(term: string): number {
    return this.#counts[this.#numbers.get(term) ?? -1] ?? 0;
  }

  /** Notes a term of a row; rows come in ascending order. */
  readonly add = (term: string, row: number): void => {
    let number = this.#numbers.get(term);
    if (number === undefined) {
      number = this.#terms.length;
      this.#numbers.set(term, number);
      this.#terms.push(term);
      this.#lastRows = growInt32(this.#lastRows, number + 1);
      this.#counts = growInt32(this.#counts, number + 1);
      this.#lastRows[number] = -1;
    }
    if (this.#lastRows[number] === row) return;
    this.#lastRows[number] = row;
    this.#counts[number] = (this.#counts[number] ?? 0) + 1;
    this.#found = growInt32(this.#found, this.#length + 1);
    this.#rows = growInt32(this.#rows, this.#length + 1);
    this.#found[this.#length] = number;
    this.#rows[this.#length++] = row;
  };

  /** The terms that are in at least `minRows` rows, in order of first appearance. */
  finish(minRows: number): TermRows {
    const places = new Int32Array(this.#terms.length).fill(-1);
    const terms: string[] = [];
    const starts = [0];
    this.#terms.forEach((term, number) => {
      const count = this.#counts[number] ?? 0;
      if (count < minRows) return;
      places[number] = terms.length;
      terms.push(term);
      starts.push((starts[starts.length - 1] ?? 0) + count);
    });
    const rows = new Int32Array(starts[starts.length - 1] ?? 0);
    const next = Int32Array.from(starts);
    for (let i = 0; i < this.#length; i++) {
      const place = places[this.#found[i] ?? 0] ?? -1;
      if (place < 0) continue;
      rows[next[place] ?? 0] = this.#rows[i] ?? 0;
      next[place] = (next[place] ?? 0) + 1;
    }
    return { terms, starts: Int32Array.from(starts), rows };
  }
}

/** The words of a text column, and pairs of neighboring words that are in at least `minRows` rows each. */
export function collectWords(
  table: TableShape,
  column: string,
  minRows: number,
): { readonly words: TermRows; readonly pairs: TermRows } {
  const words = new TermCollector();
  eachTerm(table, column, { words: true, pairs: () => false }, words.add);
  const pairs = new TermCollector();
  eachTerm(table, column, { words: false, pairs: (word) => words.countOf(word) >= minRows }, pairs.add);
  return { words: words.finish(2), pairs: pairs.finish(minRows) };
}
