import { LabelingError } from "../../errors.ts";
import { labelSet, sameLabels, type LabelSet } from "../../labels/label-set.ts";
import { describe, listNames } from "../../util/checks.ts";
import type { FeatureMatrix } from "../features/feature-matrix.ts";
import { featuresFromJson } from "../features/features-json.ts";
import type { Learner } from "../learner.ts";
import { logisticRegression } from "../logistic-regression/logistic-regression.ts";
import { classifierSchema, makeClassifier, type Classifier } from "./classifier.ts";

/** How a classifier is read. */
export interface ReadClassifierOptions<L extends string = string> {
  /** The labels it should have. @defaultValue those in the JSON */
  readonly labels?: LabelSet<L> | undefined;
  /** The learner that trained its model. @defaultValue `logisticRegression()` */
  readonly learner?: Learner<FeatureMatrix> | undefined;
}

const where = "classifier JSON";

/** Whether parsed JSON says of itself that it is a classifier. */
export function isClassifierJson(json: unknown): boolean {
  const schema = (json as { readonly schema?: unknown } | null | undefined)?.schema;
  return typeof schema === "string" && schema.startsWith("labelwright.classifier/");
}

/**
 * Reads a classifier from its JSON form (`classifier.toJSON()`): it predicts just as the one that was written.
 *
 * @param json A parsed JSON value.
 * @throws LabelingError `corrupt_file`, naming the part that is missing or wrong; `unsupported_format` for another schema
 * version; `incompatible` for other labels or a model of another learner.
 *
 * @example
 * ```ts
 * import { classifierFromJson, labelMatrix, labelSet, majorityVote, tableFromRows, trainClassifier } from "labelwright";
 *
 * const table = tableFromRows([{ text: "free cash" }, { text: "see you" }]);
 * const soft = majorityVote(labelMatrix(labelSet(["ham", "spam"]), { money: ["spam", "ham"] }));
 * const text = JSON.stringify(await trainClassifier(table, soft, { text: ["text"] }));
 * console.log((await classifierFromJson(JSON.parse(text)).predict(table)).hard()); // [ "spam", "ham" ]
 * ```
 */
export function classifierFromJson<L extends string = string>(
  json: unknown,
  options: ReadClassifierOptions<L> = {},
): Classifier<L> {
  const { learner = logisticRegression() } = options;
  const parts = checkParts(json);
  const inJson = labelSet(parts.labels) as LabelSet<L>;
  const labels = options.labels ?? inJson;
  if (!sameLabels(labels, inJson)) {
    throw new LabelingError("incompatible", {
      where: `${where}, labels`,
      got: listNames(parts.labels),
      expected: `${listNames(labels.names)}, in this order`,
    });
  }
  if (parts.learner !== learner.name || learner.fromJson === null) {
    throw new LabelingError("incompatible", {
      where: `${where}, learner`,
      got: `a model of "${parts.learner}"`,
      expected: `one of "${learner.name}"${learner.fromJson === null ? ", whose models cannot be read" : ""}`,
      remedy: "Give the learner that trained it: classifierFromJson(json, { learner }).",
    });
  }
  return makeClassifier(featuresFromJson(parts.features), learner.fromJson(parts.model, labels));
}

interface Parts {
  readonly labels: readonly string[];
  readonly learner: string;
  readonly features: unknown;
  readonly model: unknown;
}

function checkParts(json: unknown): Parts {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw corrupt("the whole", json, "an object");
  const { schema, labels, learner, features, model } = json as Readonly<Record<string, unknown>>;
  if (schema !== classifierSchema) {
    throw new LabelingError("unsupported_format", {
      where: `${where}, schema`,
      got: describe(schema),
      expected: JSON.stringify(classifierSchema),
      remedy: "Read it with the version of labelwright that wrote it, or train the classifier again.",
    });
  }
  const isTexts = Array.isArray(labels) && labels.length > 0 && labels.every((each) => typeof each === "string");
  if (!isTexts) throw corrupt("labels", labels, "names of labels");
  if (typeof learner !== "string") throw corrupt("learner", learner, "the name of a learner");
  return { labels: labels, learner, features, model };
}

const corrupt = (part: string, got: unknown, expected: string): LabelingError =>
  new LabelingError("corrupt_file", {
    where: `${where}, ${part}`,
    got: describe(got),
    expected,
    remedy: "Train the classifier again, or read the file that toJSON wrote.",
  });
