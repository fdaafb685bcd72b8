import { LabelingError } from "../errors.ts";
import { isLabelingFunction, type AnyLabelingFunction } from "../functions/labeling-function.ts";
import { checkTask, type AnyTask, type LabelOf, type RowOf } from "../labels/task.ts";
import { checkName, describe } from "../util/checks.ts";
import type { ChangelogEntry } from "./changelog-entry.ts";
import { checkExamples, type FunctionExamples } from "./examples.ts";
import { checkFits, mergeTasks, type OwnedTask } from "./merge-tasks.ts";
import { rebindLoaded } from "./origin.ts";
import { isPack, makePack, placeOfPack, type AnyPack, type Pack } from "./pack.ts";
import type { AllNames, MergedParameters, MergedTask, SameLabels, TasksOf } from "./pack-types.ts";
import { isSameValue, type PackParameters, type ParameterValue } from "./parameters.ts";
import { withParameters } from "./with-parameters.ts";

/** What a pack is composed of. */
export interface ComposeSpec<
  P extends readonly AnyPack[],
  F extends readonly AnyLabelingFunction[],
  T extends AnyTask,
> {
  /** The name of the new pack. */
  readonly name: string;
  /** Its version. */
  readonly version: string;
  /** What it is for, for people. @defaultValue "" */
  readonly description?: string | undefined;
  /** The packs whose functions it has, at least one. Their tasks have the same labels. */
  readonly packs: P & SameLabels<TasksOf<P, F>>;
  /** Functions of its own, behind those of the packs. @defaultValue none */
  readonly functions?: (F & SameLabels<TasksOf<P, F>>) | undefined;
  /** Its task. @defaultValue the labels in the order of the first pack, and the columns of all packs and functions */
  readonly task?: T | undefined;
  /** Examples of functions, in place of those that packs have for the same names. @defaultValue those of the packs */
  readonly examples?: { readonly [name in AllNames<P, F>]?: FunctionExamples<LabelOf<T>, RowOf<T>> } | undefined;
  /** The changelog of the new pack. @defaultValue none is kept */
  readonly changelog?: readonly ChangelogEntry[] | null | undefined;
}

/** A pack to be composed, or the functions beside the packs. */
interface Part extends OwnedTask {
  readonly functions: readonly AnyLabelingFunction[];
}

function checkPacks(packs: unknown, where: string): readonly [AnyPack, ...AnyPack[]] {
  const list: readonly unknown[] = Array.isArray(packs) ? packs : [];
  const checked = list.map((pack, i) => {
    if (isPack(pack)) return pack;
    throw new LabelingError("bad_option", {
      where: `${where}, pack ${i + 1}`,
      got: describe(pack),
      expected: "a rule pack",
      remedy: "Labeling functions by themselves go into functions.",
    });
  });
  const [first, ...others] = checked;
  if (first !== undefined) return [first, ...others];
  throw new LabelingError("empty", {
    where,
    got: Array.isArray(packs) ? "no packs" : `packs is ${describe(packs)}`,
    expected: "an array with at least one rule pack",
  });
}

function checkOwn(functions: unknown, where: string): readonly AnyLabelingFunction[] {
  if (functions === undefined) return [];
  if (!Array.isArray(functions)) {
    throw new LabelingError("bad_option", {
      where: `${where}, functions`,
      got: describe(functions),
      expected: "an array of labeling functions",
    });
  }
  return functions.map((func: unknown, i) => {
    if (isLabelingFunction(func)) return func;
    throw new LabelingError("bad_option", {
      where: `${where}, function ${i + 1}`,
      got: describe(func),
      expected: "a labeling function",
    });
  });
}

/** The packs and functions with what messages call them. */
function partsOf(packs: readonly AnyPack[], own: readonly AnyLabelingFunction[]): readonly Part[] {
  const names = packs.map((pack) => pack.name);
  const parts: Part[] = packs.map(({ name, task, functions }, i) => {
    const place = names.indexOf(name) === names.lastIndexOf(name) ? "" : ` (number ${i + 1})`;
    return { task, functions, owner: `${placeOfPack(name)}${place}` };
  });
  const beside = own.map((func) => ({ task: func.task, functions: [func], owner: `labeling function "${func.name}"` }));
  return [...parts, ...beside];
}

function checkCollisions(parts: readonly Part[], where: string): void {
  const owners = new Map<string, string>();
  for (const { functions, owner } of parts) {
    for (const { name } of functions) {
      const other = owners.get(name);
      const isOwn = owner.startsWith("labeling function");
      if (other !== undefined) {
        throw new LabelingError("duplicate_name", {
          where,
          got: `"${name}" is a labeling function of ${other} and of ${isOwn ? "functions" : owner}`,
          expected: "each name once",
          remedy: `Rename those of one, renameFunctions(pack, (name) => "prefix_" + name), or leave one out with filterFunctions.`,
          details: { name },
        });
      }
      owners.set(name, isOwn ? "functions" : owner);
    }
  }
}

