import type { FunctionLaw } from "./law.ts";
import { tableOfRows } from "../arbitraries/build-table.ts";
import { plainTable, plainVotes, violationOn } from "./trial.ts";
import { votesOf, type Votes } from "./votes.ts";

/** So many votes, at least, are cast again, whatever the number of rows. */
const repeatedVotes = 60;

/** The same row gets the same vote every time. */
export const deterministic: FunctionLaw = {
  name: "deterministic",
  title: "it votes the same on the same rows, every time",
  explanation:
    "Votes are kept, counted and compared: where they change from run to run, nothing that is learned from them can be repeated, and a cache gives other labels than a fresh run.",
  mend: "Take Math.random, the clock and counters out of the function. What it has seen before must not decide: no sets of texts seen, no regular expression with the flag g or y kept between calls.",
  after: ["bounded-time"],
  applies: () => true,
  check: async (func, rows, { signal } = {}) => {
    const first = await plainVotes(func, rows, signal);
    const table = plainTable(func.task, rows);
    const times = Math.max(3, Math.ceil(repeatedVotes / Math.max(1, rows.length)));
    let before: Votes | null = null;
    for (let time = 1; time <= times; time++) {
      // So many of the last rows in between: what counts its calls must not come round to where it was. What looks at the
      // row before finds the same one each time: that is another law's matter.
      await votesOf(func, tableOfRows(func.task.columns, rows.slice(-1 - time)), { signal });
      const again = await votesOf(func, table, { signal });
      const row = differingRow(first, again, 1) ?? (before === null ? null : differingRow(before, again, 0));
      if (row !== null) {
        return violationOn(
          rows[row],
          `${again.describe(row)} another time`,
          `${first.describe(row)}, as the first time`,
        );
      }
      before = again;
    }
    return null;
  },
};

/** The first row, of those from `from` on, that came out differently in two runs. */
function differingRow(a: Votes, b: Votes, from: number): number | null {
  for (let row = from; row < a.rows; row++) if (a.failed(row) !== b.failed(row) || !a.sameAs(row, b, row)) return row;
  return null;
}
