import { makeRandom } from "../util/random.ts";

/** What a row gets whose most probable labels are equally probable: no label, one of them by lot, or the first. */
export type TiePolicy = "abstain" | "random" | "first";

/** Probabilities within this of the largest count as equal to it, as in Snorkel. */
export const tieTolerance = 1e-5;

/** Chooses among tied labels for row `row`. `from` is where the row's probabilities start. */
export type Chooser = (row: number, probabilities: Float64Array, from: number, labels: number) => number;

/** A well mixed 32-bit number of a row number and a seed. */
function mix(row: number, seed: number): number {
  let hash = Math.imul(row ^ seed, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * The label codes of rows under a tie policy. The lot falls by row number and seed alone, so that it does not depend
 * on how rows were cut into batches.
 */
export function chooserOf(policy: TiePolicy, seed: number | string): Chooser {
  const start = Math.floor(makeRandom(seed, "ties")() * 2 ** 32) | 0;
  return (row, probabilities, from, labels) => {
    let best = -1;
    let max = -Infinity;
    for (let y = 0; y < labels; y++) {
      const p = probabilities[from + y] ?? 0;
      if (p > max) [best, max] = [y, p];
    }
    const tied: number[] = [];
    for (let y = 0; y < labels; y++) if ((probabilities[from + y] ?? 0) >= max - tieTolerance) tied.push(y);
    if (tied.length === 1) return best;
    if (policy === "abstain") return -1;
    return policy === "first" ? (tied[0] ?? -1) : (tied[mix(row, start) % tied.length] ?? -1);
  };
}
