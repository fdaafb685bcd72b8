import { LabelingError } from "../../errors.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { valueKind } from "../../tables/column-types.ts";
import { typeOfColumn } from "../../tables/schema.ts";
import { tableWindows } from "../../tables/windows.ts";

/** How fast a worker is. */
export interface WorkerSpeed {
  /** The median time of an answer, in seconds. */
  readonly median: number;
  /** The share of answers that are fast: in less than a third of the median time of all answers. */
  readonly fastShare: number;
  /** Answers whose time is known. */
  readonly answers: number;
}

/** Where times are: durations in seconds, or moments at which answers were given. */
export interface TimeColumns {
  readonly worker: string;
  readonly duration?: string | undefined;
  readonly time?: string | undefined;
}

/** An answer is fast below this share of the median time. */
const fastShare = 1 / 3;
/** A pause of ten minutes is no work on an item. */
const longestPause = 600;

function readNumbers(table: TableShape, column: string, kind: "number" | "time", where: string): Float64Array {
  const type = typeOfColumn(table, column, where);
  if (valueKind(type) !== kind) {
    const expected = kind === "number" ? "durations in seconds" : "timestamps";
    throw new LabelingError("wrong_type", { where: `${where}, column "${column}"`, got: type, expected });
  }
  const out = new Float64Array(table.numRows).fill(NaN);
  for (const { firstRow, length, columns } of tableWindows(table, [column])) {
    const { values, valid } = columns.get(column) ?? { values: [], valid: null };
    for (let i = 0; i < length; i++) if (valid?.[i] !== 0) out[firstRow + i] = Number(values[i]);
  }
  return out;
}

function readNames(table: TableShape, column: string): string[] {
  const out = new Array<string>(table.numRows).fill("");
  for (const { firstRow, length, columns } of tableWindows(table, [column])) {
    const { values, valid } = columns.get(column) ?? { values: [], valid: null };
    for (let i = 0; i < length; i++)
      if (valid?.[i] !== 0) out[firstRow + i] = String((values as ArrayLike<unknown>)[i]);
  }
  return out;
}

const medianOf = (sorted: readonly number[]): number => {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
};

/** Seconds between each answer and the one before it of the same worker, pauses left out. */
function gapsOf(moments: readonly number[]): number[] {
  const sorted = [...moments].sort((a, b) => a - b);
  return sorted.slice(1).flatMap((moment, i) => {
    const gap = (moment - (sorted[i] ?? moment)) / 1000;
    return gap <= longestPause ? [gap] : [];
  });
}

/**
 * How fast each worker is, by name, from durations in seconds or from the moments of his answers. Empty cells are left out.
 *
 * @throws LabelingError for a column that is missing or of another type, a duration below 0
 */
export function readSpeeds(table: TableShape, columns: TimeColumns, where: string): ReadonlyMap<string, WorkerSpeed> {
  const { worker, duration, time } = columns;
  const column = duration ?? time;
  if (column === undefined) return new Map();
  if (duration !== undefined && time !== undefined) {
    const got = "a column of durations and one of times";
    throw new LabelingError("bad_option", { where: `${where}, time`, got, expected: "one of them" });
  }
  const numbers = readNumbers(table, column, duration === undefined ? "time" : "number", where);
  const wrong = duration === undefined ? -1 : numbers.findIndex((seconds) => seconds < 0 || seconds === Infinity);
  if (wrong >= 0) {
    const place = `${where}, column "${column}", row ${wrong}`;
    throw new LabelingError("bad_table", {
      where: place,
      got: String(numbers[wrong]),
      expected: "seconds, at least 0",
    });
  }
  const byWorker = new Map<string, number[]>();
  for (const [row, name] of readNames(table, worker).entries()) {
    const value = numbers[row] ?? NaN;
    if (Number.isNaN(value)) continue;
    const list = byWorker.get(name);
    if (list === undefined) byWorker.set(name, [value]);
    else list.push(value);
  }
  const seconds = Array.from(byWorker, ([name, list]) => {
    const own = duration === undefined ? gapsOf(list) : list;
    return [name, own.sort((a, b) => a - b)] as const;
  });
  const limit = fastShare * medianOf(seconds.flatMap(([, list]) => list).sort((a, b) => a - b));
  return new Map(
    seconds.flatMap(([name, list]) => {
      if (list.length === 0) return [];
      const fast = list.filter((each) => each < limit).length / list.length;
      return [[name, Object.freeze({ median: medianOf(list), fastShare: fast, answers: list.length })] as const];
    }),
  );
}
