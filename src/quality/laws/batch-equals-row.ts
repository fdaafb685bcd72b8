import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import { tableInForm } from "../arbitraries/build-table.ts";
import type { PlainRow } from "../arbitraries/row.ts";
import type { FunctionLaw, LawOptions } from "./law.ts";
import { derivedTable, firstDifference, plainTable, plainVotes, violationAmong } from "./trial.ts";
import { votesOf, votesTogether, type Votes } from "./votes.ts";

/** Another way to cast the same votes, in words, and the usual one. */
interface Way {
  readonly votes: Votes;
  readonly how: string;
  readonly usual: string;
}

const together = new WeakMap<readonly PlainRow[], ReadonlyMap<string, Votes>>();

/** The votes of a run of declarative functions: worked out once for all of them. */
function votesBeside(
  func: AnyLabelingFunction,
  rows: readonly PlainRow[],
  beside: readonly AnyLabelingFunction[],
): Votes | undefined {
  let votes = together.get(rows);
  if (votes?.get(func.name)?.func !== func) {
    const declared = beside.filter((each) => !each.async && each.terms !== null);
    votes = votesTogether(declared.includes(func) ? declared : [func], plainTable(func.task, rows));
    together.set(rows, votes);
  }
  return votes.get(func.name);
}

async function* otherWays(
  func: AnyLabelingFunction,
  rows: readonly PlainRow[],
  { signal, beside = [] }: LawOptions,
): AsyncGenerator<Way> {
  const table = plainTable(func.task, rows);
  const usual = `as in a batch of ${rows.length}`;
  yield { votes: await votesOf(func, table, { together: 1, signal }), how: "as a batch of one row", usual };
  yield { votes: await votesOf(func, table, { together: 7, signal }), how: "in batches of 7 rows", usual };
  if (func.columns.some((column) => func.task.columns[column] === "utf8")) {
    // A dictionary is looked at by its entries where these repeat.
    const { task, columns } = func;
    const repeated = derivedTable(rows, ["dictionaries", task.fingerprint, columns], () =>
      tableInForm(task.columns, [...rows, ...rows], { dictionaries: columns }),
    );
    const votes = await votesOf(func, repeated, { signal });
    yield { votes, how: "in a dictionary column", usual: "as in a plain column" };
  }
  if (func.async || func.terms === null) return;
  const votes = votesBeside(func, rows, beside);
  if (votes !== undefined) yield { votes, how: "in one scan with other functions", usual: "as by itself" };
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
  check: async (func, rows, options = {}) => {
    const base = await plainVotes(func, rows, options.signal);
    for await (const { votes, how, usual } of otherWays(func, rows, options)) {
      const row = firstDifference(base, votes);
      if (row === null) continue;
      return violationAmong(rows, row, `${votes.describe(row)} ${how}`, `${base.describe(row)}, ${usual}`);
    }
    return null;
  },
};
