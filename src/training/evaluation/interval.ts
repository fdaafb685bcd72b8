/** Between which numbers a measure lies, as sure as the level says. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** How much better one is than another, measured on the same rows. */
export interface Difference extends Interval {
  /** The first measure less the second. */
  readonly value: number;
  /** The share of resamples in which the first is better; where they are equal, half counts. */
  readonly wins: number;
}

/** The number below which a share of sorted numbers lies; between two of them on the line that joins them. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/**
 * The percentile interval (Efron 1981): what is left of the replicates after cutting as much from both ends, widened to
 * hold the value itself where it does not. Null where the value or all replicates are not numbers: a resample may hold no
 * row with a label.
 */
export function intervalOf(value: number, replicates: Float64Array, level: number): Interval | null {
  const sorted = replicates.filter((each) => !Number.isNaN(each)).sort();
  if (Number.isNaN(value) || sorted.length === 0) return null;
  const cut = (1 - level) / 2;
  return Object.freeze({
    lower: Math.min(value, quantile(sorted, cut)),
    upper: Math.max(value, quantile(sorted, 1 - cut)),
  });
}

/** The difference of `a` to `b`, from replicates of both on the same resamples. Null where there is none. */
export function differenceOf(
  a: { readonly value: number; readonly replicates: Float64Array },
  b: { readonly value: number; readonly replicates: Float64Array },
  level: number,
  smallerIsBetter = false,
): Difference | null {
  const value = a.value - b.value;
  const differences = a.replicates.map((each, r) => each - (b.replicates[r] ?? NaN));
  const interval = intervalOf(value, differences, level);
  if (interval === null) return null;
  const known = differences.filter((each) => !Number.isNaN(each));
  const sign = smallerIsBetter ? -1 : 1;
  const won = known.reduce((sum, each) => sum + (sign * each > 0 ? 1 : each === 0 ? 0.5 : 0), 0);
  return Object.freeze({ value, ...interval, wins: won / known.length });
}
