import { LabelingError } from "../../errors.ts";
import { labelSet, type LabelSet } from "../../labels/label-set.ts";
import { brands, hasBrand } from "../../util/brands.ts";
import { checkDistinct, checkName, checkNumber, describe, listNames } from "../../util/checks.ts";
import type { Random } from "../../util/random.ts";
import type { ConfusionTable, NumberRange, PerFunction } from "./options.ts";

/** How far probabilities may be from a sum of 1. */
const slack = 1e-6;

/** A share from 0 to 1. */
export const checkShare = (value: number, where: string): number => checkNumber(value, NaN, { where, min: 0, max: 1 });

/** Labels given as names or as a set. */
export const readLabels = <L extends string>(labels: readonly L[] | LabelSet<L>): LabelSet<L> =>
  hasBrand(labels, brands.labelSet) ? (labels as LabelSet<L>) : labelSet(labels as readonly L[]);

/** Names of functions: those given, or `lf_0` and so on. */
export function readNames(functions: readonly string[] | number, where: string): readonly string[] {
  if (typeof functions === "number") {
    const count = checkNumber(functions, 0, { where, min: 1, max: 1e6, whole: true });
    return Array.from({ length: count }, (_, j) => `lf_${j}`);
  }
  if (!Array.isArray(functions) || functions.length === 0) {
    const got = Array.isArray(functions) ? "no names" : describe(functions);
    throw new LabelingError("bad_option", { where, got, expected: "how many there are, or their names" });
  }
  const names = (functions as readonly unknown[]).map((name) => checkName(name, where));
  checkDistinct(names, where, "Name each once.");
  return names;
}

/** Shares that sum to 1. @throws LabelingError `bad_option` */
function checkShares(values: unknown, count: number, where: string): readonly number[] {
  const shares = Array.isArray(values) ? (values as unknown[]) : [];
  const isShare = (each: unknown): each is number => typeof each === "number" && each >= 0 && each <= 1;
  const sum = shares.reduce<number>((total, each) => total + (isShare(each) ? each : NaN), 0);
  if (shares.length === count && Math.abs(sum - 1) <= slack) return shares as number[];
  const got = shares.length === count ? `numbers that sum to ${sum}` : describe(values);
  throw new LabelingError("bad_option", { where, got, expected: `${count} probabilities that sum to 1` });
}

/** The share of each label. */
export function readBalance(
  balance: Readonly<Record<string, number>> | undefined,
  labels: LabelSet,
  where: string,
): readonly number[] {
  if (balance === undefined) return labels.names.map(() => 1 / labels.size);
  const unknown = Object.keys(balance).filter((name) => !labels.has(name));
  if (unknown.length > 0) {
    throw new LabelingError("unknown_label", {
      where,
      got: listNames(unknown),
      expected: `labels among ${listNames(labels.names)}`,
    });
  }
  return checkShares(
    labels.names.map((name) => balance[name] ?? 0),
    labels.size,
    where,
  );
}

/** The confusion table of an accuracy, or the one given. */
export function readConfusion(value: unknown, labels: number, where: string): ConfusionTable {
  if (Array.isArray(value)) {
    if (value.length === labels) return value.map((row, y) => checkShares(row, labels, `${where}, row ${y}`));
    throw new LabelingError("bad_option", { where, got: describe(value), expected: `${labels} rows, one a label` });
  }
  const right = checkShare(value as number, where);
  const wrong = (1 - right) / (labels - 1);
  return Array.from({ length: labels }, (_, y) => Array.from({ length: labels }, (__, v) => (v === y ? right : wrong)));
}

/** On what share of the rows of each label a function votes. */
export function readCoverage(value: unknown, labels: number, where: string): readonly number[] {
  if (!Array.isArray(value)) return new Array<number>(labels).fill(checkShare(value as number, where));
  if (value.length === labels) return value.map((share: number, y) => checkShare(share, `${where}, label ${y}`));
  throw new LabelingError("bad_option", { where, got: describe(value), expected: `a share, or one for each label` });
}

const isRange = (value: object): value is NumberRange => "from" in value && "to" in value;

/** The value of each function: undefined where an object names others only. */
export function spread<V>(
  given: PerFunction<V> | undefined,
  names: readonly string[],
  random: Random,
  where: string,
): readonly (V | number | undefined)[] {
  if (given === undefined || typeof given === "number") return names.map(() => given);
  if (typeof given !== "object" || (given as unknown) === null) {
    throw new LabelingError("bad_option", {
      where,
      got: describe(given),
      expected: "a number, a range, or one a function",
    });
  }
  if (Array.isArray(given)) {
    if (given.length === names.length) return given as readonly V[];
    throw new LabelingError("bad_option", {
      where,
      got: `${given.length} values`,
      expected: `one for each of the ${names.length} functions`,
    });
  }
  if (isRange(given)) {
    const [from, to] = [checkShare(given.from, `${where}, from`), checkShare(given.to, `${where}, to`)];
    return names.map(() => from + (to - from) * random());
  }
  const byName = given as Readonly<Record<string, V | undefined>>;
  checkKnown(Object.keys(byName), names, where);
  return names.map((name) => (Object.hasOwn(byName, name) ? byName[name] : undefined));
}

/** Names that must be those of functions. @throws LabelingError `missing_column` */
export function checkKnown(wanted: readonly string[], names: readonly string[], where: string): void {
  const known = new Set(names);
  const unknown = wanted.find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new LabelingError("missing_column", {
    where,
    got: describe(unknown),
    expected: `one of the functions: ${listNames(names)}`,
  });
}
