import type { VoteSource } from "../matrix/vote-source.ts";

/** The label models there are. */
export type LabelModelKind = "em" | "majority";

/** What a label model has learned of one labeling function. */
export interface FunctionEstimate<N extends string = string> extends VoteSource<N> {
  /** How many votes it cast in the data the model was fitted on. */
  readonly votes: number;
  /** The share of all rows it voted on, 0 to 1. */
  readonly coverage: number;
  /** The share of its votes that the model takes to be right, 0 to 1; null where it never voted. */
  readonly accuracy: number | null;
  /** The one label it ever votes for, or null when it votes for several (or none). */
  readonly onlyLabel: string | null;
}

/** How a fit went. */
export interface FitReport {
  /** Rounds of estimation. */
  readonly iterations: number;
  /** Whether the estimates settled. */
  readonly converged: boolean;
  /** Why it stopped, in words. */
  readonly stopReason: string;
  /**
   * After each round, the logarithm of the probability of the votes cast, summed over rows. The prior of the
   * estimates is not in it, so it need not rise in every round.
   */
  readonly logLikelihood: readonly number[];
  /** Number of rows the model was fitted on. */
  readonly rows: number;
  /** Number of those that some function covers. */
  readonly coveredRows: number;
  /** Number of distinct vote patterns. */
  readonly patterns: number;
  /** What a reader should know before trusting the result, in words. */
  readonly warnings: readonly string[];
}
