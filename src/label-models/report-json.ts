import { freezeReport } from "./finish-fit.ts";
import type { FitReport, FitRule, FitStart } from "./fit-report.ts";
import { badPart, isCount, isNumbers, isObject, isStrings } from "./json-checks.ts";

/** A fit's report, read from JSON. */
export function reportFromJson(value: unknown): FitReport {
  if (!isObject(value)) throw badPart("report", value, "an object");
  const { iterations, converged, stopReason, objective, objectiveIs, monotone } = value;
  const { starts, rules, rows, coveredRows, patterns, warnings } = value;
  for (const [name, count] of Object.entries({ iterations, rows, coveredRows, patterns })) {
    if (!isCount(count)) throw badPart(`report.${name}`, count, "a whole number of at least 0");
  }
  for (const [name, flag] of Object.entries({ converged, monotone })) {
    if (typeof flag !== "boolean") throw badPart(`report.${name}`, flag, "true or false");
  }
  for (const [name, text] of Object.entries({ stopReason, objectiveIs })) {
    if (typeof text !== "string") throw badPart(`report.${name}`, text, "text");
  }
  if (!isNumbers(objective)) throw badPart("report.objective", objective, "an array of numbers");
  if (!isStrings(warnings)) throw badPart("report.warnings", warnings, "an array of text");
  if (!Array.isArray(starts)) throw badPart("report.starts", starts, "an array");
  if (!Array.isArray(rules)) throw badPart("report.rules", rules, "an array");
  // The types of the rest are those checked by name above.
  const plain = { iterations, converged, stopReason, objectiveIs, monotone, rows, coveredRows, patterns } as Omit<
    FitReport,
    "objective" | "starts" | "rules" | "warnings"
  >;
  return freezeReport({ ...plain, objective, starts: starts.map(startOf), rules: rules.map(ruleOf), warnings });
}

function startOf(value: unknown, place: number): FitStart {
  const part = `report.starts[${place}]`;
  if (!isObject(value)) throw badPart(part, value, "an object");
  const { name, objective, chosen } = value;
  if (typeof name !== "string") throw badPart(`${part}.name`, name, "text");
  if (typeof objective !== "number" || !Number.isFinite(objective))
    throw badPart(`${part}.objective`, objective, "a number");
  if (typeof chosen !== "boolean") throw badPart(`${part}.chosen`, chosen, "true or false");
  return { name, objective, chosen };
}

function ruleOf(value: unknown, place: number): FitRule {
  const part = `report.rules[${place}]`;
  if (!isObject(value)) throw badPart(part, value, "an object");
  const { rule, functions, rows, reason } = value;
  if (typeof rule !== "string") throw badPart(`${part}.rule`, rule, "text");
  if (!isStrings(functions)) throw badPart(`${part}.functions`, functions, "an array of text");
  if (!isCount(rows)) throw badPart(`${part}.rows`, rows, "a whole number of at least 0");
  if (typeof reason !== "string") throw badPart(`${part}.reason`, reason, "text");
  return { rule, functions, rows, reason };
}
