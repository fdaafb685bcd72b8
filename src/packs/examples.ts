import { LabelingError } from "../errors.ts";
import type { AnyTask, ColumnValues } from "../labels/task.ts";
import { describe, listNames } from "../util/checks.ts";

/** A row of an example: the columns that matter. Columns left out are null. */
export type ExampleRow<C extends ColumnValues = ColumnValues> = { readonly [K in keyof C]?: C[K] | null };

/** Rows that show what a labeling function does. */
export interface FunctionExamples<L extends string = string, C extends ColumnValues = ColumnValues> {
  /** Rows on which it votes, by the label it votes for. @defaultValue none */
  readonly votes?: { readonly [label in L]?: readonly ExampleRow<C>[] } | undefined;
  /** Counter-examples: rows on which it abstains. @defaultValue none */
  readonly abstains?: readonly ExampleRow<C>[] | undefined;
}

function refuse(where: string, got: string, expected: string): LabelingError {
  return new LabelingError("bad_option", { where, got, expected });
}

function checkObject(value: unknown, where: string, expected: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw refuse(where, describe(value), expected);
}

function checkRows(value: unknown, task: AnyTask, where: string): readonly ExampleRow[] {
  if (!Array.isArray(value)) throw refuse(where, describe(value), "an array of rows");
  const rows = value.map((row: unknown, i) => {
    const given = checkObject(row, `${where}, row ${i + 1}`, "a row: { column: value, ... }");
    for (const column of Object.keys(given)) {
      if (Object.hasOwn(task.columns, column)) continue;
      throw new LabelingError("missing_column", {
        where: `${where}, row ${i + 1}`,
        got: describe(column),
        expected: `columns of the task: ${listNames(Object.keys(task.columns))}`,
        details: { column },
      });
    }
    return Object.freeze({ ...given });
  });
  return Object.freeze(rows);
}

function checkVotes(value: unknown, task: AnyTask, where: string): Readonly<Record<string, readonly ExampleRow[]>> {
  const byLabel = checkObject(value, where, "rows by label: { label: [row, ...] }");
  const checked = Object.entries(byLabel).map(([label, rows]) => {
    if (task.labels.has(label)) return [label, checkRows(rows, task, `${where}, label "${label}"`)] as const;
    throw new LabelingError("unknown_label", {
      where,
      got: describe(label),
      expected: `one of ${listNames(task.labels.names)}`,
      details: { label },
    });
  });
  return Object.freeze(Object.fromEntries(checked));
}

/** A pack's examples, checked against its task and the names of its functions, and frozen. */
export function checkExamples(
  examples: unknown,
  task: AnyTask,
  names: readonly string[],
  where: string,
): Readonly<Record<string, FunctionExamples>> {
  if (examples === undefined) return Object.freeze({});
  const byName = checkObject(examples, `${where}, examples`, "examples by the name of their function");
  const checked = Object.entries(byName).map(([name, given]) => {
    const place = `${where}, examples of "${name}"`;
    if (!names.includes(name)) throw refuse(`${where}, examples`, describe(name), `one of ${listNames(names)}`);
    const { votes, abstains } = checkObject(given, place, "{ votes: { label: [row] }, abstains: [row] }");
    const value: FunctionExamples = Object.freeze({
      ...(votes === undefined ? {} : { votes: checkVotes(votes, task, `${place}, votes`) }),
      ...(abstains === undefined ? {} : { abstains: checkRows(abstains, task, `${place}, abstains`) }),
    });
    return [name, value] as const;
  });
  return Object.freeze(Object.fromEntries(checked));
}
