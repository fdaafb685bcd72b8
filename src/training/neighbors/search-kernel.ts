import { BestRows } from "./best-rows.ts";
import type { RankedIndex } from "./ranked-index.ts";

/** Room for rounding in bounds: similarities are at most 1. */
const slack = 1e-6;

/**
 * Finds the rows most similar to a row, by its features from rare to common. It stops as soon as no row that has none of
 * the features so far can be among the best, as what is left of the row is too short; the rows met by then get their whole
 * similarity, so that the result is exact (after Bayardo, Ma, Srikant 2007, for the best few instead of a threshold).
 * Features in more than `maxRows` rows lead to no further row, but count in the similarity.
 *
 * A similarity is summed from rare to common features wherever the search stops, so that its bits are the same from both
 * of its rows, and in whatever order the rows come.
 */
export class NeighborSearch {
  /** The rows most similar to the row that was searched last. */
  readonly best: BestRows;
  readonly #index: RankedIndex;
  /** The rank from which features lead to no further row. */
  readonly #common: number;
  readonly #minSimilarity: number;
  /** By row: the similarity so far. */
  readonly #sums: Float64Array;
  /** By rank: what is left of the row. */
  readonly #rest: Float32Array;
  readonly #partial: BestRows;

  constructor(index: RankedIndex, count: number, minSimilarity: number, maxRows: number) {
    const { features, listStarts, rows } = index;
    let common = features;
    while (common > 0 && (listStarts[common] ?? 0) - (listStarts[common - 1] ?? 0) > maxRows) common--;
    this.#index = index;
    this.#common = common;
    this.#minSimilarity = minSimilarity;
    this.#sums = new Float64Array(rows);
    this.#rest = new Float32Array(features);
    this.#partial = new BestRows(count);
    this.best = new BestRows(count);
  }

  /** Finds the rows most similar to `row`, but for itself. */
  search(row: number): void {
    const { starts, ranks, weights, rests, listStarts, longestRest } = this.#index;
    const end = starts[row + 1] ?? 0;
    this.#sums.fill(0);
    let [work, nextLook, bound] = [0, 0, 0];
    let e = starts[row] ?? 0;
    for (; e < end; e++) {
      const rank = ranks[e] ?? 0;
      bound = (rests[e] ?? 0) * (longestRest[rank] ?? 0) + slack; // what the rest can add to a similarity
      if (rank >= this.#common || bound < this.#minSimilarity) break;
      if (work >= nextLook) {
        if (work > 0 && this.#certain(row, bound) > bound) break;
        nextLook = work + this.#index.rows; // a look costs about as much as an addition for each row
      }
      this.#add(rank, weights[e] ?? 0);
      work += (listStarts[rank + 1] ?? 0) - (listStarts[rank] ?? 0);
    }
    this.#choose(row, e, end, e < end ? bound : 0);
  }

  /** Adds what one feature says to the similarities of the rows that have it. */
  #add(rank: number, weight: number): void {
    const { listStarts, listRows, listWeights } = this.#index;
    const sums = this.#sums;
    const to = listStarts[rank + 1] ?? 0;
    for (let p = listStarts[rank] ?? 0; p < to; p++) {
      const other = listRows[p] as number; // not out of bounds; a check here costs a third of the whole search
      sums[other] = (sums[other] as number) + weight * (listWeights[p] as number);
    }
  }

  /** The similarity that the best rows have for certain, where the rest adds at most `bound` to any; -Infinity while there are too few. */
  #certain(row: number, bound: number): number {
    const partial = this.#partial;
    const sums = this.#sums;
    partial.clear();
    sums[row] = 0;
    let least = 0;
    for (let other = 0; other < sums.length; other++) {
      const sum = sums[other] as number;
      if (sum > least) {
        partial.offer(other, sum);
        least = Math.max(partial.least, 0);
      }
    }
    return partial.least - (this.#index.hasNegative ? bound : 0);
  }

  /** Chooses the best of the rows met. The entries from `first` to `end` are not yet in their similarities. */
  #choose(row: number, first: number, end: number, bound: number): void {
    const { ranks, weights, rests } = this.#index;
    const { best } = this;
    const sums = this.#sums;
    sums[row] = 0;
    best.clear();
    const isWhole = first === end;
    const certain = isWhole ? 0 : this.#certain(row, bound);
    const left = rests[first] ?? 0;
    for (let e = first; e < end; e++) this.#rest[ranks[e] ?? 0] = weights[e] ?? 0;
    const enough = Math.max(certain, this.#minSimilarity);
    let least = enough - slack - bound;
    for (let other = 0; other < sums.length; other++) {
      let sum = sums[other] as number;
      if (sum === 0 || sum < least) continue;
      if (!isWhole) {
        const from = this.#entryFrom(other, ranks[first] ?? 0);
        if (sum + left * (from < 0 ? 0 : (rests[from] ?? 0)) < least + bound) continue;
        sum = from < 0 ? sum : this.#withRest(sum, other, from);
      }
      const similarity = Math.min(Math.fround(sum), 1);
      if (similarity <= 0 || similarity < this.#minSimilarity) continue;
      best.offer(other, similarity);
      least = Math.max(enough, best.least) - slack - bound;
    }
    for (let e = first; e < end; e++) this.#rest[ranks[e] ?? 0] = 0;
  }

  /** The first entry of a row whose feature has a rank or a later one; -1 for none. */
  #entryFrom(row: number, rank: number): number {
    const { starts, ranks } = this.#index;
    const end = starts[row + 1] ?? 0;
    let [low, high] = [starts[row] ?? 0, end];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((ranks[middle] ?? 0) < rank) low = middle + 1;
      else high = middle;
    }
    return low === end ? -1 : low;
  }

  /** A similarity with what a row's entries from one on add to it. */
  #withRest(sum: number, row: number, from: number): number {
    const { starts, ranks, weights } = this.#index;
    const end = starts[row + 1] ?? 0;
    let total = sum;
    for (let e = from; e < end; e++) {
      const left = this.#rest[ranks[e] ?? 0] ?? 0;
      if (left !== 0) total += left * (weights[e] ?? 0);
    }
    return total;
  }
}
