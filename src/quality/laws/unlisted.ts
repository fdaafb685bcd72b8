import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import type { ColumnType } from "../../tables/column-types.ts";
import { tableOfRows } from "../arbitraries/build-table.ts";
import type { PlainRow } from "../arbitraries/row.ts";
import type { FunctionLaw } from "./law.ts";
import { derivedTable, firstDifference, plainVotes, violationOn } from "./trial.ts";
import { votesOf } from "./votes.ts";
import { failureFinder } from "./votes-are-votes.ts";

interface Variant {
  readonly how: string;
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly rows: () => readonly PlainRow[];
}

/** A name that no column has. */
const freeName = (name: string, columns: object): string =>
  Object.hasOwn(columns, name) ? freeName(`${name} `, columns) : name;

/** The same rows with the columns changed that a function does not list. */
function variants({ task, columns: listed }: AnyLabelingFunction, rows: readonly PlainRow[]): readonly Variant[] {
  const { columns } = task;
  const others = Object.keys(columns).filter((column) => !listed.includes(column));
  const only = Object.fromEntries(Object.entries(columns).filter(([column]) => listed.includes(column)));
  const withOthers = (row: PlainRow, from: PlainRow): PlainRow =>
    Object.fromEntries(
      Object.keys(columns).map((column) => [column, (others.includes(column) ? from : row)[column] ?? null]),
    );
  const onlyListed = (row: PlainRow): PlainRow =>
    Object.fromEntries(listed.map((column) => [column, row[column] ?? null]));
  const [first, last] = [freeName("first", columns), freeName("last", columns)];
  return [
    { how: "with nulls in the other columns", columns, rows: () => rows.map((row) => withOthers(row, {})) },
    {
      how: "with other values in the other columns",
      columns,
      rows: () => rows.map((row, i) => withOthers(row, rows[(i + 1) % rows.length] ?? {})),
    },
    {
      how: "with other columns",
      columns: { [first]: "utf8", ...only, [last]: "float64" },
      rows: () => rows.map((row, i) => ({ [first]: `row ${i}`, ...onlyListed(row), [last]: i })),
    },
  ];
}

const reads = failureFinder("unlisted-columns-ignored");

/** Columns that a function does not list do not matter. */
export const unlistedColumnsIgnored: FunctionLaw = {
  name: "unlisted-columns-ignored",
  title: "it reads the columns that it lists, and no others",
  explanation:
    "A run reads the columns that functions list and checks their types and nulls: another one may be missing or null, and nothing says so.",
  mend: "Add the column to the function's columns, or do without it.",
  after: ["bounded-time", "deterministic"],
  applies: () => true,
  check: async (func, rows, options = {}) => {
    const read = await reads(func, rows, options);
    if (read !== null) return { ...read, expected: `it reads ${func.columns.join(", ")} and nothing else` };
    const base = await plainVotes(func, rows, options.signal);
    for (const { how, columns, rows: changed } of variants(func, rows)) {
      const key = ["unlisted", func.task.fingerprint, func.columns, how];
      const table = derivedTable(rows, key, () => tableOfRows(columns, changed()));
      const again = await votesOf(func, table, options);
      const row = firstDifference(base, again);
      if (row !== null) return violationOn(rows[row], `${again.describe(row)} ${how}`, base.describe(row));
    }
    return null;
  },
};
