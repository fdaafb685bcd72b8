import { LabelingError } from "../errors.ts";
import { checkTask, type AnyTask, type ColumnValues, type LabelOf, type RowOf, type Task } from "../labels/task.ts";
import { brandAs, brands, hasBrand } from "../util/brands.ts";
import { checkChoice, checkName, describe } from "../util/checks.ts";
import { fingerprint } from "../util/hash.ts";
import type { Random } from "../util/random.ts";
import { checkListedColumns, type NullPolicy } from "./labeling-function.ts";
import { rowMaker } from "./listed-row.ts";
import type { ListedRow } from "./row.ts";

/** What a transformation changes: new values of some of the task's columns. */
export type ChangedColumns<T> = { readonly [C in keyof RowOf<T>]?: RowOf<T>[C] | null };

/** The columns that `R` has and a task has not: none may be given. */
export type OtherColumns<T, R> = R extends null ? never : Exclude<keyof R, keyof RowOf<T>>;

/** What a transformation must be besides: nothing, where it gives only columns of the task. */
export type NoOtherColumns<T, R> = [OtherColumns<T, R>] extends [never]
  ? unknown
  : {
      /** Never fits: names the columns that are none of the task's. */
      readonly transform: (...row: never) => { readonly [C in OtherColumns<T, R>]: "is no column of the task" };
    };

/** Options that all transformation functions share. */
export interface CommonTransformationSpec<N extends string> {
  /** The name: different from that of the other functions. */
  readonly name: N;
  /** What it does, for people. @defaultValue "" */
  readonly description?: string | undefined;
  /** Raise it when what the function does changes. @defaultValue "1" */
  readonly version?: string | undefined;
}

/** A transformation function that looks at one row at a time. */
export interface TransformationSpec<
  T,
  N extends string,
  K extends string,
  P extends NullPolicy,
  R,
> extends CommonTransformationSpec<N> {
  /** The columns it reads. The row it is given has these and no others. */
  readonly columns: readonly K[];
  /**
   * `"abstain"`: rows with a null in a listed column are not transformed. `"pass"`: the function sees the null.
   * @defaultValue "abstain"
   */
  readonly nulls?: P | undefined;
  /**
   * Gives the new values of the columns that change, or `null` where the transformation does not apply. `random` gives
   * numbers in [0, 1), the same ones for the same row and seed: take chance from nowhere else. Do not keep the row: the
   * next one reuses its memory.
   */
  readonly transform: (row: ListedRow<T, K, P>, random: Random) => R;
}

/** Under this key a transformation function holds what makes its transforms: one for each run. */
export const makeTransformKey: unique symbol = Symbol.for("labelwright.makeTransform") as never;

/** Transforms one row: gets the listed columns, and gives what the function gives. */
export type Transform = (read: (column: string) => unknown, random: Random) => unknown;

/** What every transformation function is, whatever its task. */
export interface AnyTransformationFunction {
  /** Its name. */
  readonly name: string;
  /** Its version, part of the fingerprint. */
  readonly version: string;
  /** What it does, for people. */
  readonly description: string;
  /** The task whose rows it transforms. */
  readonly task: AnyTask;
  /** The columns it reads. */
  readonly columns: readonly string[];
  /** What it does on rows with a null in one of its columns. */
  readonly nulls: NullPolicy;
  /** The declared terms of a ready-made function, as JSON; null for closures. */
  readonly terms: unknown;
  /** A hash of name, version, columns, nulls and terms; not of a closure's text, which does not show what it captures. */
  readonly fingerprint: string;
}

/** A transformation function: makes a further training row of a row, whose label it keeps. Frozen data. */
export interface TransformationFunction<
  L extends string = string,
  C extends ColumnValues = ColumnValues,
  N extends string = string,
> extends AnyTransformationFunction {
  readonly name: N;
  readonly task: Task<L, C>;
}

/** What makes a transformation function of any kind. */
export interface TransformationParts {
  readonly columns: readonly string[];
  readonly nulls?: NullPolicy | undefined;
  readonly terms?: unknown;
  readonly makeTransform: () => Transform;
}

