import { LabelingError } from "../../errors.ts";
import type { AnyTransformationFunction } from "../../functions/transformation.ts";
import { valueKind, type ValueKind } from "../../tables/column-types.ts";
import { describe, listNames } from "../../util/checks.ts";

/** What a transformation function gave: new values by column. */
export type GivenColumns = Readonly<Record<string, unknown>>;

const plainKind = (kind: ValueKind): string => (kind.startsWith("time") ? kind.replace("time", "number") : kind);

function kindOf(value: unknown): string | null {
  if (typeof value === "string") return "text";
  if (typeof value === "boolean") return "flag";
  return typeof value === "number" ? "number" : null;
}

/** Whether a value can stand in a column of a kind. */
function fits(value: unknown, kind: string): boolean {
  if (value === null) return true;
  if (!kind.endsWith(" list")) return kindOf(value) === kind;
  if (!Array.isArray(value) && (!ArrayBuffer.isView(value) || value instanceof DataView)) return false;
  const item = kind.slice(0, -" list".length);
  return Array.from(value as ArrayLike<unknown>).every((each) => kindOf(each) === item);
}

/**
 * What a transformation function gave as new values of columns; null where it does not apply.
 *
 * @throws LabelingError `wrong_type` or `missing_column` for anything else.
 */
export function checkGiven(given: unknown, func: AnyTransformationFunction, row: number): GivenColumns | null {
  if (given === null) return null;
  const { name, task } = func;
  const wrong = (
    code: "wrong_type" | "missing_column",
    got: string,
    expected: string,
    remedy?: string,
  ): LabelingError =>
    new LabelingError(code, {
      where: `transformation function "${name}", row ${row}`,
      got: `it gave ${got}`,
      expected,
      ...(remedy === undefined ? {} : { remedy }),
      details: { function: name, row },
    });
  const some = "an object of columns with their new values, or null where it does not apply";
  if (typeof given === "object" && "then" in given && typeof given.then === "function") {
    (given as Promise<unknown>).then(undefined, () => undefined); // reported here; its outcome does not matter
    throw wrong("wrong_type", "a promise", some, "Transformations are not awaited: make such rows beforehand.");
  }
  if (typeof given !== "object" || Array.isArray(given)) throw wrong("wrong_type", describe(given), some);
  for (const [column, value] of Object.entries(given)) {
    const type = Object.hasOwn(task.columns, column) ? task.columns[column] : undefined;
    if (type === undefined) {
      const columns = listNames(Object.keys(task.columns));
      throw wrong("missing_column", `a column ${describe(column)}`, `columns of the task: ${columns}`);
    }
    if (!fits(value, plainKind(valueKind(type)))) {
      throw wrong("wrong_type", `${describe(value)} for column "${column}"`, `a value of type ${type}, or null`);
    }
  }
  return given as GivenColumns;
}

/** The error for what a transformation function threw. */
export function thrownBy(func: AnyTransformationFunction, row: number, cause: unknown): LabelingError {
  return new LabelingError("function_failed", {
    where: `transformation function "${func.name}", row ${row}`,
    got: `it threw ${describe(cause)}`,
    remedy: 'Mend it, or go on without these rows: { faults: "abstain" } keeps each failure with its row.',
    details: { function: func.name, row },
    cause,
  });
}
