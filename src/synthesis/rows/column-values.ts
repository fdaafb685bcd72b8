import { LabelingError } from "../../errors.ts";
import type { AnyTask } from "../../labels/task.ts";
import { valueKind } from "../../tables/column-types.ts";
import { checkNumber, describe, listNames } from "../../util/checks.ts";
import type { Random } from "../../util/random.ts";
import { choose } from "../votes/draw.ts";
import type { ColumnValuesSpec } from "./options.ts";
import { parseTemplate, type TemplateNodes } from "./parse-template.ts";

/** How the value of a column is drawn: by a template, or by this. */
export type ColumnSource = { readonly template: TemplateNodes } | { readonly draw: (random: Random) => unknown };

function readNumbers(
  spec: { from: number; to: number; whole?: boolean | undefined },
  type: string,
  where: string,
): ColumnSource {
  const from = checkNumber(spec.from, NaN, { where: `${where}, from`, min: -Number.MAX_VALUE });
  const to = checkNumber(spec.to, NaN, { where: `${where}, to`, min: from });
  const whole = spec.whole ?? type.includes("int");
  if (!whole) return { draw: (random) => from + (to - from) * random() };
  const [low, high] = [Math.ceil(from), Math.floor(to)];
  if (low > high) {
    throw new LabelingError("bad_option", { where, got: `${from} to ${to}`, expected: "a range with a whole number" });
  }
  return { draw: (random) => low + Math.floor(random() * (high - low + 1)) };
}

function readChoices(choices: unknown, weights: readonly number[] | undefined, where: string): ColumnSource {
  if (!Array.isArray(choices) || choices.length === 0) {
    throw new LabelingError("bad_option", {
      where: `${where}, choices`,
      got: describe(choices),
      expected: "an array of values",
    });
  }
  const values = choices as readonly unknown[];
  const given = weights ?? values.map(() => 1);
  const total = given.reduce((sum, weight) => sum + (weight >= 0 ? weight : NaN), 0);
  if (given.length !== values.length || !(total > 0)) {
    throw new LabelingError("bad_option", {
      where: `${where}, weights`,
      got: describe(given),
      expected: `${values.length} numbers of at least 0, not all 0`,
    });
  }
  const shares = given.map((weight) => weight / total);
  return { draw: (random) => values[choose(shares, random())] };
}

function readDates(dates: { from: string | Date; to: string | Date }, where: string): ColumnSource {
  const [from, to] = [new Date(dates.from).getTime(), new Date(dates.to).getTime()];
  if (!(from <= to)) {
    const got = `${describe(dates.from)} to ${describe(dates.to)}`;
    throw new LabelingError("bad_option", { where, got, expected: "two dates, the earlier first" });
  }
  return { draw: (random) => new Date(from + Math.floor(random() * (to - from + 1))) };
}

/** What fits a kind of column. */
const fitting: Readonly<Record<string, string>> = {
  text: "choices or { text }",
  number: "{ from, to } or choices",
  time: "{ dates: { from, to } } or choices",
};

/** How a column's values are drawn. @throws LabelingError where the spec does not fit the column */
export function readColumn(task: AnyTask, column: string, spec: ColumnValuesSpec, where: string): ColumnSource {
  const type = task.columns[column];
  const place = `${where}, column ${describe(column)}`;
  if (type === undefined) {
    throw new LabelingError("missing_column", {
      where: place,
      got: "no column of the task",
      expected: `one of ${listNames(Object.keys(task.columns))}`,
    });
  }
  const kind = valueKind(type);
  const given = spec as unknown;
  if (typeof given === "object" && given !== null) {
    if ("choices" in spec) return readChoices(spec.choices, spec.weights, place);
    if ("dates" in spec && kind === "time") return readDates(spec.dates, place);
    if ("text" in spec && kind === "text") return { template: parseTemplate(spec.text, place) };
    if ("from" in spec && kind === "number") return readNumbers(spec, type, place);
  }
  throw new LabelingError("bad_option", {
    where: place,
    got: describe(given),
    expected: `${fitting[kind] ?? "choices"}, as the column is ${type}`,
  });
}

/** How a value reads in text: dates as days. */
export function textOfValue(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === "number") return String(Math.round(value * 100) / 100);
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
