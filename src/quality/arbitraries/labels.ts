import fc from "fast-check";
import { labelSet, type LabelSet } from "../../labels/label-set.ts";
import { checkNumber } from "../../util/checks.ts";

/** Names that people give to labels, and some that trip code. */
const names: readonly string[] = [
  ...[
    "ham",
    "spam",
    "yes",
    "no",
    "positive",
    "negative",
    "neutral",
    "other",
    "not spam",
    "1",
    "0",
    "-1",
    "true",
    "null",
  ],
  ...["a,b", 'say "hi"', " padded ", "constructor", "__proto__", "toString", "été", "日本", "😀", "x.confidence", "id"],
];

/** How many labels a generated set has. */
export interface LabelSetOptions {
  /** At least 2. @defaultValue 2 */
  readonly minLabels?: number | undefined;
  /** @defaultValue 6, or `minLabels` where that is more */
  readonly maxLabels?: number | undefined;
}

/** The two sizes, checked. */
export function labelCounts(options: LabelSetOptions, where: string): readonly [min: number, max: number] {
  const range = { min: 2, max: 1000, whole: true };
  const min = checkNumber(options.minLabels, 2, { where: `${where}, minLabels`, ...range });
  const max = checkNumber(options.maxLabels, Math.max(6, min), { where: `${where}, maxLabels`, ...range, min });
  return [min, max];
}

/**
 * Label sets: of everyday names, and of those that trip code that keeps labels as keys of objects, in CSV or in HTML.
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { arbitraryLabelSet } from "labelwright/testing";
 *
 * fc.assert(
 *   fc.property(arbitraryLabelSet(), (labels) => labels.names.every((name, code) => labels.code(name) === code)),
 * );
 * ```
 */
export function arbitraryLabelSet(options: LabelSetOptions = {}): fc.Arbitrary<LabelSet> {
  const [minLength, maxLength] = labelCounts(options, "arbitraryLabelSet");
  const name = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: fc.nat(9999).map((number) => `label ${number}`) },
  );
  return fc.uniqueArray(name, { minLength, maxLength, size: "max" }).map((all) => labelSet(all));
}
