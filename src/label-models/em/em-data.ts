import type { VoteRows } from "../scan/vote-rows.ts";
import type { VoteScan } from "../scan/vote-scan.ts";
import type { GoldRows } from "./gold-rows.ts";

/** What every step of the model looks at. */
export interface EmData {
  readonly scan: VoteScan;
  /** All rows, or some 100,000 of them: for statistics of pairs and triples. */
  readonly sample: VoteRows;
  /** m: the one label a function votes for, or -1. */
  readonly oneLabel: Int32Array;
  /** m: votes of a function, each counted by its strength. */
  readonly votes: Float64Array;
  /** m: sum over a function's votes of 1 / (votes on the row): the part of its rows that it decides itself. */
  readonly share: Float64Array;
  /** Rows whose label is known, or null. */
  readonly gold: GoldRows | null;
}

/** m: a function's votes in `evidence` (m x K). */
export function votesOf(evidence: Float64Array, m: number): Float64Array {
  const k = evidence.length / Math.max(1, m);
  return Float64Array.from({ length: m }, (_, j) =>
    evidence.subarray(j * k, (j + 1) * k).reduce((sum, n) => sum + n, 0),
  );
}

/**
 * m: sum over a function's votes of 1 / (votes on the row), scaled from the sample to all votes.
 */
export function sharesOf(sample: VoteRows, votes: Float64Array): Float64Array {
  const share = new Float64Array(votes.length);
  const seen = new Float64Array(votes.length);
  const { offsets, functions, strengths, weights } = sample;
  for (let u = 0; u < weights.length; u++) {
    const start = offsets[u] ?? 0;
    const end = offsets[u + 1] ?? 0;
    const weight = weights[u] ?? 0;
    for (let i = start; i < end; i++) {
      const j = functions[i] ?? 0;
      const counted = weight * (strengths?.[i] ?? 1);
      share[j] = (share[j] ?? 0) + counted / (end - start);
      seen[j] = (seen[j] ?? 0) + counted;
    }
  }
  return share.map((sum, j) => ((seen[j] ?? 0) > 0 ? (sum * (votes[j] ?? 0)) / (seen[j] ?? 1) : 0));
}
