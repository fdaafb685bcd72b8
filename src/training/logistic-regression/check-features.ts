import { LabelingError } from "../../errors.ts";
import { describe } from "../../util/checks.ts";
import { isFeatureMatrix, type FeatureMatrix } from "../features/feature-matrix.ts";

/** `value` as a feature matrix. */
export function checkIsFeatures(value: unknown, where: string): FeatureMatrix {
  if (isFeatureMatrix(value)) return value;
  throw new LabelingError("bad_option", {
    where,
    got: describe(value),
    expected: "a feature matrix",
    remedy: "Make one with fitFeatures(table, { text: [...] }).encode(table).",
  });
}

/** Checks that features are those that a model was fitted on. */
export function checkFeatures(
  model: { readonly columns: number; readonly features: string | null },
  input: FeatureMatrix,
  where: string,
): void {
  const { columns, fingerprint } = checkIsFeatures(input, where);
  const isOther = model.features !== null && fingerprint !== null && model.features !== fingerprint;
  if (columns === model.columns && !isOther) return;
  throw new LabelingError("incompatible", {
    where,
    got: columns === model.columns ? `features with the fingerprint ${fingerprint}` : `${columns} features`,
    expected:
      columns === model.columns
        ? `those the model was fitted on, ${model.features}`
        : `the ${model.columns} that the model was fitted on`,
    remedy: "Encode the rows with the same fitted features as the training rows.",
  });
}
