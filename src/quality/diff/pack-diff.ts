import { printAs } from "../../util/brands.ts";
import { formatTextTable } from "../../util/text-table.ts";
import { printRow } from "../report/print-row.ts";
import type { ChangeSign, FunctionStatus } from "./pair-functions.ts";

/** Votes of one function that moved alike. `null` abstains. */
export interface VoteMove<L extends string = string> {
  readonly from: L | null;
  readonly to: L | null;
  readonly count: number;
}

/** A row on which the vote of a function moved. */
export interface MovedRow<L extends string = string> {
  /** Its number in the table, from 0. */
  readonly row: number;
  /** Its name, where a column of the table names rows. */
  readonly id: string | number | null;
  readonly from: L | null;
  readonly to: L | null;
  /** What the function reads. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** What became of one function and its votes. */
export interface FunctionDiff<L extends string = string> {
  readonly name: string;
  readonly kind: string;
  readonly status: FunctionStatus;
  /**
   * What shows that it changed. `"modules"` and `"parameters"` tell of a closure that it may have; `"votes"` that they
   * alone show it. Null for a function that did not change, or is in one pack only.
   */
  readonly because: ChangeSign | null;
  /** On how many rows its vote moved. */
  readonly moved: number;
  /** Which votes moved, the most frequent moves first. */
  readonly moves: readonly VoteMove<L>[];
  /** On how many rows the vote stayed, but not its confidence. */
  readonly confidences: number;
  /** Rows to look at: some of each move, in row order. */
  readonly rows: readonly MovedRow<L>[];
}

/** Which pack, in which version. */
export interface PackName {
  readonly name: string;
  readonly version: string;
  readonly fingerprint: string;
}

/** What changed between two packs, and which votes moved on a table, as JSON. */
export interface PackDiffJson<L extends string = string> {
  readonly a: PackName;
  readonly b: PackName;
  /** How many rows were voted on. */
  readonly rows: number;
  /** The names of functions by what became of them. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  /** How many votes moved, of all functions. */
  readonly moved: number;
  /** On how many rows one vote or more moved. */
  readonly movedRows: number;
  /** In the order of the second pack; those of the first alone behind. */
  readonly functions: readonly FunctionDiff<L>[];
}

/** What changed between two packs, and which votes moved on a table. Frozen; prints as text. */
export interface PackDiff<L extends string = string> extends PackDiffJson<L> {
  /** Whether no function changed, and no vote moved. */
  readonly same: boolean;
  /** The facts, for JSON. */
  readonly toJSON: () => PackDiffJson<L>;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
const labelOf = (label: string | null): string => label ?? "(abstains)";

function listLines({ added, removed, changed, unchanged, functions }: PackDiffJson): string[] {
  const signs = new Map(functions.map(({ name, because }) => [name, because]));
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ["added", added],
    ["removed", removed],
    ["changed", changed.map((name) => `${name} (${signs.get(name) ?? ""})`)],
  ];
  const lines = lists
    .filter(([, names]) => names.length > 0)
    .map(([word, names]) => `${word.padEnd(11)}${names.join(", ")}`);
  return unchanged.length === 0
    ? lines
    : [...lines, `${"unchanged".padEnd(11)}${plural(unchanged.length, "function")}`];
}

function moveTable(functions: readonly FunctionDiff[]): string {
  const rows = functions.flatMap(({ name, moves }) =>
    moves.map(({ from, to, count }) => [name, labelOf(from), labelOf(to), String(count)]),
  );
  const columns = [
    { title: "function" },
    { title: "from" },
    { title: "to" },
    { title: "votes", align: "right" as const },
  ];
  return formatTextTable(columns, rows);
}

function rowLines({ name, rows }: FunctionDiff): string {
  const lines = rows.map(({ row, id, from, to, values }) => {
    const place = id === null ? `row ${row}` : `${id}`;
    return `  ${place}: ${labelOf(from)} -> ${labelOf(to)}  ${printRow(values)}`;
  });
  return [`${name}:`, ...lines].join("\n");
}

function printDiff(diff: PackDiffJson): string {
  const { a, b, rows, moved, movedRows, functions } = diff;
  const movers = functions.filter((func) => func.moved > 0);
  const votes =
    moved === 0
      ? "no vote moved"
      : `${plural(moved, "vote")} of ${plural(movers.length, "function")} moved, on ${plural(movedRows, "row")}`;
  const surer = functions.filter(({ confidences }) => confidences > 0);
  return [
    [
      `Pack "${a.name}" ${a.version} -> "${b.name}" ${b.version}, ${plural(rows, "row")}: ${votes}`,
      ...listLines(diff),
    ].join("\n"),
    ...(movers.length === 0 ? [] : [moveTable(movers)]),
    ...surer.map(({ name, confidences }) => `${name}: other confidence on ${plural(confidences, "row")}`),
    ...movers.filter((func) => func.rows.length > 0).map(rowLines),
  ].join("\n\n");
}

/** Puts a diff together, frozen. */
export function makeDiff<L extends string>(json: PackDiffJson<L>): PackDiff<L> {
  const unmoved = json.functions.every(({ confidences }) => confidences === 0) && json.moved === 0;
  const same = unmoved && json.added.length + json.removed.length + json.changed.length === 0;
  const diff = { ...json, same };
  Object.defineProperty(diff, "toJSON", { value: () => json });
  printAs(diff, () => printDiff(json));
  return Object.freeze(diff) as PackDiff<L>;
}
