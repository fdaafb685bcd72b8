import { LabelingError } from "../../errors.ts";
import { labelSet, sameLabels } from "../../labels/label-set.ts";
import { binaryLabels } from "../../labels/multi-label-task.ts";
import { describe, listNames } from "../../util/checks.ts";
import { labelModelFromJson } from "../from-json.ts";
import { makeMultiLabelModel, multiLabelModelSchema, type MultiLabelModel } from "./model.ts";
import { ofLabel } from "./of-label.ts";

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function bad(part: string, got: unknown, expected: string): LabelingError {
  return new LabelingError("corrupt_file", {
    where: `multi-label model JSON, ${part}`,
    got: describe(got),
    expected,
    remedy: "Fit the model again, or read the file that toJSON wrote.",
  });
}

/** Whether a parsed JSON value says that it is a multi-label model, of this or another version. */
export function isMultiLabelModelJson(json: unknown): boolean {
  const schema = isObject(json) ? json["schema"] : null;
  return typeof schema === "string" && schema.startsWith("labelwright.multi-label-model/");
}

/**
 * Reads a multi-label model from its JSON form (`model.toJSON()`): it predicts just as the model that was written.
 *
 * @param json A parsed JSON value.
 * @throws LabelingError `corrupt_file`, naming the part that is missing or wrong; `unsupported_format` for another
 * schema version.
 *
 * @example
 * ```ts
 * import { fitMultiLabelModel, labelSet, multiLabelModelFromJson, multiLabelVotes } from "labelwright";
 *
 * const labels = labelSet(["sports", "politics"]);
 * const votes = multiLabelVotes(labels, { editor: [{ sports: true, politics: false }], ball: [{ sports: true }] });
 * const text = JSON.stringify(fitMultiLabelModel(votes));
 * console.log(multiLabelModelFromJson(JSON.parse(text)).predict(votes).hard()); // [ [ "sports" ] ]
 * ```
 */
export function multiLabelModelFromJson(json: unknown): MultiLabelModel {
  if (!isObject(json)) throw bad("the whole", json, "an object");
  if (json["schema"] !== multiLabelModelSchema) {
    throw new LabelingError("unsupported_format", {
      where: "multi-label model JSON, schema",
      got: describe(json["schema"]),
      expected: `"${multiLabelModelSchema}"`,
      remedy:
        typeof json["schema"] === "string" && json["schema"].startsWith("labelwright.model/")
          ? "Read the model of a task with one label a row with labelModelFromJson."
          : "Read it with the version of labelwright that wrote it, or fit the model again.",
    });
  }
  const { labels: names, models } = json;
  const areNames = Array.isArray(names) && names.every((name): name is string => typeof name === "string");
  if (!areNames) throw bad("labels", names, "an array of text");
  const labels = labelSet(names);
  if (!isObject(models)) throw bad("models", models, "a label model for each label");
  const other = Object.keys(models).find((name) => !names.includes(name));
  if (other !== undefined) throw bad("models", other, `models of ${listNames(names)} alone`);
  const read = names.map((name) => {
    const model = Object.hasOwn(models, name) ? models[name] : undefined;
    if (model === undefined) throw bad(`models["${name}"]`, model, "a label model");
    const made = ofLabel(name, () => labelModelFromJson(model));
    if (sameLabels(made.labels, binaryLabels(name))) return [name, made] as const;
    const got = made.labels.names.join(", ");
    throw bad(`models["${name}"].labels`, got, `${listNames(binaryLabels(name).names)}, in this order`);
  });
  return makeMultiLabelModel(labels, Object.fromEntries(read));
}
