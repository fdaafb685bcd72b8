import type { Table } from "apache-arrow";
import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import { checkAborted } from "../../util/aborted.ts";
import { tableOfRows } from "../arbitraries/build-table.ts";
import type { PlainRow } from "../arbitraries/row.ts";
import type { FunctionLaw, LawOptions, Violation } from "./law.ts";
import { lengths, longRowsLike, type LongRows } from "./long-rows.ts";
import { votesOf } from "./votes.ts";

/** Milliseconds of processor time for a row, unless told otherwise. */
export const defaultTimeLimit = 100;

/** Characters of the longest text, unless told otherwise. */
export const defaultLongestText = 20_000;

/**
 * Time of a run over a table, in milliseconds: that of the processor, so that other work of the machine does not count; or
 * that on the clock where it is less, as the processor also works for other threads of the process.
 */
async function timeOf(func: AnyLabelingFunction, table: Table, signal: LawOptions["signal"]): Promise<number> {
  const [started, before] = [performance.now(), process.cpuUsage()];
  await votesOf(func, table, { signal });
  const { user, system } = process.cpuUsage(before);
  return Math.min(performance.now() - started, (user + system) / 1000);
}

/** Of the rows that grow, so many are followed once all of them together take half as long as one may. */
const followed = 2;

/** A measured time counts once the least of so many trials is too long: collecting garbage takes time, too. */
const trials = 3;

/** Follows the rows of one column as they grow, until one takes too long. */
class Growth {
  readonly #func: AnyLabelingFunction;
  readonly #long: LongRows;
  readonly #limit: number;
  readonly #signal: LawOptions["signal"];
  /** The ways of growing that are followed by themselves; null while all are looked at together. */
  #ways: readonly number[] | null = null;

  constructor(func: AnyLabelingFunction, long: LongRows, limit: number, signal: LawOptions["signal"]) {
    this.#func = func;
    this.#long = long;
    this.#limit = limit;
    this.#signal = signal;
  }

  /** A row of this length that takes too long, with its time. */
  async find(length: number): Promise<{ readonly row: PlainRow; readonly time: number } | null> {
    if (this.#ways === null) {
      // All of them together within half of the limit of one: none of them is slow.
      if ((await timeOf(this.#func, this.#long.table(length), this.#signal)) <= this.#limit / 2) return null;
      this.#ways = Array.from({ length: this.#long.count }, (_, way) => way);
    }
    const times: { readonly way: number; readonly time: number }[] = [];
    for (const way of this.#ways) {
      const row = this.#long.row(way, length);
      const time = await this.#leastTime(row);
      if (time > this.#limit) return { row, time };
      times.push({ way, time });
    }
    times.sort((a, b) => b.time - a.time);
    this.#ways = times.slice(0, followed).map(({ way }) => way);
    return null;
  }

  async #leastTime(row: PlainRow): Promise<number> {
    const table = tableOfRows(this.#func.task.columns, [row]);
    let least = Infinity;
    for (let trial = 0; trial < trials && least > this.#limit; trial++) {
      least = Math.min(least, await timeOf(this.#func, table, this.#signal));
    }
    return least;
  }
}

/** The columns that a function reads whose values may be long. */
function longColumns({ columns, task }: AnyLabelingFunction): readonly string[] {
  const isLong = (type = ""): boolean => type === "utf8" || type.startsWith("list");
  return columns.filter((column) => isLong(task.columns[column]));
}

/** A row in which the columns that a function does not read are null. */
function listedCells({ columns }: AnyLabelingFunction, row: PlainRow): PlainRow {
  const cells = Object.entries(row).map(([column, cell]) => [column, columns.includes(column) ? cell : null] as const);
  return Object.freeze(Object.fromEntries(cells));
}

async function slowRow(
  func: AnyLabelingFunction,
  long: LongRows,
  limit: number,
  { longestText = defaultLongestText, signal }: LawOptions,
): Promise<Violation | null> {
  const growth = new Growth(func, long, limit, signal);
  for (const length of lengths(longestText)) {
    checkAborted(signal, "checkPack");
    const slow = await growth.find(length);
    if (slow === null) continue;
    return {
      rows: [listedCells(func, slow.row)],
      came: `${Math.round(slow.time)} ms of processor time`,
      expected: `at most ${limit} ms for a row, however long its texts and lists are`,
    };
  }
  return null;
}

/** The time for a row has a bound. */
export const boundedTime: FunctionLaw = {
  name: "bounded-time",
  title: "its time for a row stays below a bound, however long the row's texts are",
  explanation:
    "One row with a long text stops the whole run: time that grows with the square of its length takes minutes, time that doubles with every character does not end.",
  mend: String.raw`Most often a regular expression: two repetitions side by side that match the same characters, as in \s+$ or (\w+\s?)*$. Anchor it, let repetitions differ, limit them ({1,40}), or look at the first thousand characters only.`,
  after: [],
  applies: (func) => longColumns(func).length > 0,
  isMinimal: true,
  check: async (func, rows, options = {}) => {
    const { words = [], timeLimit = defaultTimeLimit } = options;
    for (const column of longColumns(func)) {
      const found = await slowRow(func, longRowsLike(func.task, column, rows, words), timeLimit, options);
      if (found !== null) return found;
    }
    return null;
  },
};
