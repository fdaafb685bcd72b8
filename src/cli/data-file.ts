import { makeVector, Table, Utf8, vectorFromArray, type Vector } from "apache-arrow";
import type { AnyTask } from "../labels/task.ts";
import type { LabelMatrix } from "../matrix/label-matrix.ts";
import type { ColumnType } from "../tables/column-types.ts";
import { readTable } from "../tables/files/files.ts";
import { fieldOf } from "../tables/schema.ts";
import { hasColumn, readIds, type RowId } from "./columns.ts";
import type { GoldLabels } from "./gold.ts";

/** Which columns of the data name the rows and hold true labels. */
export interface DataOptions {
  /** @defaultValue the task's id column, else `id` where there is one, else rows are named by their number */
  readonly id?: string | undefined;
  /** @defaultValue `gold` where there is one */
  readonly gold?: string | undefined;
  /** Labels that are known before the fit. @defaultValue none */
  readonly known?: string | undefined;
}

/** Rows to label, read from a file. */
export interface DataFile {
  readonly path: string;
  readonly table: Table;
  /** The column that names the rows. */
  readonly idColumn: string | undefined;
  /** Names of the rows; undefined where they are known by their number. */
  readonly ids: readonly RowId[] | undefined;
}

/**
 * The types of columns in text files: those that the task declares; names of rows and labels are read as they are
 * spelled, also where other columns than usual hold them.
 */
export function spelledTypes(task: AnyTask, others: readonly (string | undefined)[]): Record<string, ColumnType> {
  const spelled = ["id", "split", "gold", task.id, ...others].filter((name) => typeof name === "string");
  return { ...Object.fromEntries(spelled.map((name): [string, ColumnType] => [name, "utf8"])), ...task.columns };
}

/**
 * Reads the rows a task is about. In text files, columns get the types that the task declares, and names of rows and
 * labels are read as they are spelled.
 *
 * @throws LabelingError for what cannot be read, and a named column that is not there.
 */
export async function readData(path: string, task: AnyTask, options: DataOptions): Promise<DataFile> {
  const table = await readTable(path, { columns: spelledTypes(task, [options.id, options.gold, options.known]) });
  const named = options.id ?? task.id ?? undefined;
  for (const name of [named, options.gold, options.known]) if (name !== undefined) fieldOf(table, name, path);
  const idColumn = named ?? (hasColumn(table, "id") ? "id" : undefined);
  return { path, table, idColumn, ids: idColumn === undefined ? undefined : readIds(table, idColumn, path) };
}

/**
 * Votes as the table of a votes file: `id`, `split` and `gold` carried along from the data, then a column for each
 * labeling function.
 */
export function tableOfVotes(
  votes: LabelMatrix,
  data: DataFile,
  goldColumn: string | undefined,
  gold?: GoldLabels,
): Table {
  const numbers = (): Vector => makeVector(Int32Array.from({ length: votes.rows }, (_, row) => row));
  const carried: Record<string, Vector | null> = {
    id: data.idColumn === undefined ? numbers() : data.table.getChild(data.idColumn),
    split: data.table.getChild("split"),
    gold: gold === undefined ? data.table.getChild(goldColumn ?? "gold") : vectorFromArray(gold, new Utf8()),
  };
  const present = Object.entries(carried).filter((entry): entry is [string, Vector] => entry[1] !== null);
  return new Table(Object.fromEntries(present)).assign(votes.toArrow());
}
