import type { LabelSet } from "../../labels/label-set.ts";
import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import type { LearnerInput } from "../learner-input.ts";
import type { LearnerFitOptions, TrainingData } from "../learner.ts";

/** What a predict function is told beside the rows. */
export interface BatchOptions {
  /** The labels: the order in which it gives their probabilities. */
  readonly labels: LabelSet;
  /** The number of the batch's first row. */
  readonly firstRow: number;
  /** Says when nobody waits for the answer any more; hand it on to `fetch`. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Probabilities of K labels on N rows: N arrays of K numbers, N x K numbers row by row, or probabilistic labels. Those of
 * a row sum to 1, give or take 0.001.
 */
export type BatchProbabilities = ArrayLike<ArrayLike<number>> | ArrayLike<number> | ProbabilisticLabels;

/** The functions that make a learner. `X` is what it sees of the rows, `M` the model that its fit makes. */
export interface LearnerFunctions<X extends LearnerInput, M> {
  /** Its name, for reports and errors. */
  readonly name: string;
  /**
   * Trains a model, now or later. It gets only rows that count: covered ones with a weight above 0. The same data and
   * seed should give the same model.
   */
  readonly fit: (data: TrainingData<string, X>, options: LearnerFitOptions) => M | Promise<M>;
  /** The probability of each label on each row of a batch, now or later. */
  readonly predict: (model: M, input: X, options: BatchOptions) => BatchProbabilities | Promise<BatchProbabilities>;
  /** Most rows that predict is given at a time. @defaultValue 1024 */
  readonly batchRows?: number | undefined;
  /** How many batches are under way at the same time, for models that run elsewhere. @defaultValue 1 */
  readonly concurrency?: number | undefined;
  /** A model as a JSON value. @defaultValue none: models cannot be kept */
  readonly toJson?: ((model: M) => unknown) | undefined;
  /** The model of such a JSON value. @defaultValue none: models cannot be kept */
  readonly fromJson?: ((json: unknown) => M) | undefined;
}
