import type { Gold } from "../../labels/gold.ts";
import type { LabelMatrix } from "../../matrix/label-matrix.ts";
import type { ProgressHandler } from "../../util/progress.ts";
import type { LearnedModel, Learner } from "../learner.ts";
import type { SelfTrainingRound } from "./history.ts";
import type { Selection, SelectionRule } from "./selection.ts";

/**
 * How votes and learner make a pseudo-label of a row on which functions vote; on other rows it is the learner's.
 *
 * - `"pool"`: both as witnesses, by the product of what they say (Genest and Zidek 1986).
 * - `"refit"`: the learner enters the label model as one more function, and all are fitted together.
 * - `"gate"`: the label model's, where the learner finds the same label most probable; other rows are left out.
 * - `"keep"`: the label model's. The learner only labels rows on which no function votes (classic self-training).
 * - `"replace"`: the learner's (noisy student). Votes count in the start only.
 */
export type EvidenceRule = "pool" | "refit" | "gate" | "keep" | "replace";

/** Rows made from others, to be trained on with the labels of those they were made from. */
export interface AugmentedRows<X> {
  /** The new rows. */
  readonly input: X;
  /** For each of them, the row it was made from. */
  readonly source: ArrayLike<number>;
}

/** Rows with known labels, kept out of the training, by which rounds are judged. */
export interface Validation<L extends string, X> {
  readonly input: X;
  readonly gold: Gold<L>;
}

/** How a model is trained on its own labels. */
export interface SelfTrainOptions<L extends string, X, N extends string = string> {
  /** What is trained. @defaultValue `logisticRegression()`, for feature matrices */
  readonly learner?: Learner<X> | undefined;
  /** How votes and learner make a pseudo-label. @defaultValue "pool" */
  readonly evidence?: EvidenceRule | undefined;
  /** The votes behind the labels, row by row, for `evidence: "refit"`. @defaultValue none */
  readonly votes?: LabelMatrix<L, N> | undefined;
  /**
   * The power of the learner's probabilities beside the votes, above 0 to 10: above 1 it counts as surer than it says,
   * as regularized learners are. @defaultValue 1.5
   */
  readonly trust?: number | undefined;
  /** Which rows without votes are trained on, by a rule or by a function that weighs them. @defaultValue { rule: "threshold", threshold: 0.9 } */
  readonly selection?: SelectionRule | Selection | undefined;
  /** Keeps the share of each label among pseudo-labels at what the start says. @defaultValue true */
  readonly align?: boolean | undefined;
  /** Most rounds, 0 to 100; 0 trains on the labels as they are. @defaultValue 2 */
  readonly rounds?: number | undefined;
  /** Parts for predictions out of sample, 2 to 20: each part is predicted by a model trained on the others. @defaultValue 3 */
  readonly folds?: number | undefined;
  /**
   * Stops when fewer than this share of rows change their most probable pseudo-label in a round, 0 to 1.
   * @defaultValue 0.002
   */
  readonly tolerance?: number | undefined;
  /** Rows that judge a round: it is refused when accuracy on them falls. @defaultValue none */
  readonly validation?: Validation<L, X> | undefined;
  /** Judges a round by a number, higher is better, in place of `validation`. @defaultValue none */
  readonly validate?: ((model: LearnedModel<L, X>, round: number) => number | Promise<number>) | undefined;
  /**
   * Where nothing else judges: a round is refused when learner and label model, on rows they both label, agree less
   * than at the start by more than this, 0 to 1. @defaultValue 0.02
   */
  readonly maxDisagreement?: number | undefined;
  /** Makes changed copies of rows, to be trained on with the rows' own labels. @defaultValue none */
  readonly augment?: ((rows: Int32Array, round: number) => AugmentedRows<X> | Promise<AugmentedRows<X>>) | undefined;
  /** The true labels where they are known, for the history only: they change nothing. @defaultValue none */
  readonly gold?: Gold<L> | undefined;
  /** Is told of each round when it is done; `false` stops there. @defaultValue none */
  readonly onRound?: ((round: SelfTrainingRound<L>, model: LearnedModel<L, X>) => unknown) | undefined;
  /**
   * A file that keeps what each round has found, so that a run that was killed goes on from its last round. It must
   * belong to the same data and options. @defaultValue none
   */
  readonly checkpoint?: string | undefined;
  /** The seed of the folds and of the learner. @defaultValue 0 */
  readonly seed?: number | string | undefined;
  /** Stops the training: the error's code is `aborted`. @defaultValue none */
  readonly signal?: AbortSignal | undefined;
  /** Is told of each model trained. @defaultValue a line on standard error after a second, where that is a terminal */
  readonly onProgress?: ProgressHandler | undefined;
}
