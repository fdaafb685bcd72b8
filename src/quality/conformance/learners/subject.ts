import { labelSet, type LabelSet } from "../../../labels/label-set.ts";
import { ProbabilisticLabels } from "../../../probabilities/probabilistic-labels.ts";
import { featureMatrix } from "../../../training/features/dense-matrix.ts";
import type { LearnedModel, Learner, TrainingData } from "../../../training/learner.ts";
import type { LearnerInput } from "../../../training/learner-input.ts";
import { makeRandom } from "../../../util/random.ts";
import type { Subject } from "../run.ts";

/** A point of a plane. */
export type Point = readonly [x: number, y: number];

/** A learner under test, and rows for it. */
export interface LearnerCase<X extends LearnerInput = LearnerInput> extends Subject {
  /** Makes the learner: a new one for each law. */
  readonly make: () => Learner<X>;
  /**
   * Encodes points of a plane as the learner's input, a row for each. Each label has a corner of the plane, which the
   * learner must learn: left, right below, right above.
   * @defaultValue a feature matrix of two columns
   */
  readonly encode?: ((points: readonly Point[]) => X) | undefined;
}

export type Name = "ham" | "spam" | "other";
export const names: readonly Name[] = ["ham", "spam", "other"];
export const labels: LabelSet<Name> = labelSet(names);

/** Points with the label of their corner. */
export interface Points {
  readonly points: readonly Point[];
  readonly truth: readonly number[];
}

const corners: readonly Point[] = [
  [-2, 0],
  [2, -2],
  [2, 2],
];

/** Points around the corners, the same ones at every call. */
export function drawPoints(rows: number, seed: number, count: number): Points {
  const random = makeRandom(seed, "points of a law");
  const truth = Array.from({ length: rows }, (_, i) => i % count);
  const points = truth.map((y): Point => {
    const [x = 0, z = 0] = corners[y] ?? [];
    return [x + random() - 0.5, z + random() - 0.5];
  });
  return { points, truth };
}

/** Labels from rows of probabilities; `null` is a row that nothing covers. */
export function softLabels<L extends string>(
  rows: readonly (readonly number[] | null)[],
  set: LabelSet<L>,
): ProbabilisticLabels<L> {
  const uniform = new Array<number>(set.size).fill(1 / set.size);
  return new ProbabilisticLabels({
    labels: set,
    probabilities: Float64Array.from(rows.flatMap((row) => row ?? uniform)),
    covered: Uint8Array.from(rows, (row) => (row === null ? 0 : 1)),
    rowPatterns: null,
  });
}

/** Labels that are 90 % sure of the truth. */
export const soften = <L extends string>(truth: readonly number[], set: LabelSet<L>): ProbabilisticLabels<L> =>
  softLabels(
    truth.map((y) => set.names.map((_, z) => (z === y ? 0.9 : 0.1 / (set.size - 1)))),
    set,
  );

export const train: Points = drawPoints(60, 1, 3);
export const unseen: Points = drawPoints(33, 2, 3);

/** Points as the input of a learner. */
export function encoded<X extends LearnerInput>({ encode }: LearnerCase<X>, points: readonly Point[]): X {
  // Without an encoder the learner takes feature matrices.
  return encode === undefined ? (featureMatrix(points) as LearnerInput as X) : encode(points);
}

/** What learners are trained on. */
export const trainingData = <X extends LearnerInput>(subject: LearnerCase<X>): TrainingData<Name, X> => ({
  input: encoded(subject, train.points),
  labels: soften(train.truth, labels),
  weights: null,
});

/** A model trained on it. */
export async function trained<X extends LearnerInput>(subject: LearnerCase<X>): Promise<LearnedModel<Name, X>> {
  return subject.make().fit(trainingData(subject), { seed: 7 });
}

/** The probabilities of all rows, as plain rows. */
export const rowsOf = (soft: ProbabilisticLabels): number[][] =>
  Array.from({ length: soft.rows }, (_, row) => Array.from(soft.row(row)));
