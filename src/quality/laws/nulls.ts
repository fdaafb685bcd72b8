import { hiddenSorts, tableWithHidden } from "../arbitraries/build-table.ts";
import type { FunctionLaw } from "./law.ts";
import { derivedTable, firstDifference, plainVotes, violationOn } from "./trial.ts";
import { votesOf } from "./votes.ts";

/** A null is a null: what a function with `nulls: "abstain"` does not vote on, and what lies below it decides nothing. */
export const nullsKept: FunctionLaw = {
  name: "nulls-kept",
  title: "it treats nulls as it says: it abstains on them, or sees them as nulls and nothing else",
  explanation:
    "Below a null, Arrow leaves any value there is: 0, an empty text, what stood there before. A function that reads it votes on something that is not in the data.",
  mend: 'In a batch function with nulls: "pass" ask column.valid before column.values: valid is null where all rows have a value, else 0 says null.',
  after: ["bounded-time", "deterministic"],
  applies: () => true,
  check: async (func, rows, { signal, words = [] } = {}) => {
    const base = await plainVotes(func, rows, signal);
    if (func.nulls === "abstain") {
      const row = rows.findIndex(
        (each, i) => base.code(i) >= 0 && func.columns.some((column) => (each[column] ?? null) === null),
      );
      if (row >= 0)
        return violationOn(rows[row], base.describe(row), 'null, as nulls is "abstain" and a column it reads is null');
    }
    for (let which = 0; which < hiddenSorts; which++) {
      const hidden = derivedTable(rows, ["nulls", func.task.fingerprint, which, words.slice(0, hiddenSorts)], () =>
        tableWithHidden(func.task.columns, rows, which, words),
      );
      const again = await votesOf(func, hidden, { signal });
      const row = firstDifference(base, again);
      if (row === null) continue;
      return violationOn(
        rows[row],
        `${again.describe(row)} where another value lies below the null`,
        base.describe(row),
      );
    }
    return null;
  },
};
