import type { LabelSet } from "../../labels/label-set.ts";
import type { NotInferred } from "../../util/not-inferred.ts";

/** Numbers drawn evenly from `from` to `to`, one for each function. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

/** One value for all functions, a range to draw from, one in the place of each function, or one by name. */
export type PerFunction<V, N extends string = string> =
  number | NumberRange | readonly V[] | { readonly [F in N]?: V | undefined };

/** K rows, one a true label, of the probabilities of each vote of a function that votes. */
export type ConfusionTable = readonly (readonly number[])[];

/** Labeling functions that repeat what another one said, abstentions too. */
export interface CopySpec<N extends string = string> {
  /** Who repeats. */
  readonly functions: readonly N[];
  /** Whom they repeat: not itself a copier named later. */
  readonly of: N;
  /** On what share of rows they do, each by himself; on the others they judge for themselves. */
  readonly rate: number;
  /** What share of the votes they repeat; on the rest of those rows they abstain. @defaultValue 1 */
  readonly keep?: number | undefined;
}

/** Labeling functions that make the same mistake on some rows. */
export interface SharedMistakesSpec<N extends string = string> {
  readonly functions: readonly N[];
  /** On what share of rows one wrong label takes in all of them that vote. Their accuracies stay as planned. */
  readonly rate: number;
}

/** What is different from some row on. What is not given stays as it is. */
export interface DriftSpec<L extends string = string, N extends string = string> {
  /** The first row of the change, from 0. */
  readonly from: number;
  /** The row at which it is complete: from `from` on, a growing share of rows is made the new way. @defaultValue `from` */
  readonly until?: number | undefined;
  readonly accuracies?: PerFunction<number | ConfusionTable, N> | undefined;
  readonly coverage?: PerFunction<number | readonly number[], N> | undefined;
  readonly classBalance?: Readonly<Record<L, number>> | undefined;
}

/** How votes are made. */
export interface SynthesizeVotesOptions<L extends string = string, N extends string = string> {
  readonly rows: number;
  readonly labels: readonly L[] | LabelSet<L>;
  /** The labeling functions: their names, or how many, named `lf_0`, `lf_1` and so on. */
  readonly functions: readonly N[] | number;
  /**
   * How often a function's votes are right, or its confusion table. With an accuracy, errors fall evenly on the other
   * labels. A table of equal rows makes a function that does not look at the row, or one that votes for one label only.
   * @defaultValue `{ from: 0.6, to: 0.9 }`
   */
  readonly accuracies?: PerFunction<number | ConfusionTable, NotInferred<N>> | undefined;
  /** On what share of rows a function votes; or K shares, one for the rows of each label. @defaultValue 0.5 */
  readonly coverage?: PerFunction<number | readonly number[], NotInferred<N>> | undefined;
  /** The share of each label. @defaultValue all the same */
  readonly classBalance?: Readonly<Record<NotInferred<L>, number>> | undefined;
  /** @defaultValue none */
  readonly copies?: readonly CopySpec<NotInferred<N>>[] | undefined;
  /** @defaultValue none */
  readonly sharedMistakes?: readonly SharedMistakesSpec<NotInferred<N>>[] | undefined;
  /**
   * Hard rows: what share there are, and how much better than a guess a function still is on them: 0 guesses, 1 is as on
   * other rows. `accuracies` hold on the other rows; the plan tells those of all rows.
   * @defaultValue none
   */
  readonly difficulty?: { readonly share: number; readonly skill: number } | undefined;
  /** Changes along the rows, in order. @defaultValue none */
  readonly drift?: readonly DriftSpec<NotInferred<L>, NotInferred<N>>[] | undefined;
  /** @defaultValue 0 */
  readonly seed?: number | string | undefined;
}
