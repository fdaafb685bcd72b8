import type { VoteSource } from "../matrix/vote-source.ts";

/** The label models there are. */
export type LabelModelKind = "em" | "majority" | "weighted-majority" | "dawid-skene" | "one-coin" | "triplets" | "ebcc";

/** What a label model has learned of one labeling function. */
export interface FunctionEstimate<N extends string = string> extends VoteSource<N> {
  /** How many votes it cast in the data the model was fitted on. */
  readonly votes: number;
  /** The share of all rows it voted on, 0 to 1. */
  readonly coverage: number;
  /**
   * The share of its votes that the model takes to be right, 0 to 1; null where it never voted. For functions of several
   * labels the default model draws it to what they have in common, the more the fewer votes there are.
   */
  readonly accuracy: number | null;
  /** How uncertain the accuracy is: its standard error; null where the model does not know. */
  readonly standardError: number | null;
  /**
   * Between which accuracies the true one lies with 90 % probability, `[low, high]`; null where the model does not know.
   * It is about chance alone: it holds as far as the model does.
   */
  readonly interval: readonly [low: number, high: number] | null;
  /** How much its votes count after dependence on other functions, above 0 to 1: copies share the weight of one. */
  readonly weight: number;
  /**
   * How probable each vote is on rows of each true label, among the rows it votes on: K rows, one for each true label,
   * of K numbers that sum to 1. Null where it never voted, above 64 labels, and where the model has no such table.
   */
  readonly confusion: readonly (readonly number[])[] | null;
  /** The one label it ever votes for, or null when it votes for several (or none). */
  readonly onlyLabel: string | null;
}

/** A start from which a fit was tried. */
export interface FitStart {
  /** What it starts from, in words. */
  readonly name: string;
  /** The objective reached from there. */
  readonly objective: number;
  /** Whether the result is the one reached from there. */
  readonly chosen: boolean;
}

/** A safety rule that fired. */
export interface FitRule {
  /** Its name, such as "unanimous vote overturned". */
  readonly rule: string;
  /** The labeling functions it is about. */
  readonly functions: readonly string[];
  /** On how many rows it fired. */
  readonly rows: number;
  /** Why it fired, in words. */
  readonly reason: string;
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
   * What the fit maximizes, after each round; for the default model, after each round from which its prior is settled.
   * Empty for models that maximize nothing.
   */
  readonly objective: readonly number[];
  /** What the objective is, in words. */
  readonly objectiveIs: string;
  /** Whether the method promises that the objective never falls. The default model does not with functions of one label. */
  readonly monotone: boolean;
  /** The starts that were tried. */
  readonly starts: readonly FitStart[];
  /** Safety rules that fired. */
  readonly rules: readonly FitRule[];
  /** Number of rows the model was fitted on. */
  readonly rows: number;
  /** Number of those that some function covers. */
  readonly coveredRows: number;
  /** Number of distinct vote patterns. */
  readonly patterns: number;
  /** What a reader should know before trusting the result, in words. */
  readonly warnings: readonly string[];
}
