import { LabelingError } from "../errors.ts";
import type { AnyTask, RowOf } from "../labels/task.ts";
import { valueKind, type ColumnType, type ValueKind } from "../tables/column-types.ts";
import { listNames } from "../util/checks.ts";
import { checkListedColumns } from "./labeling-function.ts";

/** The columns of a task that hold text. */
export type TextColumn<T> = {
  [K in keyof RowOf<T> & string]: string extends RowOf<T>[K] ? K : never;
}[keyof RowOf<T> & string];

/** The columns of a task that hold single values: text, numbers, times or booleans. */
export type ScalarColumn<T> = {
  [K in keyof RowOf<T> & string]: RowOf<T>[K] extends string | number | boolean
    ? K
    : unknown extends RowOf<T>[K]
      ? K
      : never;
}[keyof RowOf<T> & string];

/**
 * Checks that the task has a column, and that it holds one of some kinds of value.
 *
 * @returns the column's type
 * @throws LabelingError `missing_column` or `wrong_type`
 */
export function checkColumnKind(
  task: AnyTask,
  column: string,
  kinds: readonly ValueKind[],
  expected: string,
  where: string,
): ColumnType {
  checkListedColumns([column], task, where);
  const type = task.columns[column] ?? "utf8";
  if (kinds.includes(valueKind(type))) return type;
  const fitting = Object.entries(task.columns).filter(([, each]) => kinds.includes(valueKind(each)));
  const names = fitting.map(([name]) => name);
  throw new LabelingError("wrong_type", {
    where: `${where}, column`,
    got: `"${column}" is ${type}`,
    expected: `${expected}${names.length === 0 ? "" : `: ${listNames(names)}`}`,
    remedy: "Functions of kind row, batch and expression read columns of every type.",
    details: { column, type },
  });
}
