import { makeRandom } from "../util/random.ts";

/** What a row gets whose best labels are equally good: no label, one of them by lot, or the first. */
export type TiePolicy = "abstain" | "random" | "first";

/** Probabilities within this of the largest count as equal to it, as in Snorkel. */
export const tieTolerance = 1e-5;

/** The most probable labels of a row. */
export interface Top {
  /** Their probability. */
  readonly max: number;
  /** How many share it. */
  readonly tied: number;
  /** Whether a label code is among them. */
  readonly isTop: (code: number) => boolean;
}

/** Finds the most probable labels of a row. O(K). */
export function topOf(probabilities: Float64Array): Top {
  const max = probabilities.reduce((a, b) => Math.max(a, b), 0);
  const isTop = (code: number): boolean => (probabilities[code] ?? -Infinity) >= max - tieTolerance;
  return { max, tied: probabilities.reduce((count, _, y) => count + (isTop(y) ? 1 : 0), 0), isTop };
}

/** Chooses the best label for row `row`, -1 for none. `from` is where the worths of the row's labels start. */
export type Chooser = (row: number, worths: Float64Array, from: number, labels: number) => number;

/** A well mixed 32-bit number of a row number and a seed. */
function mix(row: number, seed: number): number {
  let hash = Math.imul(row ^ seed, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * The label codes of rows under a tie policy: labels worth within `tolerance` of the best are tied, a worth of -Infinity is
 * never chosen. The lot falls by row number and seed alone, so that it does not depend on how rows were cut into batches.
 */
export function chooserOf(policy: TiePolicy, seed: number | string, tolerance: number): Chooser {
  const start = Math.floor(makeRandom(seed, "ties")() * 2 ** 32) | 0;
  return (row, worths, from, labels) => {
    let best = -1;
    let max = -Infinity;
    for (let y = 0; y < labels; y++) {
      const worth = worths[from + y] ?? 0;
      if (worth > max) [best, max] = [y, worth];
    }
    if (best === -1) return -1;
    const tied: number[] = [];
    for (let y = 0; y < labels; y++) if ((worths[from + y] ?? 0) >= max - tolerance) tied.push(y);
    if (tied.length === 1) return best;
    if (policy === "abstain") return -1;
    return policy === "first" ? (tied[0] ?? -1) : (tied[mix(row, start) % tied.length] ?? -1);
  };
}
