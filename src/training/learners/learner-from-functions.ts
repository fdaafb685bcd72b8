import { LabelingError } from "../../errors.ts";
import type { LabelSet } from "../../labels/label-set.ts";
import { isProbabilisticLabels, ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { brandAs, brands, printAs } from "../../util/brands.ts";
import { checkName, checkNumber, describe, listNames } from "../../util/checks.ts";
import { countInputRows, takeInputRows, type LearnerInput } from "../learner-input.ts";
import type { LearnedModel, Learner, TrainingData } from "../learner.ts";
import { weighRows } from "../logistic-regression/counted-rows.ts";
import { checkShape, inputShape, learnedModelSchema, readModelJson, type InputShape } from "./input-shape.ts";
import type { LearnerFunctions } from "./learner-functions.ts";
import { abortedLearner, failedFunction, orAborted, predictInBatches, type BatchLimits } from "./predict-in-batches.ts";

/**
 * A learner made of two functions: any model, in this process or behind HTTP, ONNX or Python, in the place of
 * `logisticRegression`. Predict is called with at most `batchRows` rows at a time, in order; what it gives is checked.
 *
 * @throws LabelingError for options out of range. What the learner throws names it and its rows: `function_failed` where
 * a function throws, rejects, or gives no probabilities; `wrong_type` for results of another shape; `incompatible` for
 * other features than at training; `empty` where no row counts; `aborted`.
 *
 * @example
 * ```ts
 * import { labelMatrix, labelSet, learnerFromFunctions, majorityVote, tableFromRows, type LearnerInput } from "labelwright";
 *
 * // The simplest of all: how often each label occurs.
 * const shares = learnerFromFunctions({
 *   name: "shares",
 *   fit: ({ labels }) => {
 *     const sums = labels.labels.names.map(() => 0);
 *     for (let i = 0; i < labels.rows; i++) labels.row(i).forEach((p, y) => (sums[y] = (sums[y] ?? 0) + p));
 *     return sums.map((sum) => sum / labels.rows);
 *   },
 *   predict: (model, input: LearnerInput) => {
 *     const rows = "numRows" in input ? input.numRows : input.rows;
 *     return Array.from({ length: rows }, () => model);
 *   },
 * });
 * const labels = majorityVote(labelMatrix(labelSet(["ham", "spam"]), { link: ["ham", "spam", "ham"] }));
 * const input = tableFromRows([{ text: "hi" }, { text: "win" }, { text: "bye" }]);
 * const model = await shares.fit({ input, labels, weights: null });
 * console.log((await model.predict(input)).row(0)); // 0.67, 0.33
 * ```
 */
export function learnerFromFunctions<X extends LearnerInput, M>(functions: LearnerFunctions<X, M>): Learner<X> {
  const name = checkName(functions.name, "learnerFromFunctions, name");
  const where = `learner "${name}"`;
  for (const part of ["fit", "predict"] as const) checkFunction(functions[part], `${where}, ${part}`);
  const { batchRows, concurrency, toJson, fromJson } = functions;
  const limits = {
    batchRows: checkNumber(batchRows, 1024, { where: `${where}, batchRows`, min: 1, whole: true }),
    concurrency: checkNumber(concurrency, 1, { where: `${where}, concurrency`, min: 1, whole: true }),
  };
  if (toJson !== undefined) checkFunction(toJson, `${where}, toJson`);
  if (fromJson !== undefined) checkFunction(fromJson, `${where}, fromJson`);
  const learner: Learner<X> = {
    name,
    fit: async (data, options = {}) => {
      const at = `${where}, fit`;
      const counted = countedData(data, at);
      const { signal } = options;
      let model: M;
      try {
        model = await orAborted(() => functions.fit(counted, options), at, signal);
      } catch (error) {
        if (signal?.aborted === true) throw abortedLearner(at, signal);
        throw failedFunction(at, error, { rows: counted.labels.rows });
      }
      return makeModel(functions, model, data.labels.labels, inputShape(data.input), limits);
    },
    fromJson: fromJson
      ? (json, labels) => {
          const { model, shape } = readModelJson(json, labels, name);
          return makeModel(functions, readModel(fromJson, model, `${where}, fromJson`), labels, shape, limits);
        }
      : null,
  };
  printAs(learner, () => `Learner ${JSON.stringify(name)}`);
  return Object.freeze(learner);
}

function readModel<M>(fromJson: (json: unknown) => M, json: unknown, where: string): M {
  try {
    return fromJson(json);
  } catch (error) {
    throw failedFunction(where, error);
  }
}

function checkFunction(value: unknown, where: string): void {
  if (typeof value === "function") return;
  throw new LabelingError("bad_option", { where, got: describe(value), expected: "a function" });
}

/** The rows that count. */
function countedData<L extends string, X extends LearnerInput>(
  data: TrainingData<L, X>,
  where: string,
): TrainingData<L, X> {
  const { input, labels, weights } = data;
  const rows = countInputRows(input, where);
  if (!isProbabilisticLabels(labels) || labels.rows !== rows) {
    throw new LabelingError("bad_option", {
      where: `${where}, labels`,
      got: isProbabilisticLabels(labels) ? `labels of ${labels.rows} rows` : describe(labels),
      expected: `probabilistic labels of the ${rows} rows`,
    });
  }
  const weighed = weighRows(labels, weights, where);
  const counted = Int32Array.from(weighed.keys()).filter((row) => (weighed[row] ?? 0) > 0);
  if (counted.length === rows) return { input, labels, weights };
  return {
    input: takeInputRows(input, counted),
    labels: new ProbabilisticLabels({
      labels: labels.labels,
      probabilities: labels.probabilities,
      covered: labels.coveredPatterns,
      rowPatterns: counted.map((row) => labels.rowPatterns?.[row] ?? row),
    }),
    weights: weights && Float64Array.from(counted, (row) => weighed[row] ?? 0),
  };
}

function makeModel<L extends string, X extends LearnerInput, M>(
  functions: LearnerFunctions<X, M>,
  model: M,
  labels: LabelSet<L>,
  shape: InputShape,
  limits: BatchLimits,
): LearnedModel<L, X> {
  const { name, toJson } = functions;
  const learned: LearnedModel<L, X> = {
    learner: name,
    labels,
    predict: async (input, { signal } = {}) => {
      const where = `learner "${name}", predict`;
      checkShape(shape, input, where);
      if (signal?.aborted === true) throw abortedLearner(where, signal);
      return predictInBatches(functions, model, input, labels, limits, signal);
    },
    toJSON: () => {
      if (toJson !== undefined)
        return { schema: learnedModelSchema, learner: name, labels: labels.names, ...shape, model: toJson(model) };
      throw new LabelingError("unsupported_format", {
        where: `learner "${name}", toJSON`,
        got: "a model that cannot be kept",
        expected: "a learner with toJson and fromJson",
        remedy: "Give learnerFromFunctions both.",
      });
    },
  };
  brandAs(
    learned,
    brands.learnedModel,
    () => `Model of the learner ${JSON.stringify(name)}, labels ${listNames(labels.names)}`,
  );
  return Object.freeze(learned);
}
