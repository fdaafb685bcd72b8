import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import { compressVotes } from "../../matrix/compress.ts";
import { LabelMatrix } from "../../matrix/label-matrix.ts";
import { PatternSum } from "../../matrix/pattern-sum.ts";
import { VotePatterns } from "../../matrix/vote-patterns.ts";
import type { VoteSource } from "../../matrix/vote-source.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import type { ProgressHandler } from "../../util/progress.ts";
import { Applier, type ApplierOptions, type TableVotes } from "../applier.ts";
import type { PartFacts, StreamItem } from "./batch.ts";
import { placeInFile } from "./place.ts";
import { pullBatches } from "./pull.ts";
import { freezeStreamedVotes, type StreamedVotes } from "./streamed-votes.ts";

/** How a stream is gone through. */
export interface StreamRunOptions extends ApplierOptions {
  readonly onProgress?: ProgressHandler | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The votes on one batch of a stream. */
export interface BatchVotes {
  readonly votes: LabelMatrix;
  readonly item: StreamItem;
  /** The batch's rows. */
  readonly table: TableShape;
  /** Number of its first row in the stream. */
  readonly firstRow: number;
}

/** One run over a stream: votes batch by batch, of which patterns, counts and times are kept. */
export class StreamRun {
  readonly #applier: Applier;
  readonly #sources: readonly VoteSource[];
  readonly #where: string;
  readonly #options: StreamRunOptions;
  readonly #sum = new PatternSum();
  #rows = 0;
  #batches = 0;

  constructor(functions: readonly AnyLabelingFunction[], options: StreamRunOptions, where: string) {
    this.#applier = new Applier(functions, options, where);
    this.#sources = functions.map(({ name, fingerprint, labels }) => Object.freeze({ name, fingerprint, labels }));
    this.#where = where;
    this.#options = options;
  }

  /** Votes on one batch after the other. The next batch is not pulled before the consumer asks for it. */
  async *votes(reader: unknown): AsyncGenerator<BatchVotes> {
    for await (const item of pullBatches(reader, this.#options.signal, this.#where)) {
      const firstRow = this.#rows;
      const table = await item.read();
      const votes = await this.#voteOn(table, item);
      this.#sum.add(compressVotes(votes), 1);
      this.#rows += votes.rows;
      this.#batches++;
      yield { votes, item, table, firstRow };
    }
  }

  async #voteOn(table: TableShape, { part }: StreamItem): Promise<LabelMatrix> {
    this.#applier.checkTable(table, undefined, part?.path ?? `${this.#where}, batch ${this.#batches + 1}`);
    const { labels } = this.#applier.task;
    const { rows, votes, confidences, faults } = await this.#compute(table, part);
    return new LabelMatrix({ labels, functions: this.#sources, votes, confidences, faults, rows });
  }

  async #compute(table: TableShape, part: PartFacts | null): Promise<TableVotes> {
    const { onProgress, signal } = this.#options;
    const firstRow = this.#rows;
    try {
      return await this.#applier.apply(table, {
        firstRow,
        signal,
        onProgress: ({ task, done }) => onProgress?.({ task, done: firstRow + done, total: null }),
      });
    } catch (error) {
      throw part === null ? error : placeInFile(error, part, firstRow);
    }
  }

  /** What the batches so far come to. */
  result(): StreamedVotes {
    const { task, faults, milliseconds } = this.#applier;
    const patterns = new VotePatterns({
      labels: task.labels,
      functions: this.#sources,
      ...this.#sum.finish(),
      rowPatterns: null,
    });
    return freezeStreamedVotes({
      patterns,
      rows: this.#rows,
      batches: this.#batches,
      faults,
      milliseconds,
      cache: { read: 0, computed: this.#rows * this.#sources.length },
    });
  }
}
