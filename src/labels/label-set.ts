import { LabelingError } from "../errors.ts";
import { brands } from "../util/brands.ts";
import { checkDistinct, checkName, describe, listNames } from "../util/checks.ts";
import { fingerprint } from "../util/hash.ts";

/** Inside, an abstention is this code; outside it is `null`. */
export const abstain = -1;

/** The largest number of labels: their codes must fit in 16 bits. */
export const maxLabels = 32_767;

/**
 * The labels of a task, in an order that fixes their codes: label `names[i]` has code `i`. Ties broken with
 * `"first"`, and probabilities by column, follow this order.
 */
export interface LabelSet<L extends string = string> {
  /** The labels; `names[code]` is the label of a code. */
  readonly names: readonly L[];
  /** How many labels there are (K), at least 2. */
  readonly size: number;
  /** Equal for equal names in equal order. */
  readonly fingerprint: string;
  /** The code of a label, `-1` for `null`. @throws LabelingError `unknown_label` */
  code(label: L | null): number;
  /** The label of a code, `null` for `-1`. @throws LabelingError `unknown_label` */
  label(code: number): L | null;
  /** Whether a value is one of the labels. */
  has(value: unknown): value is L;
}

function unknownLabel(value: unknown, names: readonly string[]): LabelingError {
  return new LabelingError("unknown_label", {
    where: "label set",
    got: describe(value),
    expected: `one of ${listNames(names)}, or null to abstain`,
    details: { label: value },
  });
}

/**
 * Makes the set of labels a task chooses from. Cost: O(K).
 *
 * @throws LabelingError for fewer than 2 or more than 32,767 labels, empty or repeated names.
 *
 * @example
 * ```ts
 * import { labelSet } from "labelwright";
 *
 * const labels = labelSet(["ham", "spam"]);
 * console.log(labels.code("spam"), labels.label(-1)); // 1 null
 * ```
 */
export function labelSet<const L extends string>(names: readonly L[]): LabelSet<L> {
  const where = "labels";
  const count = Array.isArray(names) ? names.length : null;
  if (count === null || count < 2 || count > maxLabels) {
    throw new LabelingError("bad_option", {
      where,
      got: count === null ? describe(names) : `${count} label${count === 1 ? "" : "s"}`,
      expected: `an array of 2 to ${maxLabels} labels`,
      ...(count === 1 ? { remedy: "A task with one label wants a second one for everything else." } : {}),
    });
  }
  for (const name of names) checkName(name, where);
  checkDistinct(names, where, "Remove the repetition.");
  const frozen: readonly L[] = Object.freeze([...names]);
  const codes = new Map<unknown, number>(frozen.map((name, code) => [name, code]));
  codes.set(null, abstain);
  return Object.freeze({
    [brands.labelSet]: true,
    names: frozen,
    size: frozen.length,
    fingerprint: fingerprint(frozen),
    code: (label: L | null): number => {
      const code = codes.get(label);
      if (code === undefined) throw unknownLabel(label, frozen);
      return code;
    },
    label: (code: number): L | null => {
      const name = frozen[code];
      if (name === undefined && code !== abstain) throw unknownLabel(code, frozen);
      return name ?? null;
    },
    has: (value: unknown): value is L => value !== null && codes.has(value),
  });
}

/** Whether two label sets have the same labels in the same order. */
export function sameLabels(a: LabelSet, b: LabelSet): boolean {
  return a.fingerprint === b.fingerprint;
}
