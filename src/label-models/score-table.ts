/**
 * What a vote adds to the score of each label, as a table over labeling functions j, voted labels v and labels y.
 * Scores are logarithms; a vote's strength multiplies what it adds.
 */
export type VoteTable = DenseTable | CompactTable;

/** Every cell apart. With S subtypes of each label there is a cell for each of the K S states y S + s. */
export interface DenseTable {
  readonly form: "dense";
  /** m x K x (K S): cell `(j K + v) K S + state`. */
  readonly cells: Float64Array;
}

/** For many labels: a vote adds one number to the voted label, and another one to every other label alike. */
export interface CompactTable {
  readonly form: "compact";
  /** m x K: what a vote of j for v adds to v, cell `j K + v`. */
  readonly hit: Float64Array;
  /** m x K: what it adds to every other label. */
  readonly miss: Float64Array;
}

/** How a model turns votes into probabilities: score = bias + what the votes add; probabilities are its softmax. */
export interface ScoreRule {
  /** K: the probability of each label on rows without votes. */
  readonly classBalance: Float64Array;
  /** K S: the score of each state before any vote. */
  readonly bias: Float64Array;
  /** Null for majority vote: the labels with most votes share the probability. */
  readonly table: VoteTable | null;
  /** S: states of each label, summed over in its probability; 1 but for EBCC. */
  readonly subtypes: number;
  /** The code of the label of rows without votes, which then count as covered; -1 for none. @defaultValue -1 */
  readonly defaultLabel?: number;
}
