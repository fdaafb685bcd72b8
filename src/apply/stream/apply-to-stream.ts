import type { Table } from "apache-arrow";
import type { LabelingFunction } from "../../functions/labeling-function.ts";
import type { ColumnValues } from "../../labels/task.ts";
import type { LabelMatrix } from "../../matrix/label-matrix.ts";
import { terminalProgress } from "../../util/progress.ts";
import type { ApplyOptions } from "../apply.ts";
import type { OpenPart } from "../../tables/parts/part.ts";
import type { StreamBatch } from "./batch.ts";
import type { BatchReader } from "./pull.ts";
import { StreamRun } from "./stream-run.ts";
import type { StreamedVotes } from "./streamed-votes.ts";

/** A batch as it is handed on with its votes: as the reader gave it, a part as the table that was read. */
export type ReadBatch<B extends StreamBatch> = B extends OpenPart ? Table : B;

/** Takes the votes on a batch. The next batch is not pulled from the reader before a promise it returns is fulfilled. */
export type VotesHandler<L extends string, N extends string, B extends StreamBatch> = (
  votes: LabelMatrix<L, N>,
  batch: ReadBatch<B>,
  firstRow: number,
) => void | Promise<void>;

/** How labeling functions are applied to a stream. `onProgress` counts rows; how many there will be is not known. */
export interface ApplyToStreamOptions<
  L extends string = string,
  N extends string = string,
  B extends StreamBatch = StreamBatch,
> extends ApplyOptions {
  /**
   * Is handed the votes on each batch, in order, with the batch and the number of its first row in the stream: to
   * write them, or to look at the rows. The votes are not kept after that.
   * @defaultValue votes are counted, and forgotten
   */
  readonly onVotes?: VotesHandler<L, N, B> | undefined;
  /**
   * A folder that keeps votes, made where it is not there: a run that was stopped or killed is resumed, and an edited
   * function is the only one to vote again, by running again with the same folder. Votes are known by what a part holds
   * and by what a function does, so that a folder serves any number of packs and data sets; delete it at will. It needs
   * a reader of parts, as `openParts` gives; functions written as closures are kept only where `loadPack` loaded them,
   * as long as no module of their pack changes. Kept votes count as if they had just been cast: their faults are
   * reported, and with `faults: "throw"`, or beyond `faultLimit`, they end the run. A damaged file is never used.
   * @defaultValue none
   */
  readonly cache?: string | undefined;
  /** Is told what the run can do without, but somebody should know: files of the cache that are damaged. @defaultValue nobody is told */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/**
 * Applies labeling functions to a stream of rows, batch by batch: for data larger than memory. What stays is the vote
 * patterns, which is all that label models need, and counts.
 *
 * Memory: one batch and its votes, and the distinct patterns; it does not grow with the rows. Batches of some ten
 * thousand rows are best: in smaller ones more time goes into starting and ending than into voting. A batch is pulled
 * from the reader only when the one before is done with. The votes are those that `applyLabelingFunctions` casts on
 * all rows at once.
 *
 * With `workers` above 1 each thread votes on a batch of its own. Threads read parts themselves; other batches, and
 * parts whose rows `onVotes` is handed, are read here and copied onto shared memory. Up to `workers + 1` batches are then
 * pulled and in memory at once; results, faults and errors stay those of one thread, in the same order.
 *
 * @param functions At least one, all of one task, each name once.
 * @param reader Arrow tables or record batches from an array, a generator, or an Arrow `RecordBatchReader`; from any
 * copy of apache-arrow. Each must have the columns that the functions list. Where the run ends early, the reader's
 * `return` is called. A stream without batches gives zero rows and no patterns.
 * @returns Frozen: patterns, counts, faults, times.
 * @throws LabelingError `missing_column`, `wrong_type` or `bad_table`, naming the batch; `function_failed` or
 * `wrong_vote`, naming function and row, counted from the start of the stream; `aborted`. What `onVotes` throws is
 * thrown.
 *
 * @example
 * ```ts
 * import { applyLabelingFunctionsToStream, defineTask, fitLabelModel, keywords, tableFromRows } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const money = keywords(task, { name: "money", column: "text", any: ["cash", "prize"], label: "spam" });
 * const thanks = keywords(task, { name: "thanks", column: "text", any: ["thanks", "great"], label: "ham" });
 * function* batches() {
 *   yield tableFromRows([{ text: "Win cash now" }, { text: "Great song" }]);
 *   yield tableFromRows([{ text: "A great prize" }, { text: "Thanks" }]);
 * }
 * const streamed = await applyLabelingFunctionsToStream([money, thanks], batches(), {
 *   onVotes: (votes, batch, firstRow) => console.log(firstRow, batch.numRows, votes.votesOf(0)),
 * });
 * console.log(streamed.rows, streamed.patterns.size); // 4 3
 * const model = fitLabelModel(streamed.patterns);
 * ```
 */
export async function applyLabelingFunctionsToStream<
  L extends string,
  C extends ColumnValues,
  N extends string,
  B extends StreamBatch,
>(
  functions: readonly LabelingFunction<L, C, N>[],
  reader: BatchReader<B>,
  options: ApplyToStreamOptions<L, N, B> = {},
): Promise<StreamedVotes<L, N>> {
  const { onVotes, ...running } = options;
  const onProgress = options.onProgress ?? terminalProgress(process.stderr);
  const withRows = onVotes !== undefined;
  const run = new StreamRun(functions, { ...running, onProgress, withRows }, "applyLabelingFunctionsToStream");
  for await (const { votes, item, table, firstRow } of run.votes(reader)) {
    const batch = (item.part === null ? item.given : table) as ReadBatch<B>;
    await onVotes?.(votes as LabelMatrix<L, N>, batch, firstRow);
  }
  return run.result() as StreamedVotes<L, N>;
}
