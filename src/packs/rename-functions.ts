import { LabelingError } from "../errors.ts";
import { checkName, describe } from "../util/checks.ts";
import { checkNames, derive, examplesUnder } from "./derive.ts";
import { rebindLoaded } from "./origin.ts";
import { placeOfPack, type AnyPack } from "./pack.ts";
import type { FunctionNamesOf, PackOf } from "./pack-types.ts";
import { checkPackValue } from "./with-parameters.ts";

/** The name a function gets, by the names or the function that say so. */
function renaming(rename: unknown, pack: AnyPack, where: string): (name: string) => unknown {
  if (typeof rename === "function") return rename as (name: string) => unknown;
  if (typeof rename !== "object" || rename === null || Array.isArray(rename)) {
    throw new LabelingError("bad_option", {
      where,
      got: describe(rename),
      expected: "new names by old ones, { old: new }, or a function (name) => name",
    });
  }
  const given: readonly [string, unknown][] = Object.entries(rename);
  const names = new Map(given.filter(([, name]) => name !== undefined));
  checkNames([...names.keys()], pack, where);
  return (name) => (names.has(name) ? names.get(name) : name);
}

/**
 * A pack with functions of other names: their columns in the votes. What they do stays; fingerprints are those that
 * functions made with these names would have. Examples go along. The result keeps no changelog: the pack's own tells of
 * the old names.
 *
 * @param rename New names by old ones; functions that are not named keep theirs. Or a function of the old name.
 * @throws LabelingError `bad_option` for a name that is no function of the pack, or a reserved one; `duplicate_name`.
 *
 * @example
 * ```ts
 * import { definePack, defineTask, keywords, renameFunctions } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const money = keywords(task, { name: "money", column: "text", any: ["cash"], label: "spam" });
 * const pack = definePack({ name: "rules", version: "1.0.0", task, functions: [money] });
 * console.log(renameFunctions(pack, { money: "cash" }).functions[0]?.name); // cash
 * console.log(renameFunctions(pack, (name) => `rules_${name}`).functions[0]?.name); // rules_money
 * ```
 */
export function renameFunctions<P extends AnyPack, const M extends { readonly [name in FunctionNamesOf<P>]?: string }>(
  pack: P,
  rename: M & OnlyNames<M, FunctionNamesOf<P>>,
): PackOf<P, RenamedBy<FunctionNamesOf<P>, M>>;
export function renameFunctions<P extends AnyPack, N extends string>(
  pack: P,
  rename: (name: FunctionNamesOf<P>) => N,
): PackOf<P, N>;
export function renameFunctions(pack: AnyPack, rename: unknown): AnyPack {
  const where = `${placeOfPack(checkPackValue(pack, "renameFunctions").name)}, renameFunctions`;
  return derive(pack, (source) => {
    const newName = renaming(rename, source, where);
    const names = new Map(
      source.functions.map(({ name }) => [name, checkName(newName(name), `${where}, new name of "${name}"`)]),
    );
    return {
      functions: source.functions.map((func) => rebindLoaded(func, { name: names.get(func.name) ?? func.name })),
      examples: examplesUnder(source, (name) => names.get(name)),
    };
  });
}

/** `unknown` for what has no keys but `N`; else what forbids the others. */
export type OnlyNames<M, N extends string> = [Exclude<keyof M & string, N>] extends [never]
  ? unknown
  : { readonly [name in Exclude<keyof M & string, N>]: never };

/** What names become by new names for some of them. */
export type RenamedBy<N extends string, M> = N extends keyof M ? (M[N] extends string ? M[N] : N) : N;
