import { softmaxInPlace } from "../../util/logs.ts";
import type { VoteRows } from "../scan/vote-rows.ts";
import type { DenseCounts, DenseScores } from "../scan/vote-scan.ts";

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
