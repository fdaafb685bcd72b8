import type { AnyTask, LabelOf, RowOf } from "../labels/task.ts";
import type { NumberValues } from "../tables/decode/decode-values.ts";
import { BallotTurn, type Ballot } from "./ballot.ts";
import {
  checkSpec,
  checkVote,
  makeLabelingFunction,
  type CommonSpec,
  type LabelingFunction,
} from "./labeling-function.ts";
import { jointValidity, listedColumns } from "./voters.ts";

/** One column of a batch of rows. */
export interface BatchColumn<V> {
  /** One value a row: a typed array for numbers and times, else a list. Arbitrary where `valid` says null. */
  readonly values: V extends number ? NumberValues : ArrayLike<V>;
  /** One byte a row, 1 = value, 0 = null; `null` when every row has a value. */
  readonly valid: Uint8Array | null;
}

/** The listed columns of a batch of rows. */
export type ListedColumns<T, K extends string> = {
  readonly [column in K & keyof RowOf<T>]: BatchColumn<RowOf<T>[column]>;
};

/** A labeling function that looks at many rows at a time, column by column. */
export interface BatchSpec<T, N extends string, K extends string> extends CommonSpec<N> {
  /** The columns it reads. */
  readonly columns: readonly K[];
  /** The labels it may vote for ("polarity"). @defaultValue any label of the task */
  readonly labels?: readonly LabelOf<T>[] | undefined;
  /** Whether it returns a promise, which is then awaited. @defaultValue false */
  readonly async?: boolean | undefined;
  /**
   * Reads columns and casts votes: `ballot.cast(row, label)` for rows 0 to `ballot.length - 1`. Rows without a vote
   * abstain. Must be pure, and must not depend on how rows are cut into batches.
   */
  readonly vote: (columns: ListedColumns<T, K>, ballot: Ballot<LabelOf<T>>) => void | Promise<void>;
}

/**
 * Makes a labeling function that votes on a batch of rows (some thousands) at once: typed arrays in, votes out. The
 * fastest form for numbers, and the form for models that want batches.
 *
 * With `nulls: "abstain"` (the default), votes on rows with a null in a listed column do not count. An error thrown
 * counts for every row of the batch.
 *
 * @throws LabelingError for a column or label that is not the task's, or a reserved name.
 *
 * @example
 * ```ts
 * import { batchLabelingFunction, defineTask } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
 * const liked = batchLabelingFunction(task, {
 *   name: "liked",
 *   columns: ["likes"],
 *   vote: ({ likes }, ballot) => {
 *     for (let row = 0; row < ballot.length; row++) if (Number(likes.values[row]) > 3) ballot.cast(row, "ham");
 *   },
 * });
 * console.log(liked.kind); // batch
 * ```
 */
export function batchLabelingFunction<T extends AnyTask, const N extends string, K extends keyof RowOf<T> & string>(
  task: T,
  spec: BatchSpec<T, N, K>,
): LabelingFunction<LabelOf<T>, RowOf<T>, N> {
  checkSpec(spec, task);
  const { columns, labels, vote, async = false } = spec;
  checkVote(vote, spec);
  const nulls = spec.nulls ?? "abstain";
  return makeLabelingFunction(task, spec, {
    kind: "batch",
    columns,
    labels,
    async,
    makeVoter: () => (window, ballots) => {
      const listed = listedColumns(window, columns);
      // Decoded here, so that a number which cannot be read stops the run, and is not taken for the function's failure.
      const given = Object.fromEntries(listed.map(({ name, values, valid }) => [name, { values, valid }]));
      const turn = new BallotTurn(ballots);
      const finish = (): void => {
        turn.end();
        ballots.checkStopped();
        if (nulls === "abstain") ballots.clearNulls(jointValidity(listed));
      };
      const fail = (error: unknown): void => {
        turn.end();
        for (let i = 0; i < ballots.length; i++) ballots.fail(i, error);
      };
      try {
        const pending = vote(given as unknown as ListedColumns<T, K>, turn);
        if (pending === undefined) finish();
        else if (async) return pending.then(finish, fail);
        else {
          turn.end();
          // A promise that was not declared is reported as a wrong vote on every row.
          for (let i = 0; i < ballots.length; i++) ballots.castVote(i, pending);
        }
      } catch (error) {
        fail(error);
      }
      return undefined;
    },
  });
}
