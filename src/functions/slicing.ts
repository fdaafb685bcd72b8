import { LabelingError } from "../errors.ts";
import { checkTask, defineTask, type AnyTask, type ColumnValues, type Exactly, type RowOf } from "../labels/task.ts";
import { brandAs, brands, hasBrand } from "../util/brands.ts";
import { checkName, describe } from "../util/checks.ts";
import { expression, type ExpressionSpec } from "./expression.ts";
import { withNoun } from "./function-noun.ts";
import { keywords, type KeywordsSpec } from "./keywords.ts";
import {
  checkSpec,
  type AnyLabelingFunction,
  type CommonSpec,
  type FunctionKind,
  type LabelingFunction,
  type NullPolicy,
} from "./labeling-function.ts";
import { pattern, type PatternSpec } from "./pattern.ts";
import { labelingFunction, type ListedRow } from "./row.ts";

/** Says of each row whether it is in a slice: a part of the rows that is worth a look of its own. Frozen data. */
export interface SlicingFunction<C extends ColumnValues = ColumnValues, N extends string = string> {
  /** How it is written. */
  readonly kind: FunctionKind;
  /** The name of the slice. */
  readonly name: N;
  readonly version: string;
  /** What is in the slice, for people. */
  readonly description: string;
  /** The task whose columns it reads. */
  readonly task: AnyTask;
  readonly columns: readonly string[];
  /** `"abstain"`: a row with a null in one of its columns is not in the slice. `"pass"`: the function sees the null. */
  readonly nulls: NullPolicy;
  readonly async: boolean;
  /** The declared terms as JSON; null for closures. */
  readonly terms: unknown;
  /** A hash of all but a closure's text, as for a labeling function. */
  readonly fingerprint: string;
  /** Never set: carries the types of the columns. */
  readonly types?: { readonly columns: Exactly<C> };
}

/** A slice of the rows for which a function holds. */
export interface RowSliceSpec<T, N extends string, K extends string, P extends NullPolicy> extends CommonSpec<N> {
  /** The columns it reads. The row it is given has these and no others. */
  readonly columns: readonly K[];
  readonly nulls?: P | undefined;
  /** @defaultValue false */
  readonly async?: false | undefined;
  /** Whether the row is in the slice: true or false. Must be pure. Do not keep the row: the next one reuses its memory. */
  readonly holds: (row: ListedRow<T, K, P>) => boolean;
}

/** A slice of the rows for which a function holds that takes its time: its answers are awaited. */
export interface AsyncRowSliceSpec<T, N extends string, K extends string, P extends NullPolicy> extends Omit<
  RowSliceSpec<T, N, K, P>,
  "async" | "holds"
> {
  /** Says that answers are promises; some rows are under way at once. */
  readonly async: true;
  /** Promises whether the row is in the slice. Must be pure. */
  readonly holds: (row: ListedRow<T, K, P>) => Promise<boolean>;
}

/** A slice of the rows where a condition holds, as in `expression`. */
export type ExpressionSliceSpec<T, N extends string> = Omit<ExpressionSpec<T, N>, "label" | "confidence">;

/** A slice of the rows with certain words, as in `keywords`. */
export type KeywordsSliceSpec<T, N extends string> = Omit<KeywordsSpec<T, N>, "label" | "confidence">;

/** A slice of the rows where a regular expression matches, as in `pattern`. */
export type PatternSliceSpec<T, N extends string> = Omit<PatternSpec<T, N>, "label" | "confidence">;

/** What a slice is: a function, a condition, words, or a regular expression. */
export type SliceSpec<T, N extends string, K extends string, P extends NullPolicy> =
  | RowSliceSpec<T, N, K, P>
  | AsyncRowSliceSpec<T, N, K, P>
  | ExpressionSliceSpec<T, N>
  | KeywordsSliceSpec<T, N>
  | PatternSliceSpec<T, N>;

const noun = "slicing function";
const votesKey: unique symbol = Symbol.for("labelwright.sliceVotes") as never;

/** The binary task on which a slicing function is a labeling function that votes where the row is in the slice. */
const sliceTask = (task: AnyTask): AnyTask =>
  withNoun(defineTask({ labels: ["in", "out"], columns: task.columns }) as unknown as AnyTask, noun);

/** An answer as a vote. */
function voteOf(answer: unknown): "in" | null {
  if (answer === true) return "in";
  if (answer === false) return null;
  if (answer instanceof Promise) answer.catch(() => undefined); // the mistake is reported here
  const remedy = answer instanceof Promise ? ": declare the function with async: true" : "";
  throw new TypeError(`holds returned ${describe(answer)}; expected true or false${remedy}`);
}

type Form = "holds" | "when" | "pattern" | "words";

