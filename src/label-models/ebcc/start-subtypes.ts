import type { PatternVotes } from "../../matrix/vote-patterns.ts";

/** Scatters the bits of a 32-bit number. */
function mix(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * Posteriors of states (U x K S) to start from: a row is in each label by its share of votes, and in a label's
 * subtypes by shares that look drawn at random (from a flat Dirichlet distribution, as in the paper) but come from the
 * row's votes: a hash of which functions voted, known by how often they vote, and which of them for the label. So the
 * start depends on no seed and on no order of rows, functions or labels. `shares` are U x K, `votesOf` counts the
 * votes of each function.
 */
export function startSubtypes(
  votes: PatternVotes,
  votesOf: Float64Array,
  shares: Float64Array,
  k: number,
  subtypes: number,
): Float64Array {
  if (subtypes === 1) return shares;
  const { offsets, functions, codes } = votes;
  const posteriors = new Float64Array(shares.length * subtypes);
  const draws = new Float64Array(subtypes);
  for (let u = 0; u < offsets.length - 1; u++) {
    for (let y = 0; y < k; y++) {
      const share = shares[u * k + y] ?? 0;
      if (share === 0) continue;
      let hash = 0;
      for (let i = offsets[u] ?? 0; i < (offsets[u + 1] ?? 0); i++) {
        hash = (hash + mix(2 * (votesOf[functions[i] ?? 0] ?? 0) + (codes[i] === y ? 1 : 0) + 0x9e3779b9)) | 0;
      }
      let sum = 0;
      for (let s = 0; s < subtypes; s++) {
        const draw = -Math.log((mix(hash + Math.imul(s + 1, 0x9e3779b1)) + 1) / (2 ** 32 + 1));
        draws[s] = draw;
        sum += draw;
      }
      for (let s = 0; s < subtypes; s++) posteriors[(u * k + y) * subtypes + s] = (share * (draws[s] ?? 0)) / sum;
    }
  }
  return posteriors;
}
