import type { AnyTask, LabelOf, RowOf } from "../labels/task.ts";
import {
  checkSpec,
  checkVote,
  makeLabelingFunction,
  type CommonSpec,
  type LabelingFunction,
  type NullPolicy,
} from "./labeling-function.ts";
import { rowMaker } from "./listed-row.ts";
import type { Vote } from "./vote.ts";
import { asyncRowVoter, rowVoter, valueVoter } from "./voters.ts";

/** The listed columns of a row; with `nulls: "pass"` any of them may be null. */
export type ListedRow<T, K extends string, P> = {
  readonly [column in K & keyof RowOf<T>]: P extends "pass" ? RowOf<T>[column] | null : RowOf<T>[column];
};

/** A labeling function that looks at one row at a time. */
export interface RowSpec<T, N extends string, K extends string, P extends NullPolicy> extends CommonSpec<N> {
  /** The columns it reads. The row it is given has these and no others. */
  readonly columns: readonly K[];
  /** The labels it may vote for ("polarity"). @defaultValue any label of the task */
  readonly labels?: readonly LabelOf<T>[] | undefined;
  readonly nulls?: P | undefined;
  /** @defaultValue false */
  readonly async?: false | undefined;
  /**
   * Votes for a label, or abstains with `null`. Must be pure: the same row gets the same vote, whatever came before.
   * Do not keep the row: the next one reuses its memory.
   */
  readonly vote: (row: ListedRow<T, K, P>) => Vote<LabelOf<T>>;
}

/** A labeling function that looks at one row at a time and takes its time: its votes are awaited. */
export interface AsyncRowSpec<T, N extends string, K extends string, P extends NullPolicy> extends Omit<
  RowSpec<T, N, K, P>,
  "async" | "vote"
> {
  /** Says that votes are promises; some rows are under way at once. */
  readonly async: true;
  /** Promises a vote for a label, or `null` to abstain. Must be pure. The row is the function's to keep. */
  readonly vote: (row: ListedRow<T, K, P>) => Promise<Vote<LabelOf<T>>>;
}

/**
 * Makes a labeling function that votes row by row.
 *
 * Listed columns reach it as plain values: text as string, numbers as number, times as milliseconds since 1970. A
 * null in one of them abstains, unless `nulls` is `"pass"`. What it throws stops the run, or counts as a fault
 * (`applyLabelingFunctions`, option `faults`). Cost: the closure, and about as much again for the row.
 *
 * @throws LabelingError for a column or label that is not the task's, or a reserved name.
 *
 * @example
 * ```ts
 * import { defineTask, labelingFunction } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
 * const hasLink = labelingFunction(task, {
 *   name: "has_link",
 *   columns: ["text"],
 *   vote: ({ text }) => (/https?:\/\//.test(text) ? "spam" : null),
 * });
 * console.log(hasLink.name, hasLink.columns);
 * ```
 */
export function labelingFunction<
  T extends AnyTask,
  const N extends string,
  K extends keyof RowOf<T> & string,
  P extends NullPolicy = "abstain",
>(task: T, spec: RowSpec<T, N, K, P> | AsyncRowSpec<T, N, K, P>): LabelingFunction<LabelOf<T>, RowOf<T>, N> {
  checkSpec(spec, task);
  const { columns, labels, vote } = spec;
  checkVote(vote, spec);
  const async = spec.async === true;
  const nulls = spec.nulls ?? "abstain";
  return makeLabelingFunction(task, spec, {
    kind: "row",
    columns,
    labels,
    async,
    makeVoter: () => {
      // The row holds just the listed columns, which the types above promise.
      const voteOfRow = vote as (row: Record<string, unknown>) => unknown;
      if (async) return asyncRowVoter(columns, nulls, voteOfRow);
      const [only] = columns;
      if (columns.length > 1 || only === undefined) return rowVoter(columns, nulls, voteOfRow);
      const row = rowMaker(columns)();
      return valueVoter(only, nulls, (value) => {
        row[only] = value;
        return voteOfRow(row);
      });
    },
  });
}
