import { softmaxInPlace } from "../../util/logs.ts";
import type { DenseScores } from "../scan/vote-scan.ts";
import type { GoldRows } from "./gold-rows.ts";

/** How far, on log odds, known rows may move a label, and a function's vote: standard deviations of normal priors. */
const [spreadOfLabels, spreadOfVotes] = [0.5, 0.5];
const maxSweeps = 100;
const settled = 1e-4;

/**
 * Scores corrected by rows whose label is known: each label gets an offset, and each function's vote for a label adds a
 * correction to that label, by penalized maximum likelihood on the known rows (logistic regression from the model's
 * scores on, with normal priors around no correction). What was learned without gold is the prior; a few rows move
 * it little, many as far as they say. Coordinate-wise Newton steps; the penalized likelihood is concave.
 * O(sweeps x votes of known rows x K).
 */
export function adjustToGold(scores: DenseScores, { rows, labels }: GoldRows): DenseScores {
  const k = rows.labels;
  const size = labels.length;
  if (size === 0) return scores;
  const bias = scores.bias.slice();
  const table = scores.table.slice();
  const { offsets, functions, codes, strengths, weights } = rows;
  // Probabilities of the known rows, kept up to date.
  const logits = new Float64Array(size * k);
  const byVote = new Map<number, number[]>(); // j K + v -> places of its votes, with their rows
  const rowOf = new Int32Array(offsets[size] ?? 0);
  for (let u = 0; u < size; u++) {
    logits.set(bias, u * k);
    for (let i = offsets[u] ?? 0; i < (offsets[u + 1] ?? 0); i++) {
      const vote = (functions[i] ?? 0) * k + (codes[i] ?? 0);
      rowOf[i] = u;
      const places = byVote.get(vote);
      if (places === undefined) byVote.set(vote, [i]);
      else places.push(i);
      const strength = strengths?.[i] ?? 1;
      for (let y = 0; y < k; y++) {
        logits[u * k + y] = (logits[u * k + y] ?? 0) + strength * (table[vote * k + y] ?? 0);
      }
    }
  }
  const votes = [...byVote.keys()].sort((a, b) => a - b);
  const offset = new Float64Array(k);
  const correction = new Map<number, number>(votes.map((vote) => [vote, 0]));
  const posterior = new Float64Array(k);
  const probability = (u: number, y: number): number => {
    posterior.set(logits.subarray(u * k, (u + 1) * k));
    softmaxInPlace(posterior);
    return posterior[y] ?? 0;
  };
  /** One Newton step on what `places` (rows, with strengths) add to label y; returns the step. */
  const step = (y: number, at: readonly [number, number][], value: number, spread: number): number => {
    let gradient = -value / spread ** 2;
    let curvature = 1 / spread ** 2;
    for (const [u, strength] of at) {
      const p = probability(u, y);
      const weight = weights[u] ?? 0;
      gradient += weight * strength * ((labels[u] === y ? 1 : 0) - p);
      curvature += weight * strength * strength * p * (1 - p);
    }
    const move = Math.max(-1, Math.min(1, gradient / curvature));
    for (const [u, strength] of at) logits[u * k + y] = (logits[u * k + y] ?? 0) + move * strength;
    return move;
  };
  const all = Array.from({ length: size }, (_, u): [number, number] => [u, 1]);
  const cells = new Map(
    votes.map((vote) => [
      vote,
      (byVote.get(vote) ?? []).map((i): [number, number] => [rowOf[i] ?? 0, strengths?.[i] ?? 1]),
    ]),
  );
  for (let sweep = 0; sweep < maxSweeps; sweep++) {
    let change = 0;
    for (let y = 0; y < k; y++) {
      const move = step(y, all, offset[y] ?? 0, spreadOfLabels);
      offset[y] = (offset[y] ?? 0) + move;
      change = Math.max(change, Math.abs(move));
    }
    for (const vote of votes) {
      const value = correction.get(vote) ?? 0;
      const move = step(vote % k, cells.get(vote) ?? [], value, spreadOfVotes);
      correction.set(vote, value + move);
      change = Math.max(change, Math.abs(move));
    }
    if (change < settled) break;
  }
  for (let y = 0; y < k; y++) bias[y] = (bias[y] ?? 0) + (offset[y] ?? 0);
  for (const [vote, value] of correction) table[vote * k + (vote % k)] = (table[vote * k + (vote % k)] ?? 0) + value;
  return { bias, table };
}
