import type { EmData } from "./em-data.ts";
import type { KnownAccuracy } from "./confusion-prior.ts";

/** Below this, a vote is taken to be impossible to measure. */
const smallest = 1e-6;

/** Accuracy of a function of which nothing is known yet. */
export const priorAccuracy = 0.7;

/** Strength of the prior of a function of one label: a part that is fixed, and a part that grows with its votes. */
const [fixedStrength, growingStrength] = [50, 1];

/**
 * How probable each label is when a function that votes only for `v` fires, before its votes are looked at: the odds
 * of `v` rise by the factor at which the accuracy is reached from a uniform balance; the others share the rest.
 */
export function priorOfFiring(v: number, balance: Float64Array, accuracy: number = priorAccuracy): Float64Array {
  const k = balance.length;
  const p = balance[v] ?? 0;
  const rise = (accuracy / (1 - accuracy)) * (k - 1);
  const hit = (rise * p) / (1 - p + rise * p);
  return balance.map((q, y) => (y === v ? hit : ((1 - hit) * q) / Math.max(1 - p, 1e-12)));
}

/**
 * M step: log T[v, y] of every function that voted, cell (j K + v) K + y. A function of several labels has a
 * confusion table, weight x expected + prior, normalized over v. A function of one label speaks through how often it
 * fires on rows of each label, (C + s P0) / (N_y + s (N / n) pi_y). O(m K^2).
 */
export function estimateTables(
  data: EmData,
  weights: Float64Array,
  counts: { readonly expected: Float64Array; readonly labelRows: Float64Array },
  prior: Float64Array,
  balance: Float64Array,
  known: readonly (KnownAccuracy | null)[],
  logTable: Float64Array,
): void {
  const { oneLabel, votes, scan } = data;
  const k = balance.length;
  const totals = new Float64Array(k);
  for (let j = 0; j < oneLabel.length; j++) {
    const n = votes[j] ?? 0;
    if (n === 0) continue;
    const v = oneLabel[j] ?? -1;
    if (v >= 0) {
      fireTable(j, v, n, scan.coveredRows, counts, balance, known[j] ?? null, logTable);
      continue;
    }
    const weight = weights[j] ?? 1;
    totals.fill(0);
    for (let base = j * k * k, u = 0; u < k; u++, base += k) {
      for (let y = 0; y < k; y++) {
        totals[y] = (totals[y] ?? 0) + weight * (counts.expected[base + y] ?? 0) + (prior[base + y] ?? 0);
      }
    }
    for (let base = j * k * k, u = 0; u < k; u++, base += k) {
      for (let y = 0; y < k; y++) {
        const share = (weight * (counts.expected[base + y] ?? 0) + (prior[base + y] ?? 0)) / (totals[y] ?? 1);
        logTable[base + y] = Math.log(Math.max(share, smallest));
      }
    }
  }
}

function fireTable(
  j: number,
  v: number,
  n: number,
  coveredRows: number,
  { expected, labelRows }: { readonly expected: Float64Array; readonly labelRows: Float64Array },
  balance: Float64Array,
  known: KnownAccuracy | null,
  logTable: Float64Array,
): void {
  const k = balance.length;
  const strength = known?.strength ?? fixedStrength + growingStrength * n;
  const prior = priorOfFiring(v, balance, known?.accuracy);
  const base = (j * k + v) * k;
  const rowsPerVote = coveredRows / n;
  for (let y = 0; y < k; y++) {
    const fired = (expected[base + y] ?? 0) + strength * (prior[y] ?? 0);
    const rows = (labelRows[y] ?? 0) + strength * rowsPerVote * (balance[y] ?? 0);
    logTable[base + y] = Math.log(Math.max(fired / rows, smallest));
  }
}

/** The table that scores add up: log T, each function's by its weight. */
export function weighTable(logTable: Float64Array, weights: Float64Array, k: number): Float64Array {
  return logTable.map((x, cell) => x * (weights[Math.floor(cell / (k * k))] ?? 1));
}
