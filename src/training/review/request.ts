import type { Votes } from "../../label-models/label-model.ts";
import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import type { FeatureMatrix } from "../features/feature-matrix.ts";
import type { ReviewAnswers } from "./answers.ts";
import type { ReviewDiversity } from "./by-doubt.ts";
import type { ReviewStrategy } from "./strategies.ts";

/** What a review list is made from. */
export interface ReviewRequest<L extends string = string, N extends string = string> {
  /** The probability of each label on each row: a learner's `predict`, or where there is none the label model's. */
  readonly probabilities: ProbabilisticLabels<L>;
  /** The votes on the rows. @defaultValue none; rows with the same votes are then known from a label model's probabilities alone */
  readonly votes?: Votes<L, N> | undefined;
  /** The features of the rows, to ask about rows unlike each other. @defaultValue none */
  readonly features?: FeatureMatrix | undefined;
  /** The answers there are: their rows are not asked about again, and count for their patterns. @defaultValue none */
  readonly answers?: ReviewAnswers<L> | undefined;
  /** Further rows not to ask about. @defaultValue none */
  readonly exclude?: Iterable<number> | undefined;
  /** Most rows to ask about. @defaultValue 10 */
  readonly count?: number | undefined;
  /**
   * How rows are chosen:
   *
   * - `"uncertain-diverse"`: rows on which the probabilities are unsure and that differ from each other (BADGE);
   * - `"expected-gain"`: the vote pattern on whose rows an answer should set right the most labels, and a random row of it;
   * - `"balanced"`: by turns the two, as far as there are votes;
   * - `"entropy"`, `"margin"`, `"least-confident"`: the rows whose probabilities are least sure;
   * - `"conflict"`: the rows whose votes disagree most;
   * - `"random"`: any rows, to compare with, or to measure with.
   * @defaultValue "uncertain-diverse"
   */
  readonly strategy?: ReviewStrategy | undefined;
  /**
   * For the strategies that rank rows: `"patterns"` takes one row of each vote pattern before a second, `"features"` picks
   * rows unlike each other and those answered from eight times as many as are wanted. @defaultValue "none"
   */
  readonly diversity?: ReviewDiversity | undefined;
  /** What asking about each row costs, above 0: rows are chosen by worth per cost. @defaultValue each 1 */
  readonly costs?: ArrayLike<number> | undefined;
  /** The most that all rows together may cost. @defaultValue no limit */
  readonly budget?: number | undefined;
  /** The seed of what is drawn at random. @defaultValue 0 */
  readonly seed?: number | string | undefined;
}
