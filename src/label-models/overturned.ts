import type { PatternVotes } from "../matrix/vote-patterns.ts";
import { tieTolerance } from "../probabilities/ties.ts";

/** Patterns on which a unanimous vote is overturned. */
export interface Overturned {
  /** On how many rows. */
  readonly rows: number;
  /** On which patterns. */
  readonly patterns: readonly number[];
}

/** The label that at least two functions vote for on a pattern, and none against; -1 where there is no such label. */
export function unanimousLabel({ offsets, functions, codes }: PatternVotes, u: number): number {
  const start = offsets[u] ?? 0;
  const end = offsets[u + 1] ?? 0;
  const label = codes[start] ?? -1;
  let voters = start < end ? 1 : 0;
  for (let i = start + 1; i < end; i++) {
    if (codes[i] !== label) return -1;
    if (functions[i] !== functions[i - 1]) voters++;
  }
  return voters >= 2 ? label : -1;
}

/**
 * Rows on which at least two functions voted, all for the same label, and another label is more probable by more than
 * a tie. `posteriors` are U x K. O(votes + K for each unanimous pattern).
 */
export function countOverturned(
  patterns: { readonly votes: PatternVotes; readonly counts: Float64Array },
  posteriors: Float64Array,
): Overturned {
  const { votes, counts } = patterns;
  const k = counts.length === 0 ? 0 : posteriors.length / counts.length;
  const found: number[] = [];
  let rows = 0;
  for (let u = 0; u < counts.length; u++) {
    const label = unanimousLabel(votes, u);
    if (label < 0 || mostProbable(posteriors, u, k, label) === label) continue;
    found.push(u);
    rows += counts[u] ?? 0;
  }
  return { rows, patterns: found };
}

/** The most probable label of a pattern; `label` where it is among those that tie. */
export function mostProbable(posteriors: Float64Array, u: number, k: number, label: number): number {
  let best = label;
  let max = (posteriors[u * k + label] ?? 0) + tieTolerance;
  for (let y = 0; y < k; y++) {
    const p = posteriors[u * k + y] ?? 0;
    if (p > max) [best, max] = [y, p];
  }
  return best;
}
