import type { VotePatterns } from "../matrix/vote-patterns.ts";

/** How often labeling functions vote on the same rows, and differ there. */
export interface ConflictCounts {
  /** The functions looked at, by their place in the votes. */
  readonly functions: readonly number[];
  /** n x n: rows on which both vote. */
  readonly together: Float64Array;
  /** n x n: rows on which both vote, for different labels. */
  readonly differing: Float64Array;
}

/** Counts conflicts between some labeling functions. O(sum over distinct patterns of the square of their votes). */
export function countConflicts(patterns: VotePatterns, functions: readonly number[]): ConflictCounts {
  const n = functions.length;
  const placeOf = new Int32Array(patterns.functions.length).fill(-1);
  functions.forEach((j, place) => (placeOf[j] = place));
  const together = new Float64Array(n * n);
  const differing = new Float64Array(n * n);
  const { offsets, functions: voters, codes } = patterns.votes;
  for (let u = 0; u < patterns.size; u++) {
    const rows = patterns.counts[u] ?? 0;
    const end = offsets[u + 1] ?? 0;
    for (let i = offsets[u] ?? 0; i < end; i++) {
      const a = placeOf[voters[i] ?? 0] ?? -1;
      if (a < 0) continue;
      for (let k = i + 1; k < end; k++) {
        const b = placeOf[voters[k] ?? 0] ?? -1;
        if (b < 0) continue;
        const differ = codes[i] === codes[k] ? 0 : rows;
        for (const cell of [a * n + b, b * n + a]) {
          together[cell] = (together[cell] ?? 0) + rows;
          differing[cell] = (differing[cell] ?? 0) + differ;
        }
      }
    }
  }
  return { functions, together, differing };
}
