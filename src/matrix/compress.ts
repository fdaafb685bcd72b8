import { growInt32 } from "../util/grow.ts";
import { HashIndex } from "../util/hash-index.ts";
import type { LabelMatrix } from "./label-matrix.ts";
import { confidenceSteps, stepOf, takeVotes, type VoteColumn } from "./take-votes.ts";
import { VotePatterns } from "./vote-patterns.ts";

/** Rows packed at a time: their words stay in the processor's cache. */
const windowRows = 4096;

/** One function's votes, and which word of a row they are packed into. */
interface PackedColumn extends VoteColumn {
  readonly word: number;
  /** How many symbols there are: abstain, and each label, or each label at each confidence step. */
  readonly radix: number;
}

/** Packs as many functions into one 31-bit word as their symbols allow: two rows are equal when their words are. */
function planColumns(matrix: LabelMatrix): { readonly columns: readonly PackedColumn[]; readonly words: number } {
  let word = 0;
  let product = 1;
  const columns = matrix.votes.map((votes, j): PackedColumn => {
    const confidences = matrix.confidences[j] ?? null;
    const radix = 1 + matrix.labels.size * (confidences === null ? 1 : confidenceSteps);
    if (product * radix > 2 ** 31) {
      word++;
      product = 1;
    }
    product *= radix;
    return { votes, confidences, word, radix };
  });
  return { columns, words: word + 1 };
}

/** Adds one function's votes on a window of rows to the rows' words. */
function packColumn({ votes, confidences, radix }: PackedColumn, words: Int32Array, first: number, rows: number): void {
  if (confidences === null) packVotes(votes, radix, words, first, rows);
  else {
    for (let i = 0; i < rows; i++) {
      const code = votes[first + i] ?? -1;
      const symbol = code < 0 ? 0 : code * confidenceSteps + stepOf(confidences[first + i] ?? 1);
      words[i] = Math.imul(words[i] ?? 0, radix) + symbol;
    }
  }
}

/** The same without confidences: a loop without branches, as most of the time goes here. */
function packVotes(votes: VoteColumn["votes"], radix: number, words: Int32Array, first: number, rows: number): void {
  for (let i = 0; i < rows; i++) words[i] = Math.imul(words[i] as number, radix) + (votes[first + i] as number) + 1;
}

/** The distinct rows seen so far, known by their words. */
class WordTable {
  readonly index: HashIndex = new HashIndex();
  readonly window: readonly Int32Array[];
  #keys: Int32Array = new Int32Array(1024);
  #row = 0;
  readonly #isSame = (u: number): boolean => {
    const { window } = this;
    const base = u * window.length;
    for (let w = 0; w < window.length; w++) if (this.#keys[base + w] !== window[w]?.[this.#row]) return false;
    return true;
  };

  constructor(words: number) {
    this.window = Array.from({ length: words }, () => new Int32Array(windowRows));
  }

  /** The pattern of row `i` of the window. */
  find(i: number): number {
    this.#row = i;
    let hash = 0;
    for (const words of this.window) hash = Math.imul(hash ^ (hash >>> 15) ^ (words[i] ?? 0), 0x85ebca6b);
    const before = this.index.size;
    const u = this.index.find(hash, this.#isSame);
    if (u === before) this.#remember(u, i);
    return u;
  }

  #remember(u: number, i: number): void {
    const words = this.window.length;
    this.#keys = growInt32(this.#keys, (u + 1) * words);
    for (let w = 0; w < words; w++) this.#keys[u * words + w] = this.window[w]?.[i] ?? 0;
  }
}

/**
 * The distinct rows of a label matrix, in order of first appearance, with their counts and each row's pattern.
 * Exact; confidences are rounded to tenths, at least 0.1.
 *
 * Cost: O(N m) byte reads and O(N) look-ups; memory 4 bytes a row for the row index, and the distinct rows.
 *
 * @example
 * ```ts
 * import { compressVotes, labelMatrix, labelSet } from "labelwright";
 *
 * const votes = labelMatrix(labelSet(["ham", "spam"]), { link: ["spam", "spam", null], money: [null, null, "spam"] });
 * console.log(compressVotes(votes).size); // 2
 * ```
 */
export function compressVotes<L extends string, N extends string>(matrix: LabelMatrix<L, N>): VotePatterns<L, N> {
  const { columns, words } = planColumns(matrix);
  const table = new WordTable(words);
  const rowPatterns = new Int32Array(matrix.rows);
  let firstRows = new Int32Array(1024);
  for (let first = 0; first < matrix.rows; first += windowRows) {
    const rows = Math.min(windowRows, matrix.rows - first);
    for (const window of table.window) window.fill(0);
    for (const column of columns) packColumn(column, table.window[column.word] ?? new Int32Array(), first, rows);
    firstRows = growInt32(firstRows, table.index.size + rows) as Int32Array<ArrayBuffer>;
    for (let i = 0; i < rows; i++) {
      const before = table.index.size;
      const u = table.find(i);
      if (u === before) firstRows[u] = first + i;
      rowPatterns[first + i] = u;
    }
  }
  const { labels, functions } = matrix;
  const size = table.index.size;
  const counts = new Float64Array(size);
  for (const u of rowPatterns) counts[u] = (counts[u] ?? 0) + 1;
  const votes = takeVotes(columns, firstRows.subarray(0, size));
  return new VotePatterns({ labels, functions, votes, counts, rowPatterns });
}
