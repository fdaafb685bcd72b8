/** Rows of features in compressed form, as in a feature matrix. */
export interface SparseRows {
  readonly rows: number;
  readonly offsets: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float32Array;
}

/**
 * Calls a kernel for all scores of a row, block by block: four of them at a time, then two, then one. The sums of a block
 * stay in registers, where a loop over all scores would go through memory: half the time at six labels.
 */
export function inBlocks(
  scores: number,
  four: (first: number) => void,
  two: (first: number) => void,
  one: (first: number) => void,
): void {
  let first = 0;
  for (; first + 4 <= scores; first += 4) four(first);
  for (; first + 2 <= scores; first += 2) two(first);
  if (first < scores) one(first);
}

/** Adds the weighed squares of each feature's values to `out`, a number for each feature. O(entries). */
export function addSquares(sparse: SparseRows, rowWeights: Float64Array, out: Float64Array): void {
  const { rows, offsets, indices, values } = sparse;
  for (let i = 0, e = 0; i < rows; i++) {
    const end = offsets[i + 1] ?? 0;
    const weight = rowWeights[i] ?? 0;
    for (; e < end; e++) {
      const value = values[e] ?? 0;
      const feature = indices[e] ?? 0;
      out[feature] = (out[feature] ?? 0) + weight * value * value;
    }
  }
}
