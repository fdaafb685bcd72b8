import { RowVotes } from "./row-votes.ts";
import type { VoteRows } from "./vote-rows.ts";

/**
 * Weighted sums over rows. `n` of a row is the sum over its triples of votes (j, l, h) of
 * `e_j g_j e_l g_l e_h g_h`, and `d` that of `g_j^2 g_l^2 g_h^2`.
 */
export interface TripleSums {
  /** Sum of n. */
  readonly numerator: number;
  /** Sum of d. */
  readonly denominator: number;
  /**
   * Sum of (n - r d)^2, r = numerator / denominator: `sqrt(squaredResiduals) / denominator` is the standard error of r
   * when rows are independent. 0 without triples.
   */
  readonly squaredResiduals: number;
}

/**
 * Sums over all triples of votes on a row, which are elementary symmetric polynomials: built up vote by vote, without
 * the cancellation of power sums. Of repeated answers the last one counts. O(votes).
 *
 * @param e m x K: a number for a vote of j for v.
 * @param g m: a number for each function; 0 leaves it out.
 */
export function sumTriples(rows: VoteRows, e: Float64Array, g: Float64Array): TripleSums {
  const k = rows.labels;
  const scaled = e.map((each, cell) => each * (g[Math.floor(cell / k)] ?? 0));
  const squares = g.map((each) => each * each);
  const row = new RowVotes(rows);
  const { functions, codes } = row;
  let numerator = 0;
  let denominator = 0;
  let squaredNumerators = 0;
  let products = 0;
  let squaredDenominators = 0;
  for (let u = 0; u < rows.weights.length; u++) {
    const count = row.read(u);
    let n1 = 0;
    let n2 = 0;
    let n3 = 0;
    let d1 = 0;
    let d2 = 0;
    let d3 = 0;
    for (let i = 0; i < count; i++) {
      const j = functions[i] ?? 0;
      const x = scaled[j * k + (codes[i] ?? 0)] ?? 0;
      const z = squares[j] ?? 0;
      n3 += n2 * x;
      n2 += n1 * x;
      n1 += x;
      d3 += d2 * z;
      d2 += d1 * z;
      d1 += z;
    }
    const weight = rows.weights[u] ?? 0;
    numerator += weight * n3;
    denominator += weight * d3;
    squaredNumerators += weight * n3 * n3;
    products += weight * n3 * d3;
    squaredDenominators += weight * d3 * d3;
  }
  const ratio = denominator > 0 ? numerator / denominator : 0;
  const residuals = squaredNumerators - 2 * ratio * products + ratio * ratio * squaredDenominators;
  return { numerator, denominator, squaredResiduals: Math.max(0, residuals) };
}
