import { LabelingError } from "../errors.ts";
import { isLabelingFunction, type AnyLabelingFunction } from "../functions/labeling-function.ts";
import type { LabelOf } from "../labels/task.ts";
import { checkDistinct, describe } from "../util/checks.ts";
import { checkNames, derive } from "./derive.ts";
import { checkFits } from "./merge-tasks.ts";
import { rebindLoaded } from "./origin.ts";
import { placeOfPack, type AnyPack } from "./pack.ts";
import type { FunctionNamesOf, PackOf } from "./pack-types.ts";
import { checkPackValue } from "./with-parameters.ts";

/** A labeling function that may stand in a pack's place of that name. */
export interface Replacement<L extends string, N extends string> extends AnyLabelingFunction {
  readonly name: N;
  readonly task: AnyLabelingFunction["task"] & { readonly labels: { readonly names: readonly L[] } };
}

/**
 * A pack with other functions in place of those of the same names. The pack's examples of these names stay: they tell
 * what a function of that name should do. The changelog is left out.
 *
 * @param functions Functions on the pack's task, or one with the same labels and some of its columns.
 * @throws LabelingError `bad_option` for a name that the pack does not have, `incompatible` for another task.
 *
 * @example
 * ```ts
 * import { definePack, defineTask, keywords, overrideFunctions } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const money = (...any: string[]) => keywords(task, { name: "money", column: "text", any, label: "spam" });
 * const pack = definePack({ name: "rules", version: "1.0.0", task, functions: [money("cash")] });
 * console.log(overrideFunctions(pack, [money("cash", "loan")]).functions[0]?.terms); // any: [ "cash", "loan" ]
 * ```
 */
export function overrideFunctions<P extends AnyPack>(
  pack: P,
  functions: readonly Replacement<LabelOf<P["task"]>, FunctionNamesOf<P>>[],
): PackOf<P, FunctionNamesOf<P>> {
  const where = `${placeOfPack(checkPackValue(pack, "overrideFunctions").name)}, overrideFunctions`;
  const list: readonly unknown[] = Array.isArray(functions) ? functions : [functions];
  const replacements = list.map((func, i) => {
    if (isLabelingFunction(func)) return func;
    throw new LabelingError("bad_option", {
      where: `${where}, function ${i + 1}`,
      got: describe(func),
      expected: "a labeling function",
    });
  });
  const names = replacements.map((func) => func.name);
  checkDistinct(names, where, "Give one function for each name.");
  const made = derive(pack, (source) => {
    checkNames(names, source, where);
    const whole = { task: source.task, owner: placeOfPack(source.name) };
    const bound = replacements.map((func) => {
      checkFits({ task: func.task, owner: `labeling function "${func.name}"` }, whole, where);
      return [func.name, rebindLoaded(func, { task: source.task })] as const;
    });
    const byName = new Map(bound);
    return {
      functions: source.functions.map((func) => byName.get(func.name) ?? func),
      examples: source.examples,
    };
  });
  return made as PackOf<P, FunctionNamesOf<P>>;
}
