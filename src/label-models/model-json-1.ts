import { isObject, type Json } from "./json-checks.ts";

/** The JSON form of version 0.1. */
export const firstSchema = "labelwright.model/1";

/** The first JSON form as the present one: a dense table only, no uncertainty, no rules. Parts are checked later. */
export function upgradeFirstJson(json: Json): Json {
  const { classBalance, functions, report, logVoteProbabilities: cells } = json;
  return {
    ...json,
    functions: Array.isArray(functions) ? functions.map(upgradeEstimate) : functions,
    subtypes: 1,
    bias: Array.isArray(classBalance) ? classBalance.map((p) => Math.log(Number(p))) : classBalance,
    table: cells === null ? null : { form: "dense", cells },
    report: isObject(report)
      ? {
          ...report,
          objective: report["logLikelihood"],
          objectiveIs: "the log likelihood of the votes cast",
          monotone: false,
          starts: [],
          rules: [],
        }
      : report,
  };
}

const upgradeEstimate = (value: unknown): unknown =>
  isObject(value) ? { ...value, standardError: null, interval: null, weight: 1, confusion: null } : value;
