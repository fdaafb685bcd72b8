import { brandAs, brands, hasBrand } from "../../util/brands.ts";

/** The rows most similar to each row. Frozen. */
export interface Neighbors {
  /** Number of rows (N). */
  readonly rows: number;
  /** Number of places for each row (k). */
  readonly count: number;
  /** N x k row numbers, row by row, the most similar first; -1 where there is no further neighbor. */
  readonly indices: Int32Array;
  /** N x k similarities (cosines), above 0 and at most 1; 0 where there is no neighbor. */
  readonly similarities: Float32Array;
}

function describeNeighbors({ rows, count, indices, similarities }: Neighbors): string {
  const shown = Math.min(rows, 5);
  const lines = Array.from({ length: shown }, (_, row) => {
    const found = Array.from({ length: Math.min(count, 5) }, (__, k) => row * count + k)
      .filter((place) => (indices[place] ?? -1) >= 0)
      .map((place) => `${indices[place]} (${(similarities[place] ?? 0).toFixed(3)})`);
    return `  ${row}: ${found.join("  ") || "none"}${(indices[row * count + 5] ?? -1) >= 0 && count > 5 ? "  …" : ""}`;
  });
  const more = rows > shown ? [`  … and ${rows - shown} more`] : [];
  return [`Neighbors: ${rows} rows, up to ${count} each`, ...lines, ...more].join("\n");
}

/** Neighbors from their parts. */
export function makeNeighbors(parts: Neighbors): Neighbors {
  const neighbors = { ...parts };
  brandAs(neighbors, brands.neighbors, () => describeNeighbors(neighbors));
  return Object.freeze(neighbors);
}

/** Whether a value is neighbors, of this or another copy of the package. */
export function isNeighbors(value: unknown): value is Neighbors {
  return hasBrand(value, brands.neighbors);
}
