import type { TableShape } from "../../tables/arrow-shape.ts";
import type { RowRange, TableVotes } from "../applier.ts";
import type { FaultPolicy } from "../fault-log.ts";
import type { PackReference } from "./pack-references.ts";
import type { SentError } from "./sent-error.ts";

/** What a voting thread is started with. */
export interface ThreadSetup {
  readonly packs: readonly PackReference[];
  readonly faults: FaultPolicy;
  /** Who applies the functions, for messages. */
  readonly where: string;
  /** Two numbers: the place of the function that is voting, or -1, and how many functions vote in the same step. */
  readonly step: Int32Array;
}

/** A table that later jobs are about, on shared memory. */
export interface TableMessage {
  readonly table: TableShape;
}

/** Rows of the table to vote on. */
export interface JobMessage {
  readonly range: RowRange;
  /** Row number of the table's first row in the run. */
  readonly firstRow: number;
}

export type MessageToThread = TableMessage | JobMessage;

/** The votes of a job, with the milliseconds that each function took; or the error that ended it. */
export type Answer =
  { readonly votes: TableVotes; readonly milliseconds: readonly number[] } | { readonly error: SentError };
