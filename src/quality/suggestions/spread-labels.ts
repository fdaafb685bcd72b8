import type { KnownLabels } from "./known-labels.ts";
import type { TermRows } from "./text-terms.ts";

const rounds = 10;

/** Rows of each label that have a word, besides those counted: keeps a word of one label from deciding alone. */
const smoothing = 0.1;

/** The words of each row: those of row r are `words[starts[r]]` to `words[starts[r + 1] - 1]`. */
interface RowWords {
  readonly starts: Int32Array;
  readonly words: Int32Array;
}

function byRow({ starts, rows, terms }: TermRows, count: number): RowWords {
  const rowStarts = new Int32Array(count + 1);
  for (const row of rows) rowStarts[row + 1] = (rowStarts[row + 1] ?? 0) + 1;
  for (let row = 0; row < count; row++) rowStarts[row + 1] = (rowStarts[row + 1] ?? 0) + (rowStarts[row] ?? 0);
  const next = rowStarts.slice();
  const words = new Int32Array(rows.length);
  for (let term = 0; term < terms.length; term++) {
    for (let i = starts[term] ?? 0; i < (starts[term + 1] ?? 0); i++) {
      const row = rows[i] ?? 0;
      words[next[row] ?? 0] = term;
      next[row] = (next[row] ?? 0) + 1;
    }
  }
  return { starts: rowStarts, words };
}

/** The logarithm of how frequent each word is in rows of each label (V x K), and of each label's share. */
function estimate(
  probabilities: Float64Array,
  { starts, words }: RowWords,
  vocabulary: number,
  size: number,
): { readonly words: Float64Array; readonly labels: Float64Array } {
  const counts = new Float64Array(vocabulary * size).fill(smoothing);
  const totals = new Float64Array(size).fill(smoothing * vocabulary);
  const shares = new Float64Array(size).fill(1);
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let y = 0; y < size; y++) {
      const p = probabilities[row * size + y] ?? 0;
      if (p === 0) continue;
      shares[y] = (shares[y] ?? 0) + p;
      const [from, to] = [starts[row] ?? 0, starts[row + 1] ?? 0];
      totals[y] = (totals[y] ?? 0) + p * (to - from);
      for (let i = from; i < to; i++) {
        const at = (words[i] ?? 0) * size + y;
        counts[at] = (counts[at] ?? 0) + p;
      }
    }
  }
  const sum = shares.reduce((a, b) => a + b, 0);
  return {
    words: counts.map((count, i) => Math.log(count / (totals[i % size] ?? 1))),
    labels: shares.map((share) => Math.log(share / sum)),
  };
}

/**
 * Labels for the rows of which nothing is known, by the words they share with others: naive Bayes, fitted on the known rows,
 * then by EM on all of them (Nigam, McCallum, Thrun and Mitchell 2000). What is known stays as it is.
 *
 * @returns the probability of each label of each row (N x K)
 */
export function spreadLabels({ probabilities, known }: KnownLabels, words: TermRows, size: number): Float64Array {
  const rowWords = byRow(words, known.length);
  const all = probabilities.slice();
  const scores = new Float64Array(size);
  for (let round = 0; round <= rounds; round++) {
    const { words: logs, labels } = estimate(all, rowWords, words.terms.length, size);
    for (let row = 0; row < known.length; row++) {
      if (known[row] === 1) continue;
      scores.set(labels);
      for (let i = rowWords.starts[row] ?? 0; i < (rowWords.starts[row + 1] ?? 0); i++) {
        const first = (rowWords.words[i] ?? 0) * size;
        for (let y = 0; y < size; y++) scores[y] = (scores[y] ?? 0) + (logs[first + y] ?? 0);
      }
      const best = scores.reduce((a, b) => Math.max(a, b), -Infinity);
      let sum = 0;
      for (let y = 0; y < size; y++) sum += scores[y] = Math.exp((scores[y] ?? 0) - best);
      for (let y = 0; y < size; y++) all[row * size + y] = (scores[y] ?? 0) / sum;
    }
  }
  return all;
}
