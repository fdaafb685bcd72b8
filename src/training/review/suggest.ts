import { asPatterns } from "../../label-models/as-patterns.ts";
import type { VotePatterns } from "../../matrix/vote-patterns.ts";
import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { makeRandom, type Random } from "../../util/random.ts";
import { chooseAtRandom, chooseByDoubt } from "./by-doubt.ts";
import { numberPatterns, type Candidates, type Choice, type Purse, type RowPatterns } from "./candidates.ts";
import { checkRequest, type CheckedRequest } from "./check-request.ts";
import { chooseByGain } from "./expected-gain.ts";
import type { ReviewRequest } from "./request.ts";
import { makeReviewList, type ReviewItem, type ReviewList } from "./review-list.ts";
import { chooseDiverse } from "./uncertain-diverse.ts";
import { explainChoice } from "./why.ts";

/**
 * Chooses the rows that are most worth asking people about.
 *
 * The default draws rows whose probabilities are unsure and that differ from each other (BADGE, Ash and others 2020), which
 * serves the learner. `"expected-gain"` serves the label model: one answer tells of all rows with the same votes, so it goes where
 * the most labels should be set right, and each answer makes the next one to the same pattern worth less. Rows that are chosen are no fair
 * sample: give the label model a class balance beside their answers, as `reviewRound` does. Ranking by doubt alone
 * (`"entropy"`, `"margin"`) asks the same question many times, and can do worse than drawing at random.
 *
 * Ask in batches: refit between them, and give all answers so far. The same request and seed give the same list; rankings
 * without a draw (`"entropy"` and the like) go by row number where rows are equal.
 *
 * Cost: O(N K + count x U) for gain, O(count x (N K + entries of the features)) for diversity.
 *
 * @throws LabelingError for rows, labels, features or answers that do not fit each other, numbers out of range, and
 * strategies without what they need (`"conflict"` needs votes).
 *
 * @example
 * ```ts
 * import { addAnswers, fitLabelModel, labelMatrix, labelSet, reviewAnswers, suggestForReview } from "labelwright";
 *
 * const labels = labelSet(["ham", "spam"]);
 * const votes = labelMatrix(labels, {
 *   link: ["spam", "spam", "spam", "spam", "ham", null],
 *   money: [null, null, null, "ham", "ham", null],
 * });
 * let answers = reviewAnswers(labels);
 * const model = fitLabelModel(votes, { gold: answers.gold(votes.rows) });
 * const list = suggestForReview({ probabilities: model.predict(votes), votes, answers, count: 2 });
 * console.log(list); // a table: row, guess, and why it was chosen
 * answers = addAnswers(answers, [[list.rows[0] ?? 0, "ham"]]); // and fit again
 * ```
 */
export function suggestForReview<L extends string, N extends string = string>(
  request: ReviewRequest<L, N>,
): ReviewList<L> {
  const checked = checkRequest(request);
  const votes = request.votes === undefined ? null : asPatterns(request.votes, "suggestForReview");
  const candidates: Candidates = {
    probabilities: request.probabilities,
    rows: checked.rows,
    features: request.features ?? null,
    patterns: patternsOf(request, votes),
    costs: request.costs ?? null,
  };
  const choices = choose(checked, candidates, votes, request.answers?.rows ?? new Int32Array());
  const items = choices.map((choice) => itemOf<L>(choice, candidates, votes, request.probabilities));
  return makeReviewList(checked.strategy, items);
}

/** By the votes, else by the patterns that probabilities of a label model share. */
function patternsOf(request: ReviewRequest, votes: VotePatterns | null): RowPatterns | null {
  const { probabilities, answers } = request;
  const answered = answers?.rows ?? [];
  if (votes !== null) {
    const { offsets } = votes.votes;
    const covered = (u: number): boolean => (offsets[u + 1] ?? 0) > (offsets[u] ?? 0);
    return numberPatterns((row) => votes.rowPatterns?.[row] ?? row, covered, probabilities.rows, answered);
  }
  const { rowPatterns, coveredPatterns } = probabilities;
  if (rowPatterns === null) return null;
  return numberPatterns(
    (row) => rowPatterns[row] ?? 0,
    (u) => coveredPatterns[u] === 1,
    probabilities.rows,
    answered,
  );
}

function choose(
  { strategy, diversity, count, budget, seed }: CheckedRequest,
  candidates: Candidates,
  votes: VotePatterns | null,
  answered: Int32Array,
): readonly Choice[] {
  const random = makeRandom(seed, `review, ${answered.length} answers`);
  const purse: Purse = { count, budget };
  const none = new Set<number>();
  switch (strategy) {
    case "balanced":
      return chooseBalanced(candidates, purse, random);
    case "expected-gain":
      return candidates.patterns === null ? [] : chooseByGain(candidates, candidates.patterns, purse, random, none);
    case "uncertain-diverse":
      return chooseDiverse(candidates, purse, random, none);
    case "random":
      return chooseAtRandom(candidates, purse, random);
    default:
      return chooseByDoubt(candidates, strategy, votes, diversity, purse, answered);
  }
}

/** Half by gain, half by uncertainty and diversity, by turns; all by the latter where there are no patterns. */
function chooseBalanced(candidates: Candidates, { count, budget }: Purse, random: Random): Choice[] {
  const { patterns } = candidates;
  if (patterns === null) return chooseDiverse(candidates, { count, budget }, random, new Set());
  const half: Purse = { count: Math.ceil(count / 2), budget: budget / 2 };
  const gains = chooseByGain(candidates, patterns, half, random, new Set());
  const rest: Purse = { count: count - gains.length, budget: budget / 2 + half.budget };
  const others = chooseDiverse(candidates, rest, random, new Set(gains.map(({ row }) => row)));
  const turns = [
    ...gains.map((choice, i) => ({ choice, at: i })),
    ...others.map((choice, i) => ({ choice, at: i + 0.5 })),
  ];
  return turns.sort((a, b) => a.at - b.at).map(({ choice }) => choice);
}

function itemOf<L extends string>(
  choice: Choice,
  candidates: Candidates,
  votes: VotePatterns | null,
  probabilities: ProbabilisticLabels<L>,
): ReviewItem<L> {
  const { row, score, strategy } = choice;
  const own = probabilities.row(row);
  const top = own.indexOf(Math.max(...own));
  const { patterns } = candidates;
  return Object.freeze({
    row,
    label: probabilities.labels.names[Math.max(0, top)] as L, // a place of its own labels
    probability: own[top] ?? 0,
    score,
    strategy,
    why: explainChoice(choice, candidates, votes),
    patternSize: patterns === null ? null : (patterns.sizes[patterns.ofRow[row] ?? 0] ?? null),
  });
}
