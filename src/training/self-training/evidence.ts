import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { softmaxInPlace } from "../../util/logs.ts";

/** What the label model says of each row, written out row by row. */
export interface Evidence {
  /** N x K: its probabilities; on rows that no function covers, the class balance. */
  readonly probabilities: Float64Array;
  /** Whether some function covers the row: N bytes. */
  readonly covered: Uint8Array;
  readonly labels: number;
  /** The rows that some function covers, and the others, each rising. */
  readonly known: Int32Array;
  readonly open: Int32Array;
}

/** Writes out what probabilistic labels say of each row. 8 K bytes a row. */
export function evidenceOf(soft: ProbabilisticLabels): Evidence {
  const k = soft.labels.size;
  const probabilities = new Float64Array(soft.rows * k);
  const covered = new Uint8Array(soft.rows);
  for (let row = 0; row < soft.rows; row++) {
    const u = soft.rowPatterns?.[row] ?? row;
    probabilities.set(soft.probabilities.subarray(u * k, (u + 1) * k), row * k);
    covered[row] = soft.coveredPatterns[u] ?? 0;
  }
  const all = Int32Array.from(covered, (_, row) => row);
  return {
    probabilities,
    covered,
    labels: k,
    known: all.filter((row) => covered[row] === 1),
    open: all.filter((row) => covered[row] === 0),
  };
}

/** A probability of exactly 0 would overrule all else that is known. */
const least = 1e-6;

/**
 * Pools what the learner and the labeling functions say of each row, as of two witnesses who do not know of each other:
 * the learner's probabilities to the power `trust`, times those of the label model over their mean (the logarithmic
 * pool of Genest and Zidek 1986). Rows that no function covers have the learner's alone. N x K, new. O(N K).
 *
 * @param learned N x K: the learner's probabilities, out of sample.
 * @param shares The label model's mean probabilities over the rows it covers.
 */
export function poolEvidence(
  learned: Float64Array,
  evidence: Evidence,
  shares: Float64Array,
  trust: number,
): Float64Array {
  const { probabilities, covered, labels: k } = evidence;
  const pooled = new Float64Array(learned.length);
  for (let row = 0; row < covered.length; row++) {
    const start = row * k;
    const known = covered[row] === 1;
    for (let i = start; i < start + k; i++) {
      const score = trust * Math.log((learned[i] ?? 0) + least);
      pooled[i] = known ? score + Math.log((probabilities[i] ?? 0) + least) - Math.log(shares[i - start] ?? 1) : score;
    }
    softmaxInPlace(pooled.subarray(start, start + k));
  }
  return pooled;
}
