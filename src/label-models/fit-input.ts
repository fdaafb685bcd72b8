import type { VotePatterns } from "../matrix/vote-patterns.ts";
import type { ProgressHandler } from "../util/progress.ts";
import type { VoteCounts } from "./vote-counts.ts";

/** When the rounds of a fit end. */
export interface FitLimits {
  readonly maxIterations: number;
  /** The largest change in a round at which the estimates have settled. */
  readonly tolerance: number;
}

/** What every kind of label model is fitted on. */
export interface FitInput {
  readonly patterns: VotePatterns;
  readonly counts: VoteCounts;
  /** K probabilities that sum to 1: the given class balance, or equal ones. */
  readonly balance: Float64Array;
  /** Whether the class balance was given: models that learn it then keep it. */
  readonly isBalanceGiven: boolean;
  readonly limits: FitLimits;
  readonly progress: ProgressHandler;
}
