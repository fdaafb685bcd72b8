import type { AnyLabelingFunction } from "../functions/labeling-function.ts";
import type { AnyTask, ColumnValues, LabelOf, RowOf, Task } from "../labels/task.ts";
import type { AnyPack, Pack } from "./pack.ts";
import type { NoParameters, PackParameters } from "./parameters.ts";

/** The names of a pack's functions, as a union. */
export type FunctionNamesOf<P extends AnyPack> = P["functions"][number]["name"];

/** The pack that has functions of other names in place of those of `P`. */
export type PackOf<P extends AnyPack, N extends string> = Pack<
  LabelOf<P["task"]>,
  RowOf<P["task"]>,
  N,
  P["parameters"]
>;

/** A type with its parts written out. */
export type Flat<X> = { readonly [key in keyof X]: X[key] };

/** All that the members of a union have, in one type. */
export type Combined<X> = (X extends unknown ? (value: X) => void : never) extends (value: infer Y) => void
  ? Flat<Y>
  : never;

/** The rows of some tasks, given as a union. */
export type RowsOfTasks<T> = T extends AnyTask ? RowOf<T> : never;

/** The task that has the labels and all columns of some tasks, given as a union. */
export type MergedTask<T extends AnyTask> =
  string extends LabelOf<T>
    ? Task
    : Combined<RowsOfTasks<T>> extends infer C extends ColumnValues
      ? Task<LabelOf<T>, C>
      : never;

/** Of some parameters, given as a union, those whose names are known. */
export type NamedParameters<Q> = Q extends unknown ? (string extends keyof Q ? never : Q) : never;

/** The parameters of some packs, given as a union, in one. */
export type MergedParameters<Q extends PackParameters> = [NamedParameters<Q>] extends [never]
  ? [Q] extends [NoParameters]
    ? NoParameters
    : PackParameters
  : Combined<NamedParameters<Q>> extends infer M extends PackParameters
    ? M
    : never;

/** The tasks, given as a union, that do not have all of the labels `L`. */
export type WithoutLabels<T extends AnyTask, L> = T extends unknown ? ([L] extends [LabelOf<T>] ? never : T) : never;

/** `unknown` where tasks, given as a union, have the same labels, or their types do not tell; else what nothing is. */
export type SameLabels<T extends AnyTask> =
  string extends LabelOf<T>
    ? unknown
    : [WithoutLabels<T, LabelOf<T>>] extends [never]
      ? unknown
      : { readonly labels: "differ" };

/** The tasks of packs and functions, as a union. */
export type TasksOf<P extends readonly AnyPack[], F extends readonly AnyLabelingFunction[]> =
  P[number]["task"] | F[number]["task"];

/** The names of functions in packs and beside them, as a union. */
export type AllNames<P extends readonly AnyPack[], F extends readonly AnyLabelingFunction[]> =
  FunctionNamesOf<P[number]> | F[number]["name"];
