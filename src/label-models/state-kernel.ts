import type { PatternVotes } from "../matrix/vote-patterns.ts";
import { softmaxInPlace } from "../util/logs.ts";
import { addDenseScores } from "./score-kernel.ts";

/**
 * Inner loops of mixture models whose rows are in one of Z states (labels, or subtypes of labels): typed arrays and
 * integers only. Tables are m x K x Z, cell `(j K + v) Z + z`; rows without votes take no part.
 */

/** K shares of the votes on each pattern (U x K), by confidence: what plain counting makes of them. 0 without votes. */
export function shareVotes(votes: PatternVotes, k: number): Float64Array {
  const { offsets, codes, strengths } = votes;
  const shares = new Float64Array((offsets.length - 1) * k);
  for (let u = 0; u < offsets.length - 1; u++) {
    const end = offsets[u + 1] ?? 0;
    let sum = 0;
    for (let i = offsets[u] ?? 0; i < end; i++) {
      const strength = strengths === null ? 1 : (strengths[i] ?? 1);
      const cell = u * k + (codes[i] ?? 0);
      shares[cell] = (shares[cell] ?? 0) + strength;
      sum += strength;
    }
    if (sum > 0) for (let cell = u * k; cell < (u + 1) * k; cell++) shares[cell] = (shares[cell] ?? 0) / sum;
  }
  return shares;
}

/** Expected votes of each function for each label by state, and expected rows in each state. */
export function countStates(
  votes: PatternVotes,
  weights: Float64Array,
  posteriors: Float64Array,
  expected: Float64Array,
  stateRows: Float64Array,
  k: number,
): void {
  const { offsets, functions, codes, strengths } = votes;
  const states = stateRows.length;
  expected.fill(0);
  stateRows.fill(0);
  for (let u = 0; u < weights.length; u++) {
    const start = offsets[u] ?? 0;
    const end = offsets[u + 1] ?? 0;
    if (start === end) continue;
    const weight = weights[u] ?? 0;
    const from = u * states;
    for (let z = 0; z < states; z++) stateRows[z] = (stateRows[z] ?? 0) + weight * (posteriors[from + z] ?? 0);
    for (let i = start; i < end; i++) {
      const base = ((functions[i] ?? 0) * k + (codes[i] ?? 0)) * states;
      const share = weight * (strengths === null ? 1 : (strengths[i] ?? 1));
      for (let z = 0; z < states; z++) {
        expected[base + z] = (expected[base + z] ?? 0) + share * (posteriors[from + z] ?? 0);
      }
    }
  }
}

/**
 * The probability of each state on each pattern with votes (U x Z). Returns the log evidence of the votes (the sum of
 * log sum of exp of scores, by rows) and the largest change of any probability.
 */
export function estimateStates(
  votes: PatternVotes,
  weights: Float64Array,
  bias: Float64Array,
  cells: Float64Array,
  posteriors: Float64Array,
  k: number,
): { readonly evidence: number; readonly change: number } {
  const { offsets } = votes;
  const states = bias.length;
  const scores = new Float64Array(states);
  let evidence = 0;
  let change = 0;
  for (let u = 0; u < weights.length; u++) {
    if (offsets[u] === offsets[u + 1]) continue;
    scores.set(bias);
    addDenseScores(votes, u, k, cells, scores);
    evidence += (weights[u] ?? 0) * softmaxInPlace(scores);
    const from = u * states;
    for (let z = 0; z < states; z++) {
      const p = scores[z] ?? 0;
      change = Math.max(change, Math.abs(p - (posteriors[from + z] ?? 0)));
      posteriors[from + z] = p;
    }
  }
  return { evidence, change };
}

/** Expected right votes of each function by the expected votes of a table of labels: the sum of its cells v = y. */
export function rightByTable(expected: Float64Array, k: number, subtypes: number): (j: number) => number {
  const states = k * subtypes;
  return (j) => {
    let right = 0;
    for (let v = 0; v < k; v++) {
      const from = (j * k + v) * states + v * subtypes;
      for (let z = from; z < from + subtypes; z++) right += expected[z] ?? 0;
    }
    return right;
  };
}
