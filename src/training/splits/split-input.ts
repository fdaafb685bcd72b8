import { LabelingError } from "../../errors.ts";
import { isTable, type TableShape } from "../../tables/arrow-shape.ts";
import { describe } from "../../util/checks.ts";
import { groupCodes, type CodedValues, type Groups } from "../groups.ts";

/** Rows to be split: their number, or what has rows (a table, a label matrix, labels, features). */
export type CountedRows = number | TableShape | { readonly rows: number };

/** What a split keeps together, and what it spreads. */
export interface SplitOptions {
  /** What each row belongs to: rows of one group stay together. @defaultValue each row stands for itself */
  readonly groups?: Groups | undefined;
  /** What each part gets its share of: labels, such as gold or `labels.hard()`; null counts as one more. @defaultValue nothing */
  readonly stratify?: Groups | undefined;
  /** The seed of the lots. @defaultValue 0 */
  readonly seed?: number | string | undefined;
}

/** Rows to be split, checked. */
export interface SplitInput {
  readonly rows: number;
  readonly groups: CodedValues | null;
  readonly strata: CodedValues;
  readonly seed: number | string;
}

function countRows(rows: CountedRows, where: string): number {
  const given: unknown = rows;
  const hasRows = typeof given === "object" && given !== null && "rows" in given;
  const count = isTable(given) ? given.numRows : hasRows ? given.rows : given;
  if (typeof count === "number" && Number.isInteger(count) && count >= 1) return count;
  const remedy = Array.isArray(given) ? { remedy: "Give its length." } : {};
  throw new LabelingError(count === 0 ? "empty" : "bad_option", {
    where: `${where}, rows`,
    got: describe(given),
    expected: "a number of rows, at least 1, or what has rows, such as a table",
    ...remedy,
  });
}

function strataOf(stratify: Groups | undefined, rows: number, where: string): CodedValues {
  if (stratify === undefined) return { codes: new Int32Array(rows), count: 1 };
  const given: unknown = stratify;
  if (typeof given !== "object" || given === null || !(Symbol.iterator in given)) {
    throw new LabelingError("bad_option", { where, got: describe(given), expected: "a label for each row, or null" });
  }
  const known = new Map<unknown, number>();
  const codes = Int32Array.from(stratify as Iterable<never>, (value: unknown) => {
    const code = known.get(value) ?? known.size;
    known.set(value, code);
    return code;
  });
  if (codes.length === rows) return { codes, count: known.size };
  throw new LabelingError("bad_option", {
    where,
    got: `${codes.length} labels`,
    expected: `one for each of the ${rows} rows`,
  });
}

/** @throws LabelingError for rows, groups or labels that do not fit. */
export function checkSplitInput(counted: CountedRows, options: SplitOptions, where: string): SplitInput {
  const rows = countRows(counted, where);
  return {
    rows,
    groups: options.groups === undefined ? null : groupCodes(options.groups, rows, `${where}, groups`),
    strata: strataOf(options.stratify, rows, `${where}, stratify`),
    seed: options.seed ?? 0,
  };
}

/** Checks that there are at least as many rows, or groups, as parts. */
export function checkEnough({ rows, groups }: SplitInput, parts: number, what: string, where: string): void {
  const count = groups === null ? rows : groups.count;
  if (count >= parts) return;
  throw new LabelingError("bad_option", {
    where,
    got: `${parts} ${what} of ${count} ${groups === null ? "row" : "group"}${count === 1 ? "" : "s"}`,
    expected: groups === null ? "no more than rows" : "no more than groups, as a group is never cut",
  });
}
