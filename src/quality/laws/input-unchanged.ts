import type { TableWindow } from "../../tables/windows.ts";
import type { FunctionLaw, Violation } from "./law.ts";
import { violationOn, watchedVotes } from "./trial.ts";

/** A copy of the cells of a column, lists and all. */
const copyOf = (values: ArrayLike<unknown>): readonly unknown[] =>
  Array.from(values, (cell) =>
    typeof cell === "object" && cell !== null ? Array.from(cell as ArrayLike<unknown>) : cell,
  );

function isSame(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return Object.is(a, b);
  return a.length === b.length && a.every((item, i) => Object.is(item, b[i]));
}

/** What a function is given is not its own to change. */
export const inputUnchanged: FunctionLaw = {
  name: "input-unchanged",
  title: "it leaves the values that it is given as they are",
  explanation:
    "Values are decoded once for all functions of a run, some straight from the table's memory: what one function changes, the next one reads, and the table keeps.",
  mend: "Copy a list before you sort or reverse it: [...tags].sort(). In a batch function write into arrays of your own.",
  after: ["bounded-time"],
  applies: () => true,
  check: async (func, rows, { signal } = {}) => {
    let found: Violation | null = null;
    const watch = (window: TableWindow): (() => void) => {
      const watched = func.columns.flatMap((name) => {
        const column = window.columns.get(name);
        if (column === undefined) return [];
        return [
          { name, column, values: copyOf(column.values), valid: column.valid === null ? null : copyOf(column.valid) },
        ];
      });
      return () => {
        for (const { name, column, values, valid } of watched) {
          const now = copyOf(column.values);
          const nowValid = column.valid === null ? null : copyOf(column.valid);
          const row = values.findIndex(
            (cell, i) => !isSame(cell, now[i]) || (nowValid !== null && nowValid[i] !== valid?.[i]),
          );
          if (row < 0 || found !== null) continue;
          const came = `it changed ${name} to ${JSON.stringify(now[row])}`;
          found = violationOn(rows[window.firstRow + row], came, JSON.stringify(values[row]));
        }
      };
    };
    await watchedVotes(func, rows, { signal, onWindow: watch });
    return found;
  },
};
