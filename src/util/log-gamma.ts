/** Where the series below is exact to rounding. */
const large = 12;

/**
 * The logarithm of the gamma function, for x > 0: Stirling's series (Abramowitz and Stegun 6.1.41) after moving x
 * above 12 by the recurrence. Relative error below 1e-13.
 */
export function logGamma(x: number): number {
  let shift = 1;
  let z = x;
  while (z < large) shift *= z++;
  const w = 1 / (z * z);
  const series = (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z;
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - Math.log(shift);
}
