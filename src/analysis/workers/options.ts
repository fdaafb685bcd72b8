import type { LabelModel } from "../../label-models/label-model.ts";
import type { Gold } from "../../labels/gold.ts";
import type { AnswersOptions } from "../../matrix/answers.ts";
import type { ProgressHandler } from "../../util/progress.ts";

/** What a report of workers goes by. */
export interface SummarizeWorkersOptions<L extends string = string, N extends string = string> {
  /** The label model whose labels are taken for the truth, as far as it is sure. @defaultValue `fitLabelModel(votes, { gold })` */
  readonly model?: LabelModel<L, N> | undefined;
  /** Known labels of some items: one a row of the votes, null where unknown; or by the items' names. @defaultValue none */
  readonly gold?: Gold<L> | ReadonlyMap<string, L | null> | undefined;
  /** With what probability intervals hold, above 0 and below 1. @defaultValue 0.9 */
  readonly level?: number | undefined;
  /**
   * The share of items on which the crowd is expected to be wrong together, before any gold: votes look certain there and
   * are not. 0 where workers err independently by construction. Intervals allow for several times as many.
   * @defaultValue 0.05
   */
  readonly sharedMistakes?: number | undefined;
  /** Draws a worker. @defaultValue 400 */
  readonly draws?: number | undefined;
  /** @defaultValue 0 */
  readonly seed?: number | string | undefined;
  /** @defaultValue a line on standard error after a second, where that is a terminal */
  readonly onProgress?: ProgressHandler | undefined;
}

/** The same for a table of answers, which may hold times. */
export interface SummarizeAnswersOptions<L extends string = string>
  extends SummarizeWorkersOptions<L>, AnswersOptions<L> {
  /** A column of how many seconds each answer took. @defaultValue none */
  readonly duration?: string | undefined;
  /** A column of when each answer was given: the time since the worker's answer before counts, up to 10 minutes. @defaultValue none */
  readonly time?: string | undefined;
}
