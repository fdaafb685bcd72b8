import type { FeatureMatrix } from "../features/feature-matrix.ts";

/** Similarities of all rows to one row. */
export interface Cosines {
  /** The cosines of all rows with a row, in memory that the next call writes over; 0 where a row has no features. O(entries). */
  to(row: number): Float64Array;
}

/** Cosines by one row spread out over all features, and a pass over all entries. */
export function cosinesOf({ rows, columns, offsets, indices, values }: FeatureMatrix): Cosines {
  const norms = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let i = offsets[row] ?? 0; i < (offsets[row + 1] ?? 0); i++) sum += (values[i] ?? 0) ** 2;
    norms[row] = Math.sqrt(sum);
  }
  const spread = new Float64Array(columns);
  const cosines = new Float64Array(rows);
  const place = (row: number, sign: 0 | 1): void => {
    for (let i = offsets[row] ?? 0; i < (offsets[row + 1] ?? 0); i++) {
      spread[indices[i] ?? 0] = sign * (values[i] ?? 0);
    }
  };
  return {
    to: (row) => {
      place(row, 1);
      const own = norms[row] ?? 0;
      for (let other = 0; other < rows; other++) {
        let dot = 0;
        for (let i = offsets[other] ?? 0; i < (offsets[other + 1] ?? 0); i++) {
          dot += (spread[indices[i] ?? 0] ?? 0) * (values[i] ?? 0);
        }
        const norm = own * (norms[other] ?? 0);
        cosines[other] = norm > 0 ? dot / norm : 0;
      }
      place(row, 0);
      return cosines;
    },
  };
}
