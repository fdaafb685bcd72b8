import type { VotePatterns } from "../matrix/vote-patterns.ts";
import { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { asPatterns, coveredPatterns } from "./as-patterns.ts";
import type { Fitted } from "./finish-fit.ts";
import type { Votes } from "./label-model.ts";
import { posteriorsOf } from "./posteriors.ts";
import type { ScoreRule } from "./score-table.ts";
import { expectedRight } from "./vote-counts.ts";

/**
 * The label most functions vote for, on each row: the plain alternative to a label model. Tied labels share the
 * probability evenly; rows no function covers have equal probabilities. Votes with a confidence count by it.
 * O(votes in distinct patterns).
 *
 * @example
 * ```ts
 * import { labelMatrix, labelSet, majorityVote } from "labelwright";
 *
 * const votes = labelMatrix(labelSet(["ham", "spam"]), { a: ["spam", "ham"], b: ["spam", "spam"], c: ["ham", null] });
 * console.log(majorityVote(votes).hard()); // [ "spam", null ]: the second row is a tie
 * ```
 */
export function majorityVote<L extends string, N extends string>(votes: Votes<L, N>): ProbabilisticLabels<L> {
  const patterns = asPatterns(votes, "majorityVote");
  const { labels, rowPatterns } = patterns;
  const probabilities = posteriorsOf(patterns.votes, majorityRule(new Float64Array(labels.size).fill(1 / labels.size)));
  return new ProbabilisticLabels({ labels, probabilities, covered: coveredPatterns(patterns), rowPatterns });
}

const majorityRule = (classBalance: Float64Array): ScoreRule => ({
  classBalance,
  bias: classBalance.map(Math.log),
  table: null,
  subtypes: 1,
});

/** Majority vote as a label model; a function's accuracy is its agreement with the majority. O(votes + U K). */
export function fitMajority(patterns: VotePatterns, classBalance: Float64Array): Fitted {
  const rule = majorityRule(classBalance);
  const posteriors = posteriorsOf(patterns.votes, rule);
  return {
    rule,
    posteriors,
    rightVotes: expectedRight(patterns, posteriors),
    course: {
      iterations: 0,
      converged: true,
      stopReason: "majority vote needs no rounds",
      objective: [],
      objectiveIs: "nothing: votes are counted",
      monotone: false,
    },
  };
}
