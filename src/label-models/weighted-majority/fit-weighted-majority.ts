import type { FitInput } from "../fit-input.ts";
import type { Fitted } from "../finish-fit.ts";
import { posteriorsOf } from "../posteriors.ts";
import { guessedAccuracy } from "../prior-accuracy.ts";
import { runRounds } from "../rounds.ts";
import type { CompactTable, ScoreRule } from "../score-table.ts";
import { expectedRight } from "../vote-counts.ts";
import { countAgreements } from "./weighted-majority-kernel.ts";

/** How many votes the guessed accuracy is worth. */
const guessVotes = 5;

/** No vote counts less, and none against the label it is for. */
const leastWeight = 0.05;

/**
 * Majority vote with weights, after Li and Yu (2014), "Error rate bounds and iterative weighted majority voting for
 * crowdsourcing". In rounds: how often does a function agree with the weighted majority of the others on its row (ties
 * shared)? From that share a, with a guess of 0.7 worth 5 votes in it, its weight is the log odds
 * log((K - 1) a / (1 - a)), by which a vote of that accuracy raises the label it is for, but at least 0.05: functions
 * for a rare label disagree with the majority often, and a weight below 0 would turn their votes around. All weights
 * start at 1. It maximizes nothing, but mostly settles in a few rounds.
 *
 * O(rounds x votes in distinct patterns x different labels on a row).
 */
export function fitWeightedMajority({ patterns, balance, limits, progress }: FitInput): Fitted {
  const k = balance.length;
  const m = patterns.functions.length;
  let weights = new Float64Array(m).fill(1);
  const course = runRounds(limits, "weight", progress, () => {
    const { agreed, compared } = countAgreements(patterns.votes, patterns.counts, weights, k);
    const next = weights.map((_, j) => {
      const share = ((agreed[j] ?? 0) + guessVotes * guessedAccuracy) / ((compared[j] ?? 0) + guessVotes);
      return Math.max(leastWeight, Math.log(((k - 1) * share) / (1 - share)));
    });
    const change = next.reduce((max, weight, j) => Math.max(max, Math.abs(weight - (weights[j] ?? 0))), 0);
    weights = next;
    return { objective: null, change };
  });
  const hit = new Float64Array(m * k);
  weights.forEach((weight, j) => hit.fill(weight, j * k, (j + 1) * k));
  const table: CompactTable = { form: "compact", hit, miss: new Float64Array(m * k) };
  const rule: ScoreRule = { classBalance: balance, bias: balance.map(Math.log), table, subtypes: 1 };
  const posteriors = posteriorsOf(patterns.votes, rule);
  return {
    rule,
    posteriors,
    rightVotes: expectedRight(patterns, posteriors),
    course: { ...course, objectiveIs: "nothing: weights are set from agreements until they settle", monotone: false },
  };
}
