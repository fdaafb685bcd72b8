import type { Evaluation } from "./evaluation.ts";
import type { Difference } from "./interval.ts";
import type { MainMeasure } from "./measures.ts";
import type { UncoveredPolicy } from "./together.ts";

/** How far a candidate differs from the baseline, by the measure. Null for a measure that no resample has. */
export interface Differences<L extends string = string> extends Readonly<Record<MainMeasure, Difference | null>> {
  /** For each label the difference in F1; null also with more than 100 labels. */
  readonly f1: Readonly<Record<L, Difference | null>>;
}

/** One of the candidates that are compared. */
export interface Candidate<L extends string = string> {
  /** How good it is, on the rows of all candidates. */
  readonly evaluation: Evaluation<L>;
  /** How far it differs from the baseline, measured on the same resamples; null for the baseline. */
  readonly difference: Differences<L> | null;
}

/** Candidates side by side, on the same rows. Prints as a table. */
export interface Comparison<L extends string = string, C extends string = string> {
  /** Number of rows that all candidates are measured on. */
  readonly rows: number;
  /** Rows with gold. */
  readonly known: number;
  /** What became of rows that a candidate does not cover. */
  readonly uncovered: UncoveredPolicy;
  /** The candidate that the others are compared to. */
  readonly baseline: C;
  readonly candidates: Readonly<Record<C, Candidate<L>>>;
  /** How sure the intervals are. */
  readonly level: number;
  readonly resamples: number;
}
