import type { ProgressHandler } from "../util/progress.ts";
import type { FitReport } from "./fit-report.ts";
import type { FitLimits } from "./fit-input.ts";

/** What a round of estimation comes to. */
export interface Round {
  /** What the fit maximizes; null for methods that maximize nothing. */
  readonly objective: number | null;
  /** The largest change of what is watched. */
  readonly change: number;
}

/** Runs rounds until they change less than the tolerance, or as many as allowed. `watched` is what must settle. */
export function runRounds(
  { maxIterations, tolerance }: FitLimits,
  watched: string,
  progress: ProgressHandler,
  round: () => Round,
): Pick<FitReport, "iterations" | "converged" | "stopReason" | "objective"> {
  const objectives: number[] = [];
  let iterations = 0;
  let converged = false;
  while (!converged && iterations < maxIterations) {
    const { objective, change } = round();
    iterations++;
    if (objective !== null) objectives.push(objective);
    converged = change < tolerance;
    progress({ task: "fitting the label model, round", done: iterations, total: null });
  }
  progress({ task: "fitting the label model", done: 1, total: 1 });
  const stopReason = converged
    ? `no ${watched} changed by ${tolerance} or more`
    : `the limit of ${maxIterations} rounds was reached`;
  return { iterations, converged, stopReason, objective: objectives };
}
