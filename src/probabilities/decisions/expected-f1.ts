/** Rows of equal probability of a label, most probable first. */
interface Level {
  readonly p: number;
  readonly weight: number;
  /** Rows up to here. */
  readonly rows: number;
}

function levelsOf(probabilities: Float64Array, weights: Float64Array): readonly Level[] {
  const byProbability = new Map<number, number>();
  probabilities.forEach((p, u) => {
    const weight = weights[u] ?? 0;
    if (weight > 0) byProbability.set(p, (byProbability.get(p) ?? 0) + weight);
  });
  let rows = 0;
  return Array.from(byProbability)
    .sort(([a], [b]) => b - a)
    .map(([p, weight]) => ({ p, weight, rows: (rows += weight) }));
}

/** Distance of the nodes below on a logarithmic scale; the error of the sum falls as exp(-pi² / step). */
const step = 0.5;

/** A bound for the error of an expected F1 as it is computed here. */
const error = 1e-6;

/**
 * The expected F1 of giving a label to all rows down to each level, rows being independent: E[2 T / (k + A)] with k rows given the
 * label, A rows where it is true and T where both are. As 1 / (k + A) is the integral of exp(-t (k + A)) over t, it is that of
 * exp(-t k) G(t) sum of p e^-t / (1 - p + p e^-t) over the given rows, with G(t) = E[exp(-t A)] = product of 1 - p + p e^-t over
 * all. The sum over t = e^x, x evenly spaced, is that close to it. O(levels), some 50 nodes each.
 */
export function expectedF1(levels: readonly Level[]): Float64Array {
  const total = levels.reduce((sum, { p, weight }) => sum + p * weight, 0);
  const rows = levels.at(-1)?.rows ?? 0;
  const f1 = new Float64Array(levels.length);
  // Above t = 50 / total, G is nothing; as k is at least 1, so is the rest above 50. Below the first node all is flat.
  const last = Math.log(50 / Math.max(1, total)) + 1;
  for (let x = Math.log(1e-8 / (rows + total + 1)); x < last; x += step) {
    const t = Math.exp(x);
    const falling = Math.exp(-t);
    const logG = levels.reduce((sum, { p, weight }) => sum + weight * Math.log(1 - p + p * falling), 0);
    let hits = 0;
    levels.forEach(({ p, weight, rows: k }, i) => {
      hits += (weight * p * falling) / (1 - p + p * falling);
      f1[i] = (f1[i] ?? 0) + 2 * step * t * Math.exp(logG - t * k) * hits;
    });
  }
  return f1;
}

/**
 * The probability from which on a label is given for the largest expected F1: Infinity where none is worth it. Pattern u stands
 * for `weights[u]` rows. The best set holds the rows of largest probability (Lewis 1995); rows of equal probability stay
 * together; of equally good sets the smallest is taken.
 */
export function thresholdOfLargestF1(probabilities: Float64Array, weights: Float64Array): number {
  const levels = levelsOf(probabilities, weights);
  let [best, threshold] = [0, Infinity];
  expectedF1(levels).forEach((f1, i) => {
    if (f1 > best + error) [best, threshold] = [f1, levels[i]?.p ?? Infinity];
  });
  return threshold;
}
