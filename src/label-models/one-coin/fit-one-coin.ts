import { estimateBalance } from "../dawid-skene/dawid-skene-kernel.ts";
import type { FitInput } from "../fit-input.ts";
import type { Fitted } from "../finish-fit.ts";
import { confusionOfAccuracy, guessedAccuracy } from "../prior-accuracy.ts";
import { runRounds } from "../rounds.ts";
import { compactPosteriors } from "../score-kernel.ts";
import { shareVotes } from "../state-kernel.ts";
import { expectedRight } from "../vote-counts.ts";
import { accuracyTable } from "./accuracy-table.ts";

/**
 * One accuracy for each function, errors spread evenly over the other labels, and the class balance: the "one-coin"
 * form of Dawid and Skene (1979), as in Zhang et al. (2016), "Spectral methods meet EM". By expectation maximization
 * from vote shares; accuracies as if each function had been right once more and wrong once more than was seen, so that
 * the objective, the log posterior, never falls.
 *
 * O(rounds x (votes in distinct patterns + U K)); memory m K and U K: many labels are cheap.
 */
export function fitOneCoin({ patterns, counts, balance, isBalanceGiven, limits, progress }: FitInput): Fitted {
  const { votes, counts: weights } = patterns;
  const k = balance.length;
  const m = patterns.functions.length;
  let posteriors = shareVotes(votes, k);
  let classBalance = balance;
  let bias = balance.map(Math.log);
  let accuracies = new Float64Array(m).fill(guessedAccuracy);
  let table = accuracyTable(accuracies, k);
  const evidence = new Float64Array(patterns.size);
  const course = runRounds(limits, "posterior", progress, () => {
    const right = expectedRight(patterns, posteriors);
    accuracies = accuracies.map((_, j) => {
      const n = counts.evidence[j] ?? 0;
      return n === 0 ? guessedAccuracy : (right(j) + 1) / (n + 2);
    });
    if (!isBalanceGiven) classBalance = estimateBalance(countLabels(posteriors, weights, k));
    bias = classBalance.map(Math.log);
    table = accuracyTable(accuracies, k);
    const next = new Float64Array(posteriors.length);
    compactPosteriors(votes, bias, table, next, evidence);
    const change = next.reduce((max, p, i) => Math.max(max, Math.abs(p - (posteriors[i] ?? 0))), 0);
    posteriors = next;
    const prior = accuracies.reduce(
      (sum, a, j) => sum + ((counts.evidence[j] ?? 0) === 0 ? 0 : Math.log(a) + Math.log(1 - a)),
      isBalanceGiven ? 0 : bias.reduce((sum, log) => sum + log, 0),
    );
    return { objective: evidence.reduce((sum, log, u) => sum + (weights[u] ?? 0) * log, prior), change };
  });
  return {
    rule: { classBalance, bias, table, subtypes: 1 },
    rightVotes: expectedRight(patterns, posteriors),
    learned: (j) => ({ confusion: confusionOfAccuracy(accuracies[j] ?? guessedAccuracy, k) }),
    course: {
      ...course,
      objectiveIs: "the log posterior: log likelihood of the votes and log prior of accuracies and class balance",
      monotone: true,
    },
  };
}

/** Expected rows of each label, over patterns with votes (the others have posteriors of 0 here). */
function countLabels(posteriors: Float64Array, weights: Float64Array, k: number): Float64Array {
  const rows = new Float64Array(k);
  for (let u = 0; u < weights.length; u++) {
    for (let y = 0; y < k; y++) rows[y] = (rows[y] ?? 0) + (weights[u] ?? 0) * (posteriors[u * k + y] ?? 0);
  }
  return rows;
}
