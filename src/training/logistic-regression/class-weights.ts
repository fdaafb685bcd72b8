import { LabelingError } from "../../errors.ts";
import type { LabelSet } from "../../labels/label-set.ts";
import { checkChoice, describe, listNames } from "../../util/checks.ts";

/**
 * How much the terms of each label count. `"none"`: each the same. `"balanced"`: by 1 / the label's share of the
 * training labels, so that all labels count the same in sum. `"tempered"`: by the square root of that. Or a number of at
 * least 0 for each label, taken as it is; labels left out have 1.
 */
export type ClassWeights<L extends string = string> =
  "none" | "balanced" | "tempered" | Readonly<Partial<Record<L, number>>>;

type Kind = "none" | "balanced" | "tempered";

/** The power of a label's share that its terms count by. */
const powers: Readonly<Record<Kind, number>> = { none: 0, tempered: -0.5, balanced: -1 };
const kinds = Object.keys(powers) as Kind[];

/**
 * The factor of each label, from its share of the training labels. Those worked out from shares leave the mean weight of
 * rows as it is.
 */
export function weighClasses<L extends string>(
  given: ClassWeights<L> | undefined,
  labels: LabelSet<L>,
  shares: Float64Array,
  where: string,
): Float64Array {
  if (typeof given === "object" && (given as unknown) !== null) return givenWeights(given, labels, where);
  const kind = checkChoice<Kind>(given as Kind | undefined, "tempered", kinds, where);
  const power = powers[kind];
  const factors = shares.map((share) => (share > 0 ? share ** power : 0));
  const mean = factors.reduce((sum, factor, y) => sum + factor * (shares[y] ?? 0), 0);
  return factors.map((factor) => factor / mean);
}

function givenWeights<L extends string>(
  given: Readonly<Partial<Record<L, number>>>,
  labels: LabelSet<L>,
  where: string,
): Float64Array {
  const weights = new Float64Array(labels.size).fill(1);
  for (const [label, weight] of Object.entries<number | undefined>(given)) {
    if (!labels.has(label)) {
      throw new LabelingError("unknown_label", {
        where,
        got: describe(label),
        expected: `labels among ${listNames(labels.names)}`,
        details: { label },
      });
    }
    if (weight === undefined) continue;
    if (typeof weight !== "number" || !(weight >= 0 && weight < Infinity)) {
      throw new LabelingError("bad_option", {
        where: `${where}, ${JSON.stringify(label)}`,
        got: describe(weight),
        expected: "a number of at least 0",
      });
    }
    weights[labels.code(label)] = weight;
  }
  return weights;
}
