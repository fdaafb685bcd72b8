import { LabelingError } from "../../errors.ts";
import { describe, listNames } from "../../util/checks.ts";
import { groupsOfRows } from "../groups.ts";
import { checkBootstrap, type BootstrapOptions } from "./bootstrap-options.ts";
import { checkPaired, pairMeasures, type PairedResult, type RowMeasure } from "./paired-bootstrap.ts";

/** What F1 is taken of, and how intervals are found. */
export interface PairedF1Options<L extends string = string> extends BootstrapOptions {
  /** The label whose F1 is meant. @defaultValue all that occur in gold: the mean of their F1 */
  readonly label?: L | undefined;
}

/** Labels of rows, as `labels.hard()` gives them: null where a row gets none. */
export type HardLabels<L extends string = string> = readonly (L | null)[];

/** Label texts as codes; null is -1. */
class Coder {
  readonly codes = new Map<string, number>();

  code(labels: unknown, where: string): Int32Array {
    if (!Array.isArray(labels)) {
      throw new LabelingError("bad_option", {
        where,
        got: describe(labels),
        expected: "an array of labels, one for each row",
      });
    }
    return Int32Array.from(labels as readonly unknown[], (label, row) => {
      if (label === null) return -1;
      if (typeof label !== "string") {
        throw new LabelingError("bad_option", {
          where: `${where}, row ${row}`,
          got: describe(label),
          expected: "a label, or null",
          details: { row },
        });
      }
      const code = this.codes.get(label) ?? this.codes.size;
      this.codes.set(label, code);
      return code;
    });
  }
}

/** F1 of a label, or the mean F1 of those that occur in the resample's gold. */
function f1Measure(predicted: Int32Array, truth: Int32Array, labels: number, only: number | null): RowMeasure {
  const right = new Float64Array(labels);
  const either = new Float64Array(labels); // predicted rows and true ones
  const actual = new Float64Array(labels);
  const f1 = (y: number): number => (2 * (right[y] ?? 0)) / (either[y] ?? 0);
  const add = (to: Float64Array, y: number, weight: number): void => void (to[y] = (to[y] ?? 0) + weight);
  return (weights) => {
    for (const counts of [right, either, actual]) counts.fill(0);
    for (let row = 0; row < weights.length; row++) {
      const weight = weights[row] ?? 0;
      const [guess, y] = [predicted[row] ?? -1, truth[row] ?? -1];
      if (weight === 0 || y < 0) continue;
      add(actual, y, weight);
      add(either, y, weight);
      if (guess >= 0) add(either, guess, weight);
      if (guess === y) add(right, y, weight);
    }
    if (only !== null) return f1(only);
    const occurring = Array.from(actual.keys()).filter((y) => (actual[y] ?? 0) > 0);
    return occurring.reduce((sum, y) => sum + f1(y), 0) / occurring.length;
  };
}

/**
 * Compares two candidates by F1 on the same rows, as `pairedBootstrap` does by the mean of a score. Rows without gold do not
 * count; a row without a label is a miss of its true one. O(resamples x rows).
 *
 * @param a Labels, one for each row; null for none.
 * @param b As many, of the same rows in the same order.
 * @param gold The true labels; null where they are not known.
 * @throws LabelingError for arrays of different lengths, without gold, or a `label` that does not occur.
 *
 * @example
 * ```ts
 * import { pairedBootstrapF1 } from "labelwright";
 *
 * const gold = Array.from({ length: 100 }, (_, row) => (row % 5 === 0 ? "spam" : "ham"));
 * const better = gold.map((label, row) => (row % 10 === 0 ? "ham" : label)); // misses every second spam
 * const { a, b } = pairedBootstrapF1(better, gold.map(() => "ham"), gold, { label: "spam" });
 * console.log(a.value.toFixed(2), b.value); // 0.67 0
 * ```
 */
export function pairedBootstrapF1<L extends string>(
  a: HardLabels<L>,
  b: HardLabels<L>,
  gold: HardLabels<L>,
  options: PairedF1Options<L> = {},
): PairedResult {
  const where = "pairedBootstrapF1";
  const drawing = checkBootstrap(options, where);
  const coder = new Coder();
  const truth = coder.code(gold, `${where}, gold`);
  const sides = [coder.code(a, `${where}, a`), coder.code(b, `${where}, b`)] as const;
  checkPaired(a, b, where);
  if (truth.length !== a.length) {
    throw new LabelingError("bad_option", {
      where: `${where}, gold`,
      got: `${truth.length} labels`,
      expected: `one for each of the ${a.length} rows`,
    });
  }
  const known = Int32Array.from(truth.keys()).filter((row) => (truth[row] ?? -1) >= 0);
  if (known.length === 0)
    throw new LabelingError("empty", { where, got: "no row with gold", expected: "at least one" });
  const { label } = options;
  const only = label === undefined ? null : (coder.codes.get(label) ?? -1);
  if (only === -1) {
    throw new LabelingError("unknown_label", {
      where: `${where}, label`,
      got: describe(label),
      expected: `a label that occurs: ${listNames([...coder.codes.keys()])}`,
    });
  }
  const take = (codes: Int32Array): Int32Array => known.map((row) => codes[row] ?? -1);
  const measure = (codes: Int32Array): RowMeasure => f1Measure(take(codes), take(truth), coder.codes.size, only);
  const groups = groupsOfRows(options.groups, truth.length, known, where);
  return pairMeasures(known.length, [measure(sides[0]), measure(sides[1])], drawing, groups);
}
