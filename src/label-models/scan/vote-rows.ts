import type { PatternVotes, VotePatterns } from "../../matrix/vote-patterns.ts";

/** Weighted rows of votes, one after the other (compressed sparse rows). A function's repeated answers on a row are neighbors. */
export interface VoteRows extends PatternVotes {
  /** Number of functions (m). */
  readonly functionCount: number;
  /** Number of labels (K). */
  readonly labels: number;
  /** How many rows each stands for. */
  readonly weights: Float64Array;
}

/** The votes of patterns; their weights are their counts. */
export function rowsOfPatterns(patterns: VotePatterns): VoteRows {
  return {
    ...patterns.votes,
    functionCount: patterns.functions.length,
    labels: patterns.labels.size,
    weights: patterns.counts,
  };
}

/** Row numbers below `size`, at most `most` of them, evenly strided. */
export function stridedRows(size: number, most: number): Int32Array {
  const taken = Math.min(size, Math.max(1, Math.floor(most)));
  const rows = new Int32Array(taken);
  for (let i = 0; i < taken; i++) rows[i] = Math.floor((i * size) / taken);
  return rows;
}

/** At most `most` of some rows, evenly strided; the rows themselves where they are no more. */
export function sampleRows(rows: VoteRows, most: number): VoteRows {
  const size = rows.weights.length;
  if (size <= most) return rows;
  const taken = stridedRows(size, most);
  const offsets = new Int32Array(taken.length + 1);
  taken.forEach((u, i) => {
    offsets[i + 1] = (offsets[i] ?? 0) + (rows.offsets[u + 1] ?? 0) - (rows.offsets[u] ?? 0);
  });
  const total = offsets[taken.length] ?? 0;
  const functions = new Int32Array(total);
  const codes = new Int16Array(total);
  const strengths = rows.strengths === null ? null : new Float32Array(total);
  taken.forEach((u, i) => {
    const [from, to, at] = [rows.offsets[u] ?? 0, rows.offsets[u + 1] ?? 0, offsets[i] ?? 0];
    functions.set(rows.functions.subarray(from, to), at);
    codes.set(rows.codes.subarray(from, to), at);
    if (strengths !== null && rows.strengths !== null) strengths.set(rows.strengths.subarray(from, to), at);
  });
  const { functionCount, labels } = rows;
  const weights = Float64Array.from(taken, (u) => rows.weights[u] ?? 0);
  return { offsets, functions, codes, strengths, weights, functionCount, labels };
}

/** m x K: votes of each function for each label, counted by weight and strength. */
export function countEvidence(rows: VoteRows): Float64Array {
  const { offsets, functions, codes, strengths, weights, labels } = rows;
  const evidence = new Float64Array(rows.functionCount * labels);
  for (let u = 0; u < weights.length; u++) {
    const weight = weights[u] ?? 0;
    const end = offsets[u + 1] ?? 0;
    for (let i = offsets[u] ?? 0; i < end; i++) {
      const cell = (functions[i] ?? 0) * labels + (codes[i] ?? 0);
      evidence[cell] = (evidence[cell] ?? 0) + weight * (strengths === null ? 1 : (strengths[i] ?? 1));
    }
  }
  return evidence;
}
