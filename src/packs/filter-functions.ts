import { LabelingError } from "../errors.ts";
import type { AnyLabelingFunction } from "../functions/labeling-function.ts";
import { describe, listNames } from "../util/checks.ts";
import { checkNames, derive, examplesUnder } from "./derive.ts";
import { placeOfPack, type AnyPack } from "./pack.ts";
import type { FunctionNamesOf, PackOf } from "./pack-types.ts";
import { checkPackValue } from "./with-parameters.ts";

/**
 * A pack with some of the functions, in the order they have. Examples of the others are left out, and so is the changelog.
 *
 * @param keep The names of those to keep, or a function that says of each whether to.
 * @throws LabelingError `bad_option` for a name that is no function of the pack, `empty` where none is kept.
 *
 * @example
 * ```ts
 * import { definePack, defineTask, filterFunctions, keywords } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const words = (name: string, label: "ham" | "spam") => keywords(task, { name, column: "text", any: [name], label });
 * const functions = [words("cash", "spam"), words("prize", "spam"), words("thanks", "ham")];
 * const pack = definePack({ name: "rules", version: "1.0.0", task, functions });
 * console.log(filterFunctions(pack, ["cash", "thanks"]).functions.length); // 2
 * console.log(filterFunctions(pack, ({ labels }) => labels?.includes("spam") === true).functions.length); // 2
 * ```
 */
export function filterFunctions<P extends AnyPack, const N extends FunctionNamesOf<P>>(
  pack: P,
  keep: readonly N[],
): PackOf<P, N>;
export function filterFunctions<P extends AnyPack>(
  pack: P,
  keep: (func: AnyLabelingFunction) => boolean,
): PackOf<P, FunctionNamesOf<P>>;
export function filterFunctions(
  pack: AnyPack,
  keep: readonly string[] | ((func: AnyLabelingFunction) => boolean),
): AnyPack {
  const where = `${placeOfPack(checkPackValue(pack, "filterFunctions").name)}, filterFunctions`;
  const given: unknown = keep;
  if (typeof given !== "function" && !Array.isArray(given)) {
    throw new LabelingError("bad_option", {
      where,
      got: describe(given),
      expected: "names of functions to keep, or a function that says of each whether to",
    });
  }
  return derive(pack, (source) => {
    if (typeof keep !== "function") checkNames(keep, source, where);
    const functions = source.functions.filter(typeof keep === "function" ? keep : ({ name }) => keep.includes(name));
    if (functions.length === 0) {
      throw new LabelingError("empty", {
        where,
        got: "no function is kept",
        expected: `some of ${listNames(source.functions.map((func) => func.name))}`,
      });
    }
    const names = new Set(functions.map((func) => func.name));
    return { functions, examples: examplesUnder(source, (name) => (names.has(name) ? name : undefined)) };
  });
}
