import type { FitInput } from "./fit-input.ts";
import type { Fitted } from "./finish-fit.ts";
import { accuracyTable } from "./one-coin/accuracy-table.ts";
import { posteriorsOf } from "./posteriors.ts";
import { confusionOfAccuracy, guessedAccuracy } from "./prior-accuracy.ts";
import type { ScoreRule } from "./score-table.ts";
import { expectedRight } from "./vote-counts.ts";

/** Where at most one function votes there is nothing to compare it with: its accuracy is guessed. */
export function fitGuess({ patterns, balance }: FitInput): Fitted {
  const k = balance.length;
  const accuracies = new Float64Array(patterns.functions.length).fill(guessedAccuracy);
  const table = accuracyTable(accuracies, k);
  const rule: ScoreRule = { classBalance: balance, bias: balance.map(Math.log), table, subtypes: 1 };
  const posteriors = posteriorsOf(patterns.votes, rule);
  return {
    rule,
    posteriors,
    rightVotes: expectedRight(patterns, posteriors),
    learned: () => ({ confusion: confusionOfAccuracy(guessedAccuracy, k) }),
    course: {
      iterations: 0,
      converged: true,
      stopReason: "no two functions vote: there is nothing to compare",
      objective: [],
      objectiveIs: "nothing: the accuracy is guessed",
      monotone: false,
    },
  };
}
