import { softmaxInPlace } from "../../util/logs.ts";
import type { DenseScores } from "../scan/vote-scan.ts";
import { weigh, type Agreement } from "./agreement.ts";
import type { EmData } from "./em-data.ts";
import { minExpected, type FiringPairs } from "./firing-pairs.ts";
import { clampCounts } from "./gold-rows.ts";
import { upperMisfit } from "./misfit.ts";
import type { PairCounts } from "./pair-counts.ts";

/** What firing and silence say together. */
export interface FiringView {
  readonly scores: DenseScores;
  readonly balance: Float64Array;
  /** m: how much a function counts. */
  readonly weights: Float64Array;
  /** How much of the truth this view is, 0 to 1: as far as it explains which functions fire together. */
  readonly trust: number;
  readonly misfit: number;
  readonly objective: readonly number[];
}

const maxRounds = 50;
/** Pseudo votes that keep a function at what pairs say, and pseudo rows that keep the balance there. */
const [pairVotes, pairRows] = [50, 50];
/** Misfit of log lifts at which the view counts half. */
const halfTrust = 0.15;
const [lowestRate, highestRate] = [1e-6, 0.97];
const settled = 1e-4;

/**
 * The full model of functions of one label each: on rows of y, function j fires with probability T_jy, independently of
 * the others up to its weight; silence is evidence too. MAP expectation maximization over all rows, covered or not,
 * from what pairs say. On votes that were made that way nothing is better; real functions are silent for many reasons,
 * and then co-firing does not fit: `trust` says how far it does.
 */
export function viewFiring(
  data: EmData,
  counts: PairCounts,
  rowsOfPairs: number,
  pairs: FiringPairs,
  given: Float64Array | null,
  extra: Agreement["dependent"],
): FiringView {
  const { scan, oneLabel, votes } = data;
  const k = scan.labels;
  const m = oneLabel.length;
  const rows = scan.rows;
  const isExtra = (x: { a: number; b: number }): boolean =>
    extra.some(({ a, b }) => (a === x.a && b === x.b) || (a === x.b && b === x.a));
  const weights = weigh(counts, [...pairs.dependent.filter((each) => !isExtra(each)), ...extra]);
  const prior = new Float64Array(m * k); // P_j(y) from pairs
  const rates = new Float64Array(m * k);
  const { balance: pairBalance } = pairs.fit;
  pairs.members.forEach((j, x) => {
    const v = oneLabel[j] ?? 0;
    const p = pairs.fit.precision[k + x] ?? 0.75;
    for (let y = 0; y < k; y++) {
      const here = pairBalance[y] ?? 0;
      prior[j * k + y] = y === v ? p : ((1 - p) * here) / Math.max(1e-12, 1 - (pairBalance[v] ?? 0));
      rates[j * k + y] = clampRate((((votes[j] ?? 0) / rows) * (prior[j * k + y] ?? 0)) / here);
    }
  });
  const balance = pairBalance.slice();
  const table = new Float64Array(m * k * k);
  const bias = new Float64Array(k);
  const scores: DenseScores = { bias, table };
  const sums = { expected: new Float64Array(m * k * k), labelRows: new Float64Array(k) };
  const uncoveredRows = rows - scan.coveredRows;
  const silent = new Float64Array(k);
  const objective: number[] = [];
  fillScores();
  for (let round = 0; round < maxRounds; round++) {
    const logLikelihood = scan.sweep(scores, sums);
    if (data.gold !== null) clampCounts(data.gold, scores, sums);
    silent.set(bias);
    const silentLog = softmaxInPlace(silent);
    objective.push(logLikelihood + (uncoveredRows > 0 ? uncoveredRows * silentLog : 0) + logPrior());
    for (let y = 0; y < k; y++) sums.labelRows[y] = (sums.labelRows[y] ?? 0) + uncoveredRows * (silent[y] ?? 0);
    let change = 0;
    for (const j of pairs.members) {
      const base = (j * k + (oneLabel[j] ?? 0)) * k;
      const n = votes[j] ?? 0;
      for (let y = 0; y < k; y++) {
        const fired = (sums.expected[base + y] ?? 0) + pairVotes * (prior[j * k + y] ?? 0);
        const here = (sums.labelRows[y] ?? 0) + ((pairVotes * rows) / n) * (pairBalance[y] ?? 0);
        const rate = clampRate(fired / here);
        change = Math.max(change, Math.abs(Math.log(rate / (rates[j * k + y] ?? rate))));
        rates[j * k + y] = rate;
      }
    }
    if (given === null) {
      for (let y = 0; y < k; y++) {
        balance[y] = ((sums.labelRows[y] ?? 0) + pairRows * (pairBalance[y] ?? 0)) / (rows + pairRows);
      }
    }
    fillScores();
    if (change < settled) break;
  }
  const misfit = measureMisfit();
  return { scores, balance, weights, trust: 1 / (1 + (misfit / halfTrust) ** 4), misfit, objective };

  /** Firing adds log T - log(1 - T); silence of everybody is in the bias. */
  function fillScores(): void {
    for (let y = 0; y < k; y++) bias[y] = Math.log(Math.max(balance[y] ?? 0, 1e-12));
    for (const j of pairs.members) {
      const base = (j * k + (oneLabel[j] ?? 0)) * k;
      const weight = weights[j] ?? 1;
      for (let y = 0; y < k; y++) {
        const rate = rates[j * k + y] ?? 0;
        bias[y] = (bias[y] ?? 0) + weight * Math.log1p(-rate);
        table[base + y] = weight * (Math.log(rate) - Math.log1p(-rate));
      }
    }
  }

  function logPrior(): number {
    let sum = 0;
    for (const j of pairs.members) {
      const n = votes[j] ?? 0;
      for (let y = 0; y < k; y++) {
        const rate = rates[j * k + y] ?? 0;
        const fired = pairVotes * (prior[j * k + y] ?? 0);
        sum += fired * Math.log(rate) + (((pairVotes * rows) / n) * (pairBalance[y] ?? 0) - fired) * Math.log1p(-rate);
      }
    }
    if (given === null) for (let y = 0; y < k; y++) sum += pairRows * (pairBalance[y] ?? 0) * Math.log(balance[y] ?? 1);
    return sum;
  }

  function measureMisfit(): number {
    const [residuals, variances]: [number[], number[]] = [[], []];
    pairs.members.forEach((j, x) => {
      for (let y = 0; y < x; y++) {
        const l = pairs.members[y] ?? 0;
        let fitted = 0;
        for (let c = 0; c < k; c++) fitted += (balance[c] ?? 0) * (rates[j * k + c] ?? 0) * (rates[l * k + c] ?? 0);
        fitted *= rowsOfPairs;
        const chance = ((counts.voted[j] ?? 0) * (counts.voted[l] ?? 0)) / rowsOfPairs;
        if (Math.max(fitted, chance) < minExpected) continue;
        residuals.push(Math.log(((counts.over[j * m + l] ?? 0) + 0.5) / (fitted + 0.5)));
        variances.push(1 / (fitted + 0.5));
      }
    });
    return residuals.length < 4 ? Infinity : upperMisfit(Float64Array.from(residuals), Float64Array.from(variances));
  }
}

const clampRate = (rate: number): number => Math.min(highestRate, Math.max(lowestRate, rate));
