import { inverseCurvature } from "./curvature.ts";
import { addGradient } from "./gradient-kernel.ts";
import { addScaled, dot, emptyHistory, findDirection, lbfgsMemory, remember } from "./lbfgs.ts";
import { searchLine, type LinePoint } from "./line-search.ts";
import { watchHeldOut } from "./held-out.ts";
import { lossOnLine } from "./loss-kernel.ts";
import type { FitProblem } from "./problem.ts";
import { scoreRows } from "./score-kernel.ts";

/** When the iterations end. */
export interface FitLimits {
  readonly maxIterations: number;
  /** Largest component of the mean loss's gradient at which it counts as 0. */
  readonly tolerance: number;
  /** Iterations without a lower held-out loss. */
  readonly patience: number;
}

/** Where the iterations ended. */
export interface Minimum {
  /** A x scores weights, then the intercepts. */
  readonly parameters: Float64Array;
  readonly iterations: number;
  /** The iteration whose parameters these are. */
  readonly keptIteration: number;
  readonly converged: boolean;
  readonly stopReason: string;
  /** What is minimized, at the start and after each iteration. */
  readonly loss: readonly number[];
  /** The expected loss of the held-out rows, likewise; null where none are. */
  readonly heldOutLoss: readonly number[] | null;
  readonly gradientNorm: number;
}

/** So many falls of the loss below tolerance² / 10 of it, one after the other, are none. */
const fewFallsEnd = 3;

/**
 * Minimizes by limited-memory BFGS from `parameters`, which are changed. Scores along a line are linear in the step, so
 * an iteration passes over the entries twice, however often the line search looks. Yields the number of each iteration,
 * so that its caller may pause or end it.
 */
export function* minimize(
  problem: FitProblem,
  parameters: Float64Array,
  limits: FitLimits,
): Generator<number, Minimum, void> {
  const { train, scores, penalty } = problem;
  const weights = parameters.length - scores; // the intercepts behind them are not penalized
  const memory = memoryFor(parameters.length);
  const history = emptyHistory(inverseCurvature(problem), memory);
  const direction = new Float64Array(parameters.length);
  const line = {
    at: new Float64Array(train.rows * scores),
    along: new Float64Array(train.rows * scores),
    residuals: new Float64Array(train.rows * scores),
  };
  const slope = new Float64Array(1);
  let gradient = new Float64Array(parameters.length);
  let before = new Float64Array(parameters.length);
  const fillGradient = (): void => {
    gradient.fill(0, weights);
    for (let i = 0; i < weights; i++) gradient[i] = penalty * (parameters[i] ?? 0);
    addGradient(train, line.residuals, scores, gradient);
  };
  const heldOut = problem.heldOut && watchHeldOut(problem.heldOut, parameters, limits.patience);

  scoreRows(train, parameters, scores, line.at);
  const loss = [lossOnLine(train, line, 0, slope) + 0.5 * penalty * dot(parameters, parameters, weights)];
  fillGradient();
  const leastFall = limits.tolerance ** 2 / 10;
  let iterations = 0;
  let fewFalls = 0;
  const end = (converged: boolean, stopReason: string): Minimum => {
    const gradientNorm = largest(gradient);
    const kept = heldOut?.best();
    return {
      parameters: kept?.parameters ?? parameters,
      keptIteration: kept?.iteration ?? iterations,
      iterations,
      converged,
      stopReason,
      loss,
      heldOutLoss: heldOut?.losses ?? null,
      gradientNorm,
    };
  };
  for (;;) {
    if (largest(gradient) <= limits.tolerance) return end(true, `the gradient is at most ${limits.tolerance}`);
    if (fewFalls >= fewFallsEnd) return end(true, `the loss falls by less than ${leastFall.toPrecision(2)} of itself`);
    if (heldOut?.isOver() === true)
      return end(false, `the held-out loss has not fallen for ${limits.patience} iterations`);
    if (iterations >= limits.maxIterations) return end(false, `${limits.maxIterations} iterations reached`);

    findDirection(history, gradient, direction);
    if (!(dot(direction, gradient) < 0)) {
      history.count = 0; // rounding has spoilt the history
      findDirection(history, gradient, direction);
    }
    scoreRows(train, direction, scores, line.along);
    const size = dot(parameters, parameters, weights);
    const cross = dot(parameters, direction, weights);
    const square = dot(direction, direction, weights);
    const look = (step: number): LinePoint => {
      const expected = lossOnLine(train, line, step, slope);
      return {
        step,
        loss: expected + 0.5 * penalty * (size + step * (2 * cross + step * square)),
        slope: (slope[0] ?? 0) + penalty * (cross + step * square),
      };
    };
    const last = loss[iterations] ?? 0;
    const start: LinePoint = { step: 0, loss: last, slope: dot(direction, gradient) };
    const point = searchLine(look, start, 1);
    if (point === null) return end(true, "no step lowers the loss: it is as low as numbers can tell");

    addScaled(parameters, point.step, direction);
    addScaled(line.at, point.step, line.along);
    [before, gradient] = [gradient, before];
    fillGradient();
    remember(history, direction, point.step, before, gradient);
    iterations++;
    loss.push(point.loss);
    fewFalls = last - point.loss <= leastFall * Math.abs(last) ? fewFalls + 1 : 0;
    heldOut?.look(iterations);
    yield iterations;
  }
}

/** At most 2 GB of history. */
const memoryFor = (parameters: number): number =>
  Math.max(3, Math.min(lbfgsMemory, Math.floor(2 ** 27 / Math.max(1, parameters))));

function largest(vector: Float64Array): number {
  let max = 0;
  for (let i = 0; i < vector.length; i++) max = Math.max(max, Math.abs(vector[i] ?? 0));
  return max;
}
