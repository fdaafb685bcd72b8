import { makeRandom } from "../../util/random.ts";
import type { CodedValues } from "../groups.ts";

/** What is drawn as a whole: rows, or groups of rows. Rows stand there as the numbers of their cases. */
export interface Units {
  /** How many there are. */
  readonly count: number;
  /** Where the cases of each unit begin in `cases`; null where each unit is one row. */
  readonly offsets: Int32Array | null;
  readonly cases: Int32Array;
}

/** The units of rows with cases `caseOf`: each row, or the groups of which `groups` knows the code of each row. */
export function unitsOf(caseOf: Int32Array, groups: CodedValues | null): Units {
  if (groups === null) return { count: caseOf.length, offsets: null, cases: caseOf };
  const offsets = new Int32Array(groups.count + 1);
  for (const code of groups.codes) offsets[code + 1] = (offsets[code + 1] ?? 0) + 1;
  for (let g = 0; g < groups.count; g++) offsets[g + 1] = (offsets[g + 1] ?? 0) + (offsets[g] ?? 0);
  const next = offsets.slice();
  const cases = new Int32Array(caseOf.length);
  groups.codes.forEach((code, i) => {
    const place = next[code] ?? 0;
    cases[place] = caseOf[i] ?? 0;
    next[code] = place + 1;
  });
  return { count: groups.count, offsets, cases };
}

/**
 * Draws as many units as there are, with replacement, `resamples` times; `visit` is given how often each case was drawn,
 * in an array that the next draw writes over. O(resamples x rows).
 */
export function drawUnits(
  { count, offsets, cases }: Units,
  size: number,
  { resamples, seed }: { readonly resamples: number; readonly seed: number | string },
  visit: (weights: Float64Array, resample: number) => void,
): void {
  const random = makeRandom(seed, "bootstrap");
  const weights = new Float64Array(size);
  for (let r = 0; r < resamples; r++) {
    weights.fill(0);
    for (let i = 0; i < count; i++) {
      const unit = Math.floor(random() * count);
      if (offsets === null) {
        const c = cases[unit] ?? 0;
        weights[c] = (weights[c] ?? 0) + 1;
        continue;
      }
      for (let k = offsets[unit] ?? 0; k < (offsets[unit + 1] ?? 0); k++) {
        const c = cases[k] ?? 0;
        weights[c] = (weights[c] ?? 0) + 1;
      }
    }
    visit(weights, r);
  }
}
