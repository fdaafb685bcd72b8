import { LabelingError } from "../../errors.ts";
import { labelSet, sameLabels, type LabelSet } from "../../labels/label-set.ts";
import { describe, listNames } from "../../util/checks.ts";
import { isFeatureMatrix, type FeatureMatrix } from "../features/feature-matrix.ts";
import { countInputRows, type LearnerInput } from "../learner-input.ts";
import { checkFeatures } from "../logistic-regression/check-features.ts";

/** What a learner has seen in training: features, or a table. */
export type InputShape =
  | { readonly input: "table" }
  | { readonly input: "features"; readonly columns: number; readonly features: string | null };

/** The shape of a learner's input. */
export function inputShape(input: LearnerInput): InputShape {
  return isFeatureMatrix(input)
    ? { input: "features", columns: input.columns, features: input.fingerprint }
    : { input: "table" };
}

/** Checks that an input has the shape of the one in training. */
export function checkShape(shape: InputShape, input: LearnerInput, where: string): void {
  if (shape.input === "features") {
    checkFeatures(shape, input as FeatureMatrix, where); // refuses a table
    return;
  }
  countInputRows(input, where);
  if (!isFeatureMatrix(input)) return;
  throw new LabelingError("incompatible", { where, got: "a feature matrix", expected: "a table, as in training" });
}

/** The schema of the JSON form of a model whose learner is made of functions. */
export const learnedModelSchema = "labelwright.learned-model/1";

/** The parts of a model's JSON form, checked but for the model itself. */
export function readModelJson(
  json: unknown,
  labels: LabelSet,
  learner: string,
): { readonly model: unknown; readonly shape: InputShape } {
  const where = `learner "${learner}", fromJson`;
  const bad = (part: string, got: unknown, expected: string): LabelingError =>
    new LabelingError("corrupt_file", { where: `${where}, ${part}`, got: describe(got), expected });
  if (typeof json !== "object" || json === null) throw bad("the whole", json, "an object");
  const parts = json as Readonly<Record<string, unknown>>;
  const { input, columns, features, model } = parts;
  if (parts["schema"] !== learnedModelSchema) {
    throw new LabelingError("unsupported_format", {
      where: `${where}, schema`,
      got: describe(parts["schema"]),
      expected: JSON.stringify(learnedModelSchema),
    });
  }
  if (parts["learner"] !== learner) throw bad("learner", parts["learner"], JSON.stringify(learner));
  const names: unknown = parts["labels"];
  if (!Array.isArray(names)) throw bad("labels", names, "an array of text");
  if (!sameLabels(labelSet(names as string[]), labels)) {
    throw new LabelingError("incompatible", {
      where: `${where}, labels`,
      got: listNames(names as string[]),
      expected: listNames(labels.names),
    });
  }
  if (input === "table") return { model, shape: { input } };
  if (input !== "features") throw bad("input", input, '"table" or "features"');
  if (typeof columns !== "number") throw bad("columns", columns, "a whole number of at least 0");
  if (features !== null && typeof features !== "string") throw bad("features", features, "text, or null");
  return { model, shape: { input, columns, features } };
}
