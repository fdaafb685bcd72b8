import { softmaxInPlace } from "../../util/logs.ts";
import { maximizeBetween } from "../../util/maximize.ts";
import { sampleRows } from "../scan/vote-rows.ts";
import type { DenseScores } from "../scan/vote-scan.ts";
import type { EmData } from "./em-data.ts";

const lowest = 0.1;
/** Votes that are enough to choose a temperature. */
const enoughVotes = 16_384;

/**
 * How far the votes' evidence is to be believed, 0.1 to 1. Rows that share what misleads them make the product of votes
 * too sure. Each vote is predicted from the other votes of its row, their evidence raised to the power of beta; the
 * beta that predicts best (leave-one-out, Besag's pseudo-likelihood 1975) is taken. 1 where no row has two votes.
 * O(10 x some 30,000 votes x K).
 */
export function chooseTemperature(data: EmData, scores: DenseScores, logTable: Float64Array): number {
  const { offsets } = data.sample;
  const size = data.sample.weights.length;
  const votes = offsets[size] ?? 0;
  const rows = sampleRows(data.sample, Math.max(256, Math.floor((enoughVotes * size) / Math.max(1, votes))));
  const logLikelihood = (log: number): number => predictEachVote(rows, data.oneLabel, scores, logTable, Math.exp(log));
  const plain = logLikelihood(0);
  const log = maximizeBetween(logLikelihood, Math.log(lowest), 0, 0.05);
  return logLikelihood(log) > plain + 1e-9 * Math.abs(plain) ? Math.exp(log) : 1;
}

/** The log likelihood of every vote of a function of several labels, given the others of its row at a temperature. */
function predictEachVote(
  rows: EmData["sample"],
  oneLabel: Int32Array,
  { bias, table }: DenseScores,
  logTable: Float64Array,
  beta: number,
): number {
  const { offsets, functions, codes, strengths, weights, labels: k } = rows;
  const total = new Float64Array(k);
  const rest = new Float64Array(k);
  let sum = 0;
  for (let u = 0; u < weights.length; u++) {
    const [start, end] = [offsets[u] ?? 0, offsets[u + 1] ?? 0];
    total.fill(0);
    for (let i = start; i < end; i++) {
      const cell = ((functions[i] ?? 0) * k + (codes[i] ?? 0)) * k;
      const strength = strengths?.[i] ?? 1;
      for (let y = 0; y < k; y++) total[y] = (total[y] ?? 0) + strength * (table[cell + y] ?? 0);
    }
    for (let i = start; i < end; i++) {
      const j = functions[i] ?? 0;
      if (oneLabel[j] !== -1) continue;
      const cell = (j * k + (codes[i] ?? 0)) * k;
      const own = strengths?.[i] ?? 1;
      for (let y = 0; y < k; y++) {
        rest[y] = (bias[y] ?? 0) + beta * ((total[y] ?? 0) - own * (table[cell + y] ?? 0));
      }
      softmaxInPlace(rest);
      let p = 0;
      for (let y = 0; y < k; y++) p += (rest[y] ?? 0) * Math.exp(logTable[cell + y] ?? 0);
      sum += (weights[u] ?? 0) * own * Math.log(Math.max(p, 1e-12));
    }
  }
  return sum;
}
