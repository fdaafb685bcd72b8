import { LabelingError } from "../../errors.ts";
import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import { loadPack } from "../../packs/load-pack.ts";
import type { PackLimits } from "../../packs/json/limits.ts";
import { rebindFunction } from "../../functions/rebind.ts";
import { defineTask, type TaskSpec } from "../../labels/task.ts";
import { loadedFunctionOf, packOriginOf } from "../../packs/origin.ts";
import type { ColumnType } from "../../tables/column-types.ts";
import type { PackParameters } from "../../packs/parameters.ts";
import { canonicalJson } from "../../util/hash.ts";

/** What a function has become since it was loaded. */
export interface Binding {
  readonly name: string;
  readonly task: TaskSpec<string, Readonly<Record<string, ColumnType>>>;
}

/** Functions of one pack, in words that can be sent to another thread. */
export interface PackReference {
  /** The absolute path of the pack's module. */
  readonly path: string;
  /** The hash of all modules of the pack. */
  readonly hash: string;
  /** The values of its parameters. */
  readonly parameters: PackParameters;
  /** The limits under which a pack in JSON was loaded. */
  readonly limits: PackLimits | undefined;
  readonly functions: readonly {
    /** Where it stands among the functions of the run. */
    readonly place: number;
    /** Its name in the pack. */
    readonly name: string;
    /** The name and the task it has been given since; null where it is as it was loaded. */
    readonly binding: Binding | null;
    readonly fingerprint: string;
  }[];
}

/** What a function has become since it was loaded, if anything. */
function bindingOf(func: AnyLabelingFunction): Binding | null {
  if (loadedFunctionOf(func) === func) return null;
  const { labels, columns, id } = func.task;
  return { name: func.name, task: { labels: labels.names, columns, ...(id === null ? {} : { id }) } };
}

/** A function as it was, from as it was loaded. */
function bind(func: AnyLabelingFunction, { name, task }: Binding): AnyLabelingFunction {
  return rebindFunction(func, { name, task: defineTask(task) });
}

/** How other threads find functions. @throws LabelingError `bad_option` for a function that is not from `loadPack`. */
export function referToPacks(functions: readonly AnyLabelingFunction[], where: string): readonly PackReference[] {
  const packs = new Map<string, PackReference>();
  functions.forEach((func, place) => {
    const { name, fingerprint } = func;
    const origin = packOriginOf(func);
    if (origin === null) {
      throw new LabelingError("bad_option", {
        where: `${where}, workers`,
        got: `labeling function "${name}", which was made in this thread`,
        expected: "functions of packs that loadPack has loaded",
        remedy:
          "A function cannot be sent to another thread: put it into a module whose default export is " +
          "definePack({...}) and load that with loadPack, or leave workers at 1.",
        details: { function: name },
      });
    }
    const { path, hash, parameters, limits } = origin;
    const key = canonicalJson({ path, hash, parameters });
    const others = packs.get(key)?.functions ?? [];
    const reference = { place, name: loadedFunctionOf(func).name, binding: bindingOf(func), fingerprint };
    packs.set(key, { path, hash, parameters, limits, functions: [...others, reference] });
  });
  return [...packs.values()];
}

/** Loads functions anew. @throws LabelingError `incompatible` where they are no longer what they were. */
export async function loadReferences(packs: readonly PackReference[]): Promise<readonly AnyLabelingFunction[]> {
  const found: AnyLabelingFunction[] = [];
  for (const { path, hash, parameters, limits, functions } of packs) {
    const pack = await loadPack(path, { parameters, limits });
    const isSame = pack.functions.some((func) => packOriginOf(func)?.hash === hash);
    for (const { place, name, binding, fingerprint } of functions) {
      const loaded = pack.functions.find((each) => each.name === name);
      const func = loaded !== undefined && binding !== null ? bind(loaded, binding) : loaded;
      if (!isSame || func?.fingerprint !== fingerprint) throw changed(path, name, isSame);
      found[place] = func;
    }
  }
  return found;
}

function changed(path: string, name: string, sameFiles: boolean): LabelingError {
  return new LabelingError("incompatible", {
    where: path,
    got: sameFiles
      ? `labeling function "${name}" is another one each time the pack is loaded`
      : `the pack has been edited since it was loaded: "${name}" may be another function now`,
    remedy: sameFiles
      ? "A pack must make the same functions in every thread: without times, random numbers and the like."
      : "Load the pack again with loadPack, and apply its functions.",
    details: { path, function: name },
  });
}
