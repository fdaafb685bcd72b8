import { median } from "../../util/order.ts";
import { RowVotes } from "../scan/row-votes.ts";
import { sumTriples } from "../scan/third-moments.ts";
import type { VoteRows } from "../scan/vote-rows.ts";
import type { Agreement } from "./agreement.ts";
import type { PairCounts } from "./pair-counts.ts";
import { fitRankOne } from "./rank-one.ts";

const minOverlap = 20;
/** Standard errors below which an estimate is as good as none. */
const trustedErrors = 2;
/** Labels above which triples are too rare to tell the balance. */
const maxLabels = 20;

/**
 * The class balance from votes alone. With b the indicator of a label in a function's votes and d its difference of
 * rates in and out of the class, pairs co-vary by p (1 - p) d_j d_l, and triples by p (1 - p)(1 - 2p) d_j d_l d_h; their
 * ratio gives p, with no gold and no assumption on errors (compare Jaffe, Nadler and Kluger 2015). Shrunk toward
 * uniform by its standard error: nothing is left of an estimate below two of them. Uniform where fewer pairs than
 * functions overlap, or fewer than three functions that vote every label are left when each dependent group gives one.
 * O(K x (sum of squared votes of a row)).
 */
export function estimateBalance(
  rows: VoteRows,
  counts: PairCounts,
  byLabel: Float64Array,
  agreement: Agreement,
): Float64Array {
  const k = rows.labels;
  const uniform = new Float64Array(k).fill(1 / k);
  if (k > maxLabels || agreement.pairs < counts.functions) return uniform;
  const kept = keepOneOfEachGroup(counts, byLabel, agreement, k);
  if (kept.count < 3 || overlappingPairs(counts, kept.place) < 3) return uniform;
  const estimate = uniform.slice();
  const error = new Float64Array(k);
  for (let y = k === 2 ? 1 : 0; y < k; y++) {
    const one = estimateShare(rows, counts, byLabel, kept.place, y);
    if (one === null) return uniform;
    estimate[y] = one.share;
    error[y] = one.error;
  }
  if (k === 2) {
    estimate[0] = 1 - (estimate[1] ?? 0.5);
    error[0] = error[1] ?? 0;
  }
  return shrinkToUniform(estimate, error);
}

interface Kept {
  /** m: its place among those kept, or -1. */
  readonly place: Int32Array;
  readonly count: number;
}

function keepOneOfEachGroup(counts: PairCounts, byLabel: Float64Array, { dependent }: Agreement, k: number): Kept {
  const { functions: m, voted } = counts;
  const others = Array.from({ length: m }, (): number[] => []);
  for (const { a, b } of dependent) {
    others[a]?.push(b);
    others[b]?.push(a);
  }
  const order = Array.from({ length: m }, (_, j) => j).sort((j, l) => (voted[l] ?? 0) - (voted[j] ?? 0) || j - l);
  const place = new Int32Array(m).fill(-1);
  let count = 0;
  for (const j of order) {
    const votesAll = byLabel.subarray(j * k, (j + 1) * k).every((n) => n > 0);
    if (!votesAll || (voted[j] ?? 0) < minOverlap) continue;
    if (others[j]?.some((l) => (place[l] ?? -1) >= 0) === true) continue;
    place[j] = count++;
  }
  return { place, count };
}

function overlappingPairs({ functions: m, over }: PairCounts, place: Int32Array): number {
  let pairs = 0;
  for (let j = 0; j < m; j++) {
    for (let l = 0; l < j; l++) {
      if ((place[j] ?? -1) >= 0 && (place[l] ?? -1) >= 0 && (over[j * m + l] ?? 0) >= minOverlap) pairs++;
    }
  }
  return pairs;
}