/** Which of the forms is given: exactly one. */
function formOf(spec: object, where: string): Form {
  const has = (key: string): boolean => (spec as Record<string, unknown>)[key] !== undefined;
  const forms: readonly (readonly [Form, boolean])[] = [
    ["holds", has("holds")],
    ["when", has("when")],
    ["pattern", has("pattern")],
    ["words", has("any") || has("all")],
  ];
  const given = forms.filter(([, isGiven]) => isGiven).map(([form]) => form);
  const [form] = given;
  if (form !== undefined && given.length === 1) return form;
  throw new LabelingError("bad_option", {
    where,
    got: given.length === 0 ? "nothing that says which rows are in the slice" : given.join(" and "),
    expected: "one of holds (with columns), when, pattern (with column), any or all (with column)",
  });
}

function checkHolds(holds: unknown, where: string): (row: never) => unknown {
  if (typeof holds === "function") return holds as (row: never) => unknown;
  throw new LabelingError("bad_option", { where: `${where}, holds`, got: describe(holds), expected: "a function" });
}

type AnySpec = SliceSpec<AnyTask, string, string, NullPolicy>;

/** The labeling function that votes where the row is in the slice. */
function votesOf(task: AnyTask, spec: AnySpec, where: string): AnyLabelingFunction {
  const form = formOf(spec, where);
  const label = "in";
  if (form === "when") return expression(task, { ...(spec as ExpressionSliceSpec<AnyTask, string>), label });
  if (form === "pattern") return pattern(task, { ...(spec as PatternSliceSpec<AnyTask, string>), label });
  if (form === "words") return keywords(task, { ...(spec as KeywordsSliceSpec<AnyTask, string>), label });
  const rowSpec = spec as RowSliceSpec<AnyTask, string, never, NullPolicy>;
  const holds = checkHolds(rowSpec.holds, where);
  const common = { ...rowSpec, labels: [label] };
  return (rowSpec.async as boolean | undefined) === true
    ? labelingFunction(task, { ...common, async: true, vote: async (row) => voteOf(await holds(row as never)) })
    : labelingFunction(task, { ...common, async: false, vote: (row) => voteOf(holds(row as never)) });
}

/**
 * Makes a slicing function: it says of each row whether it is in a slice, a part of the rows worth measuring by itself,
 * such as short texts, or those with a link. It is written as labeling functions are: as a function of a row (`columns` and
 * `holds`), a condition (`when`), words to look for (`column` with `any`, `all`, `none`), or a regular expression
 * (`column` and `pattern`); see `labelingFunction`, `expression`, `keywords` and `pattern` for each. A row with a null in a
 * listed column is not in the slice, unless `nulls` is `"pass"`.
 *
 * @throws LabelingError for a column that is not the task's, none or several of the forms, and what the form refuses.
 *
 * @example
 * ```ts
 * import { defineTask, slicingFunction } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
 * const short = slicingFunction(task, { name: "short", columns: ["text"], holds: ({ text }) => text.length < 20 });
 * const liked = slicingFunction(task, { name: "liked", when: "likes > 3" });
 * const linked = slicingFunction(task, { name: "linked", column: "text", pattern: /https?:/ });
 * const money = slicingFunction(task, { name: "money", column: "text", any: ["cash", "prize"] });
 * console.log([short, liked, linked, money].map(({ kind }) => kind)); // row, expression, pattern, keywords
 * ```
 */
export function slicingFunction<
  T extends AnyTask,
  const N extends string,
  K extends keyof RowOf<T> & string,
  P extends NullPolicy = "abstain",
>(task: T, spec: SliceSpec<T, N, K, P>): SlicingFunction<RowOf<T>, N> {
  checkSpec(spec, task, noun);
  const where = `${noun} "${checkName(spec.name, `${noun}, name`)}"`;
  checkTask(task, `${where}, task`);
  const votes = votesOf(sliceTask(task), spec as unknown as AnySpec, where);
  const { kind, name, version, description, columns, nulls, async, terms, fingerprint } = votes;
  const value = { kind, name, version, description, task, columns, nulls, async, terms, fingerprint };
  Object.defineProperty(value, votesKey, { value: votes });
  brandAs(value, brands.slicingFunction, () => `SlicingFunction "${name}" (${kind}) on ${columns.join(", ")}`);
  return Object.freeze(value) as unknown as SlicingFunction<RowOf<T>, N>;
}

/** Whether a value is a slicing function, of this or another copy of the package. */
export function isSlicingFunction(value: unknown): value is SlicingFunction {
  return hasBrand(value, brands.slicingFunction);
}

/** The labeling function that votes where the row is in the slice: its vote is the first label of its task. */
export function sliceVotes(func: SlicingFunction): LabelingFunction {
  return (func as SlicingFunction & { readonly [votesKey]: LabelingFunction })[votesKey];
}
