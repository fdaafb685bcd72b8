import type { LogisticRegressionModel } from "./model.ts";
import type { FitProblem } from "./problem.ts";

/** Where a fit starts: from a model, or from weights 0 and intercepts that give the labels their shares. */
export function startParameters(problem: FitProblem, start: LogisticRegressionModel | null): Float64Array {
  const { scores, features: compact, weighedShares } = problem;
  const { features } = compact;
  const parameters = new Float64Array(features.length * scores + scores);
  const intercepts = parameters.subarray(features.length * scores);
  if (start === null) {
    const least = 0.5 / (problem.train.rows + 1); // a label that never occurs starts as a rare one
    const logs = weighedShares.map((share) => Math.log(Math.max(share, least)));
    const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
    if (scores === 1) intercepts[0] = (logs[1] ?? 0) - (logs[0] ?? 0);
    else logs.forEach((log, y) => (intercepts[y] = log - mean));
    return parameters;
  }
  const k = start.labels.size;
  features.forEach((feature, a) => {
    if (scores === 1) parameters[a] = 2 * (start.weights[feature * 2 + 1] ?? 0);
    else parameters.set(start.weights.subarray(feature * k, (feature + 1) * k), a * k);
  });
  if (scores === 1) intercepts[0] = 2 * (start.intercepts[1] ?? 0);
  else intercepts.set(start.intercepts);
  return parameters;
}

/** Weights of all features for all labels (D x K) and intercepts, from those of the features that occur. */
export function modelOfParameters(
  problem: FitProblem,
  parameters: Float64Array,
  columns: number,
): { readonly weights: Float32Array; readonly intercepts: Float64Array } {
  const { scores, features: compact } = problem;
  const { features } = compact;
  const k = scores === 1 ? 2 : scores;
  const weights = new Float32Array(columns * k);
  const last = parameters.subarray(features.length * scores);
  features.forEach((feature, a) => {
    if (scores === 1) {
      const half = (parameters[a] ?? 0) / 2;
      weights.set([-half, half], feature * 2);
    } else {
      weights.set(parameters.subarray(a * k, (a + 1) * k), feature * k);
    }
  });
  const half = (last[0] ?? 0) / 2;
  return { weights, intercepts: scores === 1 ? Float64Array.of(-half, half) : last.slice() };
}
