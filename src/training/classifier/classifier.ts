import { LabelingError } from "../../errors.ts";
import type { LabelSet } from "../../labels/label-set.ts";
import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { ownTable } from "../../tables/build/own-table.ts";
import { checkTable } from "../../tables/schema.ts";
import { brandAs, brands, hasBrand } from "../../util/brands.ts";
import { describe, listNames } from "../../util/checks.ts";
import { isFeatures, type Features, type FeaturesJson } from "../features/features.ts";
import type { FeatureMatrix } from "../features/feature-matrix.ts";
import type { LearnedModel } from "../learner.ts";
import { predictedLabels } from "../predicted-labels.ts";

/** The version of the JSON form. */
export const classifierSchema = "labelwright.classifier/1";

/** A classifier as JSON. */
export interface ClassifierJson {
  /** Version of this form. */
  readonly schema: typeof classifierSchema;
  /** The labels, in order. */
  readonly labels: readonly string[];
  /** The name of the learner that trained the model. */
  readonly learner: string;
  readonly features: FeaturesJson;
  /** What the model's `toJSON` gave. */
  readonly model: unknown;
}

/** How rows are labeled. */
export interface ClassifyOptions {
  /** Stops the work: the error's code is `aborted`. @defaultValue none */
  readonly signal?: AbortSignal | undefined;
}

/** Features and the model trained on them in one value: labels the rows of any table that has the columns. Frozen. */
export interface Classifier<L extends string = string> {
  /** The labels it chooses from. */
  readonly labels: LabelSet<L>;
  /** What it sees of a row. */
  readonly features: Features;
  readonly model: LearnedModel<L, FeatureMatrix>;
  /**
   * The probability of each label on each row; every row counts as covered. Rows are encoded 16,384 at a time: beside
   * the table and the N x K probabilities, memory does not grow with them.
   *
   * @throws LabelingError as `features.encode`; `aborted`; and whatever the model throws.
   */
  predict(table: TableShape, options?: ClassifyOptions): Promise<ProbabilisticLabels<L>>;
  /** What `classifierFromJson` reads back. */
  toJSON(): ClassifierJson;
}

const pieceRows = 16384;

/**
 * Puts features and a model trained on them into one value, that labels tables and can be kept as JSON: what
 * `trainClassifier` does at the end, for a model trained in another way, such as by `selfTrain`.
 *
 * @throws LabelingError `bad_option` for features or a model that are none.
 *
 * @example
 * ```ts
 * import { fitFeatures, fitLogisticRegression, labelMatrix, labelSet, majorityVote, makeClassifier, tableFromRows } from "labelwright";
 *
 * const table = tableFromRows([{ text: "free cash" }, { text: "see you" }]);
 * const soft = majorityVote(labelMatrix(labelSet(["ham", "spam"]), { money: ["spam", "ham"] }));
 * const features = fitFeatures(table, { text: ["text"] });
 * const classifier = makeClassifier(features, fitLogisticRegression(features.encode(table), soft));
 * console.log((await classifier.predict(tableFromRows([{ text: "cash" }]))).hard()); // [ "spam" ]
 * ```
 */
export function makeClassifier<L extends string>(
  features: Features,
  model: LearnedModel<L, FeatureMatrix>,
): Classifier<L> {
  const where = "makeClassifier";
  if (!isFeatures(features)) throw wrongPart(where, "features", features, "what fitFeatures gives");
  if (typeof (model as Partial<typeof model> | null | undefined)?.predict !== "function") {
    throw wrongPart(where, "model", model, "a model that a learner has trained");
  }
  const classifier: Classifier<L> = {
    labels: model.labels,
    features,
    model,
    predict: (table, options = {}) => predictPieces(features, model, table, options.signal),
    toJSON: () => ({
      schema: classifierSchema,
      labels: model.labels.names,
      learner: model.learner,
      features: features.toJSON(),
      model: model.toJSON(),
    }),
  };
  brandAs(classifier, brands.classifier, () => {
    const { sources, columns } = features;
    return `Classifier: ${model.learner} on ${columns} features of ${listNames(sources)}, labels ${listNames(model.labels.names)}`;
  });
  return Object.freeze(classifier);
}

async function predictPieces<L extends string>(
  features: Features,
  model: LearnedModel<L, FeatureMatrix>,
  table: TableShape,
  signal: AbortSignal | undefined,
): Promise<ProbabilisticLabels<L>> {
  const { numRows } = checkTable(table, "classifier, predict");
  const k = model.labels.size;
  const probabilities = new Float64Array(numRows * k);
  const own = numRows > pieceRows ? ownTable(table) : null;
  for (let start = 0; start === 0 || start < numRows; start += pieceRows) {
    if (signal?.aborted === true) {
      throw new LabelingError("aborted", {
        where: "classifier, predict",
        got: "a signal to stop",
        cause: signal.reason,
      });
    }
    const piece = own === null ? table : own.slice(start, start + pieceRows);
    const predicted = await model.predict(features.encode(piece), { signal });
    for (let row = 0; row < predicted.rows; row++) probabilities.set(predicted.row(row), (start + row) * k);
  }
  return predictedLabels(model.labels, probabilities);
}

const wrongPart = (where: string, part: string, got: unknown, expected: string): LabelingError =>
  new LabelingError("bad_option", { where: `${where}, ${part}`, got: describe(got), expected });

/** Whether a value is a classifier, of this or another copy of the package. */
export function isClassifier(value: unknown): value is Classifier {
  return hasBrand(value, brands.classifier);
}
