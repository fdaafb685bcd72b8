import type { CompactCounts, CompactScores, PosteriorStep } from "./vote-scan.ts";
import type { VoteRows } from "./vote-rows.ts";

/**
 * One row's posterior under compact scores. Labels that nobody on the row voted for differ by their bias only, so
 * they have one factor in common: a posterior is a number for each of the row's candidates, and that factor.
 */
class SparsePosterior {
  /** The labels voted for on the row, in order of their first vote; the first `count` count. */
  readonly candidates: Int32Array;
  count = 0;
  /** Posteriors of the candidates. */
  readonly posteriors: Float64Array;
  /** The posterior of another label y is `rest` x `prior[y]`. */
  rest = 0;
  /** exp(bias), scaled so that the largest is 1. */
  readonly prior: Float64Array;
  /** Where among the candidates a label stands, for the labels of the current row. */
  readonly place: Int32Array;
  readonly #lastRow: Int32Array;
  readonly #largestBias: number;
  readonly #priorSum: number;
  readonly #rows: VoteRows;
  readonly #scores: CompactScores;

  constructor(rows: VoteRows, scores: CompactScores) {
    const k = rows.labels;
    this.#rows = rows;
    this.#scores = scores;
    this.candidates = new Int32Array(k);
    this.posteriors = new Float64Array(k);
    this.place = new Int32Array(k);
    this.#lastRow = new Int32Array(k).fill(-1);
    this.#largestBias = scores.bias.reduce((largest, each) => Math.max(largest, each), -Infinity);
    this.prior = scores.bias.map((each) => Math.exp(each - this.#largestBias));
    this.#priorSum = this.prior.reduce((sum, each) => sum + each, 0);
  }

  /** Moves to row `u`; returns the log of the sum of exp(score). */
  compute(u: number): number {
    const { candidates, posteriors, prior } = this;
    const missed = this.#collect(u);
    let candidatePrior = 0;
    let largest = -Infinity;
    for (let c = 0; c < this.count; c++) {
      candidatePrior += prior[candidates[c] ?? 0] ?? 0;
      largest = Math.max(largest, posteriors[c] ?? 0);
    }
    // When every label is a candidate the difference would be rounding alone.
    const restPrior = this.count === prior.length ? 0 : Math.max(0, this.#priorSum - candidatePrior);
    if (restPrior > 0) largest = Math.max(largest, 0);
    let sum = restPrior > 0 ? restPrior * Math.exp(-largest) : 0; // 0 x Infinity is no number
    for (let c = 0; c < this.count; c++) {
      sum += posteriors[c] = (prior[candidates[c] ?? 0] ?? 0) * Math.exp((posteriors[c] ?? 0) - largest);
    }
    for (let c = 0; c < this.count; c++) posteriors[c] = (posteriors[c] ?? 0) / sum;
    this.rest = restPrior > 0 ? Math.exp(-largest) / sum : 0;
    return missed + this.#largestBias + largest + Math.log(sum);
  }

  /** Finds the candidates, and by how much each one's score is above a miss of all votes, whose score it returns. */
  #collect(u: number): number {
    const { offsets, functions, codes, strengths, labels } = this.#rows;
    const { hit, miss } = this.#scores;
    const { candidates, posteriors, place } = this;
    let missed = 0;
    this.count = 0;
    const end = offsets[u + 1] ?? 0;
    for (let i = offsets[u] ?? 0; i < end; i++) {
      const v = codes[i] ?? 0;
      const cell = (functions[i] ?? 0) * labels + v;
      const strength = strengths === null ? 1 : (strengths[i] ?? 1);
      if (this.#lastRow[v] !== u) {
        this.#lastRow[v] = u;
        place[v] = this.count;
        candidates[this.count] = v;
        posteriors[this.count++] = 0;
      }
      const c = place[v] ?? 0;
      const missing = miss[cell] ?? 0;
      posteriors[c] = (posteriors[c] ?? 0) + strength * ((hit[cell] ?? 0) - missing);
      missed += strength * missing;
    }
    return missed;
  }
}

/** E and M step over rows of votes with compact scores. Sums for all labels alike are kept as one number until the end. */
export function sweepCompact(rows: VoteRows, scores: CompactScores, counts: CompactCounts): number {
  const { offsets, functions, codes, strengths, weights, functionCount } = rows;
  const { hits, seen, labelRows } = counts;
  const k = rows.labels;
  hits.fill(0);
  seen.fill(0);
  labelRows.fill(0);
  const row = new SparsePosterior(rows, scores);
  const { candidates, posteriors, prior, place } = row;
  const above = new Float64Array(k);
  const restSeen = new Float64Array(functionCount);
  let restRows = 0;
  let logLikelihood = 0;
  for (let u = 0; u < weights.length; u++) {
    const start = offsets[u] ?? 0;
    const end = offsets[u + 1] ?? 0;
    if (start === end) continue;
    const weight = weights[u] ?? 0;
    logLikelihood += weight * row.compute(u);
    restRows += weight * row.rest;
    for (let c = 0; c < row.count; c++) {
      const y = candidates[c] ?? 0;
      above[c] = (posteriors[c] ?? 0) - row.rest * (prior[y] ?? 0);
      labelRows[y] = (labelRows[y] ?? 0) + weight * (above[c] ?? 0);
    }
    for (let i = start; i < end; i++) {
      const j = functions[i] ?? 0;
      const v = codes[i] ?? 0;
      const share = weight * (strengths === null ? 1 : (strengths[i] ?? 1));
      hits[j * k + v] = (hits[j * k + v] ?? 0) + share * (posteriors[place[v] ?? 0] ?? 0);
      restSeen[j] = (restSeen[j] ?? 0) + share * row.rest;
      for (let c = 0; c < row.count; c++) {
        const cell = j * k + (candidates[c] ?? 0);
        seen[cell] = (seen[cell] ?? 0) + share * (above[c] ?? 0);
      }
    }
  }
  for (let y = 0; y < k; y++) labelRows[y] = Math.max(0, (labelRows[y] ?? 0) + restRows * (prior[y] ?? 0));
  for (let j = 0, cell = 0; j < functionCount; j++) {
    const rest = restSeen[j] ?? 0;
    for (let y = 0; y < k; y++, cell++) seen[cell] = Math.max(0, (seen[cell] ?? 0) + rest * (prior[y] ?? 0));
  }
  return logLikelihood;
}

/** Posteriors of all rows under compact scores. */
export function computePosteriorsCompact(rows: VoteRows, scores: CompactScores, out: Float64Array): PosteriorStep {
  const { offsets, weights } = rows;
  const k = rows.labels;
  const row = new SparsePosterior(rows, scores);
  const full = new Float64Array(k);
  let logLikelihood = 0;
  let change = 0;
  for (let u = 0, cell = 0; u < weights.length; u++) {
    const logSum = row.compute(u);
    if ((offsets[u + 1] ?? 0) > (offsets[u] ?? 0)) logLikelihood += (weights[u] ?? 0) * logSum;
    for (let y = 0; y < k; y++) full[y] = row.rest * (row.prior[y] ?? 0);
    for (let c = 0; c < row.count; c++) full[row.candidates[c] ?? 0] = row.posteriors[c] ?? 0;
    for (let y = 0; y < k; y++, cell++) {
      const q = full[y] ?? 0;
      change = Math.max(change, Math.abs(q - (out[cell] ?? 0)));
      out[cell] = q;
    }
  }
  return { logLikelihood, change };
}
