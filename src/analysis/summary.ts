/** One labeling function in a summary. Shares are of all rows, 0 to 1. */
export interface FunctionSummary<L extends string = string, N extends string = string> {
  readonly name: N;
  /** The labels it voted for ("polarity"). */
  readonly polarity: readonly L[];
  /** Rows it voted on. */
  readonly votes: number;
  /** Share of rows it voted on. */
  readonly coverage: number;
  /** Share of rows it voted on together with another function. */
  readonly overlaps: number;
  /** Share of rows where another function voted for another label. */
  readonly conflicts: number;
  /** With gold: votes that were right. */
  readonly correct: number | null;
  /** With gold: votes that were wrong. */
  readonly incorrect: number | null;
  /** With gold: share of its votes, on rows with gold, that were right; null without such votes. */
  readonly accuracy: number | null;
  /** With a model: the share of its votes that the model takes to be right. */
  readonly learnedAccuracy: number | null;
  /** Rows it failed on. */
  readonly faults: number;
}

/** A row for each labeling function, and the whole. Prints as a table. */
export interface Summary<L extends string = string, N extends string = string> {
  readonly functions: readonly FunctionSummary<L, N>[];
  /** Number of rows. */
  readonly rows: number;
  /** Share of rows with at least one vote. */
  readonly coverage: number;
  /** Share of rows with at least two voters. */
  readonly overlaps: number;
  /** Share of rows with votes that differ. */
  readonly conflicts: number;
  /** Whether gold labels were given. */
  readonly hasGold: boolean;
  /** Whether a model was given. */
  readonly hasModel: boolean;
}
