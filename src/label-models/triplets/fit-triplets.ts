import { LabelingError } from "../../errors.ts";
import type { FitInput } from "../fit-input.ts";
import type { Fitted } from "../finish-fit.ts";
import { accuracyTable } from "../one-coin/accuracy-table.ts";
import { posteriorsOf } from "../posteriors.ts";
import { confusionOfAccuracy, guessedAccuracy } from "../prior-accuracy.ts";
import type { ScoreRule } from "../score-table.ts";
import { expectedRight } from "../vote-counts.ts";
import { countPairs } from "./moments.ts";
import { solveTriplets } from "./solve-triplets.ts";

/** Functions whose pairs are still counted: two tables of 8 bytes a pair, 256 MB. */
const maxFunctions = 4096;

/**
 * The method of triplets of Fu et al. (2020), "Fast and three-rious: speeding up weak supervision with triplet
 * methods", without rounds: with c = (K a - 1)/(K - 1) for a function of accuracy a, two functions that are
 * independent given the label agree, corrected for chance, c_j c_l of the time, whatever the class balance; so that
 * any two partners l, h give |c_j| = sqrt(|M_jl M_jh / M_lh|). The median over pairs of partners is taken. One accuracy
 * a function, errors spread evenly. For K = 2 this is the method as published; for more labels M takes the place of
 * the product of votes.
 *
 * A pair counts where its agreement is told from 0 by its standard error, over the rows on which both voted. A function
 * without such partners keeps a guessed accuracy of 0.7; one that mostly disagrees with the others gets one below 1/K.
 *
 * O(votes of a row squared, over patterns, + m x pairs of the 20 partners with most common rows); memory m^2.
 */
export function fitTriplets({ patterns, counts, balance, progress }: FitInput): Fitted {
  const k = balance.length;
  const m = patterns.functions.length;
  if (m > maxFunctions) {
    throw new LabelingError("too_large", {
      where: "fitLabelModel",
      got: `${m} labeling functions: agreements of ${(m * (m - 1)) / 2} pairs`,
      expected: `at most ${maxFunctions} functions`,
      remedy: 'Use labelModel: "one-coin", which needs no pairs.',
    });
  }
  const skills = solveTriplets(countPairs(patterns.votes, patterns.counts, m, k), m, k);
  const accuracies = skills.map((skill, j) => {
    if (Number.isNaN(skill)) return guessedAccuracy;
    const edge = 1 / ((counts.evidence[j] ?? 0) + 2); // as in Laplace's rule: no function is always right
    return Math.min(1 - edge, Math.max(edge, (skill * (k - 1) + 1) / k));
  });
  progress({ task: "fitting the label model", done: 1, total: 1 });
  const unknown = patterns.functions.filter((_, j) => Number.isNaN(skills[j]) && (counts.byFunction[j] ?? 0) > 0);
  const rule: ScoreRule = {
    classBalance: balance,
    bias: balance.map(Math.log),
    table: accuracyTable(accuracies, k),
    subtypes: 1,
  };
  const posteriors = posteriorsOf(patterns.votes, rule);
  return {
    rule,
    posteriors,
    rightVotes: expectedRight(patterns, posteriors),
    learned: (j) => ({ confusion: confusionOfAccuracy(accuracies[j] ?? guessedAccuracy, k) }),
    course: {
      iterations: 0,
      converged: true,
      stopReason: "the method of triplets needs no rounds",
      objective: [],
      objectiveIs: "nothing: accuracies are solved for from agreements",
      monotone: false,
      warnings:
        unknown.length === 0 || m < 3
          ? []
          : [
              `Too few agreements to solve for, and so taken to be right in ${100 * guessedAccuracy} %: ` +
                `${unknown.map(({ name }) => name).join(", ")}.`,
            ],
    },
  };
}
