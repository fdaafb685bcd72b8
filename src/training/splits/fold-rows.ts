import { printAs } from "../../util/brands.ts";
import { checkNumber } from "../../util/checks.ts";
import { assignParts, rowsOfPart } from "./assign.ts";
import { checkEnough, checkSplitInput, type CountedRows, type SplitOptions } from "./split-input.ts";

/** How rows are cut into folds. */
export interface FoldRowsOptions extends SplitOptions {
  /** How many folds, at least 2. @defaultValue 5 */
  readonly folds?: number | undefined;
}

/** One fold: its rows to test on, all others to train on. Row numbers, rising. */
export interface Fold {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/**
 * Cuts rows into folds for cross-validation: each row is tested on once. Folds differ by a row at most, and in each label by
 * a row; where there are groups, these stay whole, and folds are as even as groups allow. The same seed gives the same
 * folds. Memory: each row's number `folds` times.
 *
 * @throws LabelingError for more folds than rows or groups, groups or labels that do not fit.
 *
 * @example
 * ```ts
 * import { foldRows } from "labelwright";
 *
 * const gold = ["ham", "ham", "ham", "spam", "spam", "spam"];
 * for (const { train, test } of foldRows(gold.length, { folds: 3, stratify: gold })) {
 *   console.log(train.length, Array.from(test, (row) => gold[row]).join()); // 4 ham,spam
 * }
 * ```
 */
export function foldRows(rows: CountedRows, options: FoldRowsOptions = {}): readonly Fold[] {
  const where = "foldRows";
  const folds = checkNumber(options.folds, 5, { where: `${where}, folds`, min: 2, max: 100_000, whole: true });
  const input = checkSplitInput(rows, options, where);
  checkEnough(input, folds, "folds", where);
  const parts = assignParts(
    input,
    Array.from({ length: folds }, () => 1 / folds),
  );
  return Object.freeze(
    Array.from({ length: folds }, (_, fold) => {
      const each: Fold = {
        train: rowsOfPart(parts, (part) => part !== fold),
        test: rowsOfPart(parts, (part) => part === fold),
      };
      printAs(each, () => `Fold: ${each.train.length} rows to train on, ${each.test.length} to test`);
      return Object.freeze(each);
    }),
  );
}
