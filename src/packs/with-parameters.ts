import { LabelingError } from "../errors.ts";
import { describe } from "../util/checks.ts";
import { originOfPack, rememberOrigin } from "./origin.ts";
import { isPack, remakePack, type AnyPack } from "./pack.ts";

/** Values for some of a pack's parameters. */
export type ParametersFor<P extends AnyPack> = {
  readonly [name in keyof P["parameters"]]?: P["parameters"][name] | undefined;
};

/** `value` as a rule pack; `where` names the caller. */
export function checkPackValue<P extends AnyPack>(value: P, where: string): P {
  if (isPack(value)) return value;
  throw new LabelingError("bad_option", {
    where,
    got: describe(value),
    expected: "a rule pack",
    remedy: "Make it with definePack, or load it with loadPack.",
  });
}

/**
 * A pack with other values of its parameters: its functions are made anew from them. Parameters that are not named keep
 * the values they have. A pack that `loadPack` gave stays one: worker threads and the cache of votes make the same
 * functions from the same values.
 *
 * @param values Values by name, each of the kind that the parameter has: text, a number, true or false, a list.
 * @returns a new pack; `pack` stays as it is, and is given back where there are no values.
 * @throws LabelingError `bad_option` for a name that is no parameter, or a value of another kind; and what making the
 * functions throws.
 *
 * @example
 * ```ts
 * import { definePack, defineTask, expression, withParameters } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { likes: "float64" } });
 * const pack = definePack({
 *   name: "likes",
 *   version: "1.0.0",
 *   task,
 *   parameters: { minLikes: 3 },
 *   functions: ({ minLikes }) => [expression(task, { name: "liked", when: `likes > ${minLikes}`, label: "ham" })],
 * });
 * console.log(withParameters(pack, { minLikes: 10 }).functions[0]?.terms); // { when: "likes > 10" }
 * ```
 */
export function withParameters<P extends AnyPack>(pack: P, values: ParametersFor<P>): P {
  checkPackValue(pack, "withParameters");
  const made = remakePack(pack, values) as P;
  const origin = originOfPack(pack);
  if (origin !== null && made !== pack) rememberOrigin(made, origin);
  return made;
}
