import { LabelingError } from "../errors.ts";
import { describe } from "../util/checks.ts";

/**
 * What each row belongs to (an author, a document, a day), where rows of one group are alike: an array, or a column of a
 * table, `table.getChild("author")`.
 */
export type Groups = Iterable<string | number | bigint | null>;

/** Values as codes from 0, in the order in which they first occur. */
export interface CodedValues {
  readonly codes: Int32Array;
  /** How many differ. */
  readonly count: number;
}

/**
 * The groups of `rows` rows as codes.
 *
 * @throws LabelingError for another number of them, and `null_value` for a row without a group.
 */
export function groupCodes(groups: Groups, rows: number, where: string): CodedValues {
  const given: unknown = groups;
  if (typeof given !== "object" || given === null || !(Symbol.iterator in given)) {
    throw new LabelingError("bad_option", { where, got: describe(given), expected: "a group for each row" });
  }
  const known = new Map<unknown, number>();
  const codes = Int32Array.from(groups as Iterable<never>, (group: unknown, row) => {
    if (group === null || group === undefined || Number.isNaN(group)) {
      throw new LabelingError("null_value", {
        where: `${where}, row ${row}`,
        got: describe(group),
        expected: "the group of the row",
        remedy: "Give rows that belong to nothing a group of their own, such as their row number.",
        details: { row },
      });
    }
    const code = known.get(group) ?? known.size;
    known.set(group, code);
    return code;
  });
  if (codes.length === rows) return { codes, count: known.size };
  throw new LabelingError("bad_option", {
    where,
    got: `${codes.length} groups`,
    expected: `one for each of the ${rows} rows`,
  });
}

/** The groups of some rows alone, counted anew. */
export function takeGroups({ codes }: CodedValues, rows: Int32Array): CodedValues {
  const known = new Map<number, number>();
  const taken = rows.map((row) => {
    const code = codes[row] ?? 0;
    const found = known.get(code) ?? known.size;
    known.set(code, found);
    return found;
  });
  return { codes: taken, count: known.size };
}

/** The groups of the rows that count, of all rows that there are; null where each row stands for itself. */
export function groupsOfRows(
  groups: Groups | undefined,
  all: number,
  rows: Int32Array,
  where: string,
): CodedValues | null {
  return groups === undefined ? null : takeGroups(groupCodes(groups, all, `${where}, groups`), rows);
}
