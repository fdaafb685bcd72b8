import { parse } from "csv-parse/sync";
import type { ClassBalance } from "../label-models/class-balance.ts";
import { describe } from "../util/checks.ts";
import { badUsage } from "./errors.ts";

/** The column names of a file of crowd answers. */
export interface AnswerColumns {
  readonly item: string;
  readonly worker: string;
  readonly label: string;
}

/** A list as in a line of CSV, values of which may be repeated: `a,"b, c"` has two. */
export function parseValues(text: string, option: string): string[] {
  let records: string[][];
  try {
    records = parse(text, { trim: true, relax_column_count: true });
  } catch {
    throw badUsage(option, describe(text), 'values separated by commas, quoted as in CSV: a,"b, c"');
  }
  const [values = []] = records;
  if (records.length > 1 || values.length === 0 || values.includes("")) {
    throw badUsage(option, describe(text), 'values separated by commas, none of them empty, such as a,"b, c"');
  }
  return values;
}

/** A list as in a line of CSV, without repetitions. */
export function parseList(text: string, option: string): string[] {
  const values = parseValues(text, option);
  const doubled = values.find((value, i) => values.indexOf(value) < i);
  if (doubled !== undefined) throw badUsage(option, `${describe(doubled)} more than once`, "each name once");
  return values;
}

/** `--labels ham,spam`: the labels in order. */
export function parseLabels(text: string): readonly string[] {
  const labels = parseList(text, "--labels");
  if (labels.length >= 2) return labels;
  throw badUsage("--labels", describe(text), "at least 2 labels, such as ham,spam");
}

/** `--ignore source,reviewer`: names of columns. */
export function parseColumns(text: string): readonly string[] {
  return parseList(text, "--ignore");
}

/** `--text title,body` and its like: names of columns. */
export const columnNames =
  (option: string) =>
  (text: string): readonly string[] =>
    parseList(text, option);

/** `--keep id,url`: names of columns. */
export function parseKept(text: string): readonly string[] {
  return parseList(text, "--keep");
}

/** `--long item,worker,label`: the columns of crowd answers. */
export function parseLong(text: string): AnswerColumns {
  const [item, worker, label, ...others] = parseList(text, "--long");
  if (item !== undefined && worker !== undefined && label !== undefined && others.length === 0) {
    return { item, worker, label };
  }
  throw badUsage("--long", describe(text), "the names of three columns: item,worker,label");
}

/** `--class-balance estimate`, `uniform` or `ham=0.7,spam=0.3`. */
export function parseClassBalance(text: string): ClassBalance {
  const option = "--class-balance";
  if (text === "uniform" || text === "estimate") return text;
  const expected = "estimate, uniform, or a probability for each label such as ham=0.7,spam=0.3";
  const balance: Record<string, number> = {};
  for (const pair of parseList(text, option)) {
    const cut = pair.lastIndexOf("=");
    const number = cut < 1 ? "" : pair.slice(cut + 1).trim();
    const p = number === "" ? NaN : Number(number);
    if (!(p > 0 && p < 1)) {
      const remedy = "Probabilities lie between 0 and 1; a label that never occurs should not be in the label set.";
      throw badUsage(option, describe(pair), expected, remedy);
    }
    balance[pair.slice(0, cut).trim()] = p;
  }
  return balance;
}

/** The balance of labels that exclude each other: given probabilities must sum to 1. @throws LabelingError `bad_option` */
export function checkBalanceSum(balance: ClassBalance | undefined): void {
  if (typeof balance !== "object") return;
  const sum = Object.values(balance).reduce((total, p) => total + p, 0);
  if (Math.abs(sum - 1) <= 0.01) return;
  throw badUsage("--class-balance", `probabilities that sum to ${Number(sum.toPrecision(4))}`, "a sum of 1");
}

/** A whole number of at least `min`. */
export const wholeNumber =
  (option: string, min: number) =>
  (text: string): number => {
    const number = /^-?\d+$/.test(text) ? Number(text) : NaN;
    if (number >= min && Number.isSafeInteger(number)) return number;
    throw badUsage(option, describe(text), min > -Infinity ? `a whole number of at least ${min}` : "a whole number");
  };

/** `--tolerance 1e-6`. */
export function parseTolerance(text: string): number {
  const number = text.trim() === "" ? NaN : Number(text);
  if (number >= 0 && number <= 1) return number;
  throw badUsage("--tolerance", describe(text), "a number from 0 to 1");
}

/** Gathers the values of an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Gathers `--depends a,b`, pairs of labeling functions. */
export function collectPairs(
  text: string,
  before: readonly (readonly [string, string])[] = [],
): readonly (readonly [string, string])[] {
  const [a, b, ...others] = parseList(text, "--depends");
  if (a !== undefined && b !== undefined && others.length === 0) return [...before, [a, b]];
  throw badUsage("--depends", describe(text), "the names of two labeling functions: a,b");
}
