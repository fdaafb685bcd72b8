import type { DataType, Table, TypeMap } from "apache-arrow";

import { LabelingError } from "../errors.ts";
import type { TableShape } from "../tables/arrow-shape.ts";
import { columnTypeOf } from "../tables/arrow-types.ts";
import { checkColumnType, type ColumnType, type ColumnValue } from "../tables/column-types.ts";
import { checkTable } from "../tables/schema.ts";
import { brands, hasBrand } from "../util/brands.ts";
import { checkName, describe } from "../util/checks.ts";
import { fingerprint } from "../util/hash.ts";
import { labelSet, type LabelSet } from "./label-set.ts";

/** What a labeling function sees in a row: a value for each column name. */
export type ColumnValues = Readonly<Record<string, unknown>>;

/** A task without its types: what any task is at run time. */
export interface AnyTask {
  /** The labels to choose from. */
  readonly labels: LabelSet;
  /** The columns that labeling functions may read, with their types. */
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** The column that names a row, or null: rows are then named by their number. */
  readonly id: string | null;
  /** Equal for tasks with equal labels and columns. */
  readonly fingerprint: string;
}

/** Differs wherever `X` does: compilers want such a condition to be the same, with `strict` and without. */
export type Exactly<X> = <T>() => T extends X ? 1 : 2;

/**
 * What is to be decided (the labels) and from what (the columns). Labeling functions belong to a task; its types
 * make a misspelled label or column a compile error.
 */
export interface Task<L extends string = string, C extends ColumnValues = ColumnValues> extends AnyTask {
  readonly labels: LabelSet<L>;
  /** Never set: carries the types, so that tasks of different labels or columns do not mix. */
  readonly types?: { readonly labels: Exactly<L>; readonly columns: Exactly<C> };
}

/** The labels of a task, as a union. */
export type LabelOf<T> = T extends { readonly labels: LabelSet<infer L> } ? L : string;

/** The row of a task: its columns' values by name. */
export type RowOf<T> = T extends Task<infer _L, infer C> ? C : ColumnValues;

/** What a labeling function sees for one value of an Arrow list column, by the type of its items. */
export type ArrowItem<V> = V extends string
  ? readonly string[]
  : V extends boolean
    ? readonly boolean[]
    : ArrayLike<number>;

/** What a labeling function sees for one value of an Arrow column. */
export type ArrowValue<T extends DataType> = T["TValue"] extends string
  ? string
  : T["TValue"] extends boolean
    ? boolean
    : T["TValue"] extends number | bigint | Date
      ? number
      : T["TValue"] extends { readonly type: { readonly TValue: infer V } }
        ? ArrowItem<V>
        : never;

/** A task described by its columns. */
export interface TaskSpec<L extends string, C extends Readonly<Record<string, ColumnType>>> {
  /** The labels, in the order that fixes ties and column order. At least 2. */
  readonly labels: readonly L[];
  /** The columns that labeling functions may read, with their types. */
  readonly columns: C;
  /** The column that names a row. @defaultValue rows are named by their number */
  readonly id?: string | undefined;
}

/** A task described by a table in memory, whose columns it takes over. */
export interface TaskOfTableSpec<L extends string, T extends TypeMap> {
  /** The labels, in the order that fixes ties and column order. At least 2. */
  readonly labels: readonly L[];
  /** The table whose columns labeling functions may read. Columns of unreadable types are left out. */
  readonly table: Table<T>;
  /** The column that names a row. @defaultValue rows are named by their number */
  readonly id?: string | undefined;
}

function columnsOfTable(table: TableShape): Record<string, ColumnType> {
  const known = table.schema.fields.map((field) => [field.name, columnTypeOf(field.type)] as const);
  return Object.fromEntries(known.filter((each): each is readonly [string, ColumnType] => each[1] !== null));
}

function checkSpecColumns(columns: unknown): Record<string, ColumnType> {
  if (typeof columns !== "object" || columns === null) {
    throw new LabelingError("bad_option", {
      where: "defineTask",
      got: `columns is ${describe(columns)}`,
      expected: 'columns with their types, such as { text: "utf8" }, or a table',
    });
  }
  return Object.fromEntries(Object.entries(columns).map(([name, type]) => [name, checkColumnType(type, name)]));
}

/**
 * Defines a task: the labels to choose from and the columns to choose by. Give the columns with their types, or a
 * table in memory to take them from.
 *
 * @throws LabelingError for fewer than 2 labels, repeated labels, or an unknown column type.
 *
 * @example
 * ```ts
 * import { defineTask } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
 * console.log(task.labels.names, task.columns.likes);
 * ```
 */
export function defineTask<const L extends string, const C extends Readonly<Record<string, ColumnType>>>(
  spec: TaskSpec<L, C>,
): Task<L, { readonly [K in keyof C]: ColumnValue<C[K]> }>;
export function defineTask<const L extends string, T extends TypeMap>(
  spec: TaskOfTableSpec<L, T>,
): Task<L, { readonly [K in keyof T]: ArrowValue<T[K]> }>;
export function defineTask(spec: {
  readonly labels: readonly string[];
  readonly columns?: Readonly<Record<string, ColumnType>>;
  readonly table?: unknown;
  readonly id?: string | undefined;
}): AnyTask {
  const labels = labelSet(spec.labels);
  const columns =
    spec.table === undefined
      ? checkSpecColumns(spec.columns)
      : columnsOfTable(checkTable(spec.table, "defineTask, table"));
  const id = spec.id === undefined ? null : checkName(spec.id, "defineTask, id");
  return Object.freeze({
    [brands.task]: true,
    labels,
    columns: Object.freeze(columns),
    id,
    fingerprint: fingerprint({ labels: labels.names, columns }),
  });
}

/** `value` as a task; `where` names the caller. */
export function checkTask<T extends AnyTask>(value: T, where: string): T {
  if (hasBrand(value, brands.task)) return value;
  throw new LabelingError("bad_option", {
    where,
    got: describe(value),
    expected: "a task",
    remedy: "Make it with defineTask({ labels, columns }).",
  });
}
