import type { TableShape } from "../../tables/arrow-shape.ts";
import type { ReadPartOptions, TablePart } from "../../tables/parts/part.ts";
import type { RowRange, TableVotes } from "../applier.ts";
import type { FaultRules } from "../fault-options.ts";
import type { PackReference } from "./pack-references.ts";
import type { SentError } from "./sent-error.ts";

/** What a voting thread is started with. */
export interface ThreadSetup {
  readonly packs: readonly PackReference[];
  /** Of these the limits are not looked at: who started the thread counts the failures of all of them. */
  readonly rules: FaultRules;
  /** Who applies the functions, for messages. */
  readonly where: string;
  /** Two numbers: the place of the function that is voting, or -1, and how many functions vote in the same step. */
  readonly step: Int32Array;
}

/** A table that later jobs are about, on shared memory. */
export interface TableMessage {
  readonly table: TableShape;
}

/** Where a job's rows come from: the table that was sent before, one of its own, or a part that the thread reads. */
export type JobRows =
  | { readonly range: RowRange }
  | { readonly batch: TableShape }
  | { readonly part: TablePart; readonly reading: ReadPartOptions };

/** Rows to vote on. */
export interface JobMessage {
  readonly rows: JobRows;
  /** Row number in the run of the first row of the table or part. */
  readonly firstRow: number;
  /** The functions that vote, by their places. */
  readonly only: readonly number[];
}

export type MessageToThread = TableMessage | JobMessage;

/** The votes of a job, with the milliseconds that each function took; or the error that ended it. */
export type Answer =
  { readonly votes: TableVotes; readonly milliseconds: readonly number[] } | { readonly error: SentError };
