import type { FeatureMatrix } from "../features/feature-matrix.ts";

/**
 * A feature matrix as neighbor search reads it: rows scaled to length 1, features ranked from rare to common, entries by
 * row and by feature. Features of a single row are left out, as they join no two rows; they count in the row's length.
 */
export interface RankedIndex {
  readonly rows: number;
  /** Number of features that two rows or more have. */
  readonly features: number;
  /** Where each row's entries begin; N + 1 places. */
  readonly starts: Float64Array;
  /** The rank of each entry's feature, rising within a row. */
  readonly ranks: Int32Array;
  /** The share of each entry in its row, whose squares sum to at most 1. */
  readonly weights: Float32Array;
  /** How long each entry's row is from this entry on. */
  readonly rests: Float32Array;
  /** Where each feature's entries begin, by rank. */
  readonly listStarts: Float64Array;
  /** The row of each entry, feature by feature, rising within a feature. */
  readonly listRows: Int32Array;
  readonly listWeights: Float32Array;
  /** By rank: the longest that any row is in this feature and the more common ones together. */
  readonly longestRest: Float64Array;
  /** Whether a weight is below 0. */
  readonly hasNegative: boolean;
}

/** The rank of each feature that two rows or more have, the rarest first, equally common ones in order; -1 for the others. */
function rankFeatures(counts: Int32Array, rows: number): { readonly ranks: Int32Array; readonly features: number } {
  const places = new Float64Array(rows + 2); // by number of rows: the rank of the first feature that common
  for (const count of counts) if (count > 1) places[count + 1] = (places[count + 1] ?? 0) + 1;
  for (let c = 1; c < places.length; c++) places[c] = (places[c] ?? 0) + (places[c - 1] ?? 0);
  const features = places[rows + 1] ?? 0;
  const ranks = new Int32Array(counts.length).fill(-1);
  for (let f = 0; f < counts.length; f++) {
    const count = counts[f] ?? 0;
    if (count < 2) continue;
    ranks[f] = places[count] ?? 0;
    places[count] = (places[count] ?? 0) + 1;
  }
  return { ranks, features };
}

/** The length of each row, as a vector. */
function rowLengths({ rows, offsets, values }: FeatureMatrix): Float64Array {
  const lengths = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let e = offsets[row] ?? 0; e < (offsets[row + 1] ?? 0); e++) sum += (values[e] ?? 0) ** 2;
    lengths[row] = Math.sqrt(sum);
  }
  return lengths;
}

/** How long each row is from each of its entries on. */
function restsOf(starts: Float64Array, weights: Float32Array): Float32Array {
  const rests = new Float32Array(weights.length);
  for (let row = 0; row + 1 < starts.length; row++) {
    let sum = 0;
    for (let e = (starts[row + 1] ?? 0) - 1; e >= (starts[row] ?? 0); e--) {
      sum += (weights[e] ?? 0) ** 2;
      rests[e] = Math.sqrt(sum);
    }
  }
  return rests;
}

function longestRests(features: number, ranks: Int32Array, rests: Float32Array): Float64Array {
  const longest = new Float64Array(features + 1);
  for (let e = 0; e < ranks.length; e++) {
    const rank = ranks[e] ?? 0;
    if ((rests[e] ?? 0) > (longest[rank] ?? 0)) longest[rank] = rests[e] ?? 0;
  }
  for (let rank = features - 1; rank >= 0; rank--) {
    longest[rank] = Math.max(longest[rank] ?? 0, longest[rank + 1] ?? 0);
  }
  return longest;
}

/** Ranks the features of a matrix and sorts its entries by them. O(entries + features), 20 bytes an entry. */
export function makeRankedIndex(matrix: FeatureMatrix): RankedIndex {
  const { rows, columns, offsets, indices, values } = matrix;
  const counts = new Int32Array(columns);
  for (const feature of indices) counts[feature] = (counts[feature] ?? 0) + 1;
  const { ranks: rankOf, features } = rankFeatures(counts, rows);
  const lengths = rowLengths(matrix);

  const listStarts = new Float64Array(features + 1);
  for (let f = 0; f < columns; f++) if ((rankOf[f] ?? -1) >= 0) listStarts[(rankOf[f] ?? 0) + 1] = counts[f] ?? 0;
  for (let r = 0; r < features; r++) listStarts[r + 1] = (listStarts[r + 1] ?? 0) + (listStarts[r] ?? 0);
  const size = listStarts[features] ?? 0;
  const listRows = new Int32Array(size);
  const listWeights = new Float32Array(size);
  const next = listStarts.slice();
  const starts = new Float64Array(rows + 1);
  let hasNegative = false;
  for (let row = 0; row < rows; row++) {
    const length = lengths[row] ?? 0;
    let kept = 0;
    for (let e = offsets[row] ?? 0; e < (offsets[row + 1] ?? 0); e++) {
      const rank = rankOf[indices[e] ?? 0] ?? -1;
      if (rank < 0) continue;
      const place = next[rank] ?? 0;
      const weight = (values[e] ?? 0) / length;
      if (weight < 0) hasNegative = true;
      listRows[place] = row;
      listWeights[place] = weight;
      next[rank] = place + 1;
      kept++;
    }
    starts[row + 1] = (starts[row] ?? 0) + kept;
  }

  // Going through the features from rare to common sorts the entries of each row by rank.
  const ranks = new Int32Array(size);
  const weights = new Float32Array(size);
  const at = starts.slice();
  for (let rank = 0; rank < features; rank++) {
    for (let p = listStarts[rank] ?? 0; p < (listStarts[rank + 1] ?? 0); p++) {
      const row = listRows[p] ?? 0;
      const place = at[row] ?? 0;
      ranks[place] = rank;
      weights[place] = listWeights[p] ?? 0;
      at[row] = place + 1;
    }
  }
  const rests = restsOf(starts, weights);
  const longestRest = longestRests(features, ranks, rests);
  return { rows, features, starts, ranks, weights, rests, listStarts, listRows, listWeights, longestRest, hasNegative };
}
