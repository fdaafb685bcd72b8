import type { FitProblem } from "./problem.ts";
import { addSquares } from "./sparse-kernel.ts";

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
  const variances = weighedShares.map((share) => Math.max(0.01, share * (1 - share)));
  squares.forEach((square, a) => {
    const ridge = a < features.features.length ? penalty : 0;
    for (let y = 0; y < scores; y++) inverse[a * scores + y] = 1 / ((variances[y] ?? 0) * square + ridge);
  });
  return inverse;
}
