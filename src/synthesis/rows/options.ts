import type { TextColumn } from "../../functions/column-kinds.ts";
import type { LabelOf, RowOf } from "../../labels/task.ts";

/** What a template or a rule may become: text, or text with how often it is taken against 1. */
export type WeightedTemplate = string | { readonly text: string; readonly weight?: number | undefined };

/** How the values of a column are drawn. */
export type ColumnValuesSpec<V = unknown> =
  /** Numbers evenly between two. */
  | { readonly from: number; readonly to: number; readonly whole?: boolean | undefined }
  /** One of several, each as likely as the next, or by weights. */
  | { readonly choices: readonly V[]; readonly weights?: readonly number[] | undefined }
  /** Moments evenly between two. */
  | { readonly dates: { readonly from: string | Date; readonly to: string | Date } }
  /** Text by a template. */
  | { readonly text: string };

/** One way to write a row of a label. */
export interface RowTemplate<T> {
  /** The text: `[optional]`, `{rule}`, `{column}`, `{this|or that}`. */
  readonly text: string;
  /** How often it is taken, against 1. @defaultValue 1 */
  readonly weight?: number | undefined;
  /** Columns whose values are drawn differently in such rows. @defaultValue none */
  readonly columns?: { readonly [K in keyof RowOf<T>]?: ColumnValuesSpec<RowOf<T>[K]> | undefined } | undefined;
}

/** How rows are made. */
export interface SynthesizeRowsOptions<T> {
  readonly rows: number;
  /** For each label, how its rows may be written. */
  readonly templates: { readonly [L in LabelOf<T>]?: readonly (string | RowTemplate<T>)[] };
  /** Rules that templates and other rules mention: each one of several texts. @defaultValue none */
  readonly rules?: Readonly<Record<string, readonly WeightedTemplate[]>> | undefined;
  /** The column that templates fill. @defaultValue `text`, or the task's only column of text */
  readonly column?: TextColumn<T> | undefined;
  /** How other columns are drawn; templates may mention them as `{column}`. Columns that are not named are null. */
  readonly columns?: { readonly [K in keyof RowOf<T>]?: ColumnValuesSpec<RowOf<T>[K]> | undefined } | undefined;
  /** The share of each label. @defaultValue all that have templates the same */
  readonly classBalance?: { readonly [L in LabelOf<T>]?: number } | undefined;
  /** What goes wrong in text: the share of words with a typing error, the share of rows without capitals. @defaultValue nothing */
  readonly noise?: { readonly typos?: number | undefined; readonly lowercase?: number | undefined } | undefined;
  /** Whether no two texts may be the same. @defaultValue false */
  readonly distinct?: boolean | undefined;
  /** How deep rules may mention rules before the shortest way out is taken. @defaultValue 8 */
  readonly maxDepth?: number | undefined;
  /** @defaultValue 0 */
  readonly seed?: number | string | undefined;
}
