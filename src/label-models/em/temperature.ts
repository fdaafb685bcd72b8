import { softmaxInPlace } from "../../util/logs.ts";
import { sampleRows } from "../scan/vote-rows.ts";
import type { DenseScores } from "../scan/vote-scan.ts";
import type { EmData } from "./em-data.ts";

/** Temperatures tried: 24 from 1 down to 0.1, evenly on the log scale. */
const tries = Array.from({ length: 24 }, (_, i) => 10 ** (-i / 23));
/** Votes that are enough to choose one. */
const enoughRows = 4096;

/**
 * How far the votes' evidence is to be believed, 0.1 to 1. Rows that share what misleads them make the product of votes
 * too sure. Each vote is predicted from the other votes of its row, their evidence raised to the power of beta; the
 * beta that predicts best (leave-one-out, Besag's pseudo-likelihood 1975) is taken. 1 where no row has two votes.
 * O(24 x votes of some 4,000 rows x K).
 */
export function chooseTemperature(data: EmData, scores: DenseScores, logTable: Float64Array): number {
  const rows = sampleRows(data.sample, enoughRows);
  const { offsets, functions, codes, strengths, weights } = rows;
  const k = rows.labels;
  const total = new Float64Array(k);
  const rest = new Float64Array(k);
  const sums = new Float64Array(tries.length);
  let asked = 0;
  for (let u = 0; u < weights.length; u++) {
    const [start, end] = [offsets[u] ?? 0, offsets[u + 1] ?? 0];
    total.fill(0);
    for (let i = start; i < end; i++) addVote(i, 1);
    for (let i = start; i < end; i++) {
      const j = functions[i] ?? 0;
      if (data.oneLabel[j] !== -1) continue;
      asked++;
      const cell = (j * k + (codes[i] ?? 0)) * k;
      const own = strengths?.[i] ?? 1;
      for (let b = 0; b < tries.length; b++) {
        for (let y = 0; y < k; y++) {
          const others = (total[y] ?? 0) - own * (scores.table[cell + y] ?? 0);
          rest[y] = (scores.bias[y] ?? 0) + (tries[b] ?? 1) * others;
        }
        softmaxInPlace(rest);
        let p = 0;
        for (let y = 0; y < k; y++) p += (rest[y] ?? 0) * Math.exp(logTable[cell + y] ?? 0);
        sums[b] = (sums[b] ?? 0) + (weights[u] ?? 0) * own * Math.log(Math.max(p, 1e-12));
      }
    }
  }
  if (asked === 0) return 1;
  const best = sums.reduce((a, b) => Math.max(a, b), -Infinity);
  const at = sums.findIndex((sum) => sum >= best - 1e-9 * Math.abs(best));
  return tries[at] ?? 1;

  function addVote(i: number, sign: number): void {
    const cell = ((functions[i] ?? 0) * k + (codes[i] ?? 0)) * k;
    const strength = sign * (strengths?.[i] ?? 1);
    for (let y = 0; y < k; y++) total[y] = (total[y] ?? 0) + strength * (scores.table[cell + y] ?? 0);
  }
}
