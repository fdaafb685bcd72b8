import { LabelingError } from "../../errors.ts";
import type { VotePatterns } from "../../matrix/vote-patterns.ts";
import type { ProgressHandler } from "../../util/progress.ts";
import { computePosteriors, countExpectedVotes, estimateTable } from "./em-kernel.ts";
import type { Fitted } from "../finish-fit.ts";
import { startTable } from "./start.ts";
import type { VoteCounts } from "../vote-counts.ts";

/** When the rounds end. */
export interface EmLimits {
  readonly maxIterations: number;
  /** Largest change of any posterior at which the estimates have settled. */
  readonly tolerance: number;
}

/** Cells of the tables that are still fitted densely: two tables of 8 bytes a cell, 2 GB. */
const maxCells = 2 ** 27;

function checkSize(patterns: VotePatterns): void {
  const [m, k] = [patterns.functions.length, patterns.labels.size];
  if (m * k * k <= maxCells) return;
  throw new LabelingError("too_large", {
    where: "fitLabelModel",
    got: `${m} labeling functions and ${k} labels: ${m * k * k} probabilities to learn`,
    expected: `at most ${maxCells}`,
    remedy: "Fit on fewer labels, or use majorityVote.",
  });
}

/** Runs EM on vote patterns until the posteriors settle. O(rounds x (votes in distinct patterns x K + m K^2)). */
export function fitEm(
  patterns: VotePatterns,
  counts: VoteCounts,
  balance: Float64Array,
  limits: EmLimits,
  progress: ProgressHandler,
): Fitted {
  checkSize(patterns);
  const k = balance.length;
  const logTable = startTable(patterns.functions.length, k);
  const logBalance = balance.map(Math.log);
  const expected = new Float64Array(logTable.length);
  const labelRows = new Float64Array(k);
  const posteriors = new Float64Array(patterns.size * k);
  computePosteriors(patterns.votes, patterns.counts, logTable, logBalance, posteriors);
  const objective: number[] = [];
  let converged = false;
  while (!converged && objective.length < limits.maxIterations) {
    countExpectedVotes(patterns.votes, patterns.counts, posteriors, counts, expected, labelRows);
    estimateTable(expected, labelRows, balance, counts, logTable, false);
    const step = computePosteriors(patterns.votes, patterns.counts, logTable, logBalance, posteriors);
    objective.push(step.logLikelihood);
    converged = step.change < limits.tolerance;
    progress({ task: "fitting the label model, round", done: objective.length, total: null });
  }
  estimateTable(expected, labelRows, balance, counts, logTable, true);
  progress({ task: "fitting the label model", done: 1, total: 1 });
  const stopReason = converged
    ? `no posterior changed by ${limits.tolerance} or more`
    : `the limit of ${limits.maxIterations} rounds was reached`;
  const rightVotes = (j: number): number => {
    let right = 0;
    for (let y = 0; y < k; y++) right += expected[(j * k + y) * k + y] ?? 0;
    return right;
  };
  return {
    rule: { classBalance: balance, bias: logBalance, table: { form: "dense", cells: logTable }, subtypes: 1 },
    rightVotes,
    course: {
      iterations: objective.length,
      converged,
      stopReason,
      objective,
      objectiveIs: "the log likelihood of the votes cast; the prior is not in it, so it need not rise in every round",
      monotone: false,
    },
  };
}
