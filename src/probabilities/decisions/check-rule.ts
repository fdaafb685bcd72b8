import { LabelingError } from "../../errors.ts";
import type { LabelSet } from "../../labels/label-set.ts";
import { checkNumber, describe, listNames } from "../../util/checks.ts";

/** A rule in label codes, checked. */
export type CodedRule =
  | { readonly kind: "argmax" }
  | { readonly kind: "costs"; readonly costs: Float64Array; readonly abstain: number | null }
  | { readonly kind: "threshold"; readonly threshold: number; readonly label: number | null }
  | { readonly kind: "f1"; readonly label: number };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function checkLabel(value: unknown, labels: LabelSet, where: string): number {
  if (labels.has(value)) return labels.code(value);
  throw new LabelingError("unknown_label", {
    where,
    got: describe(value),
    expected: `one of ${listNames(labels.names)}`,
  });
}

/** An object with an entry for each label and no other. */
function checkEntries(value: unknown, labels: LabelSet, where: string): Readonly<Record<string, unknown>> {
  const expected = `one for each of ${listNames(labels.names)}`;
  if (!isObject(value)) throw new LabelingError("bad_option", { where, got: describe(value), expected });
  const unknown = Object.keys(value).filter((name) => !labels.has(name));
  const missing = labels.names.filter((name) => !Object.hasOwn(value, name));
  if (unknown.length + missing.length === 0) return value;
  throw new LabelingError("unknown_label", {
    where,
    got: unknown.length > 0 ? `an entry for ${listNames(unknown)}` : `no entry for ${listNames(missing)}`,
    expected,
  });
}

function checkCost(value: unknown, where: string): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new LabelingError("bad_option", { where, got: describe(value), expected: "a finite number" });
}

/** K x K costs, rows by truth. */
function checkCosts(value: unknown, labels: LabelSet, where: string): Float64Array {
  const byTruth = checkEntries(value, labels, where);
  return Float64Array.from(
    labels.names.flatMap((truth) => {
      const place = `${where}, truth ${JSON.stringify(truth)}`;
      const row = checkEntries(byTruth[truth], labels, place);
      return labels.names.map((name) => checkCost(row[name], `${place}, decision ${JSON.stringify(name)}`));
    }),
  );
}

const keys: Readonly<Record<string, readonly string[]>> = {
  costs: ["costs", "abstain"],
  threshold: ["threshold", "label"],
  maximizeF1: ["maximizeF1"],
};

/**
 * A rule in label codes. It is looked at as it comes: from a file, or from a caller without a compiler.
 *
 * @throws LabelingError `bad_option` for what is no rule, `unknown_label` for costs or labels that do not fit.
 */
export function checkRule(rule: unknown, labels: LabelSet, where: string): CodedRule {
  if (rule === undefined || rule === "argmax") return { kind: "argmax" };
  const given = isObject(rule) ? Object.keys(rule).filter((key) => rule[key] !== undefined) : [];
  const kind = Object.keys(keys).find((key) => given.includes(key));
  if (!isObject(rule) || kind === undefined || given.some((key) => keys[kind]?.includes(key) !== true)) {
    throw new LabelingError("bad_option", {
      where,
      got: describe(rule),
      expected: '"argmax", {costs, abstain?}, {threshold, label?} or {maximizeF1}',
    });
  }
  if (kind === "maximizeF1") return { kind: "f1", label: checkLabel(rule[kind], labels, `${where}, maximizeF1`) };
  if (kind === "costs") {
    const abstain = rule["abstain"] === undefined ? null : checkCost(rule["abstain"], `${where}, abstain`);
    return { kind, costs: checkCosts(rule[kind], labels, `${where}, costs`), abstain };
  }
  const range = { where: `${where}, threshold`, min: 0, max: 1 };
  return {
    kind: "threshold",
    threshold: checkNumber(rule["threshold"] as number, 0, range),
    label: rule["label"] === undefined ? null : checkLabel(rule["label"], labels, `${where}, label`),
  };
}
