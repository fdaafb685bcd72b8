import type { FunctionLaw } from "./law.ts";
import { plainTable, plainVotes, violationAt } from "./trial.ts";
import { votesOf } from "./votes.ts";

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
    const times = Math.max(2, Math.ceil(repeatedVotes / Math.max(1, rows.length)));
    for (let time = 0; time < times; time++) {
      const again = await votesOf(func, plainTable(func.task, rows), { signal });
      for (let row = 0; row < rows.length; row++) {
        if (first.failed(row) === again.failed(row) && first.sameAs(row, again, row)) continue;
        return violationAt(
          rows,
          row,
          `${again.describe(row)} the second time`,
          `${first.describe(row)}, as the first time`,
        );
      }
    }
    return null;
  },
};
