import { checkChoice, checkNumber } from "../util/checks.ts";
import { terminalProgress, type ProgressHandler } from "../util/progress.ts";
import { asPatterns } from "./as-patterns.ts";
import { completeClassBalance, type ClassBalance } from "./class-balance.ts";
import { fitDawidSkene } from "./dawid-skene/fit-dawid-skene.ts";
import { fitEbcc } from "./ebcc/fit-ebcc.ts";
import { fitEm } from "./em/em-fit.ts";
import { finishFit, type Fitted } from "./finish-fit.ts";
import { fitGuess } from "./fit-guess.ts";
import type { FitInput } from "./fit-input.ts";
import type { LabelModelKind } from "./fit-report.ts";
import { labelModelKinds } from "./kinds.ts";
import type { LabelModel, Votes } from "./label-model.ts";
import { fitMajority } from "./majority.ts";
import { fitOneCoin } from "./one-coin/fit-one-coin.ts";
import { fitTriplets } from "./triplets/fit-triplets.ts";
import { countVotes } from "./vote-counts.ts";
import { fitWeightedMajority } from "./weighted-majority/fit-weighted-majority.ts";

/** How a label model is fitted. */
export interface FitOptions<L extends string = string> {
  /**
   * Which model. `"majority"` counts votes; `"weighted-majority"` weighs them by agreement; `"dawid-skene"` learns a
   * confusion matrix a function, `"one-coin"` one accuracy, `"triplets"` the same without rounds, from pairs that
   * agree; `"ebcc"` adds latent subtypes of labels, for workers who err together.
   * @defaultValue "em"
   */
  readonly labelModel?: LabelModelKind | undefined;
  /**
   * The probability of each label before any vote. `"dawid-skene"`, `"one-coin"` and `"ebcc"` learn it where it is
   * not given and three functions or more voted, and keep a given one (`"uniform"` too); the others never learn it.
   * @defaultValue learned by those three, `"uniform"` otherwise
   */
  readonly classBalance?: ClassBalance<L> | undefined;
  /** Most rounds of estimation, 1 to 1,000,000; `"majority"` and `"triplets"` need none. @defaultValue 100 */
  readonly maxIterations?: number | undefined;
  /**
   * The estimates have settled when no posterior (for `"weighted-majority"`: no weight) changes by this much in a round.
   * @defaultValue 1e-4
   */
  readonly tolerance?: number | undefined;
  /**
   * The seed of what is drawn at random. No model draws anything: the result is the same for every seed.
   * @defaultValue 0
   */
  readonly seed?: number | string | undefined;
  /** Is told of each round. @defaultValue a line on standard error after a second, where that is a terminal */
  readonly onProgress?: ProgressHandler | undefined;
}

/**
 * Learns how far each labeling function can be trusted from how the functions agree, without gold labels.
 *
 * The default, `"em"`, is a Dawid-Skene model (Dawid and Skene 1979) fitted by expectation maximization, with two
 * changes that real labeling functions need: a prior that grows with a function's own votes, as functions are never
 * independent and plain likelihood runs away; and functions that vote for one label only speak through how often
 * they fire. It takes votes as independent given the label. Votes with a confidence count by it.
 *
 * Works on distinct vote patterns: O(N m) to find them, then O(rounds x votes in distinct patterns x K).
 *
 * @param votes A label matrix, or its patterns; any number of functions, rows without votes allowed.
 * @throws LabelingError for a class balance that does not fit the labels, or options out of range.
 *
 * @example
 * ```ts
 * import { fitLabelModel, labelMatrix, labelSet } from "labelwright";
 *
 * const votes = labelMatrix(labelSet(["ham", "spam"]), {
 *   link: ["spam", "spam", null, "ham"],
 *   money: ["spam", "spam", "ham", "ham"],
 *   short: ["ham", "spam", "ham", "ham"],
 * });
 * const model = fitLabelModel(votes);
 * console.log(model.report.stopReason, model.predict(votes).hard());
 * ```
 */
export function fitLabelModel<L extends string, N extends string>(
  votes: Votes<L, N>,
  options: FitOptions<L> = {},
): LabelModel<L, N> {
  const where = "fitLabelModel";
  const kind = checkChoice(options.labelModel, "em", labelModelKinds, `${where}, labelModel`);
  const maxIterations = checkNumber(options.maxIterations, 100, {
    where: `${where}, maxIterations`,
    min: 1,
    max: 1e6,
    whole: true,
  });
  const tolerance = checkNumber(options.tolerance, 1e-4, { where: `${where}, tolerance`, min: 0, max: 1 });
  const patterns = asPatterns(votes, where);
  const balance = completeClassBalance(options.classBalance, patterns.labels, `${where}, classBalance`);
  const counts = countVotes(patterns);
  const progress = options.onProgress ?? terminalProgress(process.stderr);
  // The votes of fewer than three functions cannot tell a rare label from a function that is wrong.
  const voters = counts.byFunction.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  const isBalanceGiven = options.classBalance !== undefined || voters < 3;
  const input = { patterns, counts, balance, isBalanceGiven, limits: { maxIterations, tolerance }, progress };
  return finishFit(kind, patterns, counts, (voters < 2 && learnsTables.has(kind) ? fitGuess : fitters[kind])(input));
}

/** Kinds that need two functions to learn anything: one alone would be explained by any table. */
const learnsTables: ReadonlySet<LabelModelKind> = new Set(["dawid-skene", "one-coin", "ebcc"]);

/** How each kind is fitted. */
const fitters: Readonly<Record<LabelModelKind, (input: FitInput) => Fitted>> = {
  em: ({ patterns, counts, balance, limits, progress }) => fitEm(patterns, counts, balance, limits, progress),
  majority: ({ patterns, balance }) => fitMajority(patterns, balance),
  "weighted-majority": fitWeightedMajority,
  "dawid-skene": fitDawidSkene,
  "one-coin": fitOneCoin,
  triplets: fitTriplets,
  ebcc: fitEbcc,
};
