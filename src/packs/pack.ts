import { LabelingError } from "../errors.ts";
import { isLabelingFunction, type AnyLabelingFunction, type LabelingFunction } from "../functions/labeling-function.ts";
import { checkTask, type AnyTask, type ColumnValues, type Task } from "../labels/task.ts";
import { brandAs, brands, hasBrand } from "../util/brands.ts";
import { checkDistinct, checkName, describe } from "../util/checks.ts";
import { fingerprint } from "../util/hash.ts";
import type { NotInferred } from "../util/not-inferred.ts";
import { checkEntries, type ChangelogEntry } from "./changelog-entry.ts";
import { checkExamples, type FunctionExamples } from "./examples.ts";
import {
  checkDefaults,
  checkValues,
  describeParameters,
  type NoParameters,
  type PackParameters,
  type ParameterTypes,
} from "./parameters.ts";

/** A rule pack without its types: what any pack is at run time. */
export interface AnyPack {
  readonly name: string;
  readonly version: string;
  /** What the pack is for, for people. */
  readonly description: string;
  readonly task: AnyTask;
  readonly functions: readonly AnyLabelingFunction[];
  /** Rows that show what its functions do, by the names of the functions. */
  readonly examples: Readonly<Record<string, FunctionExamples>>;
  /** The values of its parameters, from which its functions were made. `withParameters` gives it others. */
  readonly parameters: PackParameters;
  /** The values that its parameters have unless others are given. */
  readonly defaults: PackParameters;
  /** What its functions were in each version, the oldest first; null where no changelog is kept. */
  readonly changelog: readonly ChangelogEntry[] | null;
  /** Equal for packs of equal functions on equal tasks. */
  readonly fingerprint: string;
}

/** A rule pack: labeling functions of one task that are kept, versioned and shared together. */
export interface Pack<
  L extends string = string,
  C extends ColumnValues = ColumnValues,
  N extends string = string,
  Q extends PackParameters = PackParameters,
> extends AnyPack {
  readonly task: Task<L, C>;
  readonly functions: readonly LabelingFunction<L, C, N>[];
  readonly parameters: Q;
  readonly defaults: Q;
}

/** What a pack is made of. */
export interface PackSpec<
  L extends string,
  C extends ColumnValues,
  N extends string,
  Q extends PackParameters = NoParameters,
> {
  /** The name of the pack. */
  readonly name: string;
  /** Its version. */
  readonly version: string;
  /** What it is for, for people. @defaultValue "" */
  readonly description?: string | undefined;
  readonly task: Task<L, C>;
  /**
   * At least one function, all of the task, each name once; or a function that makes them from the parameters. It must
   * be pure: the same values, the same functions.
   */
  readonly functions:
    | readonly LabelingFunction<L, C, N>[]
    | ((parameters: NotInferred<ParameterTypes<Q>>) => readonly LabelingFunction<L, C, N>[]);
  /**
   * What users of the pack may set, with the values it has otherwise: texts, numbers, true or false, lists of texts or
   * numbers. `withParameters(pack, { minLikes: 10 })`, `loadPack(path, { parameters })` and `--set minLikes=10` give
   * others of the same kind. @defaultValue none
   */
  readonly parameters?: Q | undefined;
  /**
   * Rows that show what functions do: examples on which they vote, and counter-examples on which they abstain. Nothing
   * is run here: `checkPack` and `labelwright check` tell whether they hold. @defaultValue none
   */
  readonly examples?:
    { readonly [name in NotInferred<N>]?: FunctionExamples<NotInferred<L>, NotInferred<C>> } | undefined;
  /**
   * What the functions were in each version, the oldest first: a `changelog.json` that `labelwright changelog` writes, or
   * entries that `changelogEntry` makes. `checkChangelog` tells of functions changed without a new version.
   * @defaultValue none is kept
   */
  readonly changelog?: readonly ChangelogEntry[] | null | undefined;
}

/** Under this key a pack holds how it is made anew with other values of its parameters. */
const remakeKey: unique symbol = Symbol.for("labelwright.remakePack") as never;

/** The checked parts of a pack, and how it is made anew. */
export interface PackParts {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly task: AnyTask;
  readonly functions: unknown;
  readonly examples: unknown;
  readonly changelog: unknown;
  readonly parameters: PackParameters;
  readonly defaults: PackParameters;
  readonly remake: (values: PackParameters) => AnyPack;
}

function checkMembers(functions: unknown, task: AnyTask, where: string): readonly AnyLabelingFunction[] {
  const list: readonly unknown[] = Array.isArray(functions) ? functions : [];
  if (list.length === 0) {
    throw new LabelingError("empty", {
      where,
      got: Array.isArray(functions) ? "no labeling functions" : `functions is ${describe(functions)}`,
      expected: "an array with at least one labeling function",
    });
  }
  const members = list.map((func, j) => {
    if (isLabelingFunction(func) && func.task.fingerprint === task.fingerprint) return func;
    throw new LabelingError(isLabelingFunction(func) ? "incompatible" : "bad_option", {
      where: `${where}, function ${j + 1}`,
      got: isLabelingFunction(func) ? `"${func.name}", a function of another task` : describe(func),
      expected: "a labeling function of the pack's task",
    });
  });
  const names = members.map((func) => func.name);
  checkDistinct(names, `${where}, names of labeling functions`, "Rename one of them.");
  return Object.freeze(members);
}

