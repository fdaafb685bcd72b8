import type { Table } from "apache-arrow";
import type { AnyTask } from "../../labels/task.ts";
import { tableOfRows } from "../arbitraries/build-table.ts";
import type { PlainRow } from "../arbitraries/row.ts";

/** What regular expressions and loops stumble over when it is repeated, and what may stand at the end of it. */
const fragments: readonly string[] = [
  ...["a", " ", "0", ".", "-", "_", "!", "a ", "a,", "a.", "a-", "1,", "ab", "aA1", "A", "\n", "\t", " \n", "a\n"],
  ...[
    "(",
    "<",
    "<a ",
    "<b></b>",
    "&",
    "=",
    '"',
    "'",
    "\\",
    "/",
    "//",
    "http://a.",
    "a@",
    "@a.",
    "#a ",
    "é",
    "e\u0301",
    "😀",
    "日",
  ],
];
const endings: readonly string[] = ["!", "a"];

/** Words of functions, at most so many, are repeated as well. */
const maxWords = 12;

/**
 * The lengths that are tried. They grow slowly: time that doubles with every character or two must be noticed before it
 * is endless, as nothing can stop a function that is under way.
 */
export function* lengths(longest: number): Generator<number> {
  let length = 12;
  while (length < longest) {
    yield length;
    length = length < 40 ? length + 1 : length < 64 ? length + 2 : Math.ceil(length * 1.6);
  }
  yield longest;
}

/** Rows of a task, one column of which grows in each in a way of its own. */
export class LongRows {
  readonly #task: AnyTask;
  readonly #column: string;
  readonly #usual: PlainRow;
  readonly #ways: readonly ((length: number) => unknown)[];
  readonly #tables = new Map<number, Table>();

  constructor(task: AnyTask, column: string, usual: PlainRow, words: readonly string[]) {
    this.#task = task;
    this.#column = column;
    this.#usual = usual;
    const cell = usual[column];
    this.#ways = task.columns[column] === "utf8" ? waysOfText(words) : waysOfList(cell);
  }

  /** How many rows there are of each length. */
  get count(): number {
    return this.#ways.length;
  }

  /** The row that grows in one way, at a length. */
  row(way: number, length: number): PlainRow {
    return { ...this.#usual, [this.#column]: this.#ways[way]?.(length) ?? null };
  }

  /** All of them at a length. Kept: functions of a pack are tried on the same ones. */
  table(length: number): Table {
    let table = this.#tables.get(length);
    if (table === undefined) {
      table = tableOfRows(
        this.#task.columns,
        this.#ways.map((_, way) => this.row(way, length)),
      );
      this.#tables.set(length, table);
    }
    return table;
  }
}

const repeatTo = (part: string, length: number): string => part.repeat(Math.ceil(length / part.length));

function waysOfText(words: readonly string[]): ((length: number) => string)[] {
  const parts = [...fragments, ...words.slice(0, maxWords).map((word) => `${word} `)];
  return parts.flatMap((part) => endings.map((ending) => (length: number) => repeatTo(part, length) + ending));
}

function waysOfList(cell: unknown): ((length: number) => unknown[])[] {
  const items: readonly unknown[] = Array.isArray(cell) ? cell : [];
  return items.slice(0, 1).map((item) => (length: number) => new Array<unknown>(length).fill(item));
}

/** A row without nulls: they would let a function abstain before it reads. */
function usualRow({ columns }: AnyTask, rows: readonly PlainRow[]): PlainRow {
  const isFilled = (cell: unknown): boolean => (cell ?? null) !== null && !(Array.isArray(cell) && cell.length === 0);
  return Object.fromEntries(
    Object.keys(columns).map((column) => [column, rows.find((row) => isFilled(row[column]))?.[column] ?? null]),
  );
}

const made = new WeakMap<readonly PlainRow[], Map<string, LongRows>>();

/** Long rows with the values of some usual ones in the other columns. */
export function longRowsLike(
  task: AnyTask,
  column: string,
  rows: readonly PlainRow[],
  words: readonly string[],
): LongRows {
  const known = made.get(rows) ?? new Map<string, LongRows>();
  made.set(rows, known);
  const key = JSON.stringify([task.fingerprint, column, words.slice(0, maxWords)]);
  const long = known.get(key) ?? new LongRows(task, column, usualRow(task, rows), words);
  known.set(key, long);
  return long;
}
