/**
 * Turns log weights into probabilities that sum to 1, in place and without overflow. Returns log(sum of exp) of the
 * weights; where none is possible (all -Infinity), the probabilities are equal.
 */
export function softmaxInPlace(weights: Float64Array): number {
  let max = -Infinity;
  for (const weight of weights) if (weight > max) max = weight;
  if (max === -Infinity) {
    weights.fill(1 / weights.length);
    return max;
  }
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i] = Math.exp((weights[i] ?? 0) - max);
  for (let i = 0; i < weights.length; i++) weights[i] = (weights[i] ?? 0) / sum;
  return max + Math.log(sum);
}