/** Makes a transformation function from its common options and what it does. */
export function makeTransformationFunction<L extends string, C extends ColumnValues, N extends string>(
  task: AnyTask,
  common: CommonTransformationSpec<N>,
  parts: TransformationParts,
): TransformationFunction<L, C, N> {
  const { name, version = "1", description = "" } = common;
  const where = `transformation function "${checkName(name, "transformation function, name")}"`;
  checkTask(task, `${where}, task`);
  const columns = checkListedColumns(parts.columns, task, where);
  const nulls = checkChoice(parts.nulls, "abstain", ["abstain", "pass"], `${where}, nulls`);
  const { terms = null, makeTransform } = parts;
  const identity = { kind: "transformation", name, version, columns, nulls, terms };
  const value = { name, version, description, task, columns, nulls, terms, fingerprint: fingerprint(identity) };
  Object.defineProperty(value, makeTransformKey, { value: makeTransform });
  brandAs(value, brands.transformationFunction, () => `TransformationFunction "${name}" on ${columns.join(", ")}`);
  return Object.freeze(value) as unknown as TransformationFunction<L, C, N>;
}

/** Checks that a function was made from a task and a description, in this order. */
export function checkTransformationSpec(spec: unknown, task: unknown): void {
  if (typeof spec === "object" && spec !== null) return;
  throw new LabelingError("bad_option", {
    where: "transformation function",
    got: `${describe(task)} first, then ${describe(spec)}`,
    expected: "a task first, then what the function is: { name, columns, ... }",
    remedy: "Make the task with defineTask({ labels, columns }).",
  });
}

/**
 * Makes a transformation function: it makes a further training row of a row, changed so that its label stays right
 * (data augmentation). `applyTransformationFunctions` applies it to a table.
 *
 * Listed columns reach it as plain values, as they reach a labeling function. It gives the new values of the columns that
 * change, which may be other columns of the task too; all columns it does not give stay.
 *
 * @throws LabelingError for a column that is not the task's, or an empty name.
 *
 * @example
 * ```ts
 * import { applyTransformationFunctions, defineTask, tableFromRows, transformationFunction } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const otherNumbers = transformationFunction(task, {
 *   name: "other_numbers",
 *   columns: ["text"],
 *   transform: ({ text }, random) => {
 *     const changed = text.replace(/\d/g, () => String(Math.floor(10 * random())));
 *     return changed === text ? null : { text: changed };
 *   },
 * });
 * const table = tableFromRows([{ text: "call 555 1234" }, { text: "see you" }]);
 * const { table: more, source } = await applyTransformationFunctions([otherNumbers], table);
 * console.log(more.numRows, Array.from(source)); // 3 [ 0, 0, 1 ]
 * ```
 */
export function transformationFunction<
  T extends AnyTask,
  const N extends string,
  K extends keyof RowOf<T> & string,
  R extends ChangedColumns<T> | null,
  P extends NullPolicy = "abstain",
>(
  task: T,
  spec: TransformationSpec<T, N, K, P, R> & NoOtherColumns<T, R>,
): TransformationFunction<LabelOf<T>, RowOf<T>, N> {
  checkTransformationSpec(spec, task);
  const { columns, nulls, transform } = spec;
  if (typeof (transform as unknown) !== "function") {
    throw new LabelingError("bad_option", {
      where: `transformation function "${spec.name}", transform`,
      got: describe(transform),
      expected: "a function",
    });
  }
  // The row holds just the listed columns, which the types above promise.
  const ofRow = transform as unknown as (row: Record<string, unknown>, random: Random) => unknown;
  return makeTransformationFunction(task, spec, {
    columns,
    nulls,
    makeTransform: () => {
      const row = rowMaker(columns)();
      return (read, random) => {
        for (const column of columns) row[column] = read(column);
        return ofRow(row, random);
      };
    },
  });
}

/** A new transform for one run of a function. */
export function transformOf(func: AnyTransformationFunction): Transform {
  return (func as AnyTransformationFunction & { readonly [makeTransformKey]: () => Transform })[makeTransformKey]();
}

/** Whether a value is a transformation function, of this or another copy of the package. */
export function isTransformationFunction(value: unknown): value is AnyTransformationFunction {
  return hasBrand(value, brands.transformationFunction);
}
