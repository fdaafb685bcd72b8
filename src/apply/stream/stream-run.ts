import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import { compressVotes } from "../../matrix/compress.ts";
import { LabelMatrix } from "../../matrix/label-matrix.ts";
import { PatternSum } from "../../matrix/pattern-sum.ts";
import { VotePatterns } from "../../matrix/vote-patterns.ts";
import { sourceOf, type VoteSource } from "../../matrix/vote-source.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { inOrder } from "../../util/in-order.ts";
import type { ProgressHandler } from "../../util/progress.ts";
import { Applier } from "../applier.ts";
import type { FaultOptions } from "../fault-options.ts";
import { checkWorkers } from "../workers/check-workers.ts";
import { VotingPool } from "../workers/voting-pool.ts";
import type { StreamItem } from "./batch.ts";
import { BatchVoting, type Begun } from "./batch-voting.ts";
import { moveFaults } from "./cache/faults.ts";
import { VoteCache } from "./cache/vote-cache.ts";
import type { FunctionVotes } from "./cache/vote-file.ts";
import { pullBatches } from "./pull.ts";
import { freezeStreamedVotes, type StreamedVotes } from "./streamed-votes.ts";
import { abortedError } from "../../util/aborted.ts";

/** How a stream is gone through. */
export interface StreamRunOptions extends FaultOptions {
  readonly onProgress?: ProgressHandler | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly workers?: number | undefined;
  /** A folder that keeps votes. @defaultValue none */
  readonly cache?: string | undefined;
  readonly onWarning?: ((message: string) => void) | undefined;
  /** Whether the rows are wanted with the votes, so that parts are read even where their votes are known. */
  readonly withRows: boolean;
}

/** The votes on one batch of a stream. */
export interface BatchVotes {
  readonly votes: LabelMatrix;
  readonly item: StreamItem;
  /** The batch's rows; null where they were not needed. */
  readonly table: TableShape | null;
  /** Number of its first row in the stream. */
  readonly firstRow: number;
}

/** One run over a stream: votes batch by batch, of which patterns, counts and times are kept. */
export class StreamRun {
  readonly #applier: Applier;
  readonly #sources: readonly VoteSource[];
  readonly #where: string;
  readonly #options: StreamRunOptions;
  readonly #workers: number;
  readonly #voting: BatchVoting;
  readonly #sum = new PatternSum();
  #rows = 0;
  #batches = 0;
  #votesRead = 0;

  constructor(functions: readonly AnyLabelingFunction[], options: StreamRunOptions, where: string) {
    this.#applier = new Applier(functions, options, where);
    this.#sources = functions.map(sourceOf);
    this.#where = where;
    this.#options = options;
    this.#workers = checkWorkers(options.workers, where);
    this.#voting = new BatchVoting(this.#applier, options);
  }

  /** Votes on one batch after the other. No batch is pulled before it is needed to keep all threads busy. */
  async *votes(reader: unknown): AsyncGenerator<BatchVotes> {
    const { cache: folder, onWarning = () => undefined, signal } = this.#options;
    const { functions } = this.#applier;
    const cache = folder === undefined ? null : await VoteCache.open(folder, functions, onWarning);
    const pool = this.#workers === 1 ? null : this.#openPool();
    const stop = (): void => {
      if (signal !== undefined) void pool?.stop(abortedError(signal, this.#where, this.#rows));
    };
    signal?.addEventListener("abort", stop);
    let saving = Promise.resolve();
    try {
      const ahead = pool === null ? 1 : this.#workers + 1;
      for await (const begun of inOrder(this.#jobs(reader, cache, pool), ahead)) {
        await saving;
        const { item, firstRow, known, missing, table } = begun;
        const computed = await this.#voting.finish(begun);
        if (cache !== null && item.part !== null) {
          const places = [...computed.keys()];
          saving = cache.save(item.part, places, [...computed.values()]);
          saving.catch(() => undefined); // it is thrown where it is awaited
        }
        const all = functions.map((_, j) => computed.get(j) ?? known[j] ?? null).filter((each) => each !== null);
        const votes = this.#matrixOf(all, item.part?.rows ?? table?.numRows ?? 0);
        this.#sum.add(compressVotes(votes), 1);
        this.#rows += votes.rows;
        this.#batches++;
        this.#votesRead += votes.rows * (functions.length - missing.length);
        this.#options.onProgress?.({ task: "applying labeling functions", done: this.#rows, total: null });
        yield { votes, item, table, firstRow };
      }
      await saving;
    } finally {
      signal?.removeEventListener("abort", stop);
      await pool?.stop(new Error("the run has ended"));
      await saving.catch(() => undefined);
    }
  }

  #openPool(): VotingPool {
    const { functions, rules } = this.#applier;
    return new VotingPool(functions, { workers: this.#workers, rules, where: this.#where });
  }

  /** What is to be done with each batch, before its turn. */
  async *#jobs(
    reader: unknown,
    cache: VoteCache | null,
    pool: VotingPool | null,
  ): AsyncGenerator<() => Promise<Begun>> {
    let firstRow = 0;
    let number = 0;
    for await (const item of pullBatches(reader, this.#options.signal, this.#where)) {
      number++;
      const batch = { item, firstRow, place: item.part?.path ?? `${this.#where}, batch ${number}` };
      firstRow += item.rows;
      yield () => this.#voting.begin(batch, cache, pool);
    }
  }

  #matrixOf(all: readonly FunctionVotes[], rows: number): LabelMatrix {
    const counts = all.map(({ faults }) => faults.count);
    return new LabelMatrix({
      labels: this.#applier.task.labels,
      functions: this.#sources,
      votes: all.map(({ votes }) => votes),
      confidences: all.map(({ confidences }) => confidences),
      faults: Object.freeze({
        count: counts.reduce((sum, count) => sum + count, 0),
        counts: Object.freeze(counts),
        kept: Object.freeze(all.flatMap(({ faults }) => moveFaults(faults, this.#rows).kept)),
      }),
      rows,
    });
  }

  /** What the batches so far come to. */
  result(): StreamedVotes {
    const { task, faults, timings } = this.#applier;
    const patterns = new VotePatterns({
      labels: task.labels,
      functions: this.#sources,
      ...this.#sum.finish(),
      rowPatterns: null,
    });
    const read = this.#votesRead;
    return freezeStreamedVotes({
      patterns,
      rows: this.#rows,
      batches: this.#batches,
      faults,
      timings,
      cache: { read, computed: this.#rows * this.#sources.length - read },
    });
  }
}
