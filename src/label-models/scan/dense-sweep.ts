import { softmaxInPlace } from "../../util/logs.ts";
import type { DenseCounts, DenseScores, PosteriorStep } from "./vote-scan.ts";
import type { VoteRows } from "./vote-rows.ts";

/** A posterior below this adds nothing that a sum of doubles could hold. */
const negligible = 1e-16;

/** Scores of row `u`, before normalization. */
function addScores(rows: VoteRows, u: number, { bias, table }: DenseScores, scores: Float64Array): void {
  const { offsets, functions, codes, strengths } = rows;
  const k = rows.labels;
  scores.set(bias);
  const end = offsets[u + 1] ?? 0;
  for (let i = offsets[u] ?? 0; i < end; i++) {
    const base = ((functions[i] ?? 0) * k + (codes[i] ?? 0)) * k;
    if (strengths === null) for (let y = 0; y < k; y++) scores[y] = (scores[y] ?? 0) + (table[base + y] ?? 0);
    else {
      const strength = strengths[i] ?? 1;
      for (let y = 0; y < k; y++) scores[y] = (scores[y] ?? 0) + strength * (table[base + y] ?? 0);
    }
  }
}

/** E and M step over rows of votes, for any number of labels. */
export function sweepDense(rows: VoteRows, scores: DenseScores, counts: DenseCounts): number {
  const { offsets, functions, codes, strengths, weights } = rows;
  const { expected, labelRows } = counts;
  const k = rows.labels;
  expected.fill(0);
  labelRows.fill(0);
  const posterior = new Float64Array(k);
  const likely = new Int32Array(k);
  let logLikelihood = 0;
  for (let u = 0; u < weights.length; u++) {
    const start = offsets[u] ?? 0;
    const end = offsets[u + 1] ?? 0;
    if (start === end) continue;
    const weight = weights[u] ?? 0;
    addScores(rows, u, scores, posterior);
    logLikelihood += weight * softmaxInPlace(posterior);
    // With many labels nearly all are ruled out on a row: they are left out of the counting.
    let few = 0;
    for (let y = 0; y < k; y++) {
      const q = posterior[y] ?? 0;
      labelRows[y] = (labelRows[y] ?? 0) + weight * q;
      likely[few] = y;
      if (q > negligible) few++;
    }
    for (let i = start; i < end; i++) {
      const base = ((functions[i] ?? 0) * k + (codes[i] ?? 0)) * k;
      const share = weight * (strengths === null ? 1 : (strengths[i] ?? 1));
      for (let n = 0; n < few; n++) {
        const y = likely[n] ?? 0;
        expected[base + y] = (expected[base + y] ?? 0) + share * (posterior[y] ?? 0);
      }
    }
  }
  return logLikelihood;
}

/**
 * The same for 2 labels: one number a vote, by how much it raises the log odds of the second label. What the votes add
 * to the score of the first one is known from the `evidence` without passing over the rows, and so are the expected
 * votes on its rows.
 */
export function sweepTwo(
  rows: VoteRows,
  evidence: Float64Array,
  coveredRows: number,
  scores: DenseScores,
  counts: DenseCounts,
): number {
  const { offsets, functions, codes, strengths, weights } = rows;
  const { expected, labelRows } = counts;
  const { logOdds, biasOdds, logLikelihood: first } = oddsOf(evidence, coveredRows, scores);
  const right = new Float64Array(logOdds.length);
  let logLikelihood = first;
  let secondRows = 0;
  for (let u = 0; u < weights.length; u++) {
    const start = offsets[u] ?? 0;
    const end = offsets[u + 1] ?? 0;
    if (start === end) continue;
    let odds = biasOdds;
    for (let i = start; i < end; i++) {
      const raise = logOdds[2 * (functions[i] ?? 0) + (codes[i] ?? 0)] ?? 0;
      odds += strengths === null ? raise : raise * (strengths[i] ?? 1);
    }
    const weight = weights[u] ?? 0;
    const small = Math.exp(-Math.abs(odds));
    const large = 1 / (1 + small);
    const share = weight * (odds > 0 ? large : small * large);
    logLikelihood += weight * (Math.log1p(small) + Math.max(odds, 0));
    secondRows += share;
    for (let i = start; i < end; i++) {
      const cell = 2 * (functions[i] ?? 0) + (codes[i] ?? 0);
      right[cell] = (right[cell] ?? 0) + (strengths === null ? share : share * (strengths[i] ?? 1));
    }
  }
  for (let cell = 0; cell < right.length; cell++) {
    const second = right[cell] ?? 0;
    expected[2 * cell] = Math.max(0, (evidence[cell] ?? 0) - second);
    expected[2 * cell + 1] = second;
  }
  labelRows[0] = Math.max(0, coveredRows - secondRows);
  labelRows[1] = secondRows;
  return logLikelihood;
}

/** Log odds of the second of 2 labels, and the part of the log likelihood that is the scores of the first. */
function oddsOf(
  evidence: Float64Array,
  coveredRows: number,
  { bias, table }: DenseScores,
): { readonly logOdds: Float64Array; readonly biasOdds: number; readonly logLikelihood: number } {
  let logLikelihood = coveredRows * (bias[0] ?? 0);
  const logOdds = evidence.map((votes, cell) => {
    logLikelihood += votes * (table[2 * cell] ?? 0);
    return (table[2 * cell + 1] ?? 0) - (table[2 * cell] ?? 0);
  });
  return { logOdds, biasOdds: (bias[1] ?? 0) - (bias[0] ?? 0), logLikelihood };
}

/** Posteriors of all rows. */
export function computePosteriors(rows: VoteRows, scores: DenseScores, out: Float64Array): PosteriorStep {
  const { offsets, weights } = rows;
  const k = rows.labels;
  const posterior = new Float64Array(k);
  let logLikelihood = 0;
  let change = 0;
  for (let u = 0, cell = 0; u < weights.length; u++) {
    addScores(rows, u, scores, posterior);
    const logSum = softmaxInPlace(posterior);
    if ((offsets[u + 1] ?? 0) > (offsets[u] ?? 0)) logLikelihood += (weights[u] ?? 0) * logSum;
    for (let y = 0; y < k; y++, cell++) {
      const q = posterior[y] ?? 0;
      change = Math.max(change, Math.abs(q - (out[cell] ?? 0)));
      out[cell] = q;
    }
  }
  return { logLikelihood, change };
}
