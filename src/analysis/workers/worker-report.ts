import type { Table } from "apache-arrow";
import type { LabelSet } from "../../labels/label-set.ts";
import type { LabelModelKind } from "../../label-models/fit-report.ts";
import type { WorkerAgreement, WorkerConsistency } from "./agreement.ts";
import type { WorkerSpeed } from "./speed.ts";
import type { Suspicion } from "./suspicion.ts";

/** Between which shares something lies. */
export type SharesInterval = readonly [low: number, high: number];

/** How often a worker gives a label, against how often it is the true one of his items. */
export interface LabelBias<L extends string = string> {
  readonly label: L;
  /** The share of his answers that are this label. */
  readonly given: number;
  /** The share of his answers that should be, by the label model. */
  readonly expected: number;
  /** Given to expected: above 1 where he gives it too often. Null where none was to be expected. */
  readonly ratio: number | null;
}

/** A worker's answers to items whose label is known. */
export interface GoldScore {
  readonly answers: number;
  readonly right: number;
  readonly accuracy: number;
  readonly interval: SharesInterval;
}

/** What is known of one worker, or of one labeling function. */
export interface WorkerSummary<L extends string = string, N extends string = string> {
  readonly name: N;
  /** Answers, repeated ones included. */
  readonly answers: number;
  /** Items he answered. */
  readonly items: number;
  /** How often further answers are expected to be right. Null without answers, as all that follows from them. */
  readonly accuracy: number | null;
  /** Between which accuracies his lies, with the report's probability. */
  readonly interval: SharesInterval | null;
  /** The share of the answers he gave that are expected to be right; nearer to certain the more others answered. */
  readonly rightAnswers: number | null;
  readonly rightInterval: SharesInterval | null;
  /** On items with gold; null where he answered none. */
  readonly gold: GoldScore | null;
  /** How much his answers tell of the truth, 0 to 1: the spammer score of Raykar and Yu (2012). */
  readonly information: number | null;
  /** K rows, one a true label: how probable each answer is. Null above 64 labels. */
  readonly confusion: readonly (readonly number[])[] | null;
  /** A row a label. */
  readonly bias: readonly LabelBias<L>[];
  /** With the answers of others; null where he shares no item. */
  readonly agreement: WorkerAgreement | null;
  /** On items he answered more than once; null where there are none. */
  readonly consistency: WorkerConsistency | null;
  /** Null where times are not known. */
  readonly speed: WorkerSpeed | null;
  readonly suspicion: Suspicion;
}

/** A report of workers as JSON: all it says, and nothing to compute. */
export interface WorkerReportJson {
  readonly labels: readonly string[];
  readonly items: number;
  readonly answers: number;
  readonly goldItems: number;
  readonly level: number;
  readonly sharedMistakes: number;
  readonly model: LabelModelKind;
  readonly suspects: readonly string[];
  readonly workers: readonly WorkerSummary[];
}

/** A row for each worker. Frozen; prints as a table, those to look at first. */
export interface WorkerReport<L extends string = string, N extends string = string> {
  readonly labels: LabelSet<L>;
  /** In the order of the votes. */
  readonly workers: readonly WorkerSummary<L, N>[];
  /** Items somebody answered. */
  readonly items: number;
  readonly answers: number;
  /** Items whose label is known, of those. */
  readonly goldItems: number;
  /** With what probability intervals hold. */
  readonly level: number;
  /** The share of items that the crowd is expected to get wrong together; gold changes what was assumed. */
  readonly sharedMistakes: number;
  /** The label model whose labels the report goes by. */
  readonly model: LabelModelKind;
  /** Those under clear suspicion, for `dropFunctions`. */
  readonly suspects: readonly N[];
  /** The worker of a name. @throws LabelingError `missing_column` */
  worker(name: N): WorkerSummary<L, N>;
  /** A row a worker, nested values flattened: `interval_low`, `given_<label>`, `p_<answer>_if_<label>` and so on. */
  toArrow(): Table;
  /** All it says as plain values. */
  toJSON(): WorkerReportJson;
}
