import { LabelingError } from "../../errors.ts";
import { labelSet, sameLabels, type LabelSet } from "../../labels/label-set.ts";
import { describe, listNames } from "../../util/checks.ts";
import { bytesFromBase64 } from "./base64.ts";
import { logisticRegressionSchema } from "./json.ts";
import { makeLogisticRegression, type LogisticRegressionModel } from "./model.ts";
import type { LogisticRegressionReport } from "./report.ts";

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((each) => Number.isFinite(each));
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

function badPart(part: string, got: unknown, expected: string): LabelingError {
  return new LabelingError("corrupt_file", {
    where: `logistic regression JSON, ${part}`,
    got: describe(got),
    expected,
    remedy: "Fit the model again, or read the file that toJSON wrote.",
  });
}

/**
 * Reads a logistic regression from its JSON form (`model.toJSON()`): it predicts just as the model that was written.
 *
 * @param json A parsed JSON value.
 * @param labels The labels it should have. Default: those in the JSON.
 * @throws LabelingError `corrupt_file`, naming the part that is missing or wrong; `unsupported_format` for another schema
 * version; `incompatible` for other labels.
 *
 * @example
 * ```ts
 * import { FeatureMatrix, fitLogisticRegression, labelMatrix, labelSet, logisticRegressionFromJson, majorityVote } from "labelwright";
 *
 * const labels = labelSet(["ham", "spam"]);
 * const soft = majorityVote(labelMatrix(labels, { link: ["ham", "spam", "spam"] }));
 * const features = new FeatureMatrix({
 *   columns: 1,
 *   offsets: Float64Array.of(0, 0, 1, 2),
 *   indices: Int32Array.of(0, 0),
 *   values: Float32Array.of(1, 0.5),
 *   fingerprint: null,
 * });
 * const text = JSON.stringify(fitLogisticRegression(features, soft));
 * console.log(logisticRegressionFromJson(JSON.parse(text), labels).predict(features).hard());
 * ```
 */
export function logisticRegressionFromJson<L extends string = string>(
  json: unknown,
  labels?: LabelSet<L>,
): LogisticRegressionModel<L> {
  if (!isObject(json)) throw badPart("the whole", json, "an object");
  if (json["schema"] !== logisticRegressionSchema) {
    throw new LabelingError("unsupported_format", {
      where: "logistic regression JSON, schema",
      got: describe(json["schema"]),
      expected: `"${logisticRegressionSchema}"`,
      remedy: "Read it with the version of labelwright that wrote it, or fit the model again.",
    });
  }
  const { columns, features, intercepts } = json;
  if (!isTexts(json["labels"])) throw badPart("labels", json["labels"], "an array of text");
  const own = labelSet(json["labels"]);
  if (labels !== undefined && !sameLabels(labels, own)) {
    throw new LabelingError("incompatible", {
      where: "logistic regression JSON, labels",
      got: listNames(own.names),
      expected: listNames(labels.names),
    });
  }
  if (!isCount(columns)) throw badPart("columns", columns, "a whole number of at least 0");
  if (features !== null && typeof features !== "string") throw badPart("features", features, "text, or null");
  if (!isNumbers(intercepts) || intercepts.length !== own.size)
    throw badPart("intercepts", intercepts, `${own.size} numbers`);
  return makeLogisticRegression<L>({
    labels: own as unknown as LabelSet<L>, // the same names in the same order
    columns,
    features,
    weights: weightsFromJson(json, columns, own.size),
    intercepts: Float64Array.from(intercepts),
    report: reportFromJson(json["report"]),
  });
}

function weightsFromJson({ kept, weights }: Json, columns: number, k: number): Float32Array {
  const each = k === 2 ? 1 : k;
  const keptBytes = bytesFromBase64(kept);
  const features = new Int32Array(keptBytes ?? new ArrayBuffer(0));
  if (keptBytes === null || features.some((f, a) => !(f > (features[a - 1] ?? -1) && f < columns)))
    throw badPart("kept", kept, `rising numbers from 0 to ${columns - 1} in base64`);
  const bytes = bytesFromBase64(weights);
  const numbers = new Float32Array(bytes ?? new ArrayBuffer(0));
  if (bytes === null || numbers.length !== features.length * each || !numbers.every(Number.isFinite))
    throw badPart("weights", weights, `${features.length * each} numbers in base64`);
  const all = new Float32Array(columns * k);
  features.forEach((feature, a) => {
    if (each === 1) all.set([-(numbers[a] ?? 0), numbers[a] ?? 0], feature * 2);
    else all.set(numbers.subarray(a * k, (a + 1) * k), feature * k);
  });
  return all;
}

function reportFromJson(value: unknown): LogisticRegressionReport {
  if (!isObject(value)) throw badPart("report", value, "an object");
  const check = <T>(name: keyof LogisticRegressionReport, is: (part: unknown) => part is T, expected: string): T => {
    const part = value[name];
    if (!is(part)) throw badPart(`report.${name}`, part, expected);
    return part;
  };
  const isFlag = (part: unknown): part is boolean => typeof part === "boolean";
  const isText = (part: unknown): part is string => typeof part === "string";
  const isNumber = (part: unknown): part is number => Number.isFinite(part);
  const isNumbersOrNull = (part: unknown): part is number[] | null => part === null || isNumbers(part);
  const count = "a whole number of at least 0";
  const heldOutLoss = check("heldOutLoss", isNumbersOrNull, "numbers, or null");
  return Object.freeze({
    iterations: check("iterations", isCount, count),
    keptIteration: check("keptIteration", isCount, count),
    converged: check("converged", isFlag, "true or false"),
    stopReason: check("stopReason", isText, "text"),
    loss: Object.freeze(check("loss", isNumbers, "numbers")),
    heldOutLoss: heldOutLoss && Object.freeze(heldOutLoss),
    gradientNorm: check("gradientNorm", isNumber, "a number"),
    rows: check("rows", isCount, count),
    heldOutRows: check("heldOutRows", isCount, count),
    features: check("features", isCount, count),
    classShares: Object.freeze(check("classShares", isNumbers, "numbers")),
    warnings: Object.freeze(check("warnings", isTexts, "an array of text")),
  });
}
