import { LabelingError } from "../../errors.ts";
import { isSlicingFunction, sliceVotes, type SlicingFunction } from "../../functions/slicing.ts";
import type { ColumnValues } from "../../labels/task.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { describe } from "../../util/checks.ts";
import { terminalProgress, type ProgressHandler } from "../../util/progress.ts";
import { Applier } from "../applier.ts";
import type { FaultOptions } from "../fault-options.ts";
import { makeSlices, type Slices } from "./slices.ts";

/** How slicing functions are applied. With `faults: "abstain"` a row that a function fails on is not in its slice. */
export interface ApplySlicesOptions extends FaultOptions {
  /** Is told how far the run is. @defaultValue a line on standard error after a second, where that is a terminal */
  readonly onProgress?: ProgressHandler | undefined;
  /** Stops the run with an `aborted` error. @defaultValue none */
  readonly signal?: AbortSignal | undefined;
}

function checkSlicing(functions: unknown, where: string): readonly SlicingFunction[] {
  const list: readonly unknown[] = Array.isArray(functions) ? functions : [];
  if (list.length === 0) {
    throw new LabelingError("empty", {
      where,
      got: Array.isArray(functions) ? "no slicing functions" : describe(functions),
      expected: "an array with at least one slicing function",
    });
  }
  return list.map((func, j) => {
    if (isSlicingFunction(func)) return func;
    throw new LabelingError("bad_option", {
      where: `${where}, slicing function ${j + 1}`,
      got: describe(func),
      expected: "a slicing function",
      remedy: "Make it with slicingFunction(task, { name, ... }).",
    });
  });
}

/**
 * Applies slicing functions to an Arrow table: which rows are in each slice. As `applyLabelingFunctions` in all else:
 * columns are decoded once for all functions, words are looked for in one pass, dictionary entries are looked at once.
 * Memory beyond the table: one byte for each row and slice.
 *
 * @param functions At least one, all of tasks with the same columns, each name once.
 * @throws LabelingError `missing_column`, `wrong_type`, `function_failed` or `aborted`, naming function, column and row.
 *
 * @example
 * ```ts
 * import { applySlicingFunctions, defineTask, slicingFunction, tableFromRows, takeRows } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const short = slicingFunction(task, { name: "short", columns: ["text"], holds: ({ text }) => text.length < 6 });
 * const linked = slicingFunction(task, { name: "linked", column: "text", pattern: /https?:/ });
 * const table = tableFromRows([{ text: "see http://win.example" }, { text: "hi" }, { text: "hello there" }]);
 * const slices = await applySlicingFunctions([short, linked], table);
 * console.log(slices.masks.short, slices.counts.linked); // [ 0, 1, 0 ] 1
 * console.log(takeRows(table, slices.rowsOf("linked")).numRows); // 1
 * ```
 */
export async function applySlicingFunctions<C extends ColumnValues, N extends string>(
  functions: readonly SlicingFunction<C, N>[],
  table: TableShape,
  options: ApplySlicesOptions = {},
): Promise<Slices<N>> {
  const where = "applySlicingFunctions";
  const list = checkSlicing(functions, where);
  const applier = new Applier(list.map(sliceVotes), options, where);
  applier.checkTable(table);
  const { onProgress = terminalProgress(process.stderr), signal } = options;
  const { rows, votes } = await applier.apply(table, { onProgress, signal });
  const masks = list.map(({ name }, j): [N, Uint8Array] => [
    name as N,
    Uint8Array.from(votes[j] ?? [], (code) => (code === 0 ? 1 : 0)),
  ]);
  return makeSlices(masks, rows, applier.faults);
}
