/** The most cuts that are tried in a column. */
const maxCuts = 64;

/** The shortest decimal number in [low, high), whole between whole numbers: what people would write. */
export function roundCut(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  if (!Number.isFinite(middle)) return low;
  const isWhole = Number.isInteger(low) && Number.isInteger(high);
  for (let digits = 1; digits <= 17; digits++) {
    const rounded = Number(middle.toPrecision(digits));
    if (rounded >= low && rounded < high && (Number.isInteger(rounded) || !isWhole)) return rounded;
  }
  return isWhole ? Math.floor(middle) : low;
}

/**
 * Numbers that cut sorted values in two, at places where they differ: each has some values up to it and some above.
 * Where there are more than 64 such places, as many spread evenly over the values.
 */
export function cutsOf(sorted: Float64Array): number[] {
  const places: number[] = [];
  for (let i = 1; i < sorted.length; i++) if ((sorted[i] ?? 0) > (sorted[i - 1] ?? 0)) places.push(i);
  const step = Math.max(1, places.length / maxCuts);
  const chosen =
    places.length <= maxCuts ? places : Array.from({ length: maxCuts }, (_, i) => places[Math.floor(i * step)] ?? 1);
  return chosen.map((i) => roundCut(sorted[i - 1] ?? 0, sorted[i] ?? 0));
}
