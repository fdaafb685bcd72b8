import type { LabelSet } from "../labels/label-set.ts";
import type { LabelMatrix } from "../matrix/label-matrix.ts";
import type { VotePatterns } from "../matrix/vote-patterns.ts";
import type { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import type { Explanation } from "./explanation.ts";
import type { FitReport, FunctionEstimate, LabelModelKind } from "./fit-report.ts";
import type { LabelModelJson } from "./model-json.ts";

/** Votes in either form: a matrix with a row for each row, or its distinct patterns. */
export type Votes<L extends string = string, N extends string = string> = LabelMatrix<L, N> | VotePatterns<L, N>;

/**
 * A fitted label model: how far each labeling function is to be trusted, and from it the labels. Frozen, and plain: what
 * was learned can be read, printed, and kept as JSON. Almost every kind scores the labels of a row by a sum over its
 * votes, and gives their softmax as probabilities.
 */
export interface LabelModel<L extends string = string, N extends string = string> {
  /** Which label model it is. */
  readonly kind: LabelModelKind;
  /** The labels it chooses from. */
  readonly labels: LabelSet<L>;
  /** What was learned of each labeling function. */
  readonly functions: readonly FunctionEstimate<N>[];
  /** The probability of each label on rows without votes, in label order; sums to 1. */
  readonly classBalance: readonly number[];
  /** The label of rows on which no function votes, where one was given; else null. */
  readonly defaultLabel: L | null;
  /** How the fit went: read `converged` and `warnings` before you trust the labels. */
  readonly report: FitReport;
  /**
   * The probability of each label on each row, from votes of the same functions. O(votes in distinct patterns x K).
   *
   * @throws LabelingError `incompatible` for votes of other functions, versions or labels.
   */
  predict(votes: Votes<L, N>): ProbabilisticLabels<L>;
  /**
   * Why a row gets its probabilities: what each vote adds to the score of each label, and what the class balance and silence add. Rows count from 0; patterns
   * that have lost their rows (merged, retracted) count as rows themselves. O(m + votes of the row x K).
   *
   * @throws LabelingError `incompatible` as `predict`; `bad_option` for a number that is no row.
   */
  explain(votes: Votes<L, N>, row: number): Explanation<L>;
  /** As JSON: numbers, names and the report, no code. `labelModelFromJson` reads it back, bit for bit. */
  toJSON(): LabelModelJson;
}
