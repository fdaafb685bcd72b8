import { fitLabelModel } from "../../label-models/fit.ts";
import type { FitOptions } from "../../label-models/fit-options.ts";
import type { LabelModel, Votes } from "../../label-models/label-model.ts";
import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { isFeatureMatrix } from "../features/feature-matrix.ts";
import { countInputRows, takeInputRows, type LearnerInput } from "../learner-input.ts";
import type { LearnedModel, Learner } from "../learner.ts";
import { rowsThatCount } from "../cross-folds.ts";
import { takeLabelRows } from "../take-label-rows.ts";
import { reviewAnswers } from "./add-answers.ts";
import type { ReviewAnswers } from "./answers.ts";
import type { ReviewRequest } from "./request.ts";
import type { ReviewList } from "./review-list.ts";
import { suggestForReview } from "./suggest.ts";
import { withAnswers, type WithAnswersOptions } from "./with-answers.ts";

/** What a round of active learning is made from. */
export interface ReviewRoundSetup<L extends string, N extends string, X extends LearnerInput>
  extends Omit<ReviewRequest<L, N>, "probabilities" | "votes" | "features">, WithAnswersOptions {
  /** The votes on the rows. */
  readonly votes: Votes<L, N>;
  /** The rows as the learner sees them; features serve for diversity, too. */
  readonly input: X;
  /** Trains the model. */
  readonly learner: Learner<X>;
  /** How the label model is fitted, but for gold: that is the answers. @defaultValue as `fitLabelModel` does by itself */
  readonly fit?: Omit<FitOptions<L, N>, "gold"> | undefined;
  /** Stops the training. @defaultValue none */
  readonly signal?: AbortSignal | undefined;
}

/** What a round of active learning gives. */
export interface ReviewRound<L extends string = string, N extends string = string, X = unknown> {
  /** The answers it was made with. */
  readonly answers: ReviewAnswers<L>;
  /** The label model, fitted with the answers as gold. */
  readonly labelModel: LabelModel<L, N>;
  /** The labels trained on: the label model's, with the answers in them. */
  readonly labels: ProbabilisticLabels<L>;
  /** How much each row counts in training. */
  readonly weights: Float64Array;
  /** The trained model. */
  readonly model: LearnedModel<L, X>;
  /** What it says of all rows. */
  readonly predicted: ProbabilisticLabels<L>;
  /** The rows to ask about next. */
  readonly list: ReviewList<L>;
}

/**
 * One round of active learning: fits the label model with the answers as gold (the class balance stays that of the votes
 * alone, as rows that were chosen do not speak for it), puts the answers into its labels (`withAnswers`), trains the
 * learner on them, and suggests the rows to ask about next (`suggestForReview`). Each of the four can be called by itself
 * where a round should go another way.
 *
 * @throws LabelingError as the four do.
 *
 * @example
 * ```ts
 * import { addAnswers, fitFeatures, labelMatrix, labelSet, logisticRegression, reviewRound, tableFromRows } from "labelwright";
 *
 * const table = tableFromRows(["win cash", "win now", "see you", "see me", "cash now"].map((text) => ({ text })));
 * const input = fitFeatures(table, { text: ["text"] }).encode(table);
 * const votes = labelMatrix(labelSet(["ham", "spam"]), {
 *   win: ["spam", "spam", null, null, null],
 *   see: [null, null, "ham", "ham", null],
 * });
 * const setup = { votes, input, learner: logisticRegression(), count: 2 };
 * const first = await reviewRound(setup);
 * console.log(first.list); // ask, and give what you hear
 * const answers = addAnswers(first.answers, [[4, "spam"]]);
 * const second = await reviewRound({ ...setup, answers });
 * console.log(second.predicted.hard()[4]); // "spam"
 * ```
 */
export async function reviewRound<L extends string, N extends string, X extends LearnerInput>(
  setup: ReviewRoundSetup<L, N, X>,
): Promise<ReviewRound<L, N, X>> {
  const { votes, input, learner, seed, signal, fit = {} } = setup;
  const answers = setup.answers ?? reviewAnswers(votes.labels);
  const rows = countInputRows(input, "reviewRound");
  const labelModel = fitWithAnswers(votes, fit, answers, rows);
  const { labels, weights } = withAnswers(labelModel.predict(votes), answers, setup);
  const counted = rowsThatCount(labels, weights);
  const data = {
    input: takeInputRows(input, counted),
    labels: takeLabelRows(labels, counted),
    weights: Float64Array.from(counted, (row) => weights[row] ?? 0),
  };
  const model = await learner.fit(data, { seed, signal });
  const predicted = await model.predict(input, { signal });
  const features = isFeatureMatrix(input) ? input : undefined;
  const { exclude, count, strategy, diversity, costs, budget } = setup;
  const list = suggestForReview({
    probabilities: predicted,
    votes,
    features,
    answers,
    exclude,
    count,
    strategy,
    diversity,
    costs,
    budget,
    seed,
  });
  return Object.freeze({ answers, labelModel, labels, weights, model, predicted, list });
}

/**
 * The label model with answers as gold. Answers are chosen, not drawn at random, so they must not speak for the class
 * balance: it stays that of the votes alone, unless it is given.
 */
function fitWithAnswers<L extends string, N extends string>(
  votes: Votes<L, N>,
  fit: Omit<FitOptions<L, N>, "gold">,
  answers: ReviewAnswers<L>,
  rows: number,
): LabelModel<L, N> {
  const gold = answers.gold(rows);
  const given = fit.classBalance !== undefined && fit.classBalance !== "estimate";
  if (answers.size > 0 && given) return fitLabelModel(votes, { ...fit, gold });
  const alone = fitLabelModel(votes, fit);
  if (answers.size === 0) return alone;
  const shares = votes.labels.names.map((name, y) => [name, alone.classBalance[y] ?? 0] as const);
  return fitLabelModel(votes, { ...fit, gold, classBalance: Object.fromEntries(shares) as Record<L, number> });
}
