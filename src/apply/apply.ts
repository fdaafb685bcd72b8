import type { LabelingFunction } from "../functions/labeling-function.ts";
import type { LabelSet } from "../labels/label-set.ts";
import type { ColumnValues } from "../labels/task.ts";
import { LabelMatrix } from "../matrix/label-matrix.ts";
import { sourceOf } from "../matrix/vote-source.ts";
import type { TableShape } from "../tables/arrow-shape.ts";
import { terminalProgress, type ProgressHandler } from "../util/progress.ts";
import { Applier } from "./applier.ts";
import type { FaultOptions } from "./fault-options.ts";
import { applyInWorkers } from "./workers/apply-in-workers.ts";
import { checkWorkers } from "./workers/check-workers.ts";

/** How labeling functions are applied. */
export interface ApplyOptions extends FaultOptions {
  /**
   * How many threads vote. One is this thread; of more, none is, and all get the same memory: the table's columns are
   * copied once. The votes, faults and errors are the same for every number. Functions then come from `loadPack`, and
   * each thread loads their pack, in a few tenths of a second: it pays where one thread would vote for some seconds.
   * @defaultValue 1
   */
  readonly workers?: number | undefined;
  /** Is told how far the run is. @defaultValue a line on standard error after a second, where that is a terminal */
  readonly onProgress?: ProgressHandler | undefined;
  /** Stops the run with an `aborted` error; checked between windows of some thousand rows; a function that is awaited is told, and not waited for. @defaultValue none */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Applies labeling functions to an Arrow table: their votes, one column for each function.
 *
 * Each text column is decoded once, some thousand rows at a time, for all functions; a dictionary column whose
 * entries repeat is looked at once per entry. Memory beyond the table: the votes (1 byte each up to 127 labels) and
 * one window of decoded rows. The table may come from another copy of apache-arrow. A table without rows gives a
 * matrix without rows.
 *
 * `votes.faults` has the failures, which `tableOfFaults` makes a table of; `votes.timings` how long each function took,
 * for the one that is slow: `console.table(votes.timings)`.
 *
 * @param functions At least one, all of one task, each name once.
 * @param table An Arrow table with the columns that the functions list, of the types that the task declares.
 * @throws LabelingError `missing_column`, `wrong_type`, `function_failed` or `wrong_vote`, naming function, column and row.
 *
 * @example
 * ```ts
 * import { applyLabelingFunctions, defineTask, labelingFunction, tableFromRows } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const hasLink = labelingFunction(task, {
 *   name: "has_link",
 *   columns: ["text"],
 *   vote: ({ text }) => (text.includes("http") ? "spam" : null),
 * });
 * const votes = await applyLabelingFunctions([hasLink], tableFromRows([{ text: "http://win.example" }, { text: "hi" }]));
 * console.log(votes.vote(0, "has_link"), votes.vote(1, "has_link")); // spam null
 * ```
 */
export async function applyLabelingFunctions<L extends string, C extends ColumnValues, N extends string>(
  functions: readonly LabelingFunction<L, C, N>[],
  table: TableShape,
  options: ApplyOptions = {},
): Promise<LabelMatrix<L, N>> {
  const where = "applyLabelingFunctions";
  const applier = new Applier(functions, options, where);
  applier.checkTable(table);
  const { onProgress = terminalProgress(process.stderr), signal } = options;
  const workers = checkWorkers(options.workers, where);
  const { rows, votes, confidences } =
    workers === 1
      ? await applier.apply(table, { onProgress, signal })
      : await applyInWorkers(applier, table, { workers, rules: applier.rules, where, onProgress, signal });
  return new LabelMatrix({
    labels: applier.task.labels as LabelSet<L>,
    functions: functions.map(sourceOf),
    votes,
    confidences,
    faults: applier.faults,
    timings: applier.timings,
    rows,
  });
}
