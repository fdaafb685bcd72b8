import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { terminalProgress, type ProgressHandler } from "../../util/progress.ts";
import { fitFeatures } from "../features/fit.ts";
import type { FeatureMatrix } from "../features/feature-matrix.ts";
import type { FeaturesSpec } from "../features/spec.ts";
import type { Learner } from "../learner.ts";
import { logisticRegression } from "../logistic-regression/logistic-regression.ts";
import { checkTrainingLabels } from "../training-labels.ts";
import { makeClassifier, type Classifier } from "./classifier.ts";

/** What a classifier sees of a row, and how it is trained. */
export interface ClassifierSpec extends FeaturesSpec {
  /** What is trained on the features. @defaultValue `logisticRegression()` */
  readonly learner?: Learner<FeatureMatrix> | undefined;
  /** How much each row counts, at least 0. @defaultValue each the same */
  readonly weights?: ArrayLike<number> | undefined;
  /** The seed of what the learner draws at random. @defaultValue 0 */
  readonly seed?: number | string | undefined;
  /** Stops the training: the error's code is `aborted`. @defaultValue none */
  readonly signal?: AbortSignal | undefined;
  /** Is told how far it is. @defaultValue a line on standard error after a second, where that is a terminal */
  readonly onProgress?: ProgressHandler | undefined;
}

/**
 * Trains a model that labels any row, also those on which no labeling function votes: fits features on all rows of a
 * table, and a learner on those that its labels cover. For more say, use the parts: `fitFeatures`, then a learner or
 * `selfTrain`, then `makeClassifier`.
 *
 * @param labels What the label model says of the table's rows: `model.predict(votes)`.
 * @returns features and model in one frozen value; `classifierFromJson` reads its JSON back.
 * @throws LabelingError as `fitFeatures` and the learner; `incompatible` for labels of another number of rows.
 *
 * @example
 * ```ts
 * import { fitLabelModel, labelMatrix, labelSet, tableFromRows, trainClassifier } from "labelwright";
 *
 * const table = tableFromRows([{ text: "free cash" }, { text: "win cash" }, { text: "see you" }, { text: "you win" }]);
 * const votes = labelMatrix(labelSet(["ham", "spam"]), { cash: ["spam", "spam", null, null], see: [null, null, "ham", null] });
 * const classifier = await trainClassifier(table, fitLabelModel(votes).predict(votes), { text: ["text"] });
 * const labels = await classifier.predict(tableFromRows([{ text: "cash for you" }, { text: "see you soon" }]));
 * console.log(labels.hard()); // [ "spam", "ham" ]
 * ```
 */
export async function trainClassifier<L extends string>(
  table: TableShape,
  labels: ProbabilisticLabels<L>,
  spec: ClassifierSpec,
): Promise<Classifier<L>> {
  const { learner = logisticRegression(), weights, seed, signal } = spec;
  const onProgress = spec.onProgress ?? terminalProgress(process.stderr);
  const features = fitFeatures(table, spec, { signal, onProgress });
  checkTrainingLabels(labels, table.numRows, "trainClassifier");
  const data = {
    input: features.encode(table),
    labels,
    weights: weights === undefined ? null : Float64Array.from(weights),
  };
  return makeClassifier(features, await learner.fit(data, { seed, signal, onProgress }));
}
