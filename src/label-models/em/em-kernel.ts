import type { PatternVotes } from "../../matrix/vote-patterns.ts";
import { softmaxInPlace } from "../../util/logs.ts";
import type { VoteCounts } from "../vote-counts.ts";

/**
 * The inner loops of the EM label model: typed arrays and integers only. Tables are m x K x K, by function j, voted
 * label v, true label y: cell `(j K + v) K + y`.
 */

/** What is known of a labeling function before its votes are compared with others': a guess of its accuracy. */
export const priorAccuracy = 0.7;
/** How many votes that guess is worth for the one accuracy of a function. */
const accuracyVotes = 5;
/** Strength of a function's prior: a part that is fixed, and a part that grows with its votes. */
const fixedStrength = 5;
const growingStrength = 0.5;
/** The same for functions that vote for one label only: their prior is of how the label's odds rise when they fire. */
const onlyFixedStrength = 50;
const onlyGrowingStrength = 1;
/** Below this, a vote is taken to be impossible to measure. */
const smallestProbability = 1e-6;

/**
 * E step: each pattern's log posterior is log balance + the sum over its votes of strength x log T[vote, y]. Writes
 * posteriors (U x K) and returns the log likelihood and the largest change of any posterior.
 */
export function computePosteriors(
  votes: PatternVotes,
  weights: Float64Array,
  logTable: Float64Array,
  logBalance: Float64Array,
  posteriors: Float64Array,
): { readonly logLikelihood: number; readonly change: number } {
  const { offsets, functions, codes, strengths } = votes;
  const k = logBalance.length;
  const scores = new Float64Array(k);
  let logLikelihood = 0;
  let change = 0;
  for (let u = 0; u < weights.length; u++) {
    scores.set(logBalance);
    const end = offsets[u + 1] ?? 0;
    for (let i = offsets[u] ?? 0; i < end; i++) {
      const base = ((functions[i] ?? 0) * k + (codes[i] ?? 0)) * k;
      const strength = strengths === null ? 1 : (strengths[i] ?? 1);
      for (let y = 0; y < k; y++) scores[y] = (scores[y] ?? 0) + strength * (logTable[base + y] ?? 0);
    }
    logLikelihood += (weights[u] ?? 0) * softmaxInPlace(scores);
    for (let y = 0; y < k; y++) {
      const p = scores[y] ?? 0;
      change = Math.max(change, Math.abs(p - (posteriors[u * k + y] ?? 0)));
      posteriors[u * k + y] = p;
    }
  }
  return { logLikelihood, change };
}

/** M step, first half: expected votes C[j, v, y] and expected rows of each label, over patterns with votes. */
export function countExpectedVotes(
  votes: PatternVotes,
  weights: Float64Array,
  posteriors: Float64Array,
  counts: VoteCounts,
  expected: Float64Array,
  labelRows: Float64Array,
): void {
  const { offsets, functions, codes, strengths } = votes;
  const k = labelRows.length;
  // With many labels most cells are never voted for, and stay 0.
  counts.byLabel.forEach((count, jv) => {
    if (count > 0) expected.fill(0, jv * k, (jv + 1) * k);
  });
  labelRows.fill(0);
  for (let u = 0; u < weights.length; u++) {
    const start = offsets[u] ?? 0;
    const end = offsets[u + 1] ?? 0;
    if (start === end) continue;
    const weight = weights[u] ?? 0;
    for (let y = 0; y < k; y++) labelRows[y] = (labelRows[y] ?? 0) + weight * (posteriors[u * k + y] ?? 0);
    for (let i = start; i < end; i++) {
      const base = ((functions[i] ?? 0) * k + (codes[i] ?? 0)) * k;
      const share = weight * (strengths === null ? 1 : (strengths[i] ?? 1));
      for (let y = 0; y < k; y++) expected[base + y] = (expected[base + y] ?? 0) + share * (posteriors[u * k + y] ?? 0);
    }
  }
}

