import type { FitProblem } from "./problem.ts";
import { addSquares } from "./sparse-rows.ts";

/**
 * Of each parameter, 1 / the second derivative of what is minimized, were every row to have the labels' shares as its
 * probabilities. In texts a few features occur in most rows and most in few: steps that know this need a third of the
 * iterations. O(entries).
 */
export function inverseCurvature(problem: FitProblem): Float64Array {
  const { train, features, scores, penalty, weighedShares } = problem;
  const squares = new Float64Array(features.features.length + 1);
  addSquares(train, train.rowWeights, squares);
  squares[features.features.length] = 1; // the intercept, a feature with the value 1
  const inverse = new Float64Array(squares.length * scores);
  // One variance for all labels: weights that sum to 0 over the labels, as the best ones do, then stay so.
  const variance = Math.max(0.01, weighedShares.reduce((sum, p) => sum + p * (1 - p), 0) / weighedShares.length);
  squares.forEach((square, a) => {
    const ridge = a < features.features.length ? penalty : 0;
    inverse.fill(1 / (variance * square + ridge), a * scores, (a + 1) * scores);
  });
  return inverse;
}
