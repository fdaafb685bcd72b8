/** The code of the most probable of K labels, from `start` on; of equal ones the first. */
export function topCode(probabilities: Float64Array, start: number, k: number): number {
  let best = 0;
  for (let y = 1; y < k; y++) {
    if ((probabilities[start + y] ?? 0) > (probabilities[start + best] ?? 0)) best = y;
  }
  return best;
}

/** The code of each row's most probable label, of N x K probabilities. */
export function mostProbable(probabilities: Float64Array, k: number): Int16Array {
  const codes = new Int16Array(probabilities.length / k);
  for (let row = 0; row < codes.length; row++) codes[row] = topCode(probabilities, row * k, k);
  return codes;
}
