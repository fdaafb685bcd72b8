import type { Table } from "apache-arrow";
import type { LabelingError } from "../../errors.ts";
import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import type { AnyTask } from "../../labels/task.ts";
import { describe } from "../../util/checks.ts";
import { tableOfRows } from "../arbitraries/build-table.ts";
import type { PlainRow } from "../arbitraries/row.ts";
import type { Violation } from "./law.ts";
import { votesOf, type Votes, type VotingOptions } from "./votes.ts";

interface Trial {
  readonly table: Table;
  readonly task: string;
  readonly votes: Map<AnyLabelingFunction, Promise<Votes>>;
}

const trials = new WeakMap<readonly PlainRow[], Trial>();

function trialOf(task: AnyTask, rows: readonly PlainRow[]): Trial {
  const known = trials.get(rows);
  if (known?.task === task.fingerprint) return known;
  const trial = { table: tableOfRows(task.columns, rows), task: task.fingerprint, votes: new Map() };
  trials.set(rows, trial);
  return trial;
}

/** The votes on some rows as they are: in this order, all together. Worked out once for all laws. */
export function plainVotes(
  func: AnyLabelingFunction,
  rows: readonly PlainRow[],
  signal: AbortSignal | undefined,
): Promise<Votes> {
  const { table, votes } = trialOf(func.task, rows);
  let known = votes.get(func);
  if (known === undefined) votes.set(func, (known = votesOf(func, table, { signal })));
  return known;
}

/**
 * As `plainVotes`, on a table of its own while somebody looks on; where nobody has asked for the votes before, these are
 * the ones that all laws get: what a function does when it first sees rows shows only once.
 */
export function watchedVotes(
  func: AnyLabelingFunction,
  rows: readonly PlainRow[],
  options: VotingOptions,
): Promise<Votes> {
  const { votes } = trialOf(func.task, rows);
  const watched = votesOf(func, tableOfRows(func.task.columns, rows), options);
  if (!votes.has(func)) votes.set(func, watched);
  return watched;
}

const derived = new WeakMap<readonly PlainRow[], Map<string, Table>>();

/** A table made of some rows in some way, which `key` tells: made once for all functions that are tried on it. */
export function derivedTable(rows: readonly PlainRow[], key: readonly unknown[], make: () => Table): Table {
  const tables = derived.get(rows) ?? new Map<string, Table>();
  derived.set(rows, tables);
  const text = JSON.stringify(key);
  const table = tables.get(text) ?? make();
  tables.set(text, table);
  return table;
}

/** The table of some rows as they are. */
export const plainTable = (task: AnyTask, rows: readonly PlainRow[]): Table => trialOf(task, rows).table;

/** What a failure was, in words, without its place. */
export function describeFailure(error: LabelingError): { readonly came: string; readonly expected: string } {
  const usual = "a vote: a label, or null to abstain";
  if (error.code === "function_failed") return { came: `it threw ${describe(error.cause)}`, expected: usual };
  const [came = "", expected = usual] = error.message.slice(error.where.length + 2).split("; expected ");
  return { came, expected: expected.replace(/\. [A-Z].*$/s, "").replace(/\.$/, "") };
}

/**
 * The first row on which votes differ between two runs; rows on which a run failed count as equal to any.
 *
 * @param otherRow The place in the other run of a row of the first.
 */
export function firstDifference(a: Votes, b: Votes, otherRow: (row: number) => number = (row) => row): number | null {
  for (let row = 0; row < a.rows; row++) {
    const other = otherRow(row);
    if (other < 0 || a.failed(row) || b.failed(other)) continue;
    if (!a.sameAs(row, b, other)) return row;
  }
  return null;
}

/** A difference on one row, whatever the others are. */
export function violationOn(row: PlainRow | undefined, came: string, expected: string): Violation {
  return { rows: row === undefined ? [] : [row], came, expected };
}

/** A difference on one of some rows that all have to do with it. */
export function violationAmong(rows: readonly PlainRow[], row: number, came: string, expected: string): Violation {
  const at = rows.length === 1 ? "" : `row ${row + 1}: `;
  return { rows, came: at + came, expected: at + expected };
}
