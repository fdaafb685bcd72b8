import { LabelingError } from "../../errors.ts";
import type { FeatureMatrix } from "../features/feature-matrix.ts";

/**
 * N x K probabilities of the labels: the softmax of each row's scores. `weights` is D x K. O(entries x K).
 *
 * @throws LabelingError `bad_table` for entries that are no number or no feature.
 */
export function probabilitiesOfRows(
  matrix: FeatureMatrix,
  weights: Float32Array,
  intercepts: Float64Array,
): Float64Array {
  const { rows, columns, offsets, indices, values } = matrix;
  const k = intercepts.length;
  const out = new Float64Array(rows * k);
  for (let i = 0; i < rows; i++) {
    const to = i * k;
    const end = offsets[i + 1] ?? 0;
    for (let y = 0; y < k; y++) out[to + y] = intercepts[y] ?? 0;
    for (let e = offsets[i] ?? 0; e < end; e++) {
      const value = values[e] ?? 0;
      const feature = indices[e] ?? -1;
      if (!(feature >= 0 && feature < columns)) throw badEntry(i, value, feature);
      for (let y = 0; y < k; y++) out[to + y] = (out[to + y] ?? 0) + value * (weights[feature * k + y] ?? 0);
    }
    let max = -Infinity;
    for (let y = 0; y < k; y++) max = Math.max(max, out[to + y] ?? 0);
    let sum = 0;
    for (let y = 0; y < k; y++) sum += out[to + y] = Math.exp((out[to + y] ?? 0) - max);
    if (!(sum >= 1)) throw badEntry(i, NaN, -1);
    for (let y = 0; y < k; y++) out[to + y] = (out[to + y] ?? 0) / sum;
  }
  return out;
}

function badEntry(row: number, value: number, feature: number): LabelingError {
  return new LabelingError("bad_table", {
    where: `logistic regression, features of row ${row}`,
    got: feature < 0 ? "a value that is no number, or too large a one" : `the value ${value} of feature ${feature}`,
    expected: "finite numbers of features that the matrix has",
    details: { row },
  });
}
