import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import { makeRandom } from "../../util/random.ts";
import { tableInForm, tableOfRows } from "../arbitraries/build-table.ts";
import type { PlainRow } from "../arbitraries/row.ts";
import type { FunctionLaw, LawOptions, Violation } from "./law.ts";
import { firstDifference, plainTable, plainVotes, violationAt } from "./trial.ts";
import { votesOf, votesTogether, type Votes } from "./votes.ts";

/** The same rows cast again: as a table of these rows, by their places. */
interface Again {
  readonly how: string;
  /** Places of the rows that are in it. */
  readonly places: readonly number[];
}

function shuffled(count: number): number[] {
  const random = makeRandom(0, "order of rows in a check");
  const places = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [places[i], places[j]] = [places[j] ?? 0, places[i] ?? 0];
  }
  return places;
}

function otherCompanies(count: number): readonly Again[] {
  const all = Array.from({ length: count }, (_, i) => i);
  const half = count >> 1;
  return [
    { how: "in reversed order", places: all.toReversed() },
    { how: "in another order", places: shuffled(count) },
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
    : violationAt(rows, row, `${again.describe(at)} ${how}`, `${base.describe(row)}, as among all rows in order`);
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
    const base = await plainVotes(func, rows, signal);
    for (const { how, places } of otherCompanies(rows.length)) {
      const table = tableOfRows(
        func.task.columns,
        places.map((place) => rows[place] ?? {}),
      );
      const again = await votesOf(func, table, { signal });
      const at = new Map(places.map((place, i) => [place, i]));
      const row = firstDifference(base, again, (each) => at.get(each) ?? -1);
      const found = differing(rows, row, base, again, at.get(row ?? -1) ?? 0, how);
      if (found !== null) return found;
    }
    return null;
  },
};

async function asDictionaries(
  func: AnyLabelingFunction,
  rows: readonly PlainRow[],
  signal: LawOptions["signal"],
): Promise<Votes> {
  // A dictionary is looked at by its entries where these repeat.
  const table = tableInForm(func.task.columns, [...rows, ...rows], { dictionaries: func.columns });
  return votesOf(func, table, { signal });
}

/** All ways in which a function is run give the same votes. */
export const batchEqualsRow: FunctionLaw = {
  name: "batch-equals-row",
  title: "it votes the same on rows one by one, in batches, in dictionary columns, and beside other functions",
  explanation:
    "How many rows are looked at together, and how columns are stored, is the run's choice: it differs from file to file, in streams and in threads.",
  mend: "In a batch function loop from 0 to ballot.length - 1, treat every row alike however many there are, and cast on the row that was read.",
  after: ["bounded-time", "deterministic", "independent-of-neighbors"],
  applies: () => true,
  check: async (func, rows, { signal, beside = [] } = {}) => {
    const base = await plainVotes(func, rows, signal);
    const table = plainTable(func.task, rows);
    for (const together of [1, 7]) {
      const again = await votesOf(func, table, { together, signal });
      const row = firstDifference(base, again);
      const how = together === 1 ? "as a batch of one row" : `in batches of ${together} rows`;
      if (row !== null)
        return violationAt(
          rows,
          row,
          `${again.describe(row)} ${how}`,
          `${base.describe(row)}, as in a batch of ${rows.length}`,
        );
    }
    if (func.columns.some((column) => func.task.columns[column] === "utf8")) {
      const again = await asDictionaries(func, rows, signal);
      const row = firstDifference(base, again);
      if (row !== null)
        return violationAt(
          rows,
          row,
          `${again.describe(row)} in a dictionary column`,
          `${base.describe(row)}, as in a plain column`,
        );
    }
    if (func.async || func.terms === null) return null;
    const again = togetherOnce(func, rows, beside).get(func.name);
    const row = again === undefined ? null : firstDifference(base, again);
    if (row === null || again === undefined) return null;
    return violationAt(
      rows,
      row,
      `${again.describe(row)} in one scan with other functions`,
      `${base.describe(row)}, as by itself`,
    );
  },
};

const together = new WeakMap<readonly PlainRow[], ReadonlyMap<string, Votes>>();

/** The votes of a run of declarative functions: worked out once for all of them. */
function togetherOnce(
  func: AnyLabelingFunction,
  rows: readonly PlainRow[],
  beside: readonly AnyLabelingFunction[],
): ReadonlyMap<string, Votes> {
  const known = together.get(rows);
  if (known?.get(func.name)?.func === func) return known;
  const declared = beside.filter((each) => !each.async && each.terms !== null);
  const votes = votesTogether(declared.includes(func) ? declared : [func], plainTable(func.task, rows));
  together.set(rows, votes);
  return votes;
}
