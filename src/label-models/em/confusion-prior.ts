import { stridedRows } from "../scan/vote-rows.ts";
import type { EmData } from "./em-data.ts";
import { estimatePopulation, estimateStrength, type Population } from "./population.ts";

/** What a user knows of a function before any vote. */
export interface KnownAccuracy {
  readonly accuracy: number;
  /** How many votes that is worth. */
  readonly strength: number;
}

/** Cells of confusion tables from which the strength of the prior is learned. */
const enoughCells = 2 ** 16;

/** The prior of all confusion tables, and what it was made from. */
export interface ConfusionPrior {
  /** m x K x K pseudo votes, cell (j K + v) K + y. */
  readonly votes: Float64Array;
  /** m: the accuracy of each function, shrunk to the population's. */
  readonly accuracy: Float64Array;
  readonly population: Population;
}

/**
 * Learns from expected votes what functions have in common (empirical Bayes): how their accuracies are spread, which
 * errors everybody makes, and how close confusions keep to the form of one accuracy. The prior of function j is then
 * (S + share_j) votes of its one-coin table, `share_j` being the part of its rows that it decides itself: a function
 * that is mostly alone cannot be learned from others. O(m K^2 x evaluations).
 */
export function learnPrior(
  data: EmData,
  weights: Float64Array,
  expected: Float64Array,
  from: Population,
  near: boolean,
  known: readonly (KnownAccuracy | null)[],
): ConfusionPrior {
  const { oneLabel, votes, share } = data;
  const k = data.scan.labels;
  const m = oneLabel.length;
  const several = Int32Array.from({ length: m }, (_, j) => j).filter((j) => oneLabel[j] === -1 && (votes[j] ?? 0) > 0);
  const right = Float64Array.from(several, (j) => (weights[j] ?? 1) * rightVotes(expected, j, k));
  const seen = Float64Array.from(several, (j) => (weights[j] ?? 1) * (votes[j] ?? 0));
  const population = estimatePopulation(right, seen, from, near);
  const accuracy = new Float64Array(m).fill(population.mean);
  several.forEach((j, i) => {
    const { mean, concentration } = population;
    const own = known[j] ?? { accuracy: mean, strength: concentration };
    accuracy[j] = ((right[i] ?? 0) + own.strength * own.accuracy) / ((seen[i] ?? 0) + own.strength);
  });
  const errors = sharedErrors(expected, weights, several, k);
  const cells = k * k;
  const coins = new Float64Array(m * cells);
  // Some functions are enough to tell how close all of them keep to their one-coin form.
  const judged = stridedRows(several.length, Math.max(1, Math.floor(enoughCells / cells)));
  const columns = new Float64Array(judged.length * cells);
  const columnCoins = new Float64Array(judged.length * cells);
  let next = 0;
  several.forEach((j, place) => {
    const a = accuracy[j] ?? 0.7;
    const i = judged[next] === place ? next++ : -1;
    for (let v = 0; v < k; v++) {
      for (let y = 0; y < k; y++) {
        const coin = v === y ? a : (1 - a) * (errors[v * k + y] ?? 0);
        coins[(j * k + v) * k + y] = coin;
        if (i < 0) continue;
        columns[(i * k + y) * k + v] = (weights[j] ?? 1) * (expected[(j * k + v) * k + y] ?? 0);
        columnCoins[(i * k + y) * k + v] = coin;
      }
    }
  });
  const strength =
    several.length === 0 ? from.strength : estimateStrength(columns, columnCoins, k, from.strength, near);
  const prior = coins.map((coin, cell) => coin * (strength + (share[Math.floor(cell / cells)] ?? 0)));
  return { votes: prior, accuracy, population: { ...population, strength } };
}

/** Expected right votes of function j. */
export function rightVotes(expected: Float64Array, j: number, k: number): number {
  let right = 0;
  for (let y = 0; y < k; y++) right += expected[(j * k + y) * k + y] ?? 0;
  return right;
}

/** K x K, cell v K + y: which wrong label is voted for on rows of y, by everybody; K pseudo votes a cell. */
function sharedErrors(expected: Float64Array, weights: Float64Array, several: Int32Array, k: number): Float64Array {
  const errors = new Float64Array(k * k);
  for (const j of several) {
    for (let cell = 0; cell < k * k; cell++) {
      errors[cell] = (errors[cell] ?? 0) + (weights[j] ?? 1) * (expected[j * k * k + cell] ?? 0);
    }
  }
  for (let y = 0; y < k; y++) {
    let sum = 0;
    for (let v = 0; v < k; v++) {
      errors[v * k + y] = v === y ? 0 : (errors[v * k + y] ?? 0) + k;
      sum += errors[v * k + y] ?? 0;
    }
    for (let v = 0; v < k; v++) errors[v * k + y] = (errors[v * k + y] ?? 0) / sum;
  }
  return errors;
}
