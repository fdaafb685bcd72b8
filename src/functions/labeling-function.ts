import { LabelingError } from "../errors.ts";
import { checkTask, type AnyTask, type ColumnValues, type Task } from "../labels/task.ts";
import type { TableWindow } from "../tables/windows.ts";
import { brandAs, brands, hasBrand } from "../util/brands.ts";
import { checkChoice, checkDistinct, checkName, describe, listNames } from "../util/checks.ts";
import { fingerprint } from "../util/hash.ts";
import type { BallotBox } from "./ballot.ts";
import { nounOf } from "./function-noun.ts";
import { checkInvariances, type Invariance } from "./invariances.ts";
import { textSearchKey, type TextSearch } from "./text-scan/text-search.ts";

/** How a labeling function is written. */
export type FunctionKind =
  "row" | "batch" | "keywords" | "pattern" | "expression" | "lookup" | "pairs" | "ontology" | "model" | "crowd";

/** What happens to a row with a null in a listed column: the function abstains, or sees the null. */
export type NullPolicy = "abstain" | "pass";

/**
 * Casts the votes of one function on one window of rows. A voter may keep state between the windows of one run. One whose
 * votes are awaited may stop what is under way once the signal says so; the run does not wait for it then.
 */
export type Voter = (window: TableWindow, ballots: BallotBox, signal?: AbortSignal) => void | Promise<void>;

/** Under this key a labeling function whose votes are awaited may say how many rows it wants to see at once. */
export const rowsAtOnceKey: unique symbol = Symbol.for("labelwright.rowsAtOnce") as never;

/** Under this key a labeling function holds the maker of its voter: one voter for each run. */
export const makeVoterKey: unique symbol = Symbol.for("labelwright.makeVoter") as never;

/** Under this key a declarative function holds what its terms leave out: as JSON, in the form of packs. */
export const declarationKey: unique symbol = Symbol.for("labelwright.declaration") as never;

/** What every labeling function is, whatever its task. */
export interface AnyLabelingFunction {
  /** How it is written. */
  readonly kind: FunctionKind;
  /** Its name: the name of its column in the votes. */
  readonly name: string;
  /** Its version, part of the fingerprint. */
  readonly version: string;
  /** What it looks for, for people. */
  readonly description: string;
  /** The task it votes on. */
  readonly task: AnyTask;
  /** The columns it reads. */
  readonly columns: readonly string[];
  /** The labels it may vote for ("polarity"), or null when it does not say. */
  readonly labels: readonly string[] | null;
  /** What it does on rows with a null in one of its columns. */
  readonly nulls: NullPolicy;
  /** What it says its votes do not depend on. No part of the fingerprint. */
  readonly invariances: readonly Invariance[];
  /** Whether its votes are awaited. */
  readonly async: boolean;
  /** The declared terms of a declarative function, as JSON; null for closures. */
  readonly terms: unknown;
  /**
   * A hash of kind, name, version, columns, polarity and terms. The text of a closure is not part of it: it does not
   * show what the closure captures. Raise `version` when a closure changes.
   */
  readonly fingerprint: string;
}

/** A labeling function: a named, noisy judge that votes for a label on a row, or abstains. Frozen data. */
export interface LabelingFunction<
  L extends string = string,
  C extends ColumnValues = ColumnValues,
  N extends string = string,
> extends AnyLabelingFunction {
  readonly name: N;
  readonly task: Task<L, C>;
}

/** Options that all kinds of labeling function share. */
export interface CommonSpec<N extends string> {
  /** The name: different from the other functions', and from `id`, `split` and `gold`. */
  readonly name: N;
  /** What it looks for, for people. @defaultValue "" */
  readonly description?: string | undefined;
  /** Raise it when what the function does changes without showing in its terms. @defaultValue "1" */
  readonly version?: string | undefined;
  /**
   * `"abstain"`: no vote on rows with a null in a listed column. `"pass"`: the function sees the null.
   * @defaultValue "abstain"
   */
  readonly nulls?: NullPolicy | undefined;
  /**
   * What its votes do not depend on: `"case"` of letters, `"white-space"` between and around words. A promise to readers,
   * which `checkPack` tests; nothing is changed for it. @defaultValue none
   */
  readonly invariances?: readonly Invariance[] | undefined;
}

/** What a kind of labeling function adds to the common options. */
export interface KindParts {
  readonly kind: FunctionKind;
  readonly columns: readonly string[];
  /** The labels it may vote for; undefined when it does not say. */
  readonly labels?: readonly string[] | undefined;
  readonly async?: boolean | undefined;
  /** Declared terms as JSON. @defaultValue null */
  readonly terms?: unknown;
  readonly makeVoter: () => Voter;
  /** What it looks for in text, where that alone tells its votes. @defaultValue none */
  readonly search?: TextSearch | undefined;
  /** What else the function carries out of sight, by symbol. @defaultValue nothing */
  readonly carries?: Readonly<Record<symbol, unknown>> | undefined;
}

const reserved: readonly string[] = ["id", "split", "gold"];

function checkFunctionName(name: string, noun: string): string {
  const where = `${noun}, name`;
  checkName(name, where);
  if (!reserved.includes(name) && !name.endsWith(".confidence")) return name;
  throw new LabelingError("bad_option", {
    where,
    got: describe(name),
    expected: 'a name other than "id", "split" and "gold", not ending in ".confidence"',
    remedy: "Vote files use those names for columns that are not votes.",
  });
}

