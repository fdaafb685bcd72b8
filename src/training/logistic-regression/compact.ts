import { LabelingError } from "../../errors.ts";
import type { FeatureMatrix } from "../features/feature-matrix.ts";
import type { SparseRows } from "./sparse-rows.ts";

/** Features that occur in some rows, renumbered: the most frequent ones first, so that their weights lie close together. */
export interface CompactFeatures {
  /** The feature of each number, A of them. */
  readonly features: Int32Array;
  /** The number of each feature, -1 for one that does not occur; D of them. */
  readonly numbers: Int32Array;
}

/**
 * Numbers the features that occur in some rows. O(D + entries of the rows).
 *
 * @throws LabelingError `bad_table` for entries that are no feature or no number.
 */
export function compactFeatures(matrix: FeatureMatrix, rows: Int32Array, where: string): CompactFeatures {
  const { columns, offsets, indices, values } = matrix;
  const counts = new Int32Array(columns);
  for (const row of rows) {
    for (let e = offsets[row] ?? 0; e < (offsets[row + 1] ?? 0); e++) {
      const feature = indices[e] ?? -1;
      if (!(feature >= 0 && feature < columns && Number.isFinite(values[e]))) {
        throw new LabelingError("bad_table", {
          where: `${where}, features of row ${row}`,
          got: `the value ${values[e]} of feature ${feature}`,
          expected: columns === 0 ? "no entry, as there are no features" : `numbers of features 0 to ${columns - 1}`,
          details: { row },
        });
      }
      counts[feature] = (counts[feature] ?? 0) + 1;
    }
  }
  const features = Int32Array.from(counts.keys()).filter((feature) => (counts[feature] ?? 0) > 0);
  // By count, then by feature: as one number each, which typed arrays sort quickly.
  const keys = Float64Array.from(features, (feature) => feature - (counts[feature] ?? 0) * columns).sort();
  features.forEach((_, a) => (features[a] = (((keys[a] ?? 0) % columns) + columns) % columns));
  const numbers = new Int32Array(columns).fill(-1);
  features.forEach((feature, a) => (numbers[feature] = a));
  return { features, numbers };
}

/** Some rows with renumbered features; features without a number are left out. */
export function compactRows(matrix: FeatureMatrix, rows: Int32Array, { numbers }: CompactFeatures): SparseRows {
  const { offsets, indices, values } = matrix;
  const starts = new Int32Array(rows.length + 1);
  let size = 0;
  rows.forEach((row, i) => {
    for (let e = offsets[row] ?? 0; e < (offsets[row + 1] ?? 0); e++) if ((numbers[indices[e] ?? 0] ?? -1) >= 0) size++;
    starts[i + 1] = size;
  });
  const compact = { rows: rows.length, offsets: starts, indices: new Int32Array(size), values: new Float32Array(size) };
  let to = 0;
  for (const row of rows) {
    for (let e = offsets[row] ?? 0; e < (offsets[row + 1] ?? 0); e++) {
      const number = numbers[indices[e] ?? 0] ?? -1;
      if (number < 0) continue;
      compact.indices[to] = number;
      compact.values[to] = values[e] ?? 0;
      to++;
    }
  }
  return compact;
}
