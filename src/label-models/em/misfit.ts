import { median } from "../../util/order.ts";

/** The median of a squared standard normal. */
const medianOfSquares = 0.4549364;

/**
 * By how much log lifts miss their fit beyond counting noise: the standard deviation s at which half of the residuals,
 * squared over s^2 + their variance, lie below what they would for a normal. Robust against up to half of the pairs.
 */
export function misfitOf(residuals: Float64Array, variances: Float64Array): number {
  const excess = (square: number): number =>
    median(residuals.map((r, i) => (r * r) / (square + (variances[i] ?? 1)))) - medianOfSquares;
  if (residuals.length === 0 || excess(0) <= 0) return smallestMisfit;
  let [low, high] = [0, 100];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  return Math.max(smallestMisfit, Math.sqrt(low));
}

const smallestMisfit = 0.01;

/** Standard error of a variance estimated by the median of squares: 2.7 times the variance of the mean of squares. */
const medianLoss = 2.7;

/** The misfit that cannot be ruled out: half a standard error above the estimate. Few or rare pairs prove nothing. */
export function upperMisfit(residuals: Float64Array, variances: Float64Array): number {
  const square = misfitOf(residuals, variances) ** 2;
  const error = median(variances.map((v) => v + square)) * Math.sqrt((2 * medianLoss) / residuals.length);
  return Math.sqrt(square + error / 2);
}
