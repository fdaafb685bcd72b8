import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import type { VotePatterns } from "../../matrix/vote-patterns.ts";
import { logGamma } from "../../util/log-gamma.ts";

/** What workers have in common. */
export interface WorkerPopulation {
  /** The accuracy of a worker of whom nothing is known. */
  readonly mean: number;
  /** How many answers of his own count as much as that: workers are alike where it is large. */
  readonly concentration: number;
  /** By true label: how often answers are right. */
  readonly accuracyOn: Float64Array;
  /** K x K: on items of each label, the share of each answer. */
  readonly table: Float64Array;
}

const concentrations = [1, 2, 4, 8, 16, 32];
const means = Array.from({ length: 19 }, (_, i) => 0.05 + 0.05 * i);
/** Answers that the common accuracy is worth where a label is rare. */
const rareLabel = 5;

/** The log likelihood of right answers of a worker, accuracies being beta distributed. */
function logBetaBinomial(right: number, count: number, a: number, b: number): number {
  return (
    logGamma(a + right) +
    logGamma(b + count - right) -
    logGamma(a + b + count) -
    logGamma(a) -
    logGamma(b) +
    logGamma(a + b)
  );
}

/**
 * What workers have in common, by empirical Bayes from a model's labels: the beta distribution of their accuracies, by
 * maximum likelihood on a grid, and how answers go wrong on items of each label. O(answers K + workers).
 */
export function findPopulation(votes: VotePatterns, soft: ProbabilisticLabels): WorkerPopulation {
  const [k, m] = [votes.labels.size, votes.functions.length];
  const { offsets, functions, codes } = votes.votes;
  const table = new Float64Array(k * k);
  const [right, count] = [new Float64Array(m), new Float64Array(m)];
  for (let u = 0; u < votes.size; u++) {
    const posterior = soft.row(u);
    for (let i = offsets[u] ?? 0; i < (offsets[u + 1] ?? 0); i++) {
      const [j, code] = [functions[i] ?? 0, codes[i] ?? 0];
      count[j] = (count[j] ?? 0) + 1;
      right[j] = (right[j] ?? 0) + (posterior[code] ?? 0);
      for (let y = 0; y < k; y++) table[y * k + code] = (table[y * k + code] ?? 0) + (posterior[y] ?? 0);
    }
  }
  let best = { likelihood: -Infinity, mean: 0.7, concentration: 8 };
  for (const concentration of concentrations) {
    for (const mean of means) {
      let likelihood = 0;
      for (let j = 0; j < m; j++) {
        const n = count[j] ?? 0;
        if (n > 0) likelihood += logBetaBinomial(right[j] ?? 0, n, concentration * mean, concentration * (1 - mean));
      }
      if (likelihood > best.likelihood) best = { likelihood, mean, concentration };
    }
  }
  const accuracyOn = new Float64Array(k);
  for (let y = 0; y < k; y++) {
    const row = table.subarray(y * k, (y + 1) * k);
    const sum = row.reduce((a, b) => a + b, 0);
    accuracyOn[y] = ((row[y] ?? 0) + rareLabel * best.mean) / (sum + rareLabel);
    for (let v = 0; v < k; v++) row[v] = ((row[v] ?? 0) + 1) / (sum + k);
  }
  return { mean: best.mean, concentration: best.concentration, accuracyOn, table };
}

const logit = (p: number): number => Math.log(p / (1 - p));
const inside = (p: number, margin: number): number => Math.min(1 - margin, Math.max(margin, p));

/**
 * The confusion table to expect of a worker of an accuracy: his accuracy on each label is moved on the scale of log odds
 * as everybody's is there, and his errors fall as everybody's do.
 */
export function expectTable(population: WorkerPopulation, accuracy: number, out: Float64Array): void {
  const { mean, accuracyOn, table } = population;
  const k = accuracyOn.length;
  const own = logit(inside(accuracy, 0.001)) - logit(mean);
  for (let y = 0; y < k; y++) {
    const right = inside(1 / (1 + Math.exp(-own - logit(inside(accuracyOn[y] ?? mean, 0.001)))), 0.005);
    const wrong = (1 - right) / (1 - (table[y * k + y] ?? 0));
    for (let v = 0; v < k; v++) out[y * k + v] = v === y ? right : wrong * (table[y * k + v] ?? 0);
  }
}
