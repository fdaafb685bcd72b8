import { LabelingError } from "../errors.ts";
import type { LabelSet } from "../labels/label-set.ts";
import { describe, listNames } from "../util/checks.ts";

/**
 * The probability of each label before any vote: all the same, learned from the votes (by the models that can, else
 * uniform), or given for every label.
 */
export type ClassBalance<L extends string = string> = "uniform" | "estimate" | Readonly<Record<L, number>>;

/**
 * Class balance as K probabilities that sum to 1. Given ones must be above 0 and sum to 1 within 1 %; they are then
 * scaled to sum to 1.
 */
export function completeClassBalance(balance: ClassBalance | undefined, labels: LabelSet, where: string): Float64Array {
  const k = labels.size;
  if (balance === undefined || balance === "uniform" || balance === "estimate") return new Float64Array(k).fill(1 / k);
  if (typeof balance !== "object" || (balance as unknown) === null) {
    throw new LabelingError("bad_option", {
      where,
      got: describe(balance),
      expected: '"uniform", "estimate", or a probability for each label',
    });
  }
  const unknown = Object.keys(balance).filter((name) => !labels.has(name));
  const missing = labels.names.filter((name) => !Object.hasOwn(balance, name));
  if (unknown.length + missing.length > 0) {
    throw new LabelingError("unknown_label", {
      where,
      got: unknown.length > 0 ? `a probability for ${listNames(unknown)}` : `no probability for ${listNames(missing)}`,
      expected: `one for each of ${listNames(labels.names)}`,
    });
  }
  const given = Float64Array.from(labels.names, (name) => balance[name] ?? 0);
  const sum = given.reduce((total, p) => total + p, 0);
  if (given.every((p) => p > 0 && p < 1) && Math.abs(sum - 1) <= 0.01) return given.map((p) => p / sum);
  throw new LabelingError("bad_option", {
    where,
    got: labels.names.map((name) => `${name}=${describe(balance[name])}`).join(", "),
    expected: "probabilities above 0 that sum to 1",
    remedy: "A label that never occurs should not be in the label set.",
  });
}
