import type { Calibration } from "../../probabilities/calibration.ts";
import type { Confusion } from "./confusion.ts";
import type { Interval } from "./interval.ts";
import type { LabelMeasure, MainMeasure } from "./measures.ts";

/** How good labels are for one label. */
export interface LabelEvaluation {
  /** Rows whose true label it is. */
  readonly support: number;
  /** Rows that got it; where several labels are tied, each counts by its share. */
  readonly predicted: number;
  /** The share of `predicted` that is right; null where no row got it. */
  readonly precision: number | null;
  /** The share of `support` that got it; null where there is none. */
  readonly recall: number | null;
  /** The harmonic mean of precision and recall; null where neither gold nor the labels know it. */
  readonly f1: number | null;
  /** Between which numbers these lie; null where they are, and with more than 100 labels. */
  readonly intervals: Readonly<Record<LabelMeasure, Interval | null>>;
}

/** How good labels are against gold, with intervals. Prints as a report. */
export interface Evaluation<L extends string = string> extends Calibration {
  /** Rows with gold, counted or not. */
  readonly known: number;
  /** The share of rows with gold that some function covers. */
  readonly coverage: number;
  /** The share of right labels; where several are equally probable, each counts by its share. */
  readonly accuracy: number;
  /** The mean F1 of the labels that occur in gold. */
  readonly macroF1: number;
  /** Each label by itself. */
  readonly byLabel: Readonly<Record<L, LabelEvaluation>>;
  /** Which label is taken for which. */
  readonly confusion: Confusion<L>;
  /** Between which numbers the measures lie. */
  readonly intervals: Readonly<Record<MainMeasure, Interval>>;
  /** How sure the intervals are. */
  readonly level: number;
  /** How often rows were drawn again for them. */
  readonly resamples: number;
}
