import { LabelingError } from "../../errors.ts";
import {
  isTransformationFunction,
  type AnyTransformationFunction,
  type TransformationFunction,
} from "../../functions/transformation.ts";
import type { AnyTask, ColumnValues } from "../../labels/task.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { checkColumns, checkTable } from "../../tables/schema.ts";
import { tableWindows, type TableWindow } from "../../tables/windows.ts";
import { describe } from "../../util/checks.ts";
import { terminalProgress, type ProgressHandler } from "../../util/progress.ts";
import { FaultLog } from "../fault-log.ts";
import { checkFaultOptions, type FaultOptions } from "../fault-options.ts";
import { MadeRows } from "./made-rows.ts";
import { makePlan, type PolicyOptions } from "./policy.ts";
import { RowTransforms } from "./row-transforms.ts";
import type { TransformedTable } from "./transformed-table.ts";
import { checkAborted } from "../../util/aborted.ts";

/** How transformation functions are applied. */
export interface TransformOptions<N extends string = string> extends PolicyOptions<N>, FaultOptions {
  /** Whether each row comes first as it is, before the rows made of it. @defaultValue true */
  readonly keepOriginal?: boolean | undefined;
  /** The seed of the functions' random numbers, and of the functions drawn. @defaultValue 0 */
  readonly seed?: number | string | undefined;
  /** Is told how far the run is. @defaultValue a line on standard error after a second, where that is a terminal */
  readonly onProgress?: ProgressHandler | undefined;
  /** Stops the run with an `aborted` error. @defaultValue none */
  readonly signal?: AbortSignal | undefined;
}

const sliceMilliseconds = 50;
const where = "applyTransformationFunctions";

function checkFunctions(functions: unknown): AnyTask {
  const list: readonly unknown[] = Array.isArray(functions) ? functions : [];
  const checked = list.map((func, j) => {
    if (isTransformationFunction(func)) return func;
    throw new LabelingError("bad_option", {
      where: `${where}, function ${j + 1}`,
      got: describe(func),
      expected: "a transformation function",
      remedy: "Make it with transformationFunction, dropWords or swapWords.",
    });
  });
  const [first] = checked;
  if (first === undefined) {
    throw new LabelingError("empty", {
      where,
      got: Array.isArray(functions) ? "no transformation functions" : describe(functions),
      expected: "an array with at least one transformation function",
    });
  }
  const other = checked.find((func) => func.task.fingerprint !== first.task.fingerprint);
  if (other === undefined) return first.task;
  throw new LabelingError("incompatible", {
    where: `${where}, transformation function "${other.name}"`,
    got: "a function of another task",
    expected: `the task of "${first.name}": the same labels and columns`,
    remedy: "Define all functions on one task.",
  });
}

/** The columns of a task that a table has, as the functions may change any of them, and those that they read. */
function neededColumns(task: AnyTask, table: TableShape, read: readonly string[]): AnyTask["columns"] {
  const names = table.schema.fields.map((field) => field.name);
  return Object.fromEntries(
    Object.entries(task.columns).filter(([name]) => read.includes(name) || names.includes(name)),
  );
}

/** The plain value of a row's column; null for a null, undefined for a column that the table lacks. */
function readerOf({ columns }: TableWindow, row: number): (column: string) => unknown {
  return (name) => {
    const column = columns.get(name);
    if (column === undefined) return undefined;
    return column.valid !== null && column.valid[row] === 0 ? null : column.values[row];
  };
}

/**
 * Applies transformation functions to a table: further rows to train on, made of its rows, with their labels.
 *
 * A row that no function changes makes no further row, nor does one that comes out as it was or as another made of the
 * same row. What chance decides depends on the seed, the function and what it reads of the row: not on the row's place,
 * the other rows, or the batches. So equal rows are transformed alike. Columns keep their names, order and types, but for
 * changed text in dictionaries, which becomes plain text. Memory: the result, and its new values once more.
 *
 * @param functions At least one, all of one task, each name once.
 * @param table An Arrow table with the columns that the functions read and change, of the types that the task declares.
 * @throws LabelingError `missing_column` or `wrong_type` for the table or what a function gave, `function_failed`, naming
 * function and row; `bad_option`, naming the option; `aborted`.
 *
 * @example
 * ```ts
 * import { applyTransformationFunctions, defineTask, dropWords, swapWords, tableFromRows } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const drop = dropWords(task, { name: "drop", column: "text" });
 * const swap = swapWords(task, { name: "swap", column: "text" });
 * const table = tableFromRows([{ text: "please subscribe to my channel" }, { text: "what a great song this is" }]);
 * const { table: more, source, names } = await applyTransformationFunctions([drop, swap], table, {
 *   policy: [["swap"], ["swap", "drop"]],
 *   seed: 7,
 * });
 * console.log(more.numRows, Array.from(source)); // 6 [ 0, 0, 0, 1, 1, 1 ]
 * console.log(names[0], names[2]); // [] [ "swap", "drop" ]
 * ```
 */
export async function applyTransformationFunctions<
  L extends string,
  C extends ColumnValues,
  const N extends string,
  const M extends N = N, // on its own: a name that is only in the options is a mistake
>(
  functions: readonly TransformationFunction<L, C, N>[],
  table: TableShape,
  options: TransformOptions<M> = {},
): Promise<TransformedTable<N>> {
  const all: readonly AnyTransformationFunction[] = functions;
  const task = checkFunctions(all);
  const names = functions.map((func) => func.name);
  const plan = makePlan(options, names, where);
  const faults = new FaultLog(names, checkFaultOptions(options, names, where), "transformation function");
  const { keepOriginal = true, seed = 0, signal, onProgress = terminalProgress(process.stderr) } = options;
  const transforms = new RowTransforms(
    all,
    seed,
    names.map((_, j) => faults.handlerOf(j)),
  );
  const columns = neededColumns(task, checkTable(table, where), transforms.columns);
  checkColumns(table, columns, where);

  const made = new MadeRows<N>(names);
  const total = table.numRows;
  const progress = (done: number): void => onProgress({ task: "transforming rows", done, total });
  checkAborted(signal, where, 0);
  let sliceEnd = performance.now() + sliceMilliseconds;
  for (const window of tableWindows(table, Object.keys(columns))) {
    for (let i = 0; i < window.length; i++) {
      const row = window.firstRow + i;
      if (keepOriginal) made.addOriginal(row);
      for (const each of transforms.makeRows({ row, value: readerOf(window, i) }, plan)) made.add(row, each);
      if (performance.now() < sliceEnd) continue;
      progress(row + 1);
      await new Promise((resume) => setImmediate(resume));
      checkAborted(signal, where, row + 1);
      sliceEnd = performance.now() + sliceMilliseconds;
    }
  }
  progress(total);
  return made.finish(table, faults.report());
}
