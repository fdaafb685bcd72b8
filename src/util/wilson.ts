/**
 * The score interval of a share (Wilson 1927), within 0 to 1: fair for few trials and for shares near 0, where the usual one
 * fails.
 *
 * @param z How many standard errors it reaches: 1.96 for 95 %.
 */
export function wilsonBounds(count: number, trials: number, z: number): readonly [low: number, high: number] {
  const share = count / trials;
  const center = (share + (z * z) / (2 * trials)) / (1 + (z * z) / trials);
  const half =
    (z / (1 + (z * z) / trials)) * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  const low = count === 0 ? 0 : Math.max(0, center - half);
  const high = count === trials ? 1 : Math.min(1, center + half);
  return [low, high];
}
