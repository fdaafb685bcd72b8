import { LabelingError } from "../../errors.ts";
import { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { checkNumber, describe } from "../../util/checks.ts";
import { checkAnswerLabels, checkAnswers } from "./add-answers.ts";
import { checkWithin, type ReviewAnswers } from "./answers.ts";
import { checkLabels } from "../../probabilities/check-labels.ts";

/** How answers enter labels to train on. */
export interface WithAnswersOptions {
  /** How many other rows an answered row counts as in training, above 0, at most 1e9. @defaultValue 10 */
  readonly weight?: number | undefined;
  /**
   * After how many answers to rows with the same votes the answers count as much as what was thought of these rows, above 0; Infinity: answers
   * speak for their own row alone. Rows without any vote have nothing in common, and are left as they are.
   * @defaultValue 5
   */
  readonly patternStrength?: number | undefined;
}

/** Labels to train on, with how much each row counts. */
export interface WeightedLabels<L extends string = string> {
  /** The labels: answered rows are certain and covered. */
  readonly labels: ProbabilisticLabels<L>;
  /** How much each row counts in training: N numbers. */
  readonly weights: Float64Array;
}

const where = "withAnswers";

/**
 * Puts answers into labels to train on: an answered row becomes certain, covered, and counts as several others; and
 * rows with the same votes as answered ones move toward the answers, as the mean of a Dirichlet distribution does. The
 * patterns are those of `labels`, so they must come from a label model's `predict`; labels with a pattern for each row
 * (a learner's) change in the answered rows alone. O(N + U K).
 *
 * @param labels What is thought of all rows: `fitLabelModel(votes, { gold: answers.gold(rows) }).predict(votes)`.
 * @throws LabelingError for answers of other labels or rows, and numbers out of range.
 *
 * @example
 * ```ts
 * import { labelMatrix, labelSet, majorityVote, reviewAnswers, withAnswers } from "labelwright";
 *
 * const labels = labelSet(["ham", "spam"]);
 * const soft = majorityVote(labelMatrix(labels, { a: ["spam", "spam", null], b: ["spam", "spam", null] }));
 * const known = withAnswers(soft, reviewAnswers(labels, { 0: "ham", 2: "ham" }), { patternStrength: 1 });
 * console.log(known.labels.probability(0, "ham"), known.labels.probability(1, "ham"), known.labels.covered(2)); // 1 0.5 true
 * console.log(known.weights); // Float64Array [ 10, 1, 10 ]
 * ```
 */
export function withAnswers<L extends string>(
  labels: ProbabilisticLabels<L>,
  answers: ReviewAnswers<L>,
  options: WithAnswersOptions = {},
): WeightedLabels<L> {
  const weight = checkPositive(options.weight, 10, `${where}, weight`, 1e9);
  const strength = checkPositive(options.patternStrength, 5, `${where}, patternStrength`);
  checkLabels(labels, where);
  checkAnswers(answers, where);
  checkAnswerLabels(answers, labels.labels, where);
  checkWithin(answers, labels.rows, `${where}, answers`);
  const k = labels.labels.size;
  const patterns = labels.coveredPatterns.length;
  // After the patterns there are come K more, each certain of a label.
  const probabilities = new Float64Array((patterns + k) * k);
  probabilities.set(movedPatterns(labels, answers, strength));
  const covered = new Uint8Array(patterns + k).fill(1);
  covered.set(labels.coveredPatterns);
  for (let y = 0; y < k; y++) probabilities[(patterns + y) * k + y] = 1;
  const rowPatterns = Int32Array.from({ length: labels.rows }, (_, row) => labels.rowPatterns?.[row] ?? row);
  const weights = new Float64Array(labels.rows).fill(1);
  answers.rows.forEach((row, i) => {
    const code = answers.codes[i] ?? -1;
    if (code < 0) return;
    rowPatterns[row] = patterns + code;
    weights[row] = weight;
  });
  const certain = new ProbabilisticLabels({ labels: labels.labels, probabilities, covered, rowPatterns });
  return Object.freeze({ labels: certain, weights });
}

function checkPositive(value: number | undefined, fallback: number, place: string, max = Infinity): number {
  const number = checkNumber(value, fallback, { where: place, min: 0, max });
  if (number > 0) return number;
  throw new LabelingError("bad_option", { where: place, got: describe(number), expected: "a number above 0" });
}

/** The probabilities of the patterns, moved toward the answers to their rows: (s p + n_y) / (s + n). */
function movedPatterns(labels: ProbabilisticLabels, answers: ReviewAnswers, strength: number): Float64Array {
  const k = labels.labels.size;
  const moved = labels.probabilities.slice();
  if (strength === Infinity || labels.rowPatterns === null) return moved;
  const counts = new Map<number, Float64Array>();
  answers.rows.forEach((row, i) => {
    const code = answers.codes[i] ?? -1;
    const u = labels.patternOf(row);
    if (code < 0 || labels.coveredPatterns[u] !== 1) return;
    const count = counts.get(u) ?? new Float64Array(k);
    count[code] = (count[code] ?? 0) + 1;
    counts.set(u, count);
  });
  for (const [u, count] of counts) {
    const total = count.reduce((sum, n) => sum + n, 0);
    for (let y = 0; y < k; y++) {
      moved[u * k + y] = (strength * (moved[u * k + y] ?? 0) + (count[y] ?? 0)) / (strength + total);
    }
  }
  return moved;
}
