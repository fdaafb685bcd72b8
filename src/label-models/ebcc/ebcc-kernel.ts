import { digamma, logGamma } from "../../util/gamma.ts";
import type { VoteCounts } from "../vote-counts.ts";

/** Dirichlet priors, as in the paper's experiments: of votes that are right and wrong, of subtypes, of labels. */
const rightVotes = 4;
const wrongVotes = 1;
const subtypeRows = 0.1; // shared by the subtypes of a label: few of them are used
const labelRows = 1;

/** Posterior means of logarithms, of labels and their subtypes: the score of each state before any vote. */
export interface StateScores {
  readonly bias: Float64Array;
  readonly classBalance: Float64Array;
  /** How far the posteriors of labels and subtypes are from their priors (Kullback-Leibler divergence). */
  readonly divergence: number;
}

/** Labels and their subtypes from expected rows of each state; a class balance that is given stays as it is. */
export function estimateStateScores(stateRows: Float64Array, k: number, given: Float64Array | null): StateScores {
  const subtypes = stateRows.length / k;
  const prior = subtypeRows / subtypes;
  const sums = Float64Array.from({ length: k }, (_, y) =>
    stateRows.subarray(y * subtypes, (y + 1) * subtypes).reduce((a, b) => a + b, 0),
  );
  const total = sums.reduce((a, b) => a + b, k * labelRows);
  const logLabel =
    given === null ? sums.map((rows) => digamma(rows + labelRows) - digamma(total)) : given.map(Math.log);
  let divergence = 0;
  if (given === null) {
    divergence += logGamma(total) - logGamma(k * labelRows);
    sums.forEach((rows, y) => {
      divergence += logGamma(labelRows) - logGamma(rows + labelRows) + rows * (logLabel[y] ?? 0);
    });
  }
  const bias = new Float64Array(stateRows.length);
  for (let y = 0; y < k; y++) {
    const all = (sums[y] ?? 0) + subtypeRows;
    divergence += logGamma(all) - logGamma(subtypeRows);
    for (let z = y * subtypes; z < (y + 1) * subtypes; z++) {
      const rows = stateRows[z] ?? 0;
      const log = digamma(rows + prior) - digamma(all);
      bias[z] = (logLabel[y] ?? 0) + log;
      divergence += logGamma(prior) - logGamma(rows + prior) + rows * log;
    }
  }
  return { bias, classBalance: given ?? sums.map((rows) => (rows + labelRows) / total), divergence };
}

/**
 * The table of posterior means of log P(vote v | state z) from expected votes. Rounds need only the cells that were
 * voted for; `complete` fills in the others. Returns how far the posteriors are from their priors.
 */
export function estimateStateVotes(
  expected: Float64Array,
  counts: VoteCounts,
  cells: Float64Array,
  k: number,
  states: number,
  complete: boolean,
): number {
  const subtypes = states / k;
  const priorTotal = rightVotes + (k - 1) * wrongVotes;
  const [logGammaRight, logGammaWrong, logGammaTotal] = [rightVotes, wrongVotes, priorTotal].map(logGamma);
  const [unvotedRight, unvotedWrong] = [digamma(rightVotes), digamma(wrongVotes)];
  const totals = new Float64Array(states);
  const logTotals = new Float64Array(states);
  let divergence = 0;
  for (let j = 0; j < counts.byFunction.length; j++) {
    const isSilent = (counts.byFunction[j] ?? 0) === 0;
    if (isSilent && !complete) continue;
    totals.fill(priorTotal);
    const isVoted = (v: number): boolean => (counts.byLabel[j * k + v] ?? 0) > 0;
    for (let v = 0; v < k; v++) {
      if (!isVoted(v)) continue;
      const base = (j * k + v) * states;
      for (let z = 0; z < states; z++) totals[z] = (totals[z] ?? 0) + (expected[base + z] ?? 0);
    }
    totals.forEach((total, z) => {
      logTotals[z] = digamma(total);
      if (!isSilent) divergence += logGamma(total) - (logGammaTotal ?? 0);
    });
    for (let v = 0; v < k; v++) {
      if (!isVoted(v) && !complete) continue;
      const base = (j * k + v) * states;
      for (let z = 0; z < states; z++) {
        const isRight = Math.floor(z / subtypes) === v;
        const count = expected[base + z] ?? 0;
        if (!isVoted(v)) {
          cells[base + z] = (isRight ? unvotedRight : unvotedWrong) - (logTotals[z] ?? 0);
          continue;
        }
        const pseudo = isRight ? rightVotes : wrongVotes;
        const log = digamma(count + pseudo) - (logTotals[z] ?? 0);
        cells[base + z] = log;
        divergence += ((isRight ? logGammaRight : logGammaWrong) ?? 0) - logGamma(count + pseudo) + count * log;
      }
    }
  }
  return divergence;
}
