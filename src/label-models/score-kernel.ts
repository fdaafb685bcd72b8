import type { PatternVotes } from "../matrix/vote-patterns.ts";
import { softmaxInPlace } from "../util/logs.ts";
import type { CompactTable, VoteTable } from "./score-table.ts";

/**
 * From votes to probabilities: typed arrays and integers only. All write U x K probabilities for the patterns with
 * votes and leave the others alone.
 */

/** Scores of a pattern's states from a dense table: bias + the sum over votes of strength x cell. */
export function addDenseScores(
  votes: PatternVotes,
  u: number,
  k: number,
  cells: Float64Array,
  scores: Float64Array,
): void {
  const { offsets, functions, codes, strengths } = votes;
  const states = scores.length;
  const end = offsets[u + 1] ?? 0;
  for (let i = offsets[u] ?? 0; i < end; i++) {
    const base = ((functions[i] ?? 0) * k + (codes[i] ?? 0)) * states;
    const strength = strengths === null ? 1 : (strengths[i] ?? 1);
    for (let z = 0; z < states; z++) scores[z] = (scores[z] ?? 0) + strength * (cells[base + z] ?? 0);
  }
}

/** Adds what one vote adds to the scores of all states. Without a table a vote counts 1 for its label. */
export function addVote(
  table: VoteTable | null,
  k: number,
  j: number,
  v: number,
  strength: number,
  scores: Float64Array,
): void {
  if (table === null) {
    scores[v] = (scores[v] ?? 0) + strength;
    return;
  }
  const states = scores.length;
  for (let z = 0; z < states; z++) {
    const added =
      table.form === "dense" ? table.cells[(j * k + v) * states + z] : (z === v ? table.hit : table.miss)[j * k + v];
    scores[z] = (scores[z] ?? 0) + strength * (added ?? 0);
  }
}

/** Probabilities from a dense table. O(votes x K S). */
export function densePosteriors(
  votes: PatternVotes,
  bias: Float64Array,
  cells: Float64Array,
  subtypes: number,
  posteriors: Float64Array,
): void {
  const { offsets } = votes;
  const states = bias.length;
  const k = states / subtypes;
  const scores = new Float64Array(states);
  for (let u = 0; u < offsets.length - 1; u++) {
    if (offsets[u] === offsets[u + 1]) continue;
    scores.set(bias);
    addDenseScores(votes, u, k, cells, scores);
    softmaxInPlace(scores);
    if (subtypes === 1) {
      posteriors.set(scores, u * k);
      continue;
    }
    for (let y = 0; y < k; y++) {
      let p = 0;
      for (let s = 0; s < subtypes; s++) p += scores[y * subtypes + s] ?? 0;
      posteriors[u * k + y] = p;
    }
  }
}

/** Labels that nobody voted for count as impossible where the most probable of them is below this. */
const smallestWeight = 1e-300;

/**
 * Probabilities from a compact table. Labels nobody voted for on a row differ by the bias alone, so that only voted
 * ones need a score of their own. `evidence` takes the log of the sum of exp of all scores of each pattern.
 * O(votes + K a pattern), without an exponential for each label.
 */
export function compactPosteriors(
  votes: PatternVotes,
  bias: Float64Array,
  { hit, miss }: CompactTable,
  posteriors: Float64Array,
  evidence: Float64Array | null = null,
): void {
  const { offsets, functions, codes, strengths } = votes;
  const k = bias.length;
  const top = bias.reduce((a, b) => Math.max(a, b), -Infinity);
  const plain = bias.map((score) => Math.exp(score - top)); // weights of labels without votes
  const gains = new Float64Array(k); // above what a label without votes has
  const voted = new Int32Array(k);
  for (let u = 0; u < offsets.length - 1; u++) {
    const start = offsets[u] ?? 0;
    const end = offsets[u + 1] ?? 0;
    if (start === end) continue;
    let count = 0;
    let missed = 0; // what the votes add to every label alike
    for (let i = start; i < end; i++) {
      const v = codes[i] ?? 0;
      const strength = strengths === null ? 1 : (strengths[i] ?? 1);
      const cell = (functions[i] ?? 0) * k + v;
      let known = false;
      for (let c = 0; c < count && !known; c++) known = voted[c] === v;
      if (!known) voted[count++] = v;
      missed += strength * (miss[cell] ?? 0);
      gains[v] = (gains[v] ?? 0) + strength * ((hit[cell] ?? 0) - (miss[cell] ?? 0));
    }
    const base = u * k;
    posteriors.set(plain, base);
    let max = -Infinity;
    for (let c = 0; c < count; c++) {
      const v = voted[c] ?? 0;
      posteriors[base + v] = 0;
      max = Math.max(max, (bias[v] ?? 0) - top + (gains[v] ?? 0));
    }
    let sum = 0;
    let largest = 0;
    for (let y = 0; y < k; y++) {
      const weight = posteriors[base + y] ?? 0;
      sum += weight;
      if (weight > largest) largest = weight;
    }
    max = Math.max(max, Math.log(largest));
    const scale = largest < smallestWeight ? 0 : Math.exp(-max);
    sum *= scale;
    for (let c = 0; c < count; c++) {
      const v = voted[c] ?? 0;
      gains[v] = Math.exp((bias[v] ?? 0) - top + (gains[v] ?? 0) - max);
      sum += gains[v] ?? 0;
    }
    if (evidence !== null) evidence[u] = missed + top + max + Math.log(sum);
    for (let y = 0; y < k; y++) posteriors[base + y] = ((posteriors[base + y] ?? 0) * scale) / sum;
    for (let c = 0; c < count; c++) {
      const v = voted[c] ?? 0;
      posteriors[base + v] = (gains[v] ?? 0) / sum;
      gains[v] = 0;
    }
  }
}

/** Two sums of votes closer than this are a tie: confidences are tenths, kept in 32 bits. */
const tieTolerance = 1e-4;

/** Each pattern's probability shared evenly among the labels with most votes. O(votes + U K). */
export function majorityPosteriors(votes: PatternVotes, k: number, posteriors: Float64Array): void {
  const { offsets, codes, strengths } = votes;
  const sums = new Float64Array(k);
  for (let u = 0; u < offsets.length - 1; u++) {
    const [start, end] = [offsets[u] ?? 0, offsets[u + 1] ?? 0];
    if (start === end) continue;
    sums.fill(0);
    for (let i = start; i < end; i++) sums[codes[i] ?? 0] = (sums[codes[i] ?? 0] ?? 0) + (strengths?.[i] ?? 1);
    const max = sums.reduce((a, b) => Math.max(a, b), 0);
    const tied = sums.reduce((count, sum) => count + (sum >= max - tieTolerance ? 1 : 0), 0);
    for (let y = 0; y < k; y++) posteriors[u * k + y] = (sums[y] ?? 0) >= max - tieTolerance ? 1 / tied : 0;
  }
}
