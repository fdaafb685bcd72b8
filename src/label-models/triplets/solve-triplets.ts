import type { PairMoments } from "./moments.ts";

/** Partners of a function that are looked at, those with most common rows. */
const maxPartners = 20;

/** How many standard errors an agreement must be away from 0. */
const significance = 2;

/**
 * The skill c = (K a - 1)/(K - 1) of each function of accuracy a, as the median of what its triplets give; NaN where
 * it has none. Its sign is that of the function's agreement with all others.
 */
export function solveTriplets({ overlap, agreement }: PairMoments, m: number, k: number): Float64Array {
  const isKnown = (j: number, l: number): boolean => {
    const n = overlap[j * m + l] ?? 0;
    // By lot, (K agree - 1)/(K - 1) has the variance 1/((K - 1) n).
    return n > 0 && Math.abs(agreement[j * m + l] ?? 0) > significance / Math.sqrt((k - 1) * n);
  };
  return Float64Array.from({ length: m }, (_, j) => {
    const partners = partnersOf(j, overlap, m).filter((l) => isKnown(j, l));
    const squares: number[] = [];
    partners.forEach((l, place) => {
      for (const h of partners.slice(place + 1)) {
        if (!isKnown(l, h)) continue;
        const [jl, jh, lh] = [agreement[j * m + l] ?? 0, agreement[j * m + h] ?? 0, agreement[l * m + h] ?? 1];
        squares.push(Math.abs((jl * jh) / lh));
      }
    });
    if (squares.length === 0) return NaN;
    let direction = 0;
    for (let l = 0; l < m; l++) direction += (overlap[j * m + l] ?? 0) * (agreement[j * m + l] ?? 0);
    return Math.sign(direction) * Math.min(1, Math.sqrt(median(squares)));
  });
}

/** The functions that share most rows with `j`: those of equal overlap in their order. */
function partnersOf(j: number, overlap: Float64Array, m: number): number[] {
  const partners: number[] = [];
  for (let l = 0; l < m; l++) if (l !== j && (overlap[j * m + l] ?? 0) > 0) partners.push(l);
  if (partners.length <= maxPartners) return partners;
  return partners.sort((a, b) => (overlap[j * m + b] ?? 0) - (overlap[j * m + a] ?? 0) || a - b).slice(0, maxPartners);
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  const middle = Math.floor(values.length / 2);
  const upper = values[middle] ?? NaN;
  return values.length % 2 === 1 ? upper : ((values[middle - 1] ?? NaN) + upper) / 2;
}
