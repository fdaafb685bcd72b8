import { softmaxInPlace } from "../../util/logs.ts";
import type { VoteRows } from "../scan/vote-rows.ts";
import type { DenseScores } from "../scan/vote-scan.ts";
import type { Population } from "./population.ts";

/** What is known of a function's accuracy. */
export interface AccuracyEstimate {
  readonly accuracy: number;
  readonly standardError: number;
  readonly interval: readonly [low: number, high: number];
}

/** Of a standard normal: 5 % lie above. */
const z90 = 1.6448536269514722;

/**
 * Accuracies with their errors, from one look at the posteriors. Right votes are shrunk to the population's accuracy.
 * The observed information is that of all votes less what is missing (Louis 1982), as of
 * sum w (1 - q (1 - q) / (a (1 - a))) rows that are known: a vote whose row is undecided says nothing. Intervals are normal on log odds, so they stay inside 0 and 1. `scale` is how
 * many rows each of these stands for. O(votes K).
 */
export function estimateAccuracies(
  rows: VoteRows,
  scores: DenseScores,
  population: (j: number) => Pick<Population, "mean" | "concentration">,
  scale: number,
): readonly (AccuracyEstimate | null)[] {
  const m = rows.functionCount;
  const [right, squares, votes] = [new Float64Array(m), new Float64Array(m), new Float64Array(m)];
  const { offsets, functions, codes, strengths, weights, labels: k } = rows;
  const posterior = new Float64Array(k);
  for (let u = 0; u < weights.length; u++) {
    const [start, end] = [offsets[u] ?? 0, offsets[u + 1] ?? 0];
    if (start === end) continue;
    posterior.set(scores.bias);
    for (let i = start; i < end; i++) {
      const cell = ((functions[i] ?? 0) * k + (codes[i] ?? 0)) * k;
      const strength = strengths?.[i] ?? 1;
      for (let y = 0; y < k; y++) posterior[y] = (posterior[y] ?? 0) + strength * (scores.table[cell + y] ?? 0);
    }
    softmaxInPlace(posterior);
    for (let i = start; i < end; i++) {
      const j = functions[i] ?? 0;
      const q = posterior[codes[i] ?? 0] ?? 0;
      const weight = (weights[u] ?? 0) * (strengths?.[i] ?? 1);
      right[j] = (right[j] ?? 0) + weight * q;
      squares[j] = (squares[j] ?? 0) + weight * q * q;
      votes[j] = (votes[j] ?? 0) + weight;
    }
  }
  return Array.from(votes, (n, j) => {
    if (n === 0) return null;
    const hits = right[j] ?? 0;
    const { mean, concentration } = population(j);
    const a = Math.min(1 - 1e-9, Math.max(1e-9, (scale * hits + concentration * mean) / (scale * n + concentration)));
    const variance = a * (1 - a);
    const missing = (hits - (squares[j] ?? 0)) / variance;
    const trials = scale * Math.max(0, n - missing) + concentration;
    const margin = z90 / Math.sqrt(trials * variance);
    const odds = Math.log(a / (1 - a));
    const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
    return {
      accuracy: a,
      standardError: Math.sqrt(variance / (trials + 1)),
      interval: [logistic(odds - margin), logistic(odds + margin)],
    };
  });
}
