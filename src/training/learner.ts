import type { LabelSet } from "../labels/label-set.ts";
import type { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import type { ProgressHandler } from "../util/progress.ts";

/** What a learner is trained on: rows, and a probability for each label on each of them. */
export interface TrainingData<L extends string, X> {
  /** The rows as the learner sees them: a feature matrix, or a table. */
  readonly input: X;
  /** The labels of these rows. Rows that nothing covers do not count. */
  readonly labels: ProbabilisticLabels<L>;
  /** How much each row counts, at least 0; null: each row the same. */
  readonly weights: Float64Array | null;
}

/** What a learner may be told when it is trained. */
export interface LearnerFitOptions {
  /** The seed of whatever is drawn at random. @defaultValue 0 */
  readonly seed?: number | string | undefined;
  /** Stops the training: the error's code is `aborted`. @defaultValue none */
  readonly signal?: AbortSignal | undefined;
  /** Is told how far the training is. @defaultValue nobody */
  readonly onProgress?: ProgressHandler | undefined;
  /**
   * A model that this learner has trained on the same features and labels, as in an earlier round: a learner that can
   * starts from it, and is done sooner. @defaultValue none
   */
  readonly start?: LearnedModel | null | undefined;
}

/** A trained learner: gives a probability for each label to any row, whether a labeling function votes on it or not. Frozen. */
export interface LearnedModel<L extends string = string, X = unknown> {
  /** The name of the learner that trained it. */
  readonly learner: string;
  /** The labels it chooses from. */
  readonly labels: LabelSet<L>;
  /** The probability of each label on each row. Every row counts as covered. */
  predict(input: X, options?: { readonly signal?: AbortSignal | undefined }): Predicted<L>;
  /** What its learner reads back with `fromJson`. */
  toJSON(): unknown;
}

/** Labels now, or later where the model runs elsewhere. */
export type Predicted<L extends string> = ProbabilisticLabels<L> | Promise<ProbabilisticLabels<L>>;

/**
 * A way to train a model on probabilistic labels: `logisticRegression` here, or any other through
 * `learnerFromFunctions`. Self-training and active learning take any of them.
 */
export interface Learner<X> {
  /** Its name, for reports. */
  readonly name: string;
  /** Trains a model. The same data and seed give the same model. */
  fit<L extends string>(
    data: TrainingData<L, X>,
    options?: LearnerFitOptions,
  ): LearnedModel<L, X> | Promise<LearnedModel<L, X>>;
  /** Reads back what `toJSON` of a model gave. Null where models cannot be kept. */
  readonly fromJson: (<L extends string>(json: unknown, labels: LabelSet<L>) => LearnedModel<L, X>) | null;
}
