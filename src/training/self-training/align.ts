/**
 * Scales the columns of N x K probabilities until their means are the shares wanted, each row still summing to 1
 * (distribution alignment, Berthelot and others 2020; the scaling of Sinkhorn 1967 on columns and rows). In place.
 * Without it rounds of self-training drift to the label that is ahead. O(sweeps x N K).
 *
 * @param shares K numbers above 0 that sum to 1.
 */
export function alignShares(probabilities: Float64Array, shares: Float64Array): void {
  const k = shares.length;
  const rows = probabilities.length / k;
  if (rows === 0) return;
  const factors = new Float64Array(k);
  for (let sweep = 0; sweep < maxSweeps; sweep++) {
    factors.fill(0);
    for (let i = 0; i < probabilities.length; i += k) {
      for (let y = 0; y < k; y++) factors[y] = (factors[y] ?? 0) + (probabilities[i + y] ?? 0);
    }
    let change = 0;
    for (let y = 0; y < k; y++) {
      const mean = (factors[y] ?? 0) / rows;
      change = Math.max(change, Math.abs(mean - (shares[y] ?? 0)));
      // A label that no row can have stays at 0.
      factors[y] = mean > 0 ? (shares[y] ?? 0) / mean : 1;
    }
    if (change < tolerance) return;
    for (let i = 0; i < probabilities.length; i += k) scaleRow(probabilities, i, factors);
  }
}

const maxSweeps = 50;
const tolerance = 1e-6;

function scaleRow(probabilities: Float64Array, start: number, factors: Float64Array): void {
  let sum = 0;
  for (let y = 0; y < factors.length; y++) {
    const scaled = (probabilities[start + y] ?? 0) * (factors[y] ?? 1);
    probabilities[start + y] = scaled;
    sum += scaled;
  }
  if (sum > 0)
    for (let y = 0; y < factors.length; y++) probabilities[start + y] = (probabilities[start + y] ?? 0) / sum;
}

/** The mean of N x K probabilities over rows: K shares, none quite 0. */
export function meanShares(probabilities: Float64Array, k: number): Float64Array {
  const shares = new Float64Array(k);
  for (let i = 0; i < probabilities.length; i++) shares[i % k] = (shares[i % k] ?? 0) + (probabilities[i] ?? 0);
  let sum = 0;
  for (let y = 0; y < k; y++) sum += shares[y] = Math.max(shares[y] ?? 0, 1e-9);
  return shares.map((share) => share / sum);
}
