import { LabelingError } from "../errors.ts";
import { labelSet } from "../labels/label-set.ts";
import { describe } from "../util/checks.ts";
import { makeEmModel } from "./em-model.ts";
import type { FitReport, FunctionEstimate } from "./fit-report.ts";
import type { LabelModel } from "./label-model.ts";
import { makeMajorityModel } from "./majority.ts";
import { modelSchema } from "./model-json.ts";

type Json = Readonly<Record<string, unknown>>;

function bad(part: string, got: unknown, expected: string): LabelingError {
  return new LabelingError("corrupt_file", {
    where: `label model JSON, ${part}`,
    got: describe(got),
    expected,
    remedy: "Fit the model again, or read the file that toJSON wrote.",
  });
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((each) => Number.isFinite(each));

function checkEstimate(value: unknown, place: number): FunctionEstimate {
  const part = `functions[${place}]`;
  if (!isObject(value)) throw bad(part, value, "an object");
  const { name, fingerprint, labels, votes, coverage, accuracy, onlyLabel } = value;
  if (typeof name !== "string") throw bad(`${part}.name`, name, "text");
  if (fingerprint !== null && typeof fingerprint !== "string")
    throw bad(`${part}.fingerprint`, fingerprint, "text or null");
  if (labels !== null && !isStrings(labels)) throw bad(`${part}.labels`, labels, "an array of text, or null");
  if (typeof votes !== "number") throw bad(`${part}.votes`, votes, "a number");
  if (typeof coverage !== "number") throw bad(`${part}.coverage`, coverage, "a number");
  if (accuracy !== null && typeof accuracy !== "number") throw bad(`${part}.accuracy`, accuracy, "a number or null");
  if (onlyLabel !== null && typeof onlyLabel !== "string") throw bad(`${part}.onlyLabel`, onlyLabel, "text or null");
  return Object.freeze({
    name,
    fingerprint,
    labels: labels && Object.freeze(labels),
    votes,
    coverage,
    accuracy,
    onlyLabel,
  });
}

function checkReport(value: unknown): FitReport {
  if (!isObject(value)) throw bad("report", value, "an object");
  const { iterations, converged, stopReason, logLikelihood, rows, coveredRows, patterns, warnings } = value;
  const numbers = [iterations, rows, coveredRows, patterns];
  if (!isNumbers(numbers) || !isNumbers(logLikelihood))
    throw bad("report", value, "numbers of rounds, rows and patterns");
  if (typeof converged !== "boolean" || typeof stopReason !== "string" || !isStrings(warnings)) {
    throw bad("report", value, "converged, stopReason and warnings");
  }
  // In the order in which fits write it: the JSON text stays the same.
  return Object.freeze({
    iterations: numbers[0] ?? 0,
    converged,
    stopReason,
    logLikelihood: Object.freeze(logLikelihood),
    rows: numbers[1] ?? 0,
    coveredRows: numbers[2] ?? 0,
    patterns: numbers[3] ?? 0,
    warnings: Object.freeze(warnings),
  });
}

/**
 * Reads a label model from its JSON form (`model.toJSON()`): it predicts just as the model that was written.
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
  if (!isObject(json)) throw bad("the whole", json, "an object");
  if (json["schema"] !== modelSchema) {
    throw new LabelingError("unsupported_format", {
      where: "label model JSON, schema",
      got: describe(json["schema"]),
      expected: `"${modelSchema}"`,
      remedy: "Read it with the version of labelwright that wrote it, or fit the model again.",
    });
  }
  const { kind, labels: names, functions: list, classBalance, logVoteProbabilities: tables } = json;
  if (!isStrings(names)) throw bad("labels", names, "an array of text");
  const labels = labelSet(names);
  if (!Array.isArray(list)) throw bad("functions", list, "an array");
  const functions = Object.freeze(list.map(checkEstimate));
  if (!isNumbers(classBalance) || classBalance.length !== labels.size || classBalance.some((p) => p <= 0)) {
    throw bad("classBalance", classBalance, `${labels.size} numbers above 0`);
  }
  const sum = classBalance.reduce((total, p) => total + p, 0);
  if (Math.abs(sum - 1) > 1e-6) throw bad("classBalance", sum, "numbers that sum to 1");
  const report = checkReport(json["report"]);
  if (kind === "majority") return makeMajorityModel({ labels, functions, classBalance, report });
  if (kind !== "em") throw bad("kind", kind, '"em" or "majority"');
  const cells = labels.size ** 2;
  if (!Array.isArray(tables) || tables.length !== functions.length) {
    throw bad("logVoteProbabilities", tables, `an array for each of the ${functions.length} functions`);
  }
  const logTable = new Float64Array(functions.length * cells);
  tables.forEach((table: unknown, j) => {
    if (!isNumbers(table) || table.length !== cells) throw bad(`logVoteProbabilities[${j}]`, table, `${cells} numbers`);
    logTable.set(table, j * cells);
  });
  return makeEmModel({ labels, functions, classBalance: Float64Array.from(classBalance), logTable, report });
}
