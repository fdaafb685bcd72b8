import type { FitInput } from "../fit-input.ts";
import type { Fitted } from "../finish-fit.ts";
import { checkDenseSize, maxConfusionLabels, maxDenseCells } from "../prior-accuracy.ts";
import { runRounds } from "../rounds.ts";
import { countStates, estimateStates, rightByTable, shareVotes } from "../state-kernel.ts";
import { estimateStateScores, estimateStateVotes } from "./ebcc-kernel.ts";
import { startSubtypes } from "./start-subtypes.ts";

/** Subtypes of each label, as in the paper; fewer where the tables would not fit. */
const mostSubtypes = 10;

/**
 * Enhanced Bayesian classifier combination, of Li, Rubinstein and Cohn (2019), "Exploiting worker correlation for
 * label aggregation in crowdsourcing": rows of a label fall into latent subtypes, on each of which a function has
 * votes of its own; functions that err on the same rows are thereby dependent. Variational Bayes with the paper's
 * priors (votes 4 right to 1 wrong, subtypes 0.1 in all, labels 1); the objective, a lower bound of the log evidence,
 * never falls. It is fitted with one subtype a label (no dependence) and with ten, as in the paper; the greater bound
 * decides. Where the paper draws its start at random, this one takes it from a hash of the votes.
 *
 * O(rounds x (votes in distinct patterns + voted cells) x K S); memory (m K + U) K S.
 */
export function fitEbcc(input: FitInput): Fitted {
  const { patterns, balance } = input;
  checkDenseSize(patterns, 'Fit on fewer labels, or use labelModel: "one-coin", which learns one accuracy a function.');
  const [m, k] = [patterns.functions.length, balance.length];
  const room = Math.floor(maxDenseCells / 4 / Math.max(1, k * Math.max(m * k, patterns.size)));
  const many = Math.min(mostSubtypes, room);
  const fits = many > 1 ? [fitSubtypes(input, 1), fitSubtypes(input, many)] : [fitSubtypes(input, 1)];
  // Dependence must be worth more than rounding.
  const chosen = fits.reduce((best, fit) => (fit.bound > best.bound + 1e-9 * Math.abs(best.bound) ? fit : best));
  const starts = fits.map((fit) => ({
    name: `${fit.fitted.rule.subtypes} ${fit.fitted.rule.subtypes === 1 ? "subtype" : "subtypes"} a label`,
    objective: fit.bound,
    chosen: fit === chosen,
  }));
  return { ...chosen.fitted, course: { ...chosen.fitted.course, starts } };
}

function fitSubtypes(input: FitInput, subtypes: number): { readonly fitted: Fitted; readonly bound: number } {
  const { patterns, counts, balance, isBalanceGiven, limits, progress } = input;
  const { votes, counts: weights } = patterns;
  const k = balance.length;
  const states = k * subtypes;
  const given = isBalanceGiven ? balance : null;
  const cells = new Float64Array(patterns.functions.length * k * states);
  const expected = new Float64Array(cells.length);
  const stateRows = new Float64Array(states);
  const posteriors = startSubtypes(votes, counts.byFunction, shareVotes(votes, k), k, subtypes);
  let scores = estimateStateScores(stateRows, k, given);
  const course = runRounds(limits, "posterior", progress, () => {
    countStates(votes, weights, posteriors, expected, stateRows, k);
    scores = estimateStateScores(stateRows, k, given);
    const divergence = scores.divergence + estimateStateVotes(expected, counts, cells, k, states, false);
    const { evidence, change } = estimateStates(votes, weights, scores.bias, cells, posteriors, k);
    return { objective: evidence - divergence, change };
  });
  estimateStateVotes(expected, counts, cells, k, states, true);
  countStates(votes, weights, posteriors, expected, stateRows, k);
  const { classBalance, bias } = scores;
  const fitted: Fitted = {
    rule: { classBalance, bias, table: { form: "dense", cells }, subtypes },
    rightVotes: rightByTable(expected, k, subtypes),
    learned: (j) => ({ confusion: k <= maxConfusionLabels ? expectedConfusion(expected, j, k, subtypes) : null }),
    course: {
      ...course,
      objectiveIs: "a lower bound of the log evidence of the votes (variational Bayes)",
      monotone: true,
    },
  };
  return { fitted, bound: course.objective.at(-1) ?? 0 };
}

/** P(vote v | label y) over all subtypes, each vote counted once more than was expected. */
function expectedConfusion(expected: Float64Array, j: number, k: number, subtypes: number): number[][] {
  return Array.from({ length: k }, (_, y) => {
    const row = Array.from({ length: k }, (_each, v) => {
      const from = (j * k + v) * k * subtypes + y * subtypes;
      return expected.subarray(from, from + subtypes).reduce((sum, votes) => sum + votes, 1);
    });
    const total = row.reduce((sum, votes) => sum + votes, 0);
    return row.map((votes) => votes / total);
  });
}
