import type { Evaluation } from "../evaluation/evaluation.ts";
import type { Difference } from "../evaluation/interval.ts";
import type { MainMeasure } from "../evaluation/measures.ts";

/** How good labels are on one slice. */
export interface SliceScore<L extends string = string, N extends string = string> {
  readonly name: N;
  /** Rows in the slice. */
  readonly size: number;
  /** How good labels are on those that count; null where none does. */
  readonly evaluation: Evaluation<L> | null;
  /** Each measure of the slice less that of all rows, on the same resamples; null where there is none. */
  readonly gap: Readonly<Record<MainMeasure, Difference | null>>;
}

/** How good labels are on each slice, and on all rows. Prints as a table. */
export interface SliceScores<L extends string = string, N extends string = string> {
  /** All rows, in a slice or not. */
  readonly whole: Evaluation<L>;
  /** The slices, the one that falls furthest behind first; those on which no row counts last. */
  readonly slices: readonly SliceScore<L, N>[];
  /** The measure by which they are sorted. */
  readonly by: MainMeasure;
}
