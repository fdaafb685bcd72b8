import type { VoteRows } from "./vote-rows.ts";

/**
 * Scores of labels that are log-linear in a row's votes, before normalization:
 * `score[y] = bias[y] + sum over its votes of strength x table[j, v, y]`. All numbers finite.
 */
export interface DenseScores {
  /** K numbers. */
  readonly bias: Float64Array;
  /** m x K x K: function j, voted label v, label y, in cell `(j K + v) K + y`. */
  readonly table: Float64Array;
}

/**
 * The same where a vote for `v` says one thing of `v` and another of all other labels: two numbers a vote instead of
 * K. For many labels: a row costs the square of its votes, never K.
 */
export interface CompactScores {
  /** K numbers. */
  readonly bias: Float64Array;
  /** m x K: what a vote of j for v adds to the score of v. */
  readonly hit: Float64Array;
  /** m x K: what it adds to that of every other label. */
  readonly miss: Float64Array;
}

/** What a sweep counts; every number is overwritten. Rows without votes have no part in it. */
export interface DenseCounts {
  /** m x K x K: expected votes of j for v on rows of y, each counted by its row's weight and its strength. */
  readonly expected: Float64Array;
  /** K: expected rows of each label. */
  readonly labelRows: Float64Array;
}

/** The same for compact scores. Expected votes for v on rows of other labels are `evidence` less `hits`. */
export interface CompactCounts {
  /** m x K: expected votes of j for y on rows of y. */
  readonly hits: Float64Array;
  /** m x K: expected votes of j, for whatever label, on rows of y. */
  readonly seen: Float64Array;
  /** K: expected rows of each label. */
  readonly labelRows: Float64Array;
}

/** What the posteriors say together. */
export interface PosteriorStep {
  /** Log of the sum of exp(score), summed over rows with votes. */
  readonly logLikelihood: number;
  /** Largest difference to the posteriors that were there before. */
  readonly change: number;
}

/**
 * Votes made ready to be passed over many times. All rows that it scans (`size`: distinct patterns or rows) have a
 * weight: how many rows of the votes they stand for. Results do not depend on which implementation is behind it, up to
 * rounding, and are the same bits on every run.
 */
export interface VoteScan {
  /** Whether it scans the votes of patterns one by one, or codes of several functions' joint vote. */
  readonly kind: "votes" | "blocks";
  /** Number of functions (m). */
  readonly functions: number;
  /** Number of labels (K). */
  readonly labels: number;
  /** How many patterns or rows it scans (U). */
  readonly size: number;
  /** Rows that they stand for, and those of them with a vote. */
  readonly rows: number;
  readonly coveredRows: number;
  /** One byte for each of `size`: whether it has a vote. */
  readonly covered: Uint8Array;
  /** The pattern of each row; null where each scanned row is one row. */
  readonly rowPatterns: Int32Array | null;
  /** m x K: votes of j for v, each counted by its row's weight and its strength. */
  readonly evidence: Float64Array;

  /** E and M step in one pass. Returns the log likelihood (log of the sum of exp(score), rows with votes only). O(votes K). */
  sweep(scores: DenseScores, counts: DenseCounts): number;
  /** The same for compact scores. O(sum of squared votes of a row + m K). */
  sweepCompact(scores: CompactScores, counts: CompactCounts): number;
  /** Posteriors, `size` x K, of rows without votes too (the bias alone): overwrites `out`. */
  posteriors(scores: DenseScores, out: Float64Array): PosteriorStep;
  /** The same for compact scores. O(sum of squared votes + `size` K). */
  posteriorsCompact(scores: CompactScores, out: Float64Array): PosteriorStep;
  /**
   * The votes of at most `most` of the scanned rows, evenly strided, with their weights: to start from, and for
   * statistics of pairs and triples, whose sampling error on some 100,000 rows is far below what they are used for.
   */
  sample(most: number): VoteRows;
  /** A scan of the same rows as `sample`: sweeps over it are cheap, and end near where those over all rows do. */
  sampleScan(most: number): VoteScan;
}
