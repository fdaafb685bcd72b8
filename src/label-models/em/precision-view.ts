import type { DenseScores } from "../scan/vote-scan.ts";
import { fitCoFiring, type CoFiring } from "./co-firing.ts";
import type { EmData } from "./em-data.ts";
import type { KnownAccuracy } from "./confusion-prior.ts";
import type { PairCounts } from "./pair-counts.ts";

/** What functions of one label say by how precise each label's functions are. */
export interface PrecisionView {
  readonly scores: DenseScores;
  readonly balance: Float64Array;
}

/** Functions of one label share what their label's functions disagree by: this much of a log lift stays unexplained. */
const unexplained = 0.3;
/** Votes that a label's common precision is worth beside what a user knows of a function. */
const commonVotes = 20;

/** Co-firings summed by pairs of labels. Slot v stands for all functions of label v. */
export function pooledPairs(
  counts: PairCounts,
  oneLabel: Int32Array,
  k: number,
  rows: number,
  include: (j: number, l: number) => boolean,
): { readonly pairs: CoFiring; readonly expected: Float64Array } {
  const { functions: m, over, voted } = counts;
  const observed = new Float64Array(k * k);
  const expected = new Float64Array(k * k);
  for (let j = 0; j < m; j++) {
    const v = oneLabel[j] ?? -1;
    if (v < 0) continue;
    for (let l = 0; l < j; l++) {
      const w = oneLabel[l] ?? -1;
      if (w < 0 || !include(j, l)) continue;
      const cell = Math.min(v, w) * k + Math.max(v, w);
      observed[cell] = (observed[cell] ?? 0) + (over[j * m + l] ?? 0);
      expected[cell] = (expected[cell] ?? 0) + ((voted[j] ?? 0) * (voted[l] ?? 0)) / Math.max(rows, 1);
    }
  }
  const cells = Int32Array.from({ length: k * k }, (_, cell) => cell).filter((cell) => (expected[cell] ?? 0) > 0);
  const pairs: CoFiring = {
    a: cells.map((cell) => Math.floor(cell / k)),
    b: cells.map((cell) => cell % k),
    logLift: Float64Array.from(cells, (cell) =>
      Math.log(((observed[cell] ?? 0) + 0.5) / ((expected[cell] ?? 0) + 0.5)),
    ),
    deviation: Float64Array.from(cells, (cell) => Math.sqrt(unexplained ** 2 + 1 / ((observed[cell] ?? 0) + 0.5))),
    robust: 0,
  };
  return { pairs, expected: Float64Array.from(cells, (cell) => expected[cell] ?? 0) };
}

/**
 * Precisions by label, from how often functions of each pair of labels fire together: few numbers, from many votes, which
 * no single function can mislead. Every function of a label votes with its label's precision; odds follow from the class
 * balance, so that of two functions of equal precision the one for the rarer label weighs more.
 */
export function viewPrecision(
  data: EmData,
  counts: PairCounts,
  rows: number,
  given: Float64Array | null,
  known: readonly (KnownAccuracy | null)[],
  weights: Float64Array,
): PrecisionView {
  const k = data.scan.labels;
  const m = data.oneLabel.length;
  const { pairs } = pooledPairs(counts, data.oneLabel, k, rows, () => true);
  const labels = Int32Array.from({ length: k }, (_, v) => v);
  const { balance, precision } = fitCoFiring(pairs, { labels, k }, given, null);
  const table = new Float64Array(m * k * k);
  for (let j = 0; j < m; j++) {
    const v = data.oneLabel[j] ?? -1;
    if (v < 0) continue;
    const own = known[j] ?? null;
    const common = precision[v] ?? 0.75;
    const p =
      own === null ? common : (commonVotes * common + own.strength * own.accuracy) / (commonVotes + own.strength);
    const off = Math.log((1 - p) / Math.max(1e-12, 1 - (balance[v] ?? 0)));
    const base = (j * k + v) * k;
    const weight = weights[j] ?? 1;
    for (let y = 0; y < k; y++) table[base + y] = weight * (y === v ? Math.log(p / (balance[v] ?? 1)) : off);
  }
  return { scores: { bias: balance.map(Math.log), table }, balance };
}
