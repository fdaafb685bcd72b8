import { listNames } from "../util/checks.ts";

/** What JavaScript itself asks of any object, to print or await it. */
const ofAnyObject: readonly string[] = ["toJSON", "then", ...Object.getOwnPropertyNames(Object.prototype)];

const unlistedKey: unique symbol = Symbol.for("labelwright.unlistedRead") as never;

/** Whether an error says that a function read a column which it does not list. */
export function isUnlistedRead(error: unknown): boolean {
  return typeof error === "object" && error !== null && unlistedKey in error;
}

/**
 * What stands behind a row: it is asked only for what the row does not have. A column that the function does not
 * list would otherwise read as undefined, and its votes would quietly be abstentions.
 */
function guard(columns: readonly string[]): object {
  return new Proxy(Object.prototype, {
    get: (target, name, receiver): unknown => {
      if (typeof name === "symbol" || ofAnyObject.includes(name)) return Reflect.get(target, name, receiver);
      const error = new TypeError(
        `the column ${JSON.stringify(name)} is read but not listed; columns has ${listNames(columns)}`,
      );
      Object.defineProperty(error, unlistedKey, { value: true });
      throw error;
    },
  });
}

/** Makes rows for a function: objects with its listed columns, which refuse to be asked for any other. */
export function rowMaker(columns: readonly string[]): () => Record<string, unknown> {
  const behind = guard(columns);
  return () => {
    const row: Record<string, unknown> = Object.fromEntries(columns.map((column) => [column, null]));
    Object.setPrototypeOf(row, behind);
    return row;
  };
}
