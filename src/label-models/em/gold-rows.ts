import { softmaxInPlace } from "../../util/logs.ts";
import type { VotePatterns } from "../../matrix/vote-patterns.ts";
import type { VoteRows } from "../scan/vote-rows.ts";
import type { CompactScores, DenseCounts, DenseScores } from "../scan/vote-scan.ts";

/** Rows whose label is known, beside all votes of which they are part. */
export interface GoldRows {
  readonly rows: VoteRows;
  /** The code of each row's label. */
  readonly labels: Int16Array;
}

/**
 * Clamps known rows after a sweep: what the model believed of them leaves the counts, and what is known comes in.
 * O(votes of the known rows x K).
 */
export function clampCounts({ rows, labels }: GoldRows, { bias, table }: DenseScores, counts: DenseCounts): void {
  const k = rows.labels;
  const posterior = new Float64Array(k);
  for (let u = 0; u < labels.length; u++) {
    const [start, end] = [rows.offsets[u] ?? 0, rows.offsets[u + 1] ?? 0];
    if (start === end) continue;
    posterior.set(bias);
    for (let i = start; i < end; i++) {
      const base = ((rows.functions[i] ?? 0) * k + (rows.codes[i] ?? 0)) * k;
      const strength = rows.strengths?.[i] ?? 1;
      for (let y = 0; y < k; y++) posterior[y] = (posterior[y] ?? 0) + strength * (table[base + y] ?? 0);
    }
    softmaxInPlace(posterior);
    const weight = rows.weights[u] ?? 0;
    for (let y = 0; y < k; y++) posterior[y] = weight * ((labels[u] === y ? 1 : 0) - (posterior[y] ?? 0));
    for (let y = 0; y < k; y++) counts.labelRows[y] = Math.max(0, (counts.labelRows[y] ?? 0) + (posterior[y] ?? 0));
    for (let i = start; i < end; i++) {
      const base = ((rows.functions[i] ?? 0) * k + (rows.codes[i] ?? 0)) * k;
      const strength = rows.strengths?.[i] ?? 1;
      for (let y = 0; y < k; y++) {
        counts.expected[base + y] = Math.max(0, (counts.expected[base + y] ?? 0) + strength * (posterior[y] ?? 0));
      }
    }
  }
}

/** The same for two numbers a vote, of the expected right votes alone. O(known rows x K + their votes). */
export function clampHits({ rows, labels }: GoldRows, { bias, hit, miss }: CompactScores, hits: Float64Array): void {
  const k = rows.labels;
  const posterior = new Float64Array(k);
  for (let u = 0; u < labels.length; u++) {
    const [start, end] = [rows.offsets[u] ?? 0, rows.offsets[u + 1] ?? 0];
    posterior.set(bias);
    for (let i = start; i < end; i++) {
      const v = rows.codes[i] ?? 0;
      const cell = (rows.functions[i] ?? 0) * k + v;
      posterior[v] = (posterior[v] ?? 0) + (rows.strengths?.[i] ?? 1) * ((hit[cell] ?? 0) - (miss[cell] ?? 0));
    }
    softmaxInPlace(posterior);
    for (let i = start; i < end; i++) {
      const v = rows.codes[i] ?? 0;
      const cell = (rows.functions[i] ?? 0) * k + v;
      const share = (rows.weights[u] ?? 0) * (rows.strengths?.[i] ?? 1);
      hits[cell] = Math.max(0, (hits[cell] ?? 0) + share * ((labels[u] === v ? 1 : 0) - (posterior[v] ?? 0)));
    }
  }
}

/** The known rows of some votes, a row for each pattern and label. `codes` has a code for each row, -1 = not known. */
export function collectGold(votes: VotePatterns, codes: Int32Array): GoldRows {
  const k = votes.labels.size;
  const known = new Map<number, number>();
  codes.forEach((code, row) => {
    if (code < 0) return;
    const key = (votes.rowPatterns?.[row] ?? row) * k + code;
    known.set(key, (known.get(key) ?? 0) + 1);
  });
  const keys = Float64Array.from(known.keys()).sort();
  const offsets = new Int32Array(keys.length + 1);
  const places: number[] = [];
  keys.forEach((key, i) => {
    const u = Math.floor(key / k);
    for (let at = votes.votes.offsets[u] ?? 0; at < (votes.votes.offsets[u + 1] ?? 0); at++) places.push(at);
    offsets[i + 1] = places.length;
  });
  const { functions, codes: voted, strengths } = votes.votes;
  const rows: VoteRows = {
    offsets,
    functions: Int32Array.from(places, (at) => functions[at] ?? 0),
    codes: Int16Array.from(places, (at) => voted[at] ?? 0),
    strengths: strengths && Float32Array.from(places, (at) => strengths[at] ?? 1),
    weights: Float64Array.from(keys, (key) => known.get(key) ?? 0),
    functionCount: votes.functions.length,
    labels: k,
  };
  return { rows, labels: Int16Array.from(keys, (key) => key % k) };
}
