import type { NeighborGraph } from "./neighbor-graph.ts";

/** What labels are spread from, and over which rows. */
export interface SpreadInput {
  readonly graph: NeighborGraph;
  /** The number of labels (K). */
  readonly labels: number;
  /** N x K: the labels of the rows that have some; for the others, where spreading starts. */
  readonly start: Float64Array;
  /** By row: 0 has labels of its own, 1 or more has none, -1 takes no part. */
  readonly steps: Int32Array;
  /** How much of a labeled row comes from its neighbors, from 0 to 1. */
  readonly alpha: number;
}

/** One round: each row that takes part becomes the mean of its neighbors, mixed with its own labels where it has some. */
export function spreadOnce(input: SpreadInput, from: Float64Array, to: Float64Array): number {
  const { graph, labels: k, start, steps, alpha } = input;
  const { starts, ends, weights } = graph;
  const sums = new Float64Array(k);
  let change = 0;
  for (let row = 0; row < steps.length; row++) {
    const step = steps[row] ?? -1;
    if (step < 0) continue;
    sums.fill(0);
    let total = 0;
    for (let edge = starts[row] ?? 0; edge < (starts[row + 1] ?? 0); edge++) {
      const other = ends[edge] ?? 0;
      if ((steps[other] ?? -1) < 0) continue;
      const weight = weights[edge] ?? 0;
      total += weight;
      for (let y = 0; y < k; y++) sums[y] = (sums[y] ?? 0) + weight * (from[other * k + y] ?? 0);
    }
    if (total === 0) continue; // a labeled row that stands alone keeps its labels
    const share = step === 0 ? alpha : 1;
    for (let y = 0; y < k; y++) {
      const place = row * k + y;
      const value = share * ((sums[y] ?? 0) / total) + (1 - share) * (start[place] ?? 0);
      change = Math.max(change, Math.abs(value - (from[place] ?? 0)));
      to[place] = value;
    }
  }
  return change;
}

/** Makes the probabilities of each row sum to 1, which many rounds of rounding may have moved. */
export function sumToOne(values: Float64Array, k: number): void {
  for (let from = 0; from < values.length; from += k) {
    let sum = 0;
    for (let i = from; i < from + k; i++) sum += values[i] ?? 0;
    for (let i = from; i < from + k; i++) values[i] = (values[i] ?? 0) / sum;
  }
}
