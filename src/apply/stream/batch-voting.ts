import { LabelingError } from "../../errors.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { shareTable } from "../../tables/share-table.ts";
import type { ProgressHandler } from "../../util/progress.ts";
import type { Applier, TableVotes } from "../applier.ts";
import type { VotingPool } from "../workers/voting-pool.ts";
import type { StreamItem } from "./batch.ts";
import { moveFaults } from "./cache/faults.ts";
import type { VoteCache } from "./cache/vote-cache.ts";
import type { FunctionVotes } from "./cache/vote-file.ts";
import { placeInFile } from "./place.ts";

/** How batches are voted on. */
export interface BatchVotingOptions {
  readonly onProgress?: ProgressHandler | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Whether the rows are wanted with the votes, so that parts are read even where their votes are known. */
  readonly withRows: boolean;
}

/** A batch that was pulled from the reader. */
export interface PulledBatch {
  readonly item: StreamItem;
  /** Number of its first row in the stream. */
  readonly firstRow: number;
  /** What it is called in messages. */
  readonly place: string;
}

/** A batch on which other threads have voted, if there are any. */
export interface Begun extends PulledBatch {
  /** The votes that the cache has, by the places of the functions; null where it has none. */
  readonly known: readonly (FunctionVotes | null)[];
  /** The functions whose votes are not known. */
  readonly missing: readonly number[];
  /** Its rows, where they were needed in this thread. */
  readonly table: TableShape | null;
  /** The votes of the missing functions, from another thread. */
  readonly sent: TableVotes | null;
}

/** The votes that a cache has on a batch. */
async function loadKnown(
  cache: VoteCache,
  { part }: StreamItem,
  place: string,
): Promise<readonly (FunctionVotes | null)[]> {
  if (part === null) throw withoutHash(place);
  return cache.load(part);
}

/** Votes on batches of a stream: what can be done in any order is begun, what has an order is finished in it. */
export class BatchVoting {
  readonly #applier: Applier;
  readonly #options: BatchVotingOptions;

  constructor(applier: Applier, options: BatchVotingOptions) {
    this.#applier = applier;
    this.#options = options;
  }

  /** Looks up the votes that are known, reads the rows if they are needed here, and has threads vote on them. */
  async begin(batch: PulledBatch, cache: VoteCache | null, pool: VotingPool | null): Promise<Begun> {
    const { item, place } = batch;
    const { kept } = this.#applier.rules;
    const hasFaults = ({ faults }: FunctionVotes): boolean => faults.kept.length >= Math.min(faults.count, kept);
    const loaded = cache === null ? [] : await loadKnown(cache, item, place);
    // An earlier run may have kept fewer failures: then the votes are cast once more.
    const known = loaded.map((votes) => (votes !== null && hasFaults(votes) ? votes : null));
    const missing = this.#applier.functions.map((_, j) => j).filter((j) => (known[j] ?? null) === null);
    const isReadElsewhere = pool !== null && item.reading !== null;
    const isNeeded = this.#options.withRows || (missing.length > 0 && !isReadElsewhere);
    const table = isNeeded ? await this.#read(batch, missing) : null;
    const sent = pool === null || missing.length === 0 ? null : await this.#send(pool, batch, table, missing);
    return { ...batch, known, missing, table, sent };
  }

  /** Has another thread vote on a batch. */
  async #send(
    pool: VotingPool,
    { item, firstRow, place }: PulledBatch,
    table: TableShape | null,
    only: readonly number[],
  ): Promise<TableVotes> {
    const { part, reading } = item;
    const columns = Object.keys(this.#applier.columnsOf(only));
    const rows =
      table !== null
        ? { batch: shareTable(table, columns) }
        : part !== null && reading !== null
          ? { part, reading }
          : null;
    if (rows === null) throw new RangeError("a batch that nobody can read");
    try {
      const votes = await pool.vote(
        { rows, firstRow, only },
        part === null ? place : `part ${part.section} of ${place}`,
      );
      this.#applier.addTimes(votes.milliseconds);
      return votes;
    } catch (error) {
      throw part === null ? error : placeInFile(error, part, firstRow);
    }
  }

  /**
   * The votes that were not known, by the places of the functions. Votes with failures that would end the run count as
   * not there: they are cast anew, for the error that the run would have ended with.
   */
  async finish(begun: Begun): Promise<ReadonlyMap<number, FunctionVotes>> {
    const { known, missing, firstRow, sent } = begun;
    const refused = known.flatMap((votes, j) => {
      if (votes === null) return [];
      const { count, kept } = moveFaults(votes.faults, firstRow);
      return this.#applier.countFaults(j, count, kept) ? [] : [j];
    });
    if (sent !== null && refused.length === 0 && this.#applier.countReport(sent.faults, missing))
      return this.#functionVotes(sent, missing, firstRow);
    const places = [...missing, ...refused].sort((a, b) => a - b);
    if (places.length === 0) return new Map();
    const table = begun.table ?? (await this.#read(begun, places));
    return this.#functionVotes(await this.#compute(table, begun, places), places, firstRow);
  }

  /** The rows of a batch, with the columns that some functions need. */
  async #read({ item, place }: PulledBatch, places: readonly number[]): Promise<TableShape> {
    const { part } = item;
    const table = await item.read();
    this.#applier.checkTable(table, places, place);
    if (part === null || table.numRows === part.rows) return table;
    throw new LabelingError("incompatible", {
      where: part.path,
      got: `${table.numRows} rows in a part`,
      expected: `the ${part.rows} that it is said to have`,
      remedy: "The file may have changed meanwhile: run again.",
    });
  }

  /** The votes of some functions on a batch, cast in this thread. */
  async #compute(
    table: TableShape,
    { item: { part }, firstRow }: PulledBatch,
    places: readonly number[],
  ): Promise<TableVotes> {
    const { onProgress, signal } = this.#options;
    try {
      return await this.#applier.apply(table, {
        only: places,
        firstRow,
        signal,
        onProgress: ({ task, done }) => {
          if (done < table.numRows) onProgress?.({ task, done: firstRow + done, total: null });
        },
      });
    } catch (error) {
      throw part === null ? error : placeInFile(error, part, firstRow);
    }
  }

  /** Votes by the places of their functions; faults count rows from the start of the batch. */
  #functionVotes(
    { votes, confidences, faults, isFinal }: TableVotes,
    places: readonly number[],
    firstRow: number,
  ): ReadonlyMap<number, FunctionVotes> {
    return new Map(
      votes.map((each, k) => {
        const j = places[k] ?? 0;
        const name = this.#applier.functions[j]?.name;
        const own = { count: faults.counts[k] ?? 0, kept: faults.kept.filter((fault) => fault.function === name) };
        const found = {
          votes: each,
          confidences: confidences[k] ?? null,
          faults: moveFaults(own, -firstRow),
          isFinal: isFinal[k],
        };
        return [j, found] as const;
      }),
    );
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
