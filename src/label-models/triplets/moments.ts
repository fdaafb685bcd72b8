import type { PatternVotes } from "../../matrix/vote-patterns.ts";

/** What is known of every pair of functions, j by j: m x m, both halves filled. */
export interface PairMoments {
  /** Rows on which both voted, by the product of their confidences. */
  readonly overlap: Float64Array;
  /** Agreement corrected for chance: 1 when they always agree, 0 as often as by lot, below 0 when less often. */
  readonly agreement: Float64Array;
}

/** Agreements of all pairs of functions on the rows on which both voted. O(votes of a row squared, over patterns). */
export function countPairs(votes: PatternVotes, rows: Float64Array, m: number, k: number): PairMoments {
  const { offsets, functions, codes, strengths } = votes;
  const overlap = new Float64Array(m * m);
  const agreement = new Float64Array(m * m);
  for (let u = 0; u < rows.length; u++) {
    const end = offsets[u + 1] ?? 0;
    for (let a = offsets[u] ?? 0; a < end; a++) {
      const j = functions[a] ?? 0;
      const count = (rows[u] ?? 0) * (strengths?.[a] ?? 1);
      for (let b = a + 1; b < end; b++) {
        const l = functions[b] ?? 0;
        if (l === j) continue;
        const both = count * (strengths?.[b] ?? 1);
        const cell = j < l ? j * m + l : l * m + j;
        overlap[cell] = (overlap[cell] ?? 0) + both;
        if (codes[a] === codes[b]) agreement[cell] = (agreement[cell] ?? 0) + both;
      }
    }
  }
  for (let j = 0; j < m; j++) {
    for (let l = j + 1; l < m; l++) {
      const cell = j * m + l;
      const n = overlap[cell] ?? 0;
      const corrected = n === 0 ? 0 : ((k * (agreement[cell] ?? 0)) / n - 1) / (k - 1);
      agreement[cell] = corrected;
      agreement[l * m + j] = corrected;
      overlap[l * m + j] = n;
    }
  }
  return { overlap, agreement };
}
