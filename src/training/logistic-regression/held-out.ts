import { lossOnLine } from "./loss-kernel.ts";
import type { WeighedRows } from "./problem.ts";
import { scoreRows } from "./score-kernel.ts";

/** What is seen of rows held out while a fit goes on. */
export interface HeldOutWatch {
  /** Their expected loss, at the start and after each iteration. */
  readonly losses: number[];
  /** Looks at the loss after an iteration. */
  look(iteration: number): void;
  /** Whether it has not fallen for long enough. */
  isOver(): boolean;
  /** The parameters of the iteration with the lowest loss. */
  best(): { readonly parameters: Float64Array; readonly iteration: number };
}

/** Keeps the parameters with the lowest loss on rows held out. */
export function watchHeldOut(rows: WeighedRows, parameters: Float64Array, patience: number): HeldOutWatch {
  const size = rows.rows * rows.scores;
  const line = { at: new Float64Array(size), along: new Float64Array(size), residuals: new Float64Array(size) };
  const slope = new Float64Array(1);
  const best = { parameters: parameters.slice(), iteration: 0, loss: Infinity };
  const losses: number[] = [];
  const look = (iteration: number): void => {
    scoreRows(rows, parameters, rows.scores, line.at);
    const loss = lossOnLine(rows, line, 0, slope);
    losses.push(loss);
    if (!(loss < best.loss)) return;
    best.loss = loss;
    best.iteration = iteration;
    best.parameters.set(parameters);
  };
  look(0);
  return { losses, look, isOver: () => losses.length - 1 - best.iteration >= patience, best: () => best };
}
