import type { ProgressHandler } from "../../util/progress.ts";
import type { CompactScores } from "../scan/vote-scan.ts";
import { measureAgreement } from "./agreement.ts";
import type { EmData } from "./em-data.ts";
import type { EmLimits } from "./em-rounds.ts";
import type { EmKnowledge } from "./fit-dense.ts";
import { clampHits } from "./gold-rows.ts";
import type { PairCounts } from "./pair-counts.ts";
import { estimatePopulation, unknownPopulation, type Population } from "./population.ts";
import { priorAccuracy } from "./tables.ts";

/** A fitted model with two numbers a vote, for many labels. */
export interface CompactFit {
  readonly scores: CompactScores;
  readonly balance: Float64Array;
  readonly weights: Float64Array;
  readonly accuracy: Float64Array;
  readonly right: Float64Array;
  readonly population: Population;
  readonly iterations: number;
  readonly converged: boolean;
  readonly objective: readonly number[];
  readonly dependent: readonly { readonly a: number; readonly b: number; readonly redundancy: number }[];
}

/** Rounds in which the population of accuracies is learned along. */
const learningRounds = 5;

/**
 * The default model where K x K tables would not fit, or would have fewer votes than cells: each function has one
 * accuracy, shrunk to the population's (empirical Bayes), and errs for every other label alike. Functions of one label
 * speak by their precision. O(rounds x (sum of squared votes of a row + m K)).
 */
export function fitCompact(
  data: EmData,
  knowledge: EmKnowledge,
  meetings: PairCounts,
  limits: EmLimits,
  progress: ProgressHandler,
): CompactFit {
  const { scan, oneLabel, votes } = data;
  const { functions: m, labels: k } = scan;
  const agreement = measureAgreement(meetings, oneLabel, k, knowledge.dependencies);
  const { weights } = agreement;
  const balance = knowledge.balance ?? new Float64Array(k).fill(1 / k);
  const voting = Int32Array.from({ length: m }, (_, j) => j).filter((j) => (votes[j] ?? 0) > 0);
  const accuracy = new Float64Array(m).fill(priorAccuracy);
  for (const j of voting) {
    if (oneLabel[j] !== -1 || agreement.known[j] !== 1) continue;
    accuracy[j] = Math.min(0.97, Math.max(1 / k + 0.02, ((k - 1) * (agreement.skill[j] ?? 0) + 1) / k));
  }
  const scores = { bias: balance.map(Math.log), hit: new Float64Array(m * k), miss: new Float64Array(m * k) };
  const counts = { hits: new Float64Array(m * k), seen: new Float64Array(m * k), labelRows: new Float64Array(k) };
  const right = new Float64Array(m);
  let population: Population = unknownPopulation;
  let [iterations, converged] = [0, false];
  const objective: number[] = [];
  fillScores();
  while (!converged && iterations < limits.maxIterations) {
    const logLikelihood = scan.sweepCompact(scores, counts);
    if (data.gold !== null) clampHits(data.gold, scores, counts.hits);
    iterations++;
    if (iterations > learningRounds) objective.push(logLikelihood + logPrior());
    for (const j of voting) right[j] = counts.hits.subarray(j * k, (j + 1) * k).reduce((sum, n) => sum + n, 0);
    if (iterations <= learningRounds) {
      const weighed = (values: Float64Array): Float64Array =>
        Float64Array.from(voting, (j) => (weights[j] ?? 1) * (values[j] ?? 0));
      population = { ...population, ...estimatePopulation(weighed(right), weighed(votes), population, false) };
    }
    let change = 0;
    for (const j of voting) {
      const { mean, concentration } = population;
      const own = knowledge.accuracies[j] ?? { accuracy: mean, strength: concentration };
      const n = (weights[j] ?? 1) * (votes[j] ?? 0);
      const a = ((weights[j] ?? 1) * (right[j] ?? 0) + own.strength * own.accuracy) / (n + own.strength);
      change = Math.max(change, Math.abs(a - (accuracy[j] ?? 0)));
      accuracy[j] = a;
    }
    fillScores();
    converged = iterations > learningRounds && change < limits.tolerance;
    progress({ task: "fitting the label model, round", done: iterations, total: null });
  }
  const { dependent } = agreement;
  return { scores, balance, weights, accuracy, right, population, iterations, converged, objective, dependent };

  function fillScores(): void {
    for (const j of voting) {
      const a = Math.min(1 - 1e-6, Math.max(1e-6, accuracy[j] ?? priorAccuracy));
      const weight = weights[j] ?? 1;
      for (let v = 0; v < k; v++) {
        const single = oneLabel[j] === v;
        const p = balance[v] ?? 0;
        scores.hit[j * k + v] = weight * Math.log(single ? a / p : a);
        scores.miss[j * k + v] = weight * Math.log(single ? (1 - a) / (1 - p) : (1 - a) / (k - 1));
      }
    }
  }

  function logPrior(): number {
    let sum = 0;
    for (const j of voting) {
      const { mean, concentration } = population;
      const own = knowledge.accuracies[j] ?? { accuracy: mean, strength: concentration };
      const a = accuracy[j] ?? priorAccuracy;
      sum += own.strength * (own.accuracy * Math.log(a) + (1 - own.accuracy) * Math.log(1 - a));
    }
    return sum;
  }
}
