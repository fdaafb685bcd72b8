import { LabelingError } from "../../errors.ts";
import { describe } from "../../util/checks.ts";
import type { ConfusionTable, CopySpec, SharedMistakesSpec } from "./options.ts";
import { checkKnown, checkShare } from "./read-options.ts";

/** One function that repeats another, by places. */
export interface Copy {
  readonly copier: number;
  readonly leader: number;
  readonly rate: number;
  readonly keep: number;
}

/** Who copies whom, in the order in which they do. @throws LabelingError for circles, and for functions that copy twice */
export function readCopies(
  specs: readonly CopySpec[] | undefined,
  names: readonly string[],
  where: string,
): readonly Copy[] {
  const copies = (specs ?? []).flatMap((spec, i): readonly Copy[] => {
    const place = `${where}, copies ${i}`;
    checkKnown([...spec.functions, spec.of], names, place);
    const rate = checkShare(spec.rate, `${place}, rate`);
    const keep = checkShare(spec.keep ?? 1, `${place}, keep`);
    const leader = names.indexOf(spec.of);
    return spec.functions.map((name) => ({ copier: names.indexOf(name), leader, rate, keep }));
  });
  copies.forEach(({ copier, leader }, c) => {
    const again = copies.findIndex((other, d) => other.copier === copier && d > c);
    const isLate = copies.some((other, d) => other.copier === leader && d >= c);
    if (again < 0 && !isLate) return;
    const name = describe(names[isLate ? leader : copier]);
    throw new LabelingError("bad_option", {
      where: `${where}, copies`,
      got: isLate ? `${name}, who is copied before it copies` : `${name} copying twice`,
      expected: "each function a copier once at most, and before it is copied",
    });
  });
  return copies;
}

/** The group of each function, -1 for none, and how often each group shares a mistake. */
export interface MistakeGroups {
  readonly rates: readonly number[];
  readonly groupOf: Int32Array;
}

/** Who shares mistakes with whom. @throws LabelingError for a function in two groups */
export function readGroups(
  specs: readonly SharedMistakesSpec[] | undefined,
  names: readonly string[],
  where: string,
): MistakeGroups {
  const groupOf = new Int32Array(names.length).fill(-1);
  const rates = (specs ?? []).map(({ functions, rate }, g) => {
    const place = `${where}, sharedMistakes ${g}`;
    checkKnown(functions, names, place);
    for (const name of functions) {
      const j = names.indexOf(name);
      if (groupOf[j] !== -1) {
        const expected = "each function in one group at most";
        throw new LabelingError("bad_option", { where: place, got: `${describe(name)} a second time`, expected });
      }
      groupOf[j] = g;
    }
    return checkShare(rate, `${place}, rate`);
  });
  return { rates, groupOf };
}

/**
 * How a function votes on rows on which its group makes no mistake, so that on all rows it votes as planned.
 *
 * @throws LabelingError where it errs less often than its group
 */
export function apartFromMistakes(table: ConfusionTable, rate: number, where: string): ConfusionTable {
  if (rate === 0) return table;
  const each = rate / (table.length - 1);
  return table.map((row, y) =>
    row.map((p, v) => {
      const left = v === y ? p : p - each;
      if (left < -1e-12 || rate >= 1) {
        throw new LabelingError("bad_option", {
          where,
          got: `an accuracy of ${row[y]} where mistakes are shared on ${rate} of the rows`,
          expected: "errors at least as frequent as the shared ones, evenly over the other labels",
          remedy: "Lower the rate of sharedMistakes, or the accuracy.",
        });
      }
      return Math.max(0, left) / (1 - rate);
    }),
  );
}
