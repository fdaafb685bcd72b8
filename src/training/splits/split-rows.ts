import { LabelingError } from "../../errors.ts";
import { printAs } from "../../util/brands.ts";
import { checkNumber } from "../../util/checks.ts";
import { assignParts, rowsOfPart } from "./assign.ts";
import { checkEnough, checkSplitInput, type CountedRows, type SplitOptions } from "./split-input.ts";

/** How rows are split. */
export interface SplitRowsOptions extends SplitOptions {
  /** The share of rows to test on, above 0 and below 1. @defaultValue 0.2 */
  readonly test?: number | undefined;
  /** The share of rows to choose settings by, at least 0. @defaultValue 0, none */
  readonly validation?: number | undefined;
}

/** Row numbers, rising; each row is in one of the three. */
export interface RowSplit {
  readonly train: Int32Array;
  /** Empty unless asked for. */
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

/**
 * Splits rows into those to train on, to test on, and to choose settings by. Parts get their share of the rows to within one,
 * and of each label to within two; where there are groups, these stay whole, and parts come as close to their shares as
 * groups allow. The same seed gives the same split. O(N log N), with groups O(N + groups x labels of a group).
 *
 * `takeRows(table, split.train)` takes the rows from a table.
 *
 * @throws LabelingError for shares that leave a part empty, groups or labels that do not fit.
 *
 * @example
 * ```ts
 * import { splitRows } from "labelwright";
 *
 * const authors = Array.from({ length: 50 }, (_, row) => `author ${row % 10}`);
 * const { train, validation, test } = splitRows(50, { test: 0.2, validation: 0.1, groups: authors, seed: 7 });
 * console.log(train.length, validation.length, test.length); // 35 5 10
 * ```
 */
export function splitRows(rows: CountedRows, options: SplitRowsOptions = {}): RowSplit {
  const where = "splitRows";
  const test = checkNumber(options.test, 0.2, { where: `${where}, test`, min: 0, max: 1 });
  const validation = checkNumber(options.validation, 0, { where: `${where}, validation`, min: 0, max: 1 });
  if (test === 0 || test + validation >= 1) {
    throw new LabelingError("bad_option", {
      where,
      got: `test ${test} and validation ${validation}`,
      expected: "a test share above 0, and both together below 1",
    });
  }
  const input = checkSplitInput(rows, options, where);
  const shares = validation === 0 ? [1 - test, test] : [1 - test - validation, test, validation];
  checkEnough(input, shares.length, "parts", where);
  const parts = assignParts(input, shares);
  const split: RowSplit = {
    train: rowsOfPart(parts, (part) => part === 0),
    validation: rowsOfPart(parts, (part) => part === 2),
    test: rowsOfPart(parts, (part) => part === 1),
  };
  if (split.train.length === 0 || split.test.length === 0 || (validation > 0 && split.validation.length === 0)) {
    throw new LabelingError("bad_option", {
      where,
      got: `${split.train.length} rows to train on, ${split.validation.length} to validate, ${split.test.length} to test`,
      expected: "at least one in each part",
      remedy: "Give more rows, or larger shares.",
    });
  }
  printAs(split, () => describeSplit(split));
  return Object.freeze(split);
}

function describeSplit({ train, validation, test }: RowSplit): string {
  const middle = validation.length === 0 ? "" : `, ${validation.length} to validate`;
  return `RowSplit: ${train.length} rows to train on${middle}, ${test.length} to test`;
}
