import { LabelingError } from "../../errors.ts";
import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import { compressVotes } from "../../matrix/compress.ts";
import { LabelMatrix } from "../../matrix/label-matrix.ts";
import { PatternSum } from "../../matrix/pattern-sum.ts";
import { VotePatterns } from "../../matrix/vote-patterns.ts";
import type { VoteSource } from "../../matrix/vote-source.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import type { ProgressHandler } from "../../util/progress.ts";
import { Applier, type ApplierOptions } from "../applier.ts";
import type { StreamItem } from "./batch.ts";
import { moveFaults } from "./cache/faults.ts";
import { VoteCache } from "./cache/vote-cache.ts";
import type { FunctionVotes } from "./cache/vote-file.ts";
import { placeInFile } from "./place.ts";
import { pullBatches } from "./pull.ts";
import { freezeStreamedVotes, type StreamedVotes } from "./streamed-votes.ts";

/** How a stream is gone through. */
export interface StreamRunOptions extends ApplierOptions {
  readonly onProgress?: ProgressHandler | undefined;
  readonly signal?: AbortSignal | undefined;
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
  readonly #sum = new PatternSum();
  #rows = 0;
  #batches = 0;
  #votesRead = 0;

  constructor(functions: readonly AnyLabelingFunction[], options: StreamRunOptions, where: string) {
    this.#applier = new Applier(functions, options, where);
    this.#sources = functions.map(({ name, fingerprint, labels }) => Object.freeze({ name, fingerprint, labels }));
    this.#where = where;
    this.#options = options;
  }

  /** Votes on one batch after the other. The next batch is not pulled before the consumer asks for it. */
  async *votes(reader: unknown): AsyncGenerator<BatchVotes> {
    const { cache: folder, onWarning = () => undefined, signal, withRows } = this.#options;
    const { functions } = this.#applier;
    const cache = folder === undefined ? null : await VoteCache.open(folder, functions, onWarning);
    let saving = Promise.resolve();
    try {
      for await (const item of pullBatches(reader, signal, this.#where)) {
        const firstRow = this.#rows;
        await saving;
        const known = cache === null ? [] : await this.#known(cache, item);
        const missing = functions.map((_, j) => j).filter((j) => (known[j] ?? null) === null);
        const table = withRows || missing.length > 0 ? await this.#read(item, missing) : null;
        const computed = table === null || missing.length === 0 ? [] : await this.#compute(table, item, missing);
        if (cache !== null && item.part !== null) {
          saving = cache.save(item.part, missing, computed);
          saving.catch(() => undefined); // it is thrown where it is awaited
        }
        const all = functions
          .map((_, j) => known[j] ?? computed[missing.indexOf(j)])
          .filter((each) => each !== undefined);
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
      await saving.catch(() => undefined);
    }
  }

  /**
   * The votes that the cache has, by the places of the functions. Votes with failures that would end the run count as
   * not there: they are cast anew, for the error that the run would have ended with.
   */
  async #known(cache: VoteCache, { part }: StreamItem): Promise<readonly (FunctionVotes | null)[]> {
    if (part === null) throw withoutHash(`${this.#where}, batch ${this.#batches + 1}`);
    const known = await cache.load(part);
    return known.map((votes, j) => {
      if (votes === null) return null;
      const { count, kept } = moveFaults(votes.faults, this.#rows);
      return this.#applier.countFaults(j, count, kept) ? votes : null;
    });
  }

  /** The rows of a batch, with the columns that some functions need. */
  async #read(item: StreamItem, places: readonly number[]): Promise<TableShape> {
    const { part } = item;
    const table = await item.read();
    this.#applier.checkTable(table, places, part?.path ?? `${this.#where}, batch ${this.#batches + 1}`);
    if (part === null || table.numRows === part.rows) return table;
    throw new LabelingError("incompatible", {
      where: part.path,
      got: `${table.numRows} rows in a part`,
      expected: `the ${part.rows} that it is said to have`,
      remedy: "The file may have changed meanwhile: run again.",
    });
  }

  /** The votes of some functions on a batch. */
  async #compute(
    table: TableShape,
    { part }: StreamItem,
    places: readonly number[],
  ): Promise<readonly FunctionVotes[]> {
    const { onProgress, signal } = this.#options;
    const firstRow = this.#rows;
    try {
      const { votes, confidences, faults } = await this.#applier.apply(table, {
        only: places,
        firstRow,
        signal,
        onProgress: ({ task, done }) => {
          if (done < table.numRows) onProgress?.({ task, done: firstRow + done, total: null });
        },
      });
      return votes.map((each, k) => {
        const name = this.#sources[places[k] ?? 0]?.name;
        const own = { count: faults.counts[k] ?? 0, kept: faults.kept.filter((fault) => fault.function === name) };
        return { votes: each, confidences: confidences[k] ?? null, faults: moveFaults(own, -firstRow) };
      });
    } catch (error) {
      throw part === null ? error : placeInFile(error, part, firstRow);
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
    const { task, faults, milliseconds } = this.#applier;
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
      milliseconds,
      cache: { read, computed: this.#rows * this.#sources.length - read },
    });
  }
}

function withoutHash(where: string): LabelingError {
  return new LabelingError("bad_option", {
    where,
    got: "rows in memory, and the option cache",
    expected: "parts of a data set, which are known by a hash",
    remedy: "Read the data with openParts, or leave out the cache.",
  });
}
