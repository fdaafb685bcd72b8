import { LabelingError } from "../errors.ts";
import { labelSet } from "../labels/label-set.ts";
import { checkDistinct, describe, listNames } from "../util/checks.ts";
import { estimateFromJson } from "./estimates-json.ts";
import type { LabelModelKind } from "./fit-report.ts";
import { badPart, isCount, isNumbers, isObject, isStrings, type Json } from "./json-checks.ts";
import { isLabelModelKind, kindTraits, labelModelKinds } from "./kinds.ts";
import type { LabelModel } from "./label-model.ts";
import { firstSchema, upgradeFirstJson } from "./model-json-1.ts";
import { modelSchema } from "./model-json.ts";
import { reportFromJson } from "./report-json.ts";
import { resumeFromJson } from "./resume-json.ts";
import { makeScoreModel } from "./score-model.ts";
import type { ScoreRule } from "./score-table.ts";
import { tableFromJson } from "./table-json.ts";

/**
 * Reads a label model from its JSON form (`model.toJSON()`): it predicts just as the model that was written. Also reads
 * what version 0.1 wrote.
 *
 * @param json A parsed JSON value.
 * @throws LabelingError `corrupt_file`, naming the part that is missing or wrong; `unsupported_format` for another schema version.
 *
 * @example
 * ```ts
 * import { fitLabelModel, labelMatrix, labelModelFromJson, labelSet } from "labelwright";
 *
 * const votes = labelMatrix(labelSet(["ham", "spam"]), { link: ["spam", "ham"], money: ["spam", "spam"] });
 * const text = JSON.stringify(fitLabelModel(votes));
 * console.log(labelModelFromJson(JSON.parse(text)).predict(votes).hard());
 * ```
 */
export function labelModelFromJson(json: unknown): LabelModel {
  const parts = currentForm(json);
  const { kind, labels: names, functions: list } = parts;
  if (!isStrings(names)) throw badPart("labels", names, "an array of text");
  const labels = labelSet(names);
  if (!Array.isArray(list)) throw badPart("functions", list, "an array");
  const functions = list.map((value: unknown, j) => estimateFromJson(value, j, labels));
  checkDistinct(
    functions.map(({ name }) => name),
    "label model JSON, functions",
    "Fit the model again, or read the file that toJSON wrote.",
  );
  if (!isLabelModelKind(kind)) throw badPart("kind", kind, `one of ${listNames(labelModelKinds)}`);
  const { defaultLabel = null } = parts;
  if (defaultLabel !== null && !labels.has(defaultLabel))
    throw badPart("defaultLabel", defaultLabel, "a label, or null");
  const code = defaultLabel === null ? -1 : labels.code(defaultLabel);
  const rule = ruleFromJson(parts, kind, labels.size, functions.length);
  const report = reportFromJson(parts["report"]);
  const resume = resumeFromJson(parts["resume"], labels.size, functions.length);
  return makeScoreModel({
    ...rule,
    defaultLabel: code,
    kind,
    labels,
    functions: Object.freeze(functions),
    report,
    resume,
  });
}

/** The present form of a model's JSON, whichever it is written in. */
function currentForm(json: unknown): Json {
  if (!isObject(json)) throw badPart("the whole", json, "an object");
  if (json["schema"] === modelSchema) return json;
  if (json["schema"] === firstSchema) return upgradeFirstJson(json);
  throw new LabelingError("unsupported_format", {
    where: "label model JSON, schema",
    got: describe(json["schema"]),
    expected: `"${modelSchema}"`,
    remedy: "Read it with the version of labelwright that wrote it, or fit the model again.",
  });
}

function ruleFromJson(parts: Json, kind: LabelModelKind, labels: number, functions: number): ScoreRule {
  const { classBalance, subtypes, bias, table } = parts;
  if (!isNumbers(classBalance) || classBalance.length !== labels || classBalance.some((p) => p <= 0)) {
    throw badPart("classBalance", classBalance, `${labels} numbers above 0`);
  }
  const sum = classBalance.reduce((total, p) => total + p, 0);
  if (Math.abs(sum - 1) > 1e-6) throw badPart("classBalance", sum, "numbers that sum to 1");
  const { logProbabilities, hasSubtypes, hasTable } = kindTraits[kind];
  if (!isCount(subtypes) || subtypes < 1 || (subtypes > 1 && !hasSubtypes)) {
    throw badPart("subtypes", subtypes, hasSubtypes ? "a whole number of at least 1" : "1");
  }
  if (!isNumbers(bias) || bias.length !== labels * subtypes) {
    throw badPart("bias", bias, `${labels * subtypes} numbers`);
  }
  if (!hasTable && table !== null) throw badPart("table", table, "null");
  return {
    classBalance: Float64Array.from(classBalance),
    bias: Float64Array.from(bias),
    subtypes,
    table: hasTable ? tableFromJson(table, { functions, labels, subtypes, logProbabilities }) : null,
  };
}
