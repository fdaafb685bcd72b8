import type { Explanation } from "../../../label-models/explanation.ts";
import type { Votes } from "../../../label-models/label-model.ts";
import type { ProbabilisticLabels } from "../../../probabilities/probabilistic-labels.ts";
import type { Subject } from "../run.ts";

/** A fitted label model, as the laws see it. A `LabelModel` of this package is one. */
export interface TestedLabelModel {
  /** The probability of each label on each row, from votes of the same functions. */
  predict(votes: Votes): ProbabilisticLabels | Promise<ProbabilisticLabels>;
  /** Why a row gets its probabilities: for cases that say `explains`. */
  explain?(votes: Votes, row: number): Explanation | Promise<Explanation>;
  /** What `fromJson` reads back. */
  toJSON?(): unknown;
}

/** What a law asks of a fit. */
export interface TestedFitOptions {
  /** The probability of each label before any vote. @defaultValue the model's own way */
  readonly classBalance?: Readonly<Record<string, number>> | undefined;
  /**
   * So many rounds exactly, for models that go in rounds: two runs that stop at different ones cannot be compared.
   * @defaultValue until it has settled
   */
  readonly rounds?: number | undefined;
  /** The seed of what is drawn at random. @defaultValue 0 */
  readonly seed?: number | undefined;
}

/** A label model under test. */
export interface LabelModelCase extends Subject {
  /** Fits the model to votes: a label matrix, or its distinct patterns with their counts. */
  readonly fit: (votes: Votes, options: TestedFitOptions) => TestedLabelModel | Promise<TestedLabelModel>;
  /** Whether its models have `explain`, which is then tested. @defaultValue false */
  readonly explains?: boolean | undefined;
  /** Reads a model back from what its `toJSON` gave, after it went through text. @defaultValue models are not kept */
  readonly fromJson?: ((json: unknown) => TestedLabelModel | Promise<TestedLabelModel>) | undefined;
}

/** So many rounds where runs are compared. */
export const rounds = 20;

/** The probabilities of all rows, as plain rows. */
export const rowsOf = (soft: ProbabilisticLabels): number[][] =>
  Array.from({ length: soft.rows }, (_, row) => Array.from(soft.row(row)));

/** The labels of all rows after a fit on them. */
export async function softOf(
  { fit }: LabelModelCase,
  votes: Votes,
  options: TestedFitOptions = { rounds },
): Promise<ProbabilisticLabels> {
  return (await fit(votes, options)).predict(votes);
}

/** The probabilities of all rows after a fit on them. */
export async function posteriorsOf(
  subject: LabelModelCase,
  votes: Votes,
  options?: TestedFitOptions,
): Promise<number[][]> {
  return rowsOf(await softOf(subject, votes, options));
}
