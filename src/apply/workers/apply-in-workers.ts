import { LabelingError } from "../../errors.ts";
import { makeVotes } from "../../matrix/vote-array.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { shareTable } from "../../tables/share-table.ts";
import { inOrder } from "../../util/in-order.ts";
import type { ProgressHandler } from "../../util/progress.ts";
import type { Applier, RowRange, TableVotes } from "../applier.ts";
import { rowBlocks } from "./row-blocks.ts";
import { VotingPool, type PoolOptions } from "./voting-pool.ts";
import { abortedError, checkAborted } from "../../util/aborted.ts";

/** How a table is voted on in threads. */
export interface WorkerPassOptions extends PoolOptions {
  readonly onProgress: ProgressHandler;
  readonly signal?: AbortSignal | undefined;
}

/** The votes of all blocks, put together. */
class Gathering {
  readonly #rows: number;
  readonly votes: TableVotes["votes"];
  readonly confidences: (Float32Array | null)[];

  constructor({ functions, task }: Applier, rows: number) {
    this.#rows = rows;
    this.votes = functions.map(() => makeVotes(rows, task.labels.size));
    this.confidences = functions.map(() => null);
  }

  put(from: number, { votes, confidences }: TableVotes): void {
    votes.forEach((column, j) => this.votes[j]?.set(column, from));
    confidences.forEach((column, j) => {
      if (column === null) return;
      (this.confidences[j] ??= new Float32Array(this.#rows).fill(1)).set(column, from);
    });
  }
}

/** The error of a block whose failures are too many: found by voting on it again, now that those before are counted. */
async function tooManyFaults(applier: Applier, table: TableShape, range: RowRange, where: string): Promise<never> {
  await applier.apply(table, { range });
  throw new LabelingError("function_failed", {
    where: `${where}, rows ${range.from} to ${range.to - 1}`,
    got: "functions failed on more rows than faultLimit allows, but not when they voted once more",
    remedy: "Labeling functions must be pure: the same row, the same vote.",
  });
}

/**
 * The votes on a table, from threads that take blocks of its rows in turn; they are what one thread would give, faults
 * and the error that ends the run included. Faults are counted by `applier`, which has checked the table.
 */
export async function applyInWorkers(
  applier: Applier,
  table: TableShape,
  options: WorkerPassOptions,
): Promise<Omit<TableVotes, "faults" | "isFinal">> {
  const { workers, where, onProgress, signal } = options;
  const pool = new VotingPool(applier.functions, options);
  const blocks = rowBlocks(table, applier.windowSize, workers);
  const gathered = new Gathering(applier, table.numRows);
  let row = 0;
  checkAborted(signal, where, row);
  const stop = (): void => {
    if (signal !== undefined) void pool.stop(abortedError(signal, where, row));
  };
  signal?.addEventListener("abort", stop);
  try {
    pool.start(blocks.length); // they load their packs while the table is shared
    pool.useTable({ table: shareTable(table, Object.keys(applier.columns)) });
    const only = applier.functions.map((_, j) => j);
    const jobs = blocks.map((range) => async () => {
      const votes = await pool.vote({ rows: { range }, firstRow: 0, only }, `rows ${range.from} to ${range.to - 1}`);
      return { range, votes };
    });
    for await (const { range, votes } of inOrder(jobs, 2 * workers + 2)) {
      if (!applier.countReport(votes.faults)) await tooManyFaults(applier, table, range, where);
      applier.addTimes(votes.milliseconds);
      gathered.put(range.from, votes);
      row = range.to;
      onProgress({ task: "applying labeling functions", done: row, total: table.numRows });
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    await pool.stop(new Error("the run has ended"));
  }
  return { rows: table.numRows, votes: gathered.votes, confidences: gathered.confidences };
}
