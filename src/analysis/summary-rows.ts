import type { VotePatterns } from "../matrix/vote-patterns.ts";

/** Counts of one pass over the patterns, by function. */
export interface SummaryCounts {
  /** m: rows a function votes on. */
  readonly votes: Float64Array;
  /** m: those on which another function votes too. */
  readonly overlaps: Float64Array;
  /** m: those on which another function votes for another label. */
  readonly conflicts: Float64Array;
  /** m x K: votes of function j for label v. */
  readonly byLabel: Float64Array;
  /** Rows with at least one vote, with two or more voters, and with votes that differ. */
  readonly covered: number;
  readonly overlapping: number;
  readonly conflicting: number;
}

/** Coverage, overlaps and conflicts from vote patterns. O(votes in distinct patterns). */
export function countSummary(patterns: VotePatterns): SummaryCounts {
  const m = patterns.functions.length;
  const k = patterns.labels.size;
  const { offsets, functions, codes } = patterns.votes;
  const votes = new Float64Array(m);
  const overlaps = new Float64Array(m);
  const conflicts = new Float64Array(m);
  const byLabel = new Float64Array(m * k);
  let covered = 0;
  let overlapping = 0;
  let conflicting = 0;
  for (let u = 0; u < patterns.size; u++) {
    const [start, end] = [offsets[u] ?? 0, offsets[u + 1] ?? 0];
    if (start === end) continue;
    const count = patterns.counts[u] ?? 0;
    covered += count;
    const [differ, several] = differences(start, end, codes, functions);
    if (several) overlapping += count;
    if (differ) conflicting += count;
    for (let i = start; i < end; i++) {
      const j = functions[i] ?? 0;
      const cell = j * k + (codes[i] ?? 0);
      byLabel[cell] = (byLabel[cell] ?? 0) + count;
      if (i > start && functions[i - 1] === j) continue; // a worker's second answer to an item
      votes[j] = (votes[j] ?? 0) + count;
      if (several) overlaps[j] = (overlaps[j] ?? 0) + count;
      if (differ) conflicts[j] = (conflicts[j] ?? 0) + count; // where votes differ, every voter meets another label
    }
  }
  return { votes, overlaps, conflicts, byLabel, covered, overlapping, conflicting };
}

function differences(
  start: number,
  end: number,
  codes: Int16Array,
  functions: Int32Array,
): [differ: boolean, several: boolean] {
  let differ = false;
  let several = false;
  for (let i = start + 1; i < end; i++) {
    if (codes[i] !== codes[start]) differ = true;
    if (functions[i] !== functions[start]) several = true;
  }
  return [differ && several, several]; // a worker who answers twice is in no conflict
}
