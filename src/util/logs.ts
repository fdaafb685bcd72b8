/** log(sum of exp) of `values[from..to)`, without overflow. */
export function logSumExp(values: Float64Array, from: number, to: number): number {
  let max = -Infinity;
  for (let i = from; i < to; i++) max = Math.max(max, values[i] ?? -Infinity);
  if (max === -Infinity) return -Infinity;
  let sum = 0;
  for (let i = from; i < to; i++) sum += Math.exp((values[i] ?? -Infinity) - max);
  return max + Math.log(sum);
}

/** Turns log weights in `values[from..to)` into probabilities that sum to 1, in place. Returns the log of their sum. */
export function softmaxInPlace(values: Float64Array, from: number, to: number): number {
  const total = logSumExp(values, from, to);
  if (total === -Infinity) {
    values.fill(1 / (to - from), from, to);
    return total;
  }
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i] = Math.exp((values[i] ?? -Infinity) - total);
  for (let i = from; i < to; i++) values[i] = (values[i] ?? 0) / sum;
  return total;
}
