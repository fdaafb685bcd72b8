import { listNames } from "../util/checks.ts";

/** What JavaScript itself asks of any object, to print or await it. */
const ofAnyObject: readonly string[] = ["toJSON", "then", ...Object.getOwnPropertyNames(Object.prototype)];

/**
 * What stands behind a row: it is asked only for what the row does not have. A column that the function does not
 * list would otherwise read as undefined, and its votes would quietly be abstentions.
 */
function guard(columns: readonly string[]): object {
  return new Proxy(Object.prototype, {
    get: (target, name, receiver): unknown => {
      if (typeof name === "symbol" || ofAnyObject.includes(name)) return Reflect.get(target, name, receiver);
      throw new TypeError(
        `the column ${JSON.stringify(name)} is read but not listed; columns has ${listNames(columns)}`,
      );
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