/** The share of label y and its standard error; null where the functions say nothing about it. */
function estimateShare(
  rows: VoteRows,
  counts: PairCounts,
  byLabel: Float64Array,
  place: Int32Array,
  y: number,
): { readonly share: number; readonly error: number } | null {
  const { labels: k } = rows;
  const m = counts.functions;
  const rate = new Float64Array(m);
  for (let j = 0; j < m; j++) {
    const votes = byLabel.subarray(j * k, (j + 1) * k).reduce((sum, n) => sum + n, 0);
    rate[j] = votes > 0 ? (byLabel[j * k + y] ?? 0) / votes : 0;
  }
  const centered = Float64Array.from(
    byLabel,
    (_, cell) => (cell % k === y ? 1 : 0) - (rate[Math.floor(cell / k)] ?? 0),
  );
  const factors = factorsOf(coMoments(rows, place, centered), counts, place);
  const { numerator, denominator, squaredResiduals } = sumTriples(rows, centered, factors);
  if (denominator <= 1e-12) return null;
  const ratio = numerator / denominator;
  const spread = Math.sqrt(squaredResiduals) / denominator;
  const shareOf = (r: number): number => 0.5 * (1 - r / Math.sqrt(4 + r * r));

  return { share: shareOf(ratio), error: Math.abs(shareOf(ratio + spread) - shareOf(ratio - spread)) / 2 };
}

/** m x m, below the diagonal: sum over rows of the product of two functions' centered indicators. */
function coMoments(rows: VoteRows, place: Int32Array, centered: Float64Array): Float64Array {
  const { functionCount: m, labels: k } = rows;
  const sums = new Float64Array(m * m);
  const row = new RowVotes(rows);
  for (let u = 0; u < rows.weights.length; u++) {
    const weight = rows.weights[u] ?? 0;
    const count = row.read(u);
    for (let i = 0; i < count; i++) {
      const j = row.functions[i] ?? 0;
      if ((place[j] ?? -1) < 0) continue;
      const e = weight * (centered[j * k + (row.codes[i] ?? 0)] ?? 0);
      for (let n = 0; n < i; n++) {
        const l = row.functions[n] ?? 0;
        if ((place[l] ?? -1) < 0) continue;
        const cell = j > l ? j * m + l : l * m + j;
        sums[cell] = (sums[cell] ?? 0) + e * (centered[l * k + (row.codes[n] ?? 0)] ?? 0);
      }
    }
  }
  return sums;
}

/** sqrt(p (1 - p)) times the difference of a function's rates of the label in and out of the class; 0 where not above 0.01. */
function factorsOf(sums: Float64Array, { functions: m, over }: PairCounts, place: Int32Array): Float64Array {
  const [a, b, values, overlap]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let j = 0; j < m; j++) {
    for (let l = 0; l < j; l++) {
      const n = over[j * m + l] ?? 0;
      if ((place[j] ?? -1) < 0 || (place[l] ?? -1) < 0 || n < minOverlap) continue;
      a.push(j);
      b.push(l);
      values.push((sums[j * m + l] ?? 0) / n);
      overlap.push(n);
    }
  }
  const cap = median(Float64Array.from(overlap));
  const weights = Float64Array.from(overlap, (n) => Math.min(n, cap));
  const weightSum = weights.reduce((sum, w) => sum + w, 0);
  const size = values.reduce((sum, value, i) => sum + (weights[i] ?? 0) * Math.abs(value), 0) / weightSum;
  const pairs = { a: Int32Array.from(a), b: Int32Array.from(b), values: Float64Array.from(values), weights };
  const factors = fitRankOne(pairs, {
    functions: m,
    floor: 0.1 * size + 1e-6,
    low: -0.5,
    high: 0.5,
    start: Math.sqrt(Math.max(size, 1e-4)),
  });
  return factors.map((g) => (g > 0.01 ? g : 0));
}

function shrinkToUniform(estimate: Float64Array, error: Float64Array): Float64Array {
  const k = estimate.length;
  const scale = estimate.reduce((sum, p) => sum + Math.max(p, 0.01), 0);
  const difference = estimate.map((p) => Math.max(p, 0.01) / scale - 1 / k);
  const variance = error.reduce((sum, e) => sum + e * e, 0);
  const squares = difference.reduce((sum, d) => sum + d * d, 0);
  const trust = Math.min(1, Math.max(0, 1 - (trustedErrors ** 2 * variance) / Math.max(squares, 1e-12)));
  const shrunk = difference.map((d) => Math.max(1 / k + trust * d, 0.02 / k));
  const sum = shrunk.reduce((total, p) => total + p, 0);
  return shrunk.map((p) => p / sum);
}
