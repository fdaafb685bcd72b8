import { checkSameVoters } from "../matrix/vote-source.ts";
import { checkChoice, checkNumber } from "../util/checks.ts";
import { terminalProgress } from "../util/progress.ts";
import { checkVotes } from "./as-patterns.ts";
import { completeClassBalance } from "./class-balance.ts";
import type { WarmStart } from "./em/em-rounds.ts";
import { fitEm, type EmOptions } from "./em/fit-em.ts";
import { warmStartOf } from "./em/resume.ts";
import type { FitOptions } from "./fit-options.ts";
import { fitOtherKind } from "./fit-other-kinds.ts";
import { labelModelKinds } from "./kinds.ts";
import { completeAccuracies, completeDependencies } from "./known.ts";
import type { LabelModel, Votes } from "./label-model.ts";

const where = "fitLabelModel";

/**
 * Learns how far each labeling function can be trusted from how the functions agree, without gold labels.
 *
 * The default, `"em"`, finds out by itself:
 *
 * - how accurate each function is, by expectation maximization over confusion tables (Dawid and Skene 1979), shrunk to
 *   what all functions have in common (empirical Bayes, Efron and Morris 1975);
 * - which functions depend on each other: those that agree more than their accuracies explain share one voice;
 * - the class balance, from how votes vary together three at a time (compare Jaffe, Nadler and Kluger 2015);
 * - how far to believe the product of the votes: to the power that best predicts each vote from the others.
 *
 * Where most functions vote for one label only, the result is pooled with two further views of how they fire together.
 * It assumes that most functions are better than chance, and that functions which are not found (or given) to be
 * dependent err independently given the label. What all functions get wrong together it cannot see. The guide to the
 * label model explains each step, and when it fails.
 *
 * Any number of functions will do; of one or two little can be learned. Rows without votes are allowed. A vote with a
 * confidence counts by it. No step draws at random: the same votes give the same bits.
 *
 * Cost: O(N m) to find distinct vote patterns, then O(rounds x votes in distinct patterns x K), and O(sum of squared
 * votes of a row) over a sample of rows for pairs and triples. Memory O(m K^2), or O(m K) above 64 labels.
 *
 * @param votes A label matrix, or its patterns.
 * @returns a frozen model: what was learned in `functions` and `report`, labels by `predict`.
 * @throws LabelingError `bad_option` for options out of range, or that the model does not use; `unknown_label`,
 * `missing_column` for names of labels or functions that are not there.
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
 * console.log(model); // accuracy, interval and weight of each function, and how the fit went
 * console.log(model.predict(votes).hard());
 * console.log(model.explain(votes, 0)); // what each vote adds
 * ```
 *
 * @example What you know beforehand goes into the fit.
 * ```ts
 * import { fitLabelModel, labelMatrix, labelSet } from "labelwright";
 *
 * const votes = labelMatrix(labelSet(["ham", "spam"]), {
 *   link: ["spam", null, null, "ham"],
 *   links: ["spam", null, null, "ham"],
 *   money: ["spam", "spam", null, "ham"],
 * });
 * const model = fitLabelModel(votes, {
 *   classBalance: { ham: 0.8, spam: 0.2 },
 *   gold: [null, "ham", null, null],
 *   accuracies: { money: { accuracy: 0.9, strength: 50 } },
 *   dependencies: [["link", "links"]],
 *   defaultLabel: "ham",
 * });
 * console.log(model.predict(votes).hard()[2]); // "ham": nobody votes
 * ```
 */
export function fitLabelModel<L extends string, N extends string>(
  votes: Votes<L, N>,
  options: FitOptions<L, N> = {},
): LabelModel<L, N> {
  return fitFrom(votes, options, null);
}

/** Fits from scratch, or from what an earlier fit has learned. */
function fitFrom<L extends string, N extends string>(
  votes: Votes<L, N>,
  options: FitOptions<L, N>,
  warm: WarmStart | null,
): LabelModel<L, N> {
  const kind = checkChoice(options.labelModel, "em", labelModelKinds, `${where}, labelModel`);
  const maxIterations = checkNumber(options.maxIterations, 100, {
    where: `${where}, maxIterations`,
    min: 1,
    max: 1e6,
    whole: true,
  });
  const tolerance = checkNumber(options.tolerance, kind === "em" ? 1e-5 : 1e-4, {
    where: `${where}, tolerance`,
    min: 0,
    max: 1,
  });
  checkVotes(votes, where);
  const progress = options.onProgress ?? terminalProgress(process.stderr);
  const limits = { maxIterations, tolerance };
  if (kind === "em") return fitEm(votes, { ...knowledgeOf(votes, options), limits, progress, warm });
  return fitOtherKind(kind, votes, options, { limits, progress });
}

/**
 * Fits a label model again on votes that have changed, rows added or retracted, from where the earlier fit ended: the
 * same as fitting from scratch within the tolerance, in fewer rounds. With `mergePatterns` and `retractPatterns`, votes
 * come and go without looking at the rows again.
 *
 * @param model The earlier model, of the same functions and labels; a model read from JSON will do.
 * @param votes All votes as they are now.
 * @param options As for `fitLabelModel`; the kind is the model's. Give the same ones again: a model does not keep them.
 * @throws LabelingError `incompatible` for votes of other functions, versions or labels; else as `fitLabelModel`.
 *
 * @example
 * ```ts
 * import { compressVotes, fitLabelModel, labelMatrix, labelSet, mergePatterns, updateLabelModel } from "labelwright";
 *
 * const labels = labelSet(["ham", "spam"]);
 * const monday = compressVotes(labelMatrix(labels, { link: ["spam", "ham"], money: ["spam", null] }));
 * const tuesday = compressVotes(labelMatrix(labels, { link: ["ham", "spam"], money: ["ham", "spam"] }));
 * const model = fitLabelModel(monday);
 * const now = updateLabelModel(model, mergePatterns([monday, tuesday]));
 * console.log(now.report.rows); // 4
 * ```
 */
export function updateLabelModel<L extends string, N extends string>(
  model: LabelModel<L, N>,
  votes: Votes<L, N>,
  options: Omit<FitOptions<L, N>, "labelModel"> = {},
): LabelModel<L, N> {
  checkVotes(votes, "updateLabelModel");
  checkSameVoters(model, votes, "updateLabelModel");
  const { table, resume } = model.toJSON();
  const weights = model.functions.map(({ weight }) => weight);
  const warm =
    table?.form === "dense" && resume !== null ? warmStartOf(table.cells, resume, weights, model.labels.size) : null;
  return fitFrom(votes, { ...options, labelModel: model.kind }, warm);
}

/** What the user knows, checked and by places. */
function knowledgeOf<L extends string, N extends string>(
  votes: Votes<L, N>,
  options: FitOptions<L, N>,
): Pick<EmOptions<L>, "knowledge" | "gold" | "defaultLabel"> {
  const { classBalance = "estimate", gold = null, accuracies, dependencies, defaultLabel } = options;
  const { labels, functions } = votes;
  const balance = completeClassBalance(classBalance, labels, `${where}, classBalance`);
  return {
    knowledge: {
      balance: classBalance === "estimate" ? null : balance,
      accuracies: completeAccuracies(accuracies, functions, `${where}, accuracies`),
      dependencies: completeDependencies(dependencies, functions, `${where}, dependencies`),
    },
    gold,
    defaultLabel: defaultLabel === undefined ? -1 : labels.code(defaultLabel),
  };
}
