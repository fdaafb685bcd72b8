import { LabelMatrix } from "../../matrix/label-matrix.ts";
import { sourceOfName } from "../../matrix/vote-source.ts";
import { printAs } from "../../util/brands.ts";
import { drawByRecipe } from "./draw.ts";
import type { SynthesizeVotesOptions } from "./options.ts";
import { describePlan, makePlan, type VotesPlan } from "./plan.ts";
import { readRecipe } from "./recipe.ts";

/** Votes whose truth is known. */
export interface SynthesizedVotes<L extends string = string, N extends string = string> {
  readonly votes: LabelMatrix<L, N>;
  /** The true label of each row. */
  readonly truth: readonly L[];
  /** Whether each row is a hard one. */
  readonly hard: readonly boolean[];
  /** What was to be expected. */
  readonly plan: VotesPlan<L, N>;
}

/**
 * Makes votes whose truth is known: to try a label model, a report or a pipeline on what one knows, and to test them.
 * Accuracies, coverage and class balance are planted; so are functions that copy each other, groups that make the same
 * mistakes, hard rows, and changes along the rows. Given its row's label and all that, a function votes independently.
 *
 * The same options give the same bits on every machine. A function's votes do not depend on which other functions
 * there are, as far as it does not copy them. Cost: O(rows x functions x labels).
 *
 * @throws LabelingError `bad_option` for shares out of range or that cannot be reached, `missing_column` for names of functions
 * and `unknown_label` for names of labels that are not there.
 *
 * @example
 * ```ts
 * import { fitLabelModel, scoreLabels, synthesizeVotes } from "labelwright";
 *
 * const { votes, truth, plan } = synthesizeVotes({
 *   rows: 2000,
 *   labels: ["ham", "spam"],
 *   functions: 8,
 *   accuracies: { from: 0.6, to: 0.9 },
 *   coverage: 0.4,
 *   classBalance: { ham: 0.7, spam: 0.3 },
 *   copies: [{ functions: ["lf_1", "lf_2"], of: "lf_0", rate: 0.9 }],
 *   seed: 7,
 * });
 * console.log(plan); // what to expect of each function
 * console.log(scoreLabels(fitLabelModel(votes).predict(votes), truth));
 * ```
 *
 * @example Accuracy falls from row 500 to row 800, and one label becomes more frequent.
 * ```ts
 * import { synthesizeVotes } from "labelwright";
 *
 * const { votes } = synthesizeVotes({
 *   rows: 1000,
 *   labels: ["ham", "spam"],
 *   functions: ["link", "money"],
 *   accuracies: { link: 0.9, money: 0.8 },
 *   drift: [{ from: 500, until: 800, accuracies: { money: 0.55 }, classBalance: { ham: 0.9, spam: 0.1 } }],
 * });
 * console.log(votes.rows); // 1000
 * ```
 */
export function synthesizeVotes<const L extends string, const N extends string = string>(
  options: SynthesizeVotesOptions<L, N>,
): SynthesizedVotes<L, N> {
  const recipe = readRecipe(options, "synthesizeVotes");
  const { rows, votes } = drawByRecipe(recipe);
  const { labels, names } = recipe;
  const plan = makePlan(recipe);
  const made: SynthesizedVotes = {
    votes: new LabelMatrix({ labels, functions: names.map(sourceOfName), votes, rows: recipe.rows }),
    truth: Object.freeze(Array.from(rows.truth, (y) => labels.names[y] ?? "")),
    hard: Object.freeze(Array.from(rows.hard, (kind) => kind === 1)),
    plan,
  };
  printAs(made, () => describePlan(plan));
  return Object.freeze(made) as unknown as SynthesizedVotes<L, N>;
}
