import { makeRandom } from "../../util/random.ts";
import { shuffledRange } from "../../util/shuffled.ts";
import { tableOfRows } from "../arbitraries/build-table.ts";
import type { PlainRow } from "../arbitraries/row.ts";
import type { FunctionLaw, Violation } from "./law.ts";
import { derivedTable, firstDifference, plainTable, violationAmong } from "./trial.ts";
import { votesOf, type Votes } from "./votes.ts";

/** The same rows cast again: as a table of these rows, by their places. */
interface Again {
  readonly how: string;
  /** Places of the rows that are in it. */
  readonly places: readonly number[];
}

function otherCompanies(count: number): readonly Again[] {
  const all = Array.from({ length: count }, (_, i) => i);
  const half = count >> 1;
  return [
    { how: "in reversed order", places: all.toReversed() },
    { how: "in another order", places: Array.from(shuffledRange(count, makeRandom(0, "order of rows in a check"))) },
    { how: "without the rows after it", places: all.slice(0, half) },
    { how: "without the rows before it", places: all.slice(half) },
  ];
}

function differing(
  rows: readonly PlainRow[],
  row: number | null,
  base: Votes,
  again: Votes,
  at: number,
  how: string,
): Violation | null {
  return row === null
    ? null
    : violationAmong(rows, row, `${again.describe(at)} ${how}`, `${base.describe(row)}, as among all rows in order`);
}

/** The vote on a row is its own, whatever rows stand around it. */
export const independentOfNeighbors: FunctionLaw = {
  name: "independent-of-neighbors",
  title: "its vote on a row does not depend on the rows around it",
  explanation:
    "Rows come in any order and company: in batches, in several threads, in a stream, or those alone that are new. Votes that depend on neighbors are other votes there.",
  mend: "Keep nothing between rows (the last text, a count, a set), and work nothing out over a batch (its mean, its most common word). What is known beforehand belongs into the function: a constant, a lookup.",
  after: ["bounded-time", "deterministic"],
  applies: () => true,
  check: async (func, rows, { signal } = {}) => {
    if (rows.length < 2) return null;
    const table = plainTable(func.task, rows);
    // What the function keeps from row to row is brought to the same state before each run.
    const inOrder = (): Promise<Votes> => votesOf(func, table, { signal });
    await inOrder();
    const base = await inOrder();
    for (const { how, places } of otherCompanies(rows.length)) {
      await inOrder();
      const company = derivedTable(rows, ["neighbors", func.task.fingerprint, how], () =>
        tableOfRows(
          func.task.columns,
          places.map((place) => rows[place] ?? {}),
        ),
      );
      const again = await votesOf(func, company, { signal });
      const at = new Map(places.map((place, i) => [place, i]));
      const row = firstDifference(base, again, (each) => at.get(each) ?? -1);
      const found = differing(rows, row, base, again, at.get(row ?? -1) ?? 0, how);
      if (found !== null) return found;
    }
    return null;
  },
};
