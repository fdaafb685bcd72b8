import type { TypeMap } from "apache-arrow";

import { LabelingError } from "../errors.ts";
import type { ColumnType, ColumnValue } from "../tables/column-types.ts";
import { brandAs, brands, hasBrand } from "../util/brands.ts";
import { describe, listNames } from "../util/checks.ts";
import { labelSet, type LabelSet } from "./label-set.ts";
import {
  defineTask,
  type AnyTask,
  type ArrowValue,
  type ColumnValues,
  type Task,
  type TaskOfTableSpec,
  type TaskSpec,
} from "./task.ts";

/** The two labels of one label's own, binary task: a row carries it, or does not. */
export type ForOrAgainst<L extends string = string> = L | `not ${L}`;

/**
 * The two labels of a label's binary task: against it first, for it second.
 *
 * @example
 * ```ts
 * import { binaryLabels } from "labelwright";
 *
 * console.log(binaryLabels("sports").names); // [ "not sports", "sports" ]
 * ```
 */
export function binaryLabels<L extends string>(label: L): LabelSet<ForOrAgainst<L>> {
  return labelSet<ForOrAgainst<L>>([`not ${label}`, label]);
}

/** A multi-label task without its types: what any one is at run time. */
export interface AnyMultiLabelTask {
  /** The labels, of which a row may carry any number. */
  readonly labels: LabelSet;
  /** The columns that labeling functions may read, with their types. */
  readonly columns: AnyTask["columns"];
  /** The column that names a row, or null: rows are then named by their number. */
  readonly id: string | null;
}

/** A task whose rows may carry several labels, or none: one binary task for each label. */
export interface MultiLabelTask<
  L extends string = string,
  C extends ColumnValues = ColumnValues,
> extends AnyMultiLabelTask {
  readonly labels: LabelSet<L>;
  /**
   * The binary task of one label, to write labeling functions on: they vote `"sports"` for it, `"not sports"` against
   * it, or abstain.
   *
   * @throws LabelingError `unknown_label`
   */
  label<Y extends string>(label: Y & L): Task<ForOrAgainst<Y>, C>;
}

/**
 * Defines a task whose rows may carry several labels, or none. Every kind of labeling function votes on one label at a
 * time, on the binary task that `task.label(name)` gives; functions of different labels may share a name.
 * `applyMultiLabelFunctions` applies them together.
 *
 * @throws LabelingError as `defineTask` does.
 *
 * @example
 * ```ts
 * import { defineMultiLabelTask, keywords } from "labelwright";
 *
 * const task = defineMultiLabelTask({ labels: ["sports", "politics"], columns: { text: "utf8" } });
 * const ball = keywords(task.label("sports"), { name: "ball", column: "text", any: ["goal"], label: "sports" });
 * const vote = keywords(task.label("sports"), { name: "vote", column: "text", any: ["tax"], label: "not sports" });
 * console.log(ball.labels, vote.labels); // [ "sports" ] [ "not sports" ]
 * ```
 */
export function defineMultiLabelTask<const L extends string, const C extends Readonly<Record<string, ColumnType>>>(
  spec: TaskSpec<L, C>,
): MultiLabelTask<L, { readonly [K in keyof C]: ColumnValue<C[K]> }>;
export function defineMultiLabelTask<const L extends string, T extends TypeMap>(
  spec: TaskOfTableSpec<L, T>,
): MultiLabelTask<L, { readonly [K in keyof T]: ArrowValue<T[K]> }>;
export function defineMultiLabelTask(spec: unknown): AnyMultiLabelTask {
  const { labels, columns, id }: AnyTask = defineTask(spec as TaskSpec<string, Record<string, ColumnType>>);
  const named = id === null ? {} : { id };
  const tasks = new Map<unknown, Task>(
    labels.names.map((name) => [name, defineTask({ labels: binaryLabels(name).names, columns, ...named }) as Task]),
  );
  const task: MultiLabelTask = {
    labels,
    columns,
    id,
    label: <Y extends string>(label: Y) => {
      const found = tasks.get(label);
      if (found !== undefined) return found as Task<ForOrAgainst<Y>>;
      throw unknownLabelOf(labels, label, "multi-label task");
    },
  };
  brandAs(task, brands.multiLabelTask, () => `MultiLabelTask: labels ${listNames(labels.names)}`);
  return Object.freeze(task);
}

/** The error for a label that a multi-label task, its votes or its model do not have. */
export function unknownLabelOf(labels: LabelSet, got: unknown, where: string): LabelingError {
  return new LabelingError("unknown_label", {
    where,
    got: describe(got),
    expected: `one of ${listNames(labels.names)}`,
    details: { label: got },
  });
}

/** Checks that the keys of an object are labels. */
export function checkLabelKeys(value: object | null | undefined, labels: LabelSet, where: string): void {
  for (const name of Object.keys(value ?? {})) if (!labels.has(name)) throw unknownLabelOf(labels, name, where);
}

/** `value` as a multi-label task; `where` names the caller. */
export function checkMultiLabelTask<T extends AnyMultiLabelTask>(value: T, where: string): T {
  if (hasBrand(value, brands.multiLabelTask)) return value;
  throw new LabelingError("bad_option", {
    where,
    got: describe(value),
    expected: "a multi-label task",
    remedy: "Make it with defineMultiLabelTask({ labels, columns }).",
  });
}
