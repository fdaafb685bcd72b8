import { LabelingError } from "../../errors.ts";
import { sameLabels, type LabelSet } from "../../labels/label-set.ts";
import { checkChoice, describe, listNames } from "../../util/checks.ts";
import { isReviewAnswers, ReviewAnswers } from "./answers.ts";
import type { NotInferred } from "../../util/not-inferred.ts";

/** Answers by row: other answers, a map, pairs, or an object whose keys are row numbers. Null: the person could not tell. */
export type GivenAnswers<L extends string> =
  ReviewAnswers<L> | Iterable<readonly [row: number, label: L | null]> | Readonly<Record<number, L | null>>;

/** How answers are put together. */
export interface AddAnswersOptions {
  /**
   * What happens when a row gets two different answers: `"refuse"` is an error, `"last"` keeps the later one. "Cannot
   * tell" gives way to a label either way.
   * @defaultValue "refuse"
   */
  readonly conflicts?: "refuse" | "last" | undefined;
}

/**
 * Begins the answers to a review, with those given or none.
 *
 * @throws LabelingError `bad_option` for what is no row number, `unknown_label`, `incompatible` for two answers to a row.
 *
 * @example
 * ```ts
 * import { labelSet, reviewAnswers } from "labelwright";
 *
 * const answers = reviewAnswers(labelSet(["ham", "spam"]), { 17: "spam", 4: null });
 * console.log(answers); // ReviewAnswers: 2 rows: 1 spam, 1 could not be told
 * console.log(answers.gold(18)[17]); // "spam"
 * ```
 */
export function reviewAnswers<L extends string>(
  labels: LabelSet<L>,
  given: GivenAnswers<NotInferred<L>> = [],
): ReviewAnswers<L> {
  return merge(new ReviewAnswers(labels, new Int32Array(), new Int32Array()), given, "refuse", "reviewAnswers");
}

/**
 * Adds answers to those there are, and gives all of them as a new value. O(answers).
 *
 * @throws LabelingError `bad_option` for what is no row number, `unknown_label`, `incompatible` for a second, different
 * answer to a row unless `conflicts` is `"last"`.
 *
 * @example
 * ```ts
 * import { addAnswers, labelSet, reviewAnswers } from "labelwright";
 *
 * const monday = reviewAnswers(labelSet(["ham", "spam"]), [[3, "spam"]]);
 * const tuesday = addAnswers(monday, [[8, "ham"], [1, "ham"]]);
 * console.log(tuesday.rows); // Int32Array [ 1, 3, 8 ]
 * console.log(addAnswers(tuesday, { 3: "ham" }, { conflicts: "last" }).label(3)); // "ham"
 * ```
 */
export function addAnswers<L extends string>(
  answers: ReviewAnswers<L>,
  given: GivenAnswers<NotInferred<L>>,
  options: AddAnswersOptions = {},
): ReviewAnswers<L> {
  checkAnswers(answers, "addAnswers");
  const conflicts = checkChoice(options.conflicts, "refuse", ["refuse", "last"], "addAnswers, conflicts");
  return merge(answers, given, conflicts, "addAnswers");
}

/** @throws LabelingError `bad_option` for what are no answers */
export function checkAnswers(answers: unknown, where: string): void {
  if (isReviewAnswers(answers)) return;
  throw new LabelingError("bad_option", {
    where: `${where}, answers`,
    got: describe(answers),
    expected: "review answers",
    remedy: "Begin them with reviewAnswers(labels).",
  });
}

/** @throws LabelingError `incompatible` for answers with other labels */
export function checkAnswerLabels(answers: ReviewAnswers, labels: LabelSet, where: string): void {
  if (sameLabels(answers.labels, labels)) return;
  throw new LabelingError("incompatible", {
    where: `${where}, answers`,
    got: `labels ${listNames(answers.labels.names)}`,
    expected: `labels ${listNames(labels.names)}, in this order`,
  });
}

function merge<L extends string>(
  before: ReviewAnswers<L>,
  given: GivenAnswers<L>,
  conflicts: "refuse" | "last",
  where: string,
): ReviewAnswers<L> {
  const { labels } = before;
  const all = new Map<number, number>(Array.from(before.rows, (row, i) => [row, before.codes[i] ?? -1]));
  for (const [row, code] of entriesOf(given, labels, where)) {
    const known = all.get(row) ?? -1;
    if (code < 0 && known >= 0) continue;
    if (known >= 0 && known !== code && conflicts === "refuse") throw secondAnswer(labels, row, known, code, where);
    all.set(row, code);
  }
  const rows = Int32Array.from(all.keys()).sort();
  return new ReviewAnswers(
    labels,
    rows,
    rows.map((row) => all.get(row) ?? -1),
  );
}

const isIterable = (value: object): value is Iterable<unknown> => Symbol.iterator in value;

function* entriesOf<L extends string>(
  given: GivenAnswers<L>,
  labels: LabelSet<L>,
  where: string,
): Generator<readonly [number, number]> {
  if (isReviewAnswers(given)) {
    checkAnswerLabels(given, labels, where);
    for (const [i, row] of given.rows.entries()) yield [row, given.codes[i] ?? -1];
    return;
  }
  if (typeof given !== "object" || (given as unknown) === null) {
    throw new LabelingError("bad_option", {
      where,
      got: describe(given),
      expected: "answers: pairs of a row and a label, a map, or an object with row numbers as keys",
    });
  }
  const pairs = isIterable(given) ? given : Object.entries(given).map(([key, label]) => [rowOfKey(key), label]);
  for (const pair of pairs as Iterable<unknown>) {
    const [row, label] = Array.isArray(pair) ? (pair as unknown[]) : [pair];
    if (typeof row !== "number" || !Number.isInteger(row) || row < 0 || row >= 2 ** 31) {
      throw new LabelingError("bad_option", { where, got: describe(row), expected: "the number of a row, from 0" });
    }
    if (label !== null && !labels.has(label)) {
      throw new LabelingError("unknown_label", {
        where: `${where}, answer for row ${row}`,
        got: describe(label),
        expected: `one of ${listNames(labels.names)}, or null where it cannot be told`,
        details: { row, label },
      });
    }
    yield [row, labels.code(label)];
  }
}

/** A key that is no number in its usual spelling stays as it is, for the message. */
const rowOfKey = (key: string): number | string => (String(Number(key)) === key ? Number(key) : key);

function secondAnswer(labels: LabelSet, row: number, known: number, code: number, where: string): LabelingError {
  return new LabelingError("incompatible", {
    where: `${where}, row ${row}`,
    got: `the answer ${describe(labels.label(code))}, after ${describe(labels.label(known))}`,
    expected: "one answer a row",
    remedy: 'Settle which is right, or let the later one count with { conflicts: "last" }.',
    details: { row },
  });
}
