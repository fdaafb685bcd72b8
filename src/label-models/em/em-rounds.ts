import type { ProgressHandler } from "../../util/progress.ts";
import type { DenseCounts, DenseScores } from "../scan/vote-scan.ts";
import type { Agreement } from "./agreement.ts";
import { learnPrior, type ConfusionPrior, type KnownAccuracy } from "./confusion-prior.ts";
import type { EmData } from "./em-data.ts";
import { clampCounts } from "./gold-rows.ts";
import { unknownPopulation, type Population } from "./population.ts";
import { estimateTables, priorAccuracy, weighTable } from "./tables.ts";

/** When the rounds end. */
export interface EmLimits {
  readonly maxIterations: number;
  /** Largest change of expected votes, as a share of a function's votes, at which the estimates have settled. */
  readonly tolerance: number;
}

/** What the rounds have learned. */
export interface EmRounds {
  readonly scores: DenseScores;
  /** m x K x K: log T, not weighed. */
  readonly logTable: Float64Array;
  readonly counts: DenseCounts;
  readonly prior: ConfusionPrior;
  readonly iterations: number;
  readonly converged: boolean;
  /** Of the rounds with a settled prior: log likelihood with weighed votes, and log prior. */
  readonly objective: readonly number[];
}

/** What a refit starts from. */
export interface WarmStart {
  readonly logTable: Float64Array;
  readonly population: Population;
}

/** Rounds in which the prior is learned along. */
const learningRounds = 20;
/** The same from what a sample or an earlier fit has learned. */
const learningRoundsWarm = 3;
/** The first of them look for the prior everywhere, the others near where it was. */
const wideRounds = 2;
/** Fewest of them from scratch, and from what a sample or an earlier fit has learned. */
const [fewestFromScratch, fewestWarm] = [3, 1];

/**
 * MAP expectation maximization (Dawid and Skene 1979) with votes that count by their function's weight, in both
 * steps. First the prior is learned along (empirical Bayes); then it stays, and the objective, sum over rows of
 * log sum_y pi_y prod T^weight plus the log prior, rises in every round. O(rounds x votes K).
 */
export function runEm(
  data: EmData,
  agreement: Agreement,
  balance: Float64Array,
  known: readonly (KnownAccuracy | null)[],
  warm: WarmStart | null,
  limits: EmLimits,
  progress: ProgressHandler,
): EmRounds {
  const { scan, oneLabel, votes } = data;
  const k = scan.labels;
  const { weights } = agreement;
  const bias = balance.map(Math.log);
  const logTable = warm?.logTable.slice() ?? startTable(data, agreement);
  let scores: DenseScores = { bias, table: warm === null ? logTable.slice() : weighTable(logTable, weights, k) };
  const counts = { expected: new Float64Array(logTable.length), labelRows: new Float64Array(k) };
  const before = new Float64Array(logTable.length);
  let prior: ConfusionPrior | null = null;
  let population = warm?.population ?? unknownPopulation;
  const fewest = warm === null ? fewestFromScratch : fewestWarm;
  const most = warm === null ? learningRounds : learningRoundsWarm;
  let learning = true;
  let [iterations, learned, converged] = [0, 0, false];
  const objective: number[] = [];
  const sweep = (): number => {
    const logLikelihood = scan.sweep(scores, counts);
    if (data.gold !== null) clampCounts(data.gold, scores, counts);
    return logLikelihood;
  };
  sweep();
  while (!converged && iterations < limits.maxIterations) {
    if (learning || prior === null) {
      prior = learnPrior(data, weights, counts.expected, population, learned >= wideRounds || warm !== null, known);
      population = prior.population;
      learned++;
    }
    estimateTables(data, weights, counts, prior.votes, balance, known, logTable);
    scores = { bias, table: weighTable(logTable, weights, k) };
    before.set(counts.expected);
    const logLikelihood = sweep();
    iterations++;
    if (!learning) objective.push(logLikelihood + logPrior(prior.votes, logTable, oneLabel, k));
    const settled = largestChange(before, counts.expected, votes, k) < limits.tolerance;
    if (!learning && settled) converged = true;
    if (learning && ((settled && learned >= fewest) || learned >= most)) learning = false;
    progress({ task: "fitting the label model, round", done: iterations, total: null });
  }
  prior ??= learnPrior(data, weights, counts.expected, population, false, known);
  return { scores, logTable, counts, prior, iterations, converged, objective };
}

/**
 * The table to start from: every vote multiplies the odds of its label by what pairwise agreement says of its function,
 * the prior accuracy where that says nothing. Starting posteriors do not depend on any order, nor on chance.
 */
function startTable({ scan, oneLabel }: EmData, { skill, known, weights }: Agreement): Float64Array {
  const { functions: m, labels: k } = scan;
  const table = new Float64Array(m * k * k);
  for (let j = 0; j < m; j++) {
    const isKnown = oneLabel[j] === -1 && known[j] === 1;
    const accuracy = isKnown ? ((k - 1) * (skill[j] ?? 0) + 1) / k : priorAccuracy;
    const a = Math.min(0.97, Math.max(1 / k + 0.02, accuracy));
    const rise = (weights[j] ?? 1) * Math.log(((k - 1) * a) / (1 - a));
    for (let v = 0; v < k; v++) table[(j * k + v) * k + v] = rise;
  }
  return table;
}

function logPrior(prior: Float64Array, logTable: Float64Array, oneLabel: Int32Array, k: number): number {
  let sum = 0;
  for (let cell = 0; cell < prior.length; cell++) {
    if (oneLabel[Math.floor(cell / (k * k))] === -1) sum += (prior[cell] ?? 0) * (logTable[cell] ?? 0);
  }
  return sum;
}

/** The largest change of an expected count, as a share of its function's votes. */
function largestChange(before: Float64Array, after: Float64Array, votes: Float64Array, k: number): number {
  let change = 0;
  for (let cell = 0; cell < before.length; cell++) {
    const n = votes[Math.floor(cell / (k * k))] ?? 0;
    change = Math.max(change, Math.abs((after[cell] ?? 0) - (before[cell] ?? 0)) / (n + 1));
  }
  return change;
}