/**
 * How probable each label is when a function that votes only for `v` fires, before its votes are looked at: the odds
 * of `v` rise by the factor at which a prior accuracy is reached from a uniform balance; the others share the rest.
 */
export function onlyLabelPrior(v: number, balance: Float64Array): Float64Array {
  const k = balance.length;
  const p = balance[v] ?? 0;
  const rise = (priorAccuracy / (1 - priorAccuracy)) * (k - 1);
  const hit = (rise * p) / (1 - p + rise * p);
  return Float64Array.from(balance, (q, y) => (y === v ? hit : p < 1 ? ((1 - hit) * q) / (1 - p) : 0));
}

/**
 * M step, second half: the table of log T from expected votes, with priors that grow with each function's own votes.
 * The rounds need only the votes that were cast; `complete` fills in those that were not, for votes to come.
 */
export function estimateTable(
  expected: Float64Array,
  labelRows: Float64Array,
  balance: Float64Array,
  counts: VoteCounts,
  logTable: Float64Array,
  complete: boolean,
): void {
  for (let j = 0; j < counts.byFunction.length; j++) {
    if ((counts.byFunction[j] ?? 0) === 0) continue; // nothing to learn from: it stays at its start
    const only = counts.onlyLabel[j] ?? -1;
    if (only >= 0) estimateFiring(j, only, expected, labelRows, balance, counts, logTable);
    else estimateConfusion(j, expected, balance, counts, logTable, complete);
  }
}

/**
 * A function that votes for one label speaks through how often it fires in each true label:
 * T[v,y] = (C[v,y] + s P0[v,y]) / (N_y + s (N / n) pi_y).
 */
function estimateFiring(
  j: number,
  v: number,
  expected: Float64Array,
  labelRows: Float64Array,
  balance: Float64Array,
  counts: VoteCounts,
  logTable: Float64Array,
): void {
  const k = balance.length;
  const n = counts.evidence[j] ?? 0;
  const strength = onlyFixedStrength + onlyGrowingStrength * n;
  const prior = onlyLabelPrior(v, balance);
  const base = (j * k + v) * k;
  const rowsPerVote = counts.coveredRows / n;
  for (let y = 0; y < k; y++) {
    const fired = (expected[base + y] ?? 0) + strength * (prior[y] ?? 0);
    const rows = (labelRows[y] ?? 0) + strength * rowsPerVote * (balance[y] ?? 0);
    logTable[base + y] = Math.log(Math.max(fired / rows, smallestProbability));
  }
}

/**
 * Any other function has a confusion matrix, pulled toward the one with a single accuracy:
 * T[v,y] = (C[v,y] + s pi_y A[y,v]) normalized over v.
 */
function estimateConfusion(
  j: number,
  expected: Float64Array,
  balance: Float64Array,
  counts: VoteCounts,
  logTable: Float64Array,
  complete: boolean,
): void {
  const k = balance.length;
  const n = counts.evidence[j] ?? 0;
  const strength = fixedStrength + growingStrength * n;
  let right = accuracyVotes * priorAccuracy;
  const totals = balance.map((p) => strength * p);
  for (let v = 0; v < k; v++) {
    if ((counts.byLabel[j * k + v] ?? 0) === 0) continue;
    const base = (j * k + v) * k;
    right += expected[base + v] ?? 0;
    for (let y = 0; y < k; y++) totals[y] = (totals[y] ?? 0) + (expected[base + y] ?? 0);
  }
  const accuracy = right / (n + accuracyVotes);
  const error = (1 - accuracy) / (k - 1);
  for (let v = 0; v < k; v++) {
    if (!complete && (counts.byLabel[j * k + v] ?? 0) === 0) continue;
    const base = (j * k + v) * k;
    for (let y = 0; y < k; y++) {
      const pull = strength * (balance[y] ?? 0) * (v === y ? accuracy : error);
      const share = ((expected[base + y] ?? 0) + pull) / (totals[y] ?? 1);
      logTable[base + y] = Math.log(Math.max(share, smallestProbability));
    }
  }
}