/** How messages about a pack begin. */
export const placeOfPack = (name: string): string => `pack "${name}"`;

/** Makes a pack of its parts. */
export function makePack(parts: PackParts): AnyPack {
  const { name, version, task, parameters, defaults, remake } = parts;
  const where = placeOfPack(name);
  const functions = checkMembers(parts.functions, task, where);
  const names = functions.map((func) => func.name);
  const value = {
    name,
    version,
    description: parts.description,
    task,
    functions,
    examples: checkExamples(parts.examples, task, names, where),
    parameters,
    defaults,
    changelog: checkEntries(parts.changelog, `${where}, changelog`),
    fingerprint: fingerprint({ task: task.fingerprint, functions: functions.map((func) => func.fingerprint) }),
  };
  Object.defineProperty(value, remakeKey, { value: remake });
  brandAs(value, brands.pack, () => {
    const set = describeParameters(parameters, defaults);
    const more = set === "" ? "" : `; parameters ${set}`;
    return `Pack "${name}" ${version}: ${names.length} labeling functions (${names.join(", ")})${more}`;
  });
  return Object.freeze(value);
}

/** The pack made anew with other values of its parameters, those given in place of some; itself where there are none. */
export function remakePack(pack: AnyPack, given: unknown): AnyPack {
  const values = checkValues(given, pack.parameters, `${placeOfPack(pack.name)}, parameters`);
  if (values === pack.parameters) return pack;
  return (pack as AnyPack & { readonly [remakeKey]: PackParts["remake"] })[remakeKey](values);
}

/** Examples of functions that there are: a pack may have some only with certain values of its parameters. */
function examplesOf(examples: object | undefined, functions: unknown): unknown {
  if (examples === undefined || !Array.isArray(functions)) return examples;
  const names = new Set(functions.map((func: AnyLabelingFunction | null | undefined) => func?.name));
  return Object.fromEntries(Object.entries(examples).filter(([name]) => names.has(name)));
}

/**
 * Puts labeling functions together as a rule pack. A module whose default export is a pack is what the command line
 * runs.
 *
 * @throws LabelingError for a pack without functions, functions of another task, or two of one name;
 * for examples of a function, label or column that is not the pack's; for parameters of other kinds of value.
 *
 * @example
 * ```ts
 * import { definePack, defineTask, labelingFunction } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" }, id: "id" });
 * const shouting = labelingFunction(task, {
 *   name: "shouting",
 *   columns: ["text"],
 *   vote: ({ text }) => (text === text.toUpperCase() ? "spam" : null),
 * });
 * export default definePack({
 *   name: "spam-rules",
 *   version: "1.0.0",
 *   task,
 *   functions: [shouting],
 *   examples: { shouting: { votes: { spam: [{ text: "FREE CASH" }] }, abstains: [{ text: "See you at 9" }] } },
 * });
 * ```
 *
 * @example
 * With parameters, which users of the pack may set:
 * ```ts
 * import { definePack, defineTask, keywords, withParameters } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const rules = definePack({
 *   name: "money-rules",
 *   version: "1.0.0",
 *   task,
 *   parameters: { words: ["cash", "prize"] },
 *   functions: ({ words }) => [keywords(task, { name: "money", column: "text", any: words, label: "spam" })],
 * });
 * console.log(withParameters(rules, { words: ["loan"] }).parameters); // { words: [ "loan" ] }
 * ```
 */
export function definePack<
  L extends string,
  C extends ColumnValues,
  N extends string,
  Q extends PackParameters = NoParameters,
>(spec: PackSpec<L, C, N, Q>): Pack<L, C, N, ParameterTypes<Q>> {
  const name = checkName(spec.name, "definePack, name");
  const where = placeOfPack(name);
  const version = checkName(spec.version, `${where}, version`);
  const task = checkTask(spec.task, `${where}, task`);
  const { description = "", functions, examples, changelog } = spec;
  const defaults = checkDefaults(spec.parameters, `${where}, parameters`);
  if (typeof functions !== "function" && Object.keys(defaults).length > 0) {
    throw new LabelingError("bad_option", {
      where: `${where}, functions`,
      got: describe(functions),
      expected: "a function that makes them from the parameters, such as ({ minLikes }) => [...]",
      remedy: "Leave parameters out where nothing depends on them.",
    });
  }
  const remake = (parameters: PackParameters): AnyPack => {
    const made = typeof functions === "function" ? functions(parameters as NotInferred<ParameterTypes<Q>>) : functions;
    const shown = parameters === defaults ? examples : examplesOf(examples, made);
    const parts = { name, version, description, task, functions: made, examples: shown, changelog };
    return makePack({ ...parts, parameters, defaults, remake });
  };
  return remake(defaults) as Pack<L, C, N, ParameterTypes<Q>>;
}

/** Whether a value is a rule pack, of this or another copy of the package. */
export function isPack(value: unknown): value is AnyPack {
  return hasBrand(value, brands.pack);
}
