import { foldText } from "../../functions/text-fold.ts";
import { findWords } from "../../functions/text-match.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { eachText } from "../../tables/each-text.ts";

/** In how many rows each term occurs: of all rows, and of each kind of row. */
export interface TermCounts {
  /** The terms; the place of a term is its number. */
  readonly terms: readonly string[];
  readonly all: readonly number[];
  /** Rows of kind 1, and of kind 2. */
  readonly ofKind: readonly [readonly number[], readonly number[]];
  /** Equal for terms that occur in the same rows. */
  readonly sameRows: readonly number[];
}

/** Kinds of row, as bits: 1 = uncovered, 2 = with conflicts. */
export type RowKinds = Uint8Array;

const whiteSpace = /^\s+$/;

/** What is looked for in text: words, and pairs of those words of which it holds. */
interface Sought {
  readonly words: boolean;
  readonly pairs: (word: string) => boolean;
}

/** Calls `visit` with each term of each row, once a row or more. Two words are a pair where white space stands between them. */
export function eachTerm(
  table: TableShape,
  column: string,
  { words: wanted, pairs }: Sought,
  visit: (term: string, row: number) => void,
): void {
  eachText(table, column, (given, row) => {
    const text = foldText(given);
    const words = findWords(text);
    for (let w = 0; w < words.length; w++) {
      const found = words[w];
      if (found === undefined) continue;
      if (wanted) visit(found.word, row);
      const next = words[w + 1];
      if (next === undefined || !pairs(found.word) || !pairs(next.word)) continue;
      const between = text.slice(found.start + found.word.length, next.start);
      if (whiteSpace.test(between)) visit(`${found.word} ${next.word}`, row);
    }
  });
}

/** A well mixed 32-bit number of a row number. */
function mix(row: number): number {
  const hash = Math.imul((row + 1) ^ ((row + 1) >>> 16), 0x85ebca6b);
  return Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
}

class Counter implements TermCounts {
  readonly terms: string[] = [];
  readonly all: number[] = [];
  readonly ofKind: [number[], number[]] = [[], []];
  readonly sameRows: number[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #last: number[] = [];
  readonly #kinds: RowKinds;

  constructor(kinds: RowKinds) {
    this.#kinds = kinds;
  }

  numberOf(term: string): number | undefined {
    return this.#numbers.get(term);
  }

  readonly add = (term: string, row: number): void => {
    let number = this.#numbers.get(term);
    if (number === undefined) {
      number = this.terms.length;
      this.#numbers.set(term, number);
      this.terms.push(term);
      for (const counts of [this.all, this.sameRows, ...this.ofKind]) counts.push(0);
      this.#last.push(-1);
    }
    if (this.#last[number] === row) return; // counted for this row
    this.#last[number] = row;
    const kind = this.#kinds[row] ?? 0;
    this.all[number] = (this.all[number] ?? 0) + 1;
    this.sameRows[number] = ((this.sameRows[number] ?? 0) + mix(row)) | 0; // in whatever order
    this.ofKind.forEach((counts, bit) => {
      if ((kind & (1 << bit)) !== 0) counts[number] = (counts[number] ?? 0) + 1;
    });
  };
}

/**
 * Counts the words of a text column, then the pairs of words that are themselves in at least `minRows` rows of a kind: no
 * other pair can be. Memory: the distinct words, and those pairs.
 */
export function countTerms(table: TableShape, column: string, kinds: RowKinds, minRows: number): TermCounts {
  const words = new Counter(kinds);
  eachTerm(table, column, { words: true, pairs: () => false }, words.add);
  const isFrequent = (word: string): boolean => {
    const number = words.numberOf(word) ?? -1;
    return words.ofKind.some((counts) => (counts[number] ?? 0) >= minRows);
  };
  const pairs = new Counter(kinds);
  eachTerm(table, column, { words: false, pairs: isFrequent }, pairs.add);
  const [a, b] = [words.ofKind, pairs.ofKind];
  return {
    terms: words.terms.concat(pairs.terms),
    all: words.all.concat(pairs.all),
    sameRows: words.sameRows.concat(pairs.sameRows),
    ofKind: [a[0].concat(b[0]), a[1].concat(b[1])],
  };
}

/** Calls `visit` with each of some terms and each row that has it, once. */
export function eachRowOf(
  table: TableShape,
  column: string,
  terms: ReadonlySet<string>,
  visit: (term: string, row: number) => void,
): void {
  const last = new Map<string, number>();
  const parts = new Set(Array.from(terms).flatMap((term) => term.split(" ")));
  eachTerm(table, column, { words: true, pairs: (word) => parts.has(word) }, (term, row) => {
    if (!terms.has(term) || last.get(term) === row) return;
    last.set(term, row);
    visit(term, row);
  });
}
