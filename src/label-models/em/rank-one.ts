/** Values known of pairs of functions, and how much each counts. */
export interface Pairs {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

/** How a rank-one fit runs. */
export interface RankOneLimits {
  /** Number of functions (m). */
  readonly functions: number;
  /** Deviations below this are weighed alike. */
  readonly floor: number;
  /** Bounds of every factor, and where all start. */
  readonly low: number;
  readonly high: number;
  readonly start: number;
}

const maxRounds = 300;
const settled = 1e-5;

/**
 * Factors c with values[a, b] close to c[a] c[b]: least absolute deviations by reweighted least squares, a damped step
 * for all factors at a time. A minority of pairs, however odd, does not move it. O(pairs x rounds).
 */
export function fitRankOne({ a, b, values, weights }: Pairs, limits: RankOneLimits): Float64Array {
  const { functions, floor, low, high, start } = limits;
  let c = new Float64Array(functions).fill(start);
  const above = new Float64Array(functions);
  const below = new Float64Array(functions);
  for (let round = 0; round < maxRounds; round++) {
    above.fill(0);
    below.fill(1e-9);
    for (let i = 0; i < values.length; i++) {
      const [j, l] = [a[i] ?? 0, b[i] ?? 0];
      const [cj, cl, value] = [c[j] ?? 0, c[l] ?? 0, values[i] ?? 0];
      const h = (weights[i] ?? 0) / Math.max(Math.abs(value - cj * cl), floor);
      above[j] = (above[j] ?? 0) + h * value * cl;
      above[l] = (above[l] ?? 0) + h * value * cj;
      below[j] = (below[j] ?? 0) + h * cl * cl;
      below[l] = (below[l] ?? 0) + h * cj * cj;
    }
    let change = 0;
    c = c.map((old, j) => {
      const step = Math.min(high, Math.max(low, (above[j] ?? 0) / (below[j] ?? 1)));
      change = Math.max(change, Math.abs(step - old) / 2);
      return (old + step) / 2;
    });
    if (change < settled) break;
  }
  return c;
}
