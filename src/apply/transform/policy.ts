import { LabelingError } from "../../errors.ts";
import { checkDistinct, checkNumber, describe, listNames } from "../../util/checks.ts";
import type { Random } from "../../util/random.ts";

/** Which transformation functions a row goes through: see `TransformOptions.policy`. */
export type TransformationPolicy<N extends string = string> = "each" | "random" | readonly (readonly N[])[];

/** How rows are transformed, and how often. */
export interface PolicyOptions<N extends string = string> {
  /**
   * `"each"`: every function by itself. `"random"`: functions drawn by chance. Lists of names: these chains, each function
   * given what the one before it made, such as `[["swap"], ["swap", "drop"]]`. A function that does not apply to a row is
   * passed over; a chain of which none applies makes no row.
   * @defaultValue "each"
   */
  readonly policy?: TransformationPolicy<N> | undefined;
  /** How many rows are made of a row at most: by each function, by each chain, or, with `"random"`, in all. @defaultValue 1 */
  readonly count?: number | undefined;
  /** With `"random"`: how many functions change a row, one after the other. Each is drawn once at most. @defaultValue 1 */
  readonly length?: number | undefined;
  /** With `"random"`: how likely each function is to be drawn, relative to the others. @defaultValue 1 for each */
  readonly chances?: { readonly [K in N]?: number } | undefined;
}

/** A row to be made: functions to try in this order, until `length` of them have changed it. */
export interface Attempt {
  /** Sets the random numbers of attempts apart. */
  readonly name: string;
  readonly functions: readonly number[];
  readonly length: number;
}

/** The rows to be made of one row. `random` gives a generator when it is first needed. */
export type Plan = (random: () => Random) => readonly Attempt[];

const copies = <T>(count: number, make: (copy: number) => T): T[] =>
  Array.from({ length: count }, (_, copy) => make(copy));

/** All functions in an order drawn by their chances. */
function drawOrder(chances: readonly number[], random: Random): number[] {
  const left = chances.map((chance, j) => ({ chance, j })).filter(({ chance }) => chance > 0);
  const order: number[] = [];
  while (left.length > 0) {
    let place = random() * left.reduce((sum, { chance }) => sum + chance, 0);
    let k = 0;
    while (k < left.length - 1 && place >= (left[k]?.chance ?? 0)) place -= left[k++]?.chance ?? 0;
    order.push(...left.splice(k, 1).map(({ j }) => j));
  }
  return order;
}

function badPolicy(got: string, names: readonly string[], where: string): LabelingError {
  const expected = `"each", "random", or lists of names such as [[${listNames(names.slice(0, 2))}]]`;
  return new LabelingError("bad_option", { where, got, expected });
}

function placesOf(chain: unknown, names: readonly string[], where: string): readonly number[] {
  if (!Array.isArray(chain)) throw badPolicy(describe(chain), names, where);
  if (chain.length === 0) throw badPolicy("an empty chain", names, where);
  return chain.map((name: unknown) => placeOf(name, names, where));
}

function placeOf(name: unknown, names: readonly string[], where: string): number {
  const place = names.indexOf(name as string);
  if (place >= 0) return place;
  throw new LabelingError("bad_option", {
    where,
    got: describe(name),
    expected: `names of transformation functions: ${listNames(names)}`,
  });
}

function checkChances(
  chances: Readonly<Record<string, number | undefined>> | undefined,
  names: readonly string[],
  where: string,
): readonly number[] {
  const given = new Map(Object.entries(chances ?? {}));
  for (const name of given.keys()) placeOf(name, names, where);
  const checked = names.map((name) =>
    checkNumber(given.get(name), 1, { where: `${where}, "${name}"`, min: 0, max: 1e9 }),
  );
  if (checked.some((chance) => chance > 0)) return checked;
  throw new LabelingError("bad_option", { where, got: "0 for every function", expected: "one above 0" });
}

/** Which rows are made of a row, by a policy. @throws LabelingError `bad_option`, naming the option. */
export function makePlan(options: PolicyOptions, names: readonly string[], where: string): Plan {
  const { policy = "each" } = options;
  const count = checkNumber(options.count, 1, { where: `${where}, count`, min: 1, max: 10_000, whole: true });
  const length = checkNumber(options.length, 1, { where: `${where}, length`, min: 1, max: names.length, whole: true });
  const chances = checkChances(options.chances, names, `${where}, chances`);
  checkDistinct(names, `${where}, names of transformation functions`, "Rename one of them.");
  if (policy === "random") {
    return (random) =>
      copies(count, (copy) => ({ name: `random ${copy}`, functions: drawOrder(chances, random()), length }));
  }
  for (const option of ["length", "chances"] as const) {
    if (options[option] === undefined) continue;
    throw new LabelingError("bad_option", {
      where: `${where}, ${option}`,
      got: describe(options[option]),
      expected: 'nothing, but for policy: "random"',
    });
  }
  if (Array.isArray(policy) && policy.length === 0) throw badPolicy("no chains", names, `${where}, policy`);
  const chains =
    policy === "each"
      ? names.map((_, j) => [j])
      : (Array.isArray(policy) ? policy : [policy]).map((chain) => placesOf(chain, names, `${where}, policy`));
  const attempts = chains.flatMap((functions) =>
    copies(count, (copy) => ({
      name: `${functions.map((j) => names[j]).join(" ")} ${copy}`,
      functions,
      length: functions.length,
    })),
  );
  return () => attempts;
}
