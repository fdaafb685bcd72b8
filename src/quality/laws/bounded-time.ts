import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import { checkAborted } from "../../util/aborted.ts";
import { tableOfRows } from "../arbitraries/build-table.ts";
import type { PlainRow } from "../arbitraries/row.ts";
import type { FunctionLaw, LawOptions, Violation } from "./law.ts";
import { votesOf } from "./votes.ts";

/** Milliseconds of processor time for a row, unless told otherwise. */
export const defaultTimeLimit = 100;

/** Characters of the longest text, unless told otherwise. */
export const defaultLongestText = 20_000;

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
function* lengths(longest: number): Generator<number> {
  let length = 8;
  while (length < longest) {
    yield length;
    length = length < 64 ? length + 2 : Math.ceil(length * 1.35);
  }
  yield longest;
}

/** Processor time of a run over some rows, in milliseconds: the machine's other work does not count. */
async function timeOf(
  func: AnyLabelingFunction,
  rows: readonly PlainRow[],
  signal: LawOptions["signal"],
): Promise<number> {
  const table = tableOfRows(func.task.columns, rows);
  const before = process.cpuUsage();
  await votesOf(func, table, { signal });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Time in which `rows` are voted on: the least of three trials where the first one takes too long. */
async function surelyAbove(
  func: AnyLabelingFunction,
  rows: readonly PlainRow[],
  limit: number,
  signal: LawOptions["signal"],
): Promise<number | null> {
  let least = Infinity;
  for (let trial = 0; trial < 3; trial++) {
    least = Math.min(least, await timeOf(func, rows, signal));
    if (least <= limit) return null;
  }
  return least;
}

const repeatTo = (part: string, length: number): string => part.repeat(Math.ceil(length / part.length));

/** Rows whose text or list in one column is long. */
function longRows(
  column: string,
  isList: boolean,
  usual: PlainRow,
  parts: readonly string[],
  length: number,
): readonly PlainRow[] {
  if (isList) {
    const item = (Array.isArray(usual[column]) ? (usual[column] as readonly unknown[])[0] : undefined) ?? null;
    return item === null ? [] : [{ ...usual, [column]: new Array<unknown>(length).fill(item) }];
  }
  return parts.flatMap((part) => endings.map((ending) => ({ ...usual, [column]: repeatTo(part, length) + ending })));
}

/** A row without nulls where there is one: nulls would let the function abstain before it reads. */
function usualRow(func: AnyLabelingFunction, rows: readonly PlainRow[]): PlainRow {
  const isFilled = (row: PlainRow): boolean =>
    func.columns.every((column) => {
      const cell = row[column] ?? null;
      return cell !== null && !(Array.isArray(cell) && cell.length === 0);
    });
  return rows.find(isFilled) ?? rows[0] ?? {};
}

/** The one of some rows that alone takes too long. */
async function slowRow(
  func: AnyLabelingFunction,
  rows: readonly PlainRow[],
  limit: number,
  signal: LawOptions["signal"],
): Promise<Violation | null> {
  for (const row of rows) {
    const time = await surelyAbove(func, [row], limit, signal);
    if (time === null) continue;
    return {
      rows: [row],
      came: `${Math.round(time)} ms of processor time`,
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
  applies: (func) => func.columns.length > 0,
  isMinimal: true,
  check: async (func, rows, options = {}) => {
    const { words = [], timeLimit = defaultTimeLimit, longestText = defaultLongestText, signal } = options;
    const usual = usualRow(func, rows);
    const parts = [...fragments, ...words.slice(0, maxWords).map((word) => `${word} `)];
    const columns = func.columns.filter((column) => {
      const type = func.task.columns[column] ?? "";
      return type === "utf8" || type.startsWith("list");
    });
    for (const column of columns) {
      const isList = func.task.columns[column] !== "utf8";
      for (const length of lengths(longestText)) {
        checkAborted(signal, "checkPack");
        const long = longRows(column, isList, usual, parts, length);
        // All of them together within the limit of one: none of them is slow.
        if (long.length === 0 || (await timeOf(func, long, signal)) <= timeLimit) continue;
        const found = await slowRow(func, long, timeLimit, signal);
        if (found !== null) return found;
      }
    }
    return null;
  },
};
