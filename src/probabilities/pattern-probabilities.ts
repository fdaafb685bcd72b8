import type { LabelSet } from "../labels/label-set.ts";

/** The bare facts of probabilistic labels, for what works on them from inside. */
export interface PatternProbabilities {
  readonly labels: LabelSet;
  /** Number of rows (N). */
  readonly rows: number;
  /** U x K, pattern by pattern. */
  readonly probabilities: Float64Array;
  /** Whether a pattern has any vote: U bytes. */
  readonly coveredPatterns: Uint8Array;
  /** The pattern of each row; null where each pattern is one row. */
  readonly rowPatterns: Int32Array | null;
}
