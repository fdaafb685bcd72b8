import type { VotePatterns } from "../matrix/vote-patterns.ts";
import { coveredPatterns } from "./as-patterns.ts";

/** How often each function voted for each label. */
export interface VoteCounts {
  /** m x K, function by function: rows on which function j voted for label v. */
  readonly byLabel: Float64Array;
  /** m: votes of function j. */
  readonly byFunction: Float64Array;
  /** m: rows with a vote of function j; fewer than its votes where it answered a row more than once. */
  readonly rowsVoted: Float64Array;
  /** m: the same, each vote counted by its confidence. */
  readonly evidence: Float64Array;
  /** m: the one label code a function ever votes for; -1 when several or none. */
  readonly onlyLabel: Int32Array;
  /** Rows that some function covers. */
  readonly coveredRows: number;
}

/** Counts votes by function and label. O(votes in distinct patterns). */
export function countVotes(patterns: VotePatterns): VoteCounts {
  const { votes, counts, labels, functions } = patterns;
  const k = labels.size;
  const byLabel = new Float64Array(functions.length * k);
  const evidence = new Float64Array(functions.length);
  const rowsVoted = new Float64Array(functions.length);
  for (let u = 0; u < patterns.size; u++) {
    const count = counts[u] ?? 0;
    const start = votes.offsets[u] ?? 0;
    for (let i = start; i < (votes.offsets[u + 1] ?? 0); i++) {
      const j = votes.functions[i] ?? 0;
      if (i === start || votes.functions[i - 1] !== j) rowsVoted[j] = (rowsVoted[j] ?? 0) + count;
      const cell = j * k + (votes.codes[i] ?? 0);
      byLabel[cell] = (byLabel[cell] ?? 0) + count;
      evidence[j] = (evidence[j] ?? 0) + count * (votes.strengths?.[i] ?? 1);
    }
  }
  const byFunction = new Float64Array(functions.length);
  const onlyLabel = new Int32Array(functions.length).fill(-1);
  for (let j = 0; j < functions.length; j++) {
    let used = 0;
    for (let v = 0; v < k; v++) {
      const count = byLabel[j * k + v] ?? 0;
      byFunction[j] = (byFunction[j] ?? 0) + count;
      if (count > 0) onlyLabel[j] = used++ === 0 ? v : -1;
    }
  }
  const covered = coveredPatterns(patterns);
  const coveredRows = counts.reduce((sum, count, u) => sum + count * (covered[u] ?? 0), 0);
  return { byLabel, byFunction, rowsVoted, evidence, onlyLabel, coveredRows };
}

/** The expected number of right votes of each function under given posteriors (U x K), votes counted by confidence. */
export function expectedRight(patterns: VotePatterns, posteriors: Float64Array): (j: number) => number {
  const { offsets, functions, codes, strengths } = patterns.votes;
  const k = patterns.labels.size;
  const right = new Float64Array(patterns.functions.length);
  for (let u = 0; u < patterns.size; u++) {
    for (let i = offsets[u] ?? 0; i < (offsets[u + 1] ?? 0); i++) {
      const j = functions[i] ?? 0;
      const agreement = posteriors[u * k + (codes[i] ?? 0)] ?? 0;
      right[j] = (right[j] ?? 0) + (patterns.counts[u] ?? 0) * (strengths?.[i] ?? 1) * agreement;
    }
  }
  return (j) => right[j] ?? 0;
}
