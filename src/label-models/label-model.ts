import type { LabelSet } from "../labels/label-set.ts";
import type { LabelMatrix } from "../matrix/label-matrix.ts";
import type { VotePatterns } from "../matrix/vote-patterns.ts";
import type { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import type { Explanation } from "./explanation.ts";
import type { FitReport, FunctionEstimate, LabelModelKind } from "./fit-report.ts";
import type { LabelModelJson } from "./model-json.ts";

/** Votes in either form: a matrix with a row for each row, or its distinct patterns. */
export type Votes<L extends string = string, N extends string = string> = LabelMatrix<L, N> | VotePatterns<L, N>;

/** A fitted label model: how far each labeling function is to be trusted, and from it the labels. Frozen. */
export interface LabelModel<L extends string = string, N extends string = string> {
  readonly kind: LabelModelKind;
  readonly labels: LabelSet<L>;
  /** What was learned of each labeling function. */
  readonly functions: readonly FunctionEstimate<N>[];
  /** The probability of each label on rows without votes, in label order; sums to 1. */
  readonly classBalance: readonly number[];
  /** The label of rows on which no function votes, where one was given. */
  readonly defaultLabel: L | null;
  readonly report: FitReport;
  /**
   * The probability of each label on each row, from votes of the same functions. O(votes in distinct patterns x K).
   *
   * @throws LabelingError `incompatible` for votes of other functions, versions or labels.
   */
  predict(votes: Votes<L, N>): ProbabilisticLabels<L>;
  /**
   * Why a row gets its probabilities: what each vote adds to the score of each label. Rows count from 0; patterns
   * that have lost their rows (merged, retracted) count as rows themselves. O(m + votes of the row x K).
   *
   * @throws LabelingError `incompatible` as `predict`; `bad_option` for a number that is no row.
   */
  explain(votes: Votes<L, N>, row: number): Explanation<L>;
  /** As JSON: numbers, names and the report, no code. `labelModelFromJson` reads it back, bit for bit. */
  toJSON(): LabelModelJson;
}
