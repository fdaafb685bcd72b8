import { FeatureMatrix } from "../../src/training/features/feature-matrix.ts";

/** A feature matrix of rows written out; zeros are left out. */
export function denseMatrix(
  rows: readonly (readonly number[])[],
  columns: number = rows[0]?.length ?? 0,
): FeatureMatrix {
  const entries = rows.map((row) => row.flatMap((value, i) => (value === 0 ? [] : [[i, value] as const])));
  const offsets = new Float64Array(rows.length + 1);
  entries.forEach((row, i) => (offsets[i + 1] = (offsets[i] ?? 0) + row.length));
  const flat = entries.flat();
  return new FeatureMatrix({
    columns,
    offsets,
    indices: Int32Array.from(flat, ([i]) => i),
    values: Float32Array.from(flat, ([, value]) => value),
    fingerprint: null,
  });
}
