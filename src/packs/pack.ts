import { LabelingError } from "../errors.ts";
import { isLabelingFunction, type AnyLabelingFunction, type LabelingFunction } from "../functions/labeling-function.ts";
import { checkTask, type AnyTask, type ColumnValues, type Task } from "../labels/task.ts";
import { brandAs, brands, hasBrand } from "../util/brands.ts";
import { checkDistinct, checkName, describe } from "../util/checks.ts";
import { fingerprint } from "../util/hash.ts";
import type { NotInferred } from "../util/not-inferred.ts";
import { checkExamples, type FunctionExamples } from "./examples.ts";

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
  /** Equal for packs of equal functions on equal tasks. */
  readonly fingerprint: string;
}

/** A rule pack: labeling functions of one task that are kept, versioned and shared together. */
export interface Pack<
  L extends string = string,
  C extends ColumnValues = ColumnValues,
  N extends string = string,
> extends AnyPack {
  readonly task: Task<L, C>;
  readonly functions: readonly LabelingFunction<L, C, N>[];
}

/** What a pack is made of. */
export interface PackSpec<L extends string, C extends ColumnValues, N extends string> {
  /** The name of the pack. */
  readonly name: string;
  /** Its version. */
  readonly version: string;
  /** What it is for, for people. @defaultValue "" */
  readonly description?: string | undefined;
  readonly task: Task<L, C>;
  /** At least one function, all of the task, each name once. */
  readonly functions: readonly LabelingFunction<L, C, N>[];
  /**
   * Rows that show what functions do: examples on which they vote, and counter-examples on which they abstain. Nothing
   * is run here: `checkPack` and `labelwright check` tell whether they hold. @defaultValue none
   */
  readonly examples?:
    { readonly [name in NotInferred<N>]?: FunctionExamples<NotInferred<L>, NotInferred<C>> } | undefined;
}

/**
 * Puts labeling functions together as a rule pack. A module whose default export is a pack is what the command line
 * runs.
 *
 * @throws LabelingError for a pack without functions, functions of another task, or two of one name;
 * for examples of a function, label or column that is not the pack's.
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
 */
export function definePack<L extends string, C extends ColumnValues, N extends string>(
  spec: PackSpec<L, C, N>,
): Pack<L, C, N> {
  const name = checkName(spec.name, "definePack, name");
  const where = `pack "${name}"`;
  const version = checkName(spec.version, `${where}, version`);
  const task = checkTask(spec.task, `${where}, task`);
  const functions: readonly unknown[] = spec.functions;
  if (!Array.isArray(functions) || functions.length === 0) {
    throw new LabelingError("empty", {
      where,
      got: Array.isArray(functions) ? "no labeling functions" : `functions is ${describe(functions)}`,
      expected: "an array with at least one labeling function",
    });
  }
  functions.forEach((func, j) => {
    if (isLabelingFunction(func) && func.task.fingerprint === task.fingerprint) return;
    throw new LabelingError(isLabelingFunction(func) ? "incompatible" : "bad_option", {
      where: `${where}, function ${j + 1}`,
      got: isLabelingFunction(func) ? `"${func.name}", a function of another task` : describe(func),
      expected: "a labeling function of the pack's task",
    });
  });
  const names = spec.functions.map((func) => func.name);
  checkDistinct(names, `${where}, names of labeling functions`, "Rename one of them.");
  const value = {
    name,
    version,
    description: spec.description ?? "",
    task,
    functions: Object.freeze([...spec.functions]),
    examples: checkExamples(spec.examples, task, names, where),
    fingerprint: fingerprint({ task: task.fingerprint, functions: spec.functions.map((func) => func.fingerprint) }),
  };
  brandAs(
    value,
    brands.pack,
    () => `Pack "${name}" ${version}: ${names.length} labeling functions (${names.join(", ")})`,
  );
  return Object.freeze(value);
}

/** Whether a value is a rule pack, of this or another copy of the package. */
export function isPack(value: unknown): value is AnyPack {
  return hasBrand(value, brands.pack);
}
