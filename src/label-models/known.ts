import { LabelingError } from "../errors.ts";
import type { VoteSource } from "../matrix/vote-source.ts";
import { describe, listNames } from "../util/checks.ts";
import type { Dependencies } from "./em/agreement.ts";
import type { KnownAccuracy } from "./em/confusion-prior.ts";

/**
 * What is known of a labeling function's accuracy before any vote: a share, or a share and how many votes it is worth.
 * `0.9` is `{ accuracy: 0.9, strength: 20 }`: after 20 votes of its own, they count as much as what was known.
 */
export type AccuracyPrior =
  | number
  | {
      /** The share of its votes that are right, above 0 and below 1. */
      readonly accuracy: number;
      /** How many votes that is worth. @defaultValue 20 */
      readonly strength?: number | undefined;
    };

/**
 * Which labeling functions depend on each other: `"learn"` finds pairs that vote alike more than their accuracies
 * explain; `"none"` takes all for independent; a list names pairs that are known to be copies of each other (others are
 * found, as with "learn"). Copies share one voice on rows where both vote.
 */
export type DependencyOption<N extends string = string> = "learn" | "none" | readonly (readonly [N, N])[];

const usualStrength = 20;

function placeOf(name: string, sources: readonly VoteSource[], where: string): number {
  const place = sources.findIndex((source) => source.name === name);
  if (place >= 0) return place;
  throw new LabelingError("missing_column", {
    where,
    got: describe(name),
    expected: `one of the labeling functions: ${listNames(sources.map((source) => source.name))}`,
  });
}

/** Prior accuracies by function. @throws LabelingError for an unknown function, or numbers out of range. */
export function completeAccuracies(
  given: Readonly<Record<string, AccuracyPrior | undefined>> | undefined,
  sources: readonly VoteSource[],
  where: string,
): readonly (KnownAccuracy | null)[] {
  const known = new Array<KnownAccuracy | null>(sources.length).fill(null);
  for (const [name, prior] of Object.entries(given ?? {})) {
    if (prior === undefined) continue;
    const place = placeOf(name, sources, where);
    const isObject = typeof prior === "object" && (prior as unknown) !== null;
    const { accuracy, strength = usualStrength } = isObject ? prior : { accuracy: prior };
    const isShare = typeof accuracy === "number" && accuracy > 0 && accuracy < 1;
    if (!isShare || typeof strength !== "number" || !(strength > 0 && strength < Infinity)) {
      throw new LabelingError("bad_option", {
        where: `${where} of "${name}"`,
        got: describe(prior),
        expected: "an accuracy above 0 and below 1, or { accuracy, strength } with a strength above 0",
      });
    }
    known[place] = { accuracy, strength };
  }
  return known;
}

/** Dependencies as places of functions. @throws LabelingError for an unknown function, or a pair that is none. */
export function completeDependencies(
  given: DependencyOption | undefined,
  sources: readonly VoteSource[],
  where: string,
): Dependencies {
  if (given === undefined || given === "learn") return { pairs: [], learn: true };
  if (given === "none") return { pairs: [], learn: false };
  if (!Array.isArray(given)) {
    throw new LabelingError("bad_option", {
      where,
      got: describe(given),
      expected: '"learn", "none", or pairs of names of labeling functions',
    });
  }
  const pairs = (given as readonly unknown[]).map((pair): readonly [number, number] => {
    const [a, b, ...more] = Array.isArray(pair) ? (pair as unknown[]) : [];
    if (typeof a === "string" && typeof b === "string" && more.length === 0 && a !== b) {
      return [placeOf(a, sources, where), placeOf(b, sources, where)];
    }
    throw new LabelingError("bad_option", {
      where,
      got: describe(pair),
      expected: "a pair of names of two labeling functions",
    });
  });
  return { pairs, learn: true };
}
