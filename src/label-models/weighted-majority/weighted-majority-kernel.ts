import type { PatternVotes } from "../../matrix/vote-patterns.ts";

/** Sums of weights closer than this are a tie, whatever order they were added in. */
const tieTolerance = 1e-6;

/**
 * How often each function agrees with the weighted majority of the other functions on its row, and on how many rows
 * there are others; votes counted by their confidence, tied labels sharing the agreement.
 */
export function countAgreements(
  votes: PatternVotes,
  rows: Float64Array,
  weights: Float64Array,
  k: number,
): { readonly agreed: Float64Array; readonly compared: Float64Array } {
  const { offsets, functions, codes, strengths } = votes;
  const agreed = new Float64Array(weights.length);
  const compared = new Float64Array(weights.length);
  const sums = new Float64Array(k);
  const voted = new Int32Array(k);
  const others = new Int32Array(k); // votes of others for each label
  for (let u = 0; u < rows.length; u++) {
    const start = offsets[u] ?? 0;
    const end = offsets[u + 1] ?? 0;
    let labels = 0;
    for (let i = start; i < end; i++) {
      const v = codes[i] ?? 0;
      if (others[v] === 0) voted[labels++] = v;
      others[v] = (others[v] ?? 0) + 1;
      sums[v] = (sums[v] ?? 0) + (strengths?.[i] ?? 1) * (weights[functions[i] ?? 0] ?? 0);
    }
    // All votes of one function stand together: it is left out as a whole.
    for (let from = start; from < end;) {
      const j = functions[from] ?? 0;
      let to = from;
      for (; to < end && functions[to] === j; to++) {
        const v = codes[to] ?? 0;
        sums[v] = (sums[v] ?? 0) - (strengths?.[to] ?? 1) * (weights[j] ?? 0);
        others[v] = (others[v] ?? 0) - 1;
      }
      let max = -Infinity;
      for (let c = 0; c < labels; c++) {
        const v = voted[c] ?? 0;
        if ((others[v] ?? 0) > 0) max = Math.max(max, sums[v] ?? 0);
      }
      let tied = 0;
      for (let c = 0; c < labels; c++) {
        const v = voted[c] ?? 0;
        if ((others[v] ?? 0) > 0 && (sums[v] ?? 0) >= max - tieTolerance) tied++;
      }
      for (let i = from; i < to; i++) {
        const v = codes[i] ?? 0;
        const count = (rows[u] ?? 0) * (strengths?.[i] ?? 1);
        if (tied > 0) compared[j] = (compared[j] ?? 0) + count;
        if ((others[v] ?? 0) > 0 && (sums[v] ?? 0) >= max - tieTolerance) agreed[j] = (agreed[j] ?? 0) + count / tied;
      }
      for (let i = from; i < to; i++) {
        const v = codes[i] ?? 0;
        sums[v] = (sums[v] ?? 0) + (strengths?.[i] ?? 1) * (weights[j] ?? 0);
        others[v] = (others[v] ?? 0) + 1;
      }
      from = to;
    }
    for (let c = 0; c < labels; c++) {
      sums[voted[c] ?? 0] = 0;
      others[voted[c] ?? 0] = 0;
    }
  }
  return { agreed, compared };
}
