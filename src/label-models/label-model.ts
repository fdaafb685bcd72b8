import type { LabelSet } from "../labels/label-set.ts";
import type { LabelMatrix } from "../matrix/label-matrix.ts";
import type { VotePatterns } from "../matrix/vote-patterns.ts";
import type { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
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
  /** The probability of each label before any vote, in label order; sums to 1. */
  readonly classBalance: readonly number[];
  readonly report: FitReport;
  /**
   * The probability of each label on each row, from votes of the same functions. O(votes in distinct patterns x K).
   *
   * @throws LabelingError `incompatible` for votes of other functions, versions or labels.
   */
  predict(votes: Votes<L, N>): ProbabilisticLabels<L>;
  /** As JSON: numbers, names and the report, no code. `labelModelFromJson` reads it back, bit for bit. */
  toJSON(): LabelModelJson;
}
