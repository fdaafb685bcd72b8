import { LabelingError } from "../errors.ts";
import { BallotBox } from "../functions/ballot.ts";
import {
  voterOf,
  type AnyLabelingFunction,
  type LabelingFunction,
  type Voter,
} from "../functions/labeling-function.ts";
import type { LabelSet } from "../labels/label-set.ts";
import type { AnyTask, ColumnValues } from "../labels/task.ts";
import { LabelMatrix } from "../matrix/label-matrix.ts";
import type { TableShape } from "../tables/arrow-shape.ts";
import { checkColumns, checkTable } from "../tables/schema.ts";
import { tableWindows, windowSize } from "../tables/windows.ts";
import { checkChoice, checkNumber } from "../util/checks.ts";
import { terminalProgress, type ProgressHandler } from "../util/progress.ts";
import { checkFunctions } from "./check-functions.ts";
import { FaultLog, type FaultPolicy } from "./fault-log.ts";

/** How labeling functions are applied. */
export interface ApplyOptions {
  /**
   * What to do when a function throws, returns something that is no vote, or rejects: `"throw"` stops with an error
   * naming function and row; `"abstain"` counts no vote there and keeps the fault in `votes.faults`.
   * @defaultValue "throw"
   */
  readonly faults?: FaultPolicy | undefined;
  /** With `faults: "abstain"`, how many rows a function may fail on before the run stops. @defaultValue no limit */
  readonly faultLimit?: number | undefined;
  /** Is told how far the run is. @defaultValue a line on standard error after a second, where that is a terminal */
  readonly onProgress?: ProgressHandler | undefined;
  /** Stops the run with an `aborted` error; checked between windows of some thousand rows, 256 where a function is awaited. @defaultValue none */
  readonly signal?: AbortSignal | undefined;
}

/** How long rows are voted on before the event loop gets its turn, so that timers and signals are heard. */
const sliceMilliseconds = 50;

function checkAborted(signal: AbortSignal | undefined, row: number): void {
  if (signal?.aborted !== true) return;
  throw new LabelingError("aborted", {
    where: "applyLabelingFunctions",
    got: `the signal to stop, at row ${row}`,
    details: { row },
    cause: signal.reason,
  });
}

/** Rows at a time where votes are awaited: between them the run can be stopped. */
const awaitedWindowSize = 256;

function requiredColumns(functions: readonly AnyLabelingFunction[], task: AnyTask): AnyTask["columns"] {
  const listed = new Set(functions.flatMap((func) => func.columns));
  return Object.fromEntries(Object.entries(task.columns).filter(([column]) => listed.has(column)));
}

async function voteOnWindows(
  table: TableShape,
  columns: readonly string[],
  voters: readonly { readonly vote: Voter; readonly ballots: BallotBox }[],
  size: number,
  options: ApplyOptions,
): Promise<void> {
  const progress = options.onProgress ?? terminalProgress(process.stderr);
  let sliceEnd = performance.now() + sliceMilliseconds;
  checkAborted(options.signal, 0);
  for (const window of tableWindows(table, columns, size)) {
    for (const { vote, ballots } of voters) {
      checkAborted(options.signal, window.firstRow);
      const pending = vote(window, ballots.open(window.firstRow, window.length));
      if (pending !== undefined) await pending;
    }
    if (performance.now() < sliceEnd) continue;
    progress({ task: "applying labeling functions", done: window.firstRow + window.length, total: table.numRows });
    await new Promise((resume) => setImmediate(resume));
    sliceEnd = performance.now() + sliceMilliseconds;
  }
  progress({ task: "applying labeling functions", done: table.numRows, total: table.numRows });
}

/**
 * Applies labeling functions to an Arrow table: their votes, one column for each function.
 *
 * Each text column is decoded once, some thousand rows at a time, for all functions; a dictionary column whose
 * entries repeat is looked at once per entry. Memory beyond the table: the votes (1 byte each up to 127 labels) and
 * one window of decoded rows. The table may come from another copy of apache-arrow. A table without rows gives a
 * matrix without rows.
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
  const task = checkFunctions(functions, where);
  const columns = requiredColumns(functions, task);
  checkColumns(checkTable(table, where), columns, where);
  const policy = checkChoice(options.faults, "throw", ["throw", "abstain"], `${where}, faults`);
  const limit = checkNumber(options.faultLimit, Infinity, { where: `${where}, faultLimit`, min: 0 });
  const log = new FaultLog(
    functions.map((func) => func.name),
    policy,
    limit,
  );
  const voters = functions.map((func, j) => ({
    vote: voterOf(func),
    ballots: new BallotBox(func, table.numRows, log.handlerOf(j)),
  }));
  const size = functions.some((func) => func.async) ? awaitedWindowSize : windowSize;
  await voteOnWindows(table, Object.keys(columns), voters, size, options);
  return new LabelMatrix({
    labels: task.labels as LabelSet<L>,
    functions: functions.map(({ name, fingerprint, labels }) => Object.freeze({ name, fingerprint, labels })),
    votes: voters.map(({ ballots }) => ballots.votes),
    confidences: voters.map(({ ballots }) => ballots.confidences),
    faults: log.report(),
    rows: table.numRows,
  });
}