/** Checks that a function was made from a task and a description, in this order. */
export function checkSpec(spec: unknown, task: unknown, noun = "labeling function"): void {
  if (typeof spec === "object" && spec !== null) return;
  throw new LabelingError("bad_option", {
    where: noun,
    got: `${describe(task)} first, then ${describe(spec)}`,
    expected: "a task first, then what the function is: { name, columns, ... }",
    remedy: "Make the task with defineTask({ labels, columns }).",
  });
}

/** Checks that `vote` is a function, before any row is seen. */
export function checkVote(vote: unknown, common: { readonly name: string }): void {
  if (typeof vote === "function") return;
  throw new LabelingError("bad_option", {
    where: `labeling function "${common.name}", vote`,
    got: describe(vote),
    expected: "a function",
  });
}

/** Checks that a task has the columns that a function lists. */
export function checkListedColumns(columns: readonly string[], task: AnyTask, where: string): readonly string[] {
  const given: unknown = columns;
  if (!Array.isArray(given) || given.length === 0) {
    throw new LabelingError("bad_option", {
      where: `${where}, columns`,
      got: Array.isArray(given) ? "no column" : describe(given),
      expected: `an array with at least one of ${listNames(Object.keys(task.columns))}`,
    });
  }
  for (const column of columns) {
    if (Object.hasOwn(task.columns, column)) continue;
    throw new LabelingError("missing_column", {
      where: `${where}, columns`,
      got: describe(column),
      expected: `one of the task's columns: ${listNames(Object.keys(task.columns))}`,
      remedy: "Check the spelling, or add the column to defineTask.",
      details: { column },
    });
  }
  checkDistinct(columns, `${where}, columns`, "List each column once.");
  return Object.freeze([...columns]);
}

function checkPolarity(labels: readonly string[] | undefined, task: AnyTask, where: string): readonly string[] | null {
  if (labels === undefined) return null;
  const codes = [...new Set(labels)].map((label) => {
    if (task.labels.has(label)) return task.labels.code(label);
    throw new LabelingError("unknown_label", {
      where: `${where}, label`,
      got: describe(label),
      expected: `one of ${listNames(task.labels.names)}`,
      details: { label },
    });
  });
  return Object.freeze(codes.sort((a, b) => a - b).map((code) => task.labels.names[code] ?? ""));
}

/**
 * Checks the task and the name of a labeling function in the making.
 *
 * @returns how messages about it begin
 */
export function placeOf(task: AnyTask, common: { readonly name: string }): string {
  const noun = nounOf(task);
  const where = `${noun} "${checkFunctionName(common.name, noun)}"`;
  checkTask(task, `${where}, task`);
  return where;
}

/**
 * Makes a labeling function of any kind from its common options and what the kind adds. Checks names, columns and
 * labels against the task.
 */
export function makeLabelingFunction<L extends string, C extends ColumnValues, N extends string>(
  task: AnyTask,
  common: CommonSpec<N>,
  parts: KindParts,
): LabelingFunction<L, C, N> {
  const where = placeOf(task, common);
  const { name } = common;
  const columns = checkListedColumns(parts.columns, task, where);
  const labels = checkPolarity(parts.labels, task, where);
  const version = common.version ?? "1";
  const nulls = checkChoice(common.nulls, "abstain", ["abstain", "pass"], `${where}, nulls`);
  const { kind, terms = null, async = false, makeVoter } = parts;
  const identity = { kind, name, version, columns, labels, nulls, terms, task: task.labels.names };
  const value = {
    kind,
    name,
    version,
    description: common.description ?? "",
    task,
    columns,
    labels,
    nulls,
    invariances: checkInvariances(common.invariances, `${where}, invariances`),
    async,
    terms,
    fingerprint: fingerprint(identity),
  };
  Object.defineProperty(value, makeVoterKey, { value: makeVoter });
  if (parts.search !== undefined) Object.defineProperty(value, textSearchKey, { value: parts.search });
  for (const key of Object.getOwnPropertySymbols(parts.carries ?? {}))
    Object.defineProperty(value, key, { value: parts.carries?.[key] });
  brandAs(value, brands.labelingFunction, () => `LabelingFunction "${name}" (${kind}) on ${columns.join(", ")}`);
  return Object.freeze(value) as unknown as LabelingFunction<L, C, N>;
}

/** A new voter for one run of a function. */
export function voterOf(func: AnyLabelingFunction): Voter {
  return (func as AnyLabelingFunction & { readonly [makeVoterKey]: () => Voter })[makeVoterKey]();
}

/** How many rows a function whose votes are awaited wants to see at once; null where it does not say. */
export function rowsAtOnceOf(func: AnyLabelingFunction): number | null {
  return (func as AnyLabelingFunction & { readonly [rowsAtOnceKey]?: number })[rowsAtOnceKey] ?? null;
}

/** What a function declares besides its terms, as JSON; null where its terms tell all. */
export function declarationOf(func: AnyLabelingFunction): Readonly<Record<string, unknown>> | null {
  const held = func as { readonly [declarationKey]?: () => Readonly<Record<string, unknown>> };
  return held[declarationKey]?.() ?? null;
}

/** Whether a value is a labeling function, of this or another copy of the package. */
export function isLabelingFunction(value: unknown): value is AnyLabelingFunction {
  return hasBrand(value, brands.labelingFunction);
}
