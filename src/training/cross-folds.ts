import type { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { makeRandom } from "../util/random.ts";
import { shuffled } from "../util/shuffled.ts";
import { topCode } from "./most-probable.ts";

/** The rows that count in training: something covers them, and their weight is above 0. Rising. */
export function rowsThatCount(labels: ProbabilisticLabels, weights: ArrayLike<number> | null): Int32Array {
  const rows = Int32Array.from({ length: labels.rows }, (_, row) => row);
  return rows.filter((row) => labels.covered(row) && (weights === null || (weights[row] ?? 0) > 0));
}

/**
 * The fold of each row that counts, -1 for the others: rows are shuffled, and those of each most probable label dealt
 * out in turn, so that folds are of like size and balance.
 */
export function dealFolds(
  labels: ProbabilisticLabels,
  rows: Int32Array,
  folds: number,
  seed: number | string,
): Int32Array {
  const byLabel = Array.from({ length: labels.labels.size }, (): number[] => []);
  for (const row of shuffled(rows, makeRandom(seed, "cross prediction")))
    byLabel[topCode(labels.row(row), 0, labels.labels.size)]?.push(row);
  const folding = new Int32Array(labels.rows).fill(-1);
  byLabel.flat().forEach((row, i) => (folding[row] = i % folds));
  return folding;
}
