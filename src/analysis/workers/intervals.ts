import { wilsonBounds } from "../../util/wilson.ts";
import type { SharesInterval } from "./worker-report.ts";

/** Between which of some draws the middle `level` lies. */
export function intervalOfDraws(draws: Float64Array, level: number): SharesInterval {
  const sorted = Float64Array.from(draws).sort();
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const low = sorted[below] ?? 0;
    return low + (place - below) * ((sorted[below + 1] ?? low) - low);
  };
  return Object.freeze([at((1 - level) / 2), at((1 + level) / 2)] as const);
}

/** The value a standard normal stays below with probability `p` from 0.5 on, to 0.0005 (Abramowitz and Stegun 26.2.23). */
function normalQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - p));
  return t - (2.515517 + t * (0.802853 + 0.010328 * t)) / (1 + t * (1.432788 + t * (0.189269 + 0.001308 * t)));
}

/** The score interval of a share of trials (Wilson 1927). */
export function intervalOfShare(right: number, count: number, level: number): SharesInterval {
  return Object.freeze(wilsonBounds(right, count, normalQuantile((1 + level) / 2)));
}