/** The parameters of all packs. Those of one name are one parameter, and must agree. */
function mergeParameters(packs: readonly AnyPack[], where: string): PackParameters {
  const merged = new Map<string, { readonly value: ParameterValue; readonly pack: string }>();
  for (const { name: pack, parameters } of packs) {
    for (const [name, value] of Object.entries(parameters)) {
      const other = merged.get(name);
      if (other !== undefined && !isSameValue(other.value, value)) {
        throw new LabelingError("incompatible", {
          where,
          got: `parameter "${name}" is ${JSON.stringify(other.value)} in ${placeOfPack(other.pack)}, ${JSON.stringify(value)} in ${placeOfPack(pack)}`,
          expected: "one value: parameters of one name are one parameter of the composed pack",
          remedy: "Set it with withParameters before composing.",
          details: { parameter: name },
        });
      }
      merged.set(name, other ?? { value, pack });
    }
  }
  return Object.freeze(Object.fromEntries(Array.from(merged, ([name, { value }]) => [name, value])));
}

const valuesFor = ({ parameters }: AnyPack, values: PackParameters): PackParameters =>
  Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(parameters, name)));

/**
 * Puts packs together as one: their functions one behind the other, then `functions`. Packs may have tasks of different
 * columns, as long as columns of one name have one type: all functions are bound to a task that has the columns of all.
 * Fingerprints of functions stay as they are where labels are in one order. Examples go along; changelogs do not.
 *
 * The new pack has the parameters of all, with the values they have now as defaults. Parameters of one name are one
 * parameter, and must have one value.
 *
 * @throws LabelingError `duplicate_name` for functions of one name, naming both packs: `renameFunctions` is the remedy;
 * `incompatible` for other labels, column types or values of parameters; `empty` without packs.
 *
 * @example
 * ```ts
 * import { composePacks, definePack, defineTask, expression, keywords, renameFunctions } from "labelwright";
 *
 * const texts = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const words = definePack({
 *   name: "words",
 *   version: "1.0.0",
 *   task: texts,
 *   functions: [keywords(texts, { name: "money", column: "text", any: ["cash"], label: "spam" })],
 * });
 * const counted = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
 * const liked = expression(counted, { name: "liked", when: "likes > 3", label: "ham" });
 * const all = composePacks({
 *   name: "all",
 *   version: "1.0.0",
 *   packs: [renameFunctions(words, (name) => `words_${name}`)],
 *   functions: [liked],
 * });
 * console.log(all); // Pack "all" 1.0.0: 2 labeling functions (words_money, liked)
 * console.log(all.task.columns); // { text: "utf8", likes: "float64" }
 * ```
 */
export function composePacks<
  const P extends readonly AnyPack[],
  const F extends readonly AnyLabelingFunction[] = readonly [],
  T extends AnyTask = MergedTask<TasksOf<P, F>>,
>(spec: ComposeSpec<P, F, T>): Pack<LabelOf<T>, RowOf<T>, AllNames<P, F>, MergedParameters<P[number]["parameters"]>> {
  const name = checkName(spec.name, "composePacks, name");
  const where = placeOfPack(name);
  const version = checkName(spec.version, `${where}, version`);
  const own = checkOwn(spec.functions, where);
  const { description = "", examples = {}, changelog } = spec;

  const build = (packs: readonly [AnyPack, ...AnyPack[]], defaults: PackParameters | null): AnyPack => {
    const parts = partsOf(packs, own);
    const task = taskOf(parts, spec.task, where);
    checkCollisions(parts, where);
    const functions = parts.flatMap((part) => part.functions.map((func) => rebindLoaded(func, { task })));
    const parameters = mergeParameters(packs, where);
    const names = functions.map((func) => func.name);
    const travelling = Object.fromEntries(packs.flatMap((pack) => Object.entries(pack.examples)));
    return makePack({
      ...{ name, version, description, task, functions, changelog, parameters },
      examples: { ...travelling, ...checkExamples(examples, task, names, where) },
      defaults: defaults ?? parameters,
      remake: (values) => {
        const [first, ...others] = packs;
        const again = (pack: AnyPack): AnyPack => withParameters(pack, valuesFor(pack, values));
        return build([again(first), ...others.map(again)], defaults ?? parameters);
      },
    });
  };
  return build(checkPacks(spec.packs, where), null) as Pack<
    LabelOf<T>,
    RowOf<T>,
    AllNames<P, F>,
    MergedParameters<P[number]["parameters"]>
  >;
}

/** The task of a composed pack: the one that is given, if all functions can be bound to it, or one that has all columns. */
function taskOf(parts: readonly Part[], given: AnyTask | undefined, where: string): AnyTask {
  const [first, ...others] = parts;
  if (given === undefined && first !== undefined) return mergeTasks([first, ...others], where);
  const task = checkTask(given as AnyTask, `${where}, task`);
  for (const part of parts) checkFits(part, { task, owner: "the task" }, where);
  return task;
}
