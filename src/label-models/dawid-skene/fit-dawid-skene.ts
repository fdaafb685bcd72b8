import type { FitInput } from "../fit-input.ts";
import type { Fitted } from "../finish-fit.ts";
import { checkDenseSize, maxConfusionLabels } from "../prior-accuracy.ts";
import { runRounds } from "../rounds.ts";
import { countStates, estimateStates, rightByTable, shareVotes } from "../state-kernel.ts";
import { estimateBalance, estimateConfusions } from "./dawid-skene-kernel.ts";

/**
 * The model of Dawid and Skene (1979), "Maximum likelihood estimation of observer error-rates using the EM algorithm":
 * a confusion matrix for each function and the class balance, by expectation maximization from vote shares. Every cell
 * of a confusion matrix, and every label of the balance, is counted once more than it was seen (Laplace's rule): the
 * result is the most probable one under flat-shouldered Dirichlet priors, and the objective never falls.
 *
 * O(rounds x (votes in distinct patterns x K + voted cells x K)); memory m K^2.
 */
export function fitDawidSkene({ patterns, counts, balance, isBalanceGiven, limits, progress }: FitInput): Fitted {
  checkDenseSize(patterns, 'Fit on fewer labels, or use labelModel: "one-coin", which learns one accuracy a function.');
  const { votes, counts: weights } = patterns;
  const k = balance.length;
  const cells = new Float64Array(patterns.functions.length * k * k);
  const expected = new Float64Array(cells.length);
  const labelRows = new Float64Array(k);
  const posteriors = shareVotes(votes, k);
  let classBalance = balance;
  let bias = balance.map(Math.log);
  const course = runRounds(limits, "posterior", progress, () => {
    countStates(votes, weights, posteriors, expected, labelRows, k);
    if (!isBalanceGiven) classBalance = estimateBalance(labelRows);
    bias = classBalance.map(Math.log);
    const prior = estimateConfusions(expected, counts, cells, k, false);
    const { evidence, change } = estimateStates(votes, weights, bias, cells, posteriors, k);
    const balancePrior = isBalanceGiven ? 0 : bias.reduce((sum, log) => sum + log, 0);
    return { objective: evidence + prior + balancePrior, change };
  });
  estimateConfusions(expected, counts, cells, k, true);
  const confusion = (j: number): readonly (readonly number[])[] =>
    Array.from({ length: k }, (_, y) =>
      Array.from({ length: k }, (_each, v) => Math.exp(cells[(j * k + v) * k + y] ?? 0)),
    );
  countStates(votes, weights, posteriors, expected, labelRows, k);
  return {
    rule: { classBalance, bias, table: { form: "dense", cells }, subtypes: 1 },
    rightVotes: rightByTable(expected, k, 1),
    learned: (j) => ({ confusion: k <= maxConfusionLabels ? confusion(j) : null }),
    course: {
      ...course,
      objectiveIs:
        "the log posterior: log likelihood of the votes and log prior of confusion matrices and class balance",
      monotone: true,
    },
  };
}
