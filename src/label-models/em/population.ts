import { logGamma } from "../../util/log-gamma.ts";
import { maximizeBetween } from "../../util/maximize.ts";

/** What the functions have in common: accuracies are drawn from Beta(concentration x mean, concentration x (1 - mean)). */
export interface Population {
  readonly mean: number;
  readonly concentration: number;
  /** How many votes the form of one accuracy is worth to a confusion column. */
  readonly strength: number;
}

/** Before any function is known. */
export const unknownPopulation: Population = { mean: 0.7, concentration: 5, strength: 20 };

const [lowMean, highMean] = [0.3, 0.98];
const [lowLog, highLog] = [Math.log(2), Math.log(200)];
const [meanStep, logStep] = [5e-3, 0.03];
/** Concentration a priori: log-normal around 8, as spread as a factor e. */
const priorConcentration = Math.log(8);

/**
 * Accuracies of a population by marginal likelihood (empirical Bayes, Efron and Morris 1975): expected right votes of
 * functions with so many votes are beta-binomial. Weak hyperpriors: mean ~ Beta(3, 3). Coordinate steps from where the
 * last round stood: once it is `near`, only in its neighborhood. O(functions) a step.
 */
export function estimatePopulation(
  right: Float64Array,
  votes: Float64Array,
  from: Pick<Population, "mean" | "concentration">,
  near: boolean,
): { readonly mean: number; readonly concentration: number } {
  if (right.length < 3) return { mean: from.mean, concentration: from.concentration };
  const logLikelihood = (mean: number, log: number): number => {
    const concentration = Math.exp(log);
    const [a, b] = [concentration * mean, concentration * (1 - mean)];
    const whole = logGamma(concentration) - logGamma(a) - logGamma(b);
    let sum = right.length * whole + 2 * Math.log(mean * (1 - mean)) - (log - priorConcentration) ** 2 / 2;
    for (let j = 0; j < right.length; j++) {
      const [hits, n] = [right[j] ?? 0, votes[j] ?? 0];
      sum += logGamma(a + hits) + logGamma(b + Math.max(0, n - hits)) - logGamma(concentration + n);
    }
    return sum;
  };
  let log = Math.log(from.concentration);
  let mean = from.mean;
  for (let step = near ? 1 : 0; step < 2; step++) {
    const [a, b] = near ? [mean - 0.03, mean + 0.03] : [lowMean, highMean];
    mean = maximizeBetween((x) => logLikelihood(x, log), Math.max(a, lowMean), Math.min(b, highMean), meanStep);
    const [c, d] = near ? [log - 0.2, log + 0.2] : [lowLog, highLog];
    log = maximizeBetween((x) => logLikelihood(mean, x), Math.max(c, lowLog), Math.min(d, highLog), logStep);
  }
  return { mean, concentration: Math.exp(log) };
}

/** Strength of the confusion prior a priori: log-normal around 20, as spread as a factor e. */
const [priorStrength, strengthSpread] = [Math.log(20), 1];
const highStrength = Math.log(1000);

/**
 * How close confusion columns keep to the one-coin form: the strength S of Dirichlet(S x coin) by marginal likelihood of
 * expected counts (columns of `k` cells that belong together). Once the last one is `near`, only in its neighborhood.
 * O(cells) an evaluation.
 */
export function estimateStrength(
  counts: Float64Array,
  coins: Float64Array,
  k: number,
  from: number,
  near: boolean,
): number {
  const logLikelihood = (log: number): number => {
    const strength = Math.exp(log);
    let sum = -(((log - priorStrength) / strengthSpread) ** 2) / 2;
    for (let start = 0; start < counts.length; start += k) {
      let n = 0;
      for (let i = start; i < start + k; i++) {
        const count = counts[i] ?? 0;
        if (count < 1e-9) continue;
        n += count;
        const pull = strength * Math.max(coins[i] ?? 0, 1e-9);
        sum += logGamma(pull + count) - logGamma(pull);
      }
      if (n > 0) sum += logGamma(strength) - logGamma(strength + n);
    }
    return sum;
  };
  const log = Math.log(from);
  const [low, high] = near ? [Math.max(0, log - 0.3), Math.min(highStrength, log + 0.3)] : [0, highStrength];
  return Math.exp(maximizeBetween(logLikelihood, low, high, 0.05));
}
