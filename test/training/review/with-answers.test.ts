import fc from "fast-check";
import { expect, test } from "vitest";

import { labelSet } from "../../../src/labels/label-set.ts";
import { majorityVote } from "../../../src/label-models/majority.ts";
import { labelMatrix } from "../../../src/matrix/from-arrays.ts";
import { reviewAnswers } from "../../../src/training/review/add-answers.ts";
import { withAnswers } from "../../../src/training/review/with-answers.ts";
import { caught } from "../../util/caught.ts";
import { softLabels } from "../../util/soft-labels.ts";

const labels = labelSet(["ham", "spam"]);
/** Rows 0 to 3 share their votes, row 4 has others, rows 5 and 6 none. */
const soft = majorityVote(
  labelMatrix(labels, {
    a: ["spam", "spam", "spam", "spam", "ham", null, null],
    b: ["spam", "spam", "spam", "spam", null, null, null],
  }),
);

test("answered rows are certain, covered and count as others", () => {
  const { labels: known, weights } = withAnswers(soft, reviewAnswers(labels, { 0: "ham", 5: "spam" }));
  expect(Array.from(known.row(0))).toEqual([1, 0]);
  expect(Array.from(known.row(5))).toEqual([0, 1]);
  expect([known.covered(5), known.covered(6)]).toEqual([true, false]);
  expect(Array.from(weights)).toEqual([10, 1, 1, 1, 1, 10, 1]);
});

test("rows with the same votes move toward the answers", () => {
  const answers = reviewAnswers(labels, { 0: "ham", 1: "ham", 2: "spam" });
  const { labels: known } = withAnswers(soft, answers, { patternStrength: 2 });
  const before = soft.probability(3, "ham");
  expect(known.probability(3, "ham")).toBeCloseTo((2 * before + 2) / 5, 12);
  expect(Array.from(known.row(4))).toEqual(Array.from(soft.row(4)));
});

test("rows without votes have nothing in common", () => {
  const { labels: known } = withAnswers(soft, reviewAnswers(labels, { 5: "spam" }));
  expect(Array.from(known.row(6))).toEqual(Array.from(soft.row(6)));
});

test("with an infinite pattern strength, answers speak for their own row", () => {
  const { labels: known } = withAnswers(soft, reviewAnswers(labels, { 0: "ham" }), { patternStrength: Infinity });
  expect(Array.from(known.row(1))).toEqual(Array.from(soft.row(1)));
  expect(Array.from(known.row(0))).toEqual([1, 0]);
});

test("rows that could not be told stay as they are", () => {
  const { labels: known, weights } = withAnswers(soft, reviewAnswers(labels, { 0: null }));
  expect(Array.from(known.row(0))).toEqual(Array.from(soft.row(0)));
  expect(weights[0]).toBe(1);
});

test("a learner's labels change in the answered rows alone", () => {
  const predicted = softLabels(
    [
      [0.4, 0.6],
      [0.4, 0.6],
      [0.9, 0.1],
    ],
    labels,
  );
  const { labels: known } = withAnswers(predicted, reviewAnswers(labels, { 1: "ham" }));
  expect([0, 1, 2].map((row) => known.probability(row, "ham"))).toEqual([0.4, 1, 0.9]);
});

test("law: probabilities sum to 1, and what no answer touches stays", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.nat(6).map(String), fc.constantFrom("ham" as const, "spam" as const, null)),
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      (given, patternStrength) => {
        const answers = reviewAnswers(labels, given);
        const { labels: known } = withAnswers(soft, answers, { patternStrength });
        for (let row = 0; row < soft.rows; row++) {
          expect(known.row(row).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
          const name = answers.label(row);
          if (name !== null) expect(known.probability(row, name)).toBe(1);
        }
      },
    ),
  );
});

test("refuses what does not fit, saying how", () => {
  const answers = reviewAnswers(labels, { 7: "ham" });
  const messages = [
    () => withAnswers({} as never, answers),
    () => withAnswers(soft, {} as never),
    () => withAnswers(soft, answers),
    () => withAnswers(soft, reviewAnswers(labelSet(["a", "b"])) as never),
    () => withAnswers(soft, answers, { weight: 0 }),
    () => withAnswers(soft, answers, { weight: Infinity }),
    () => withAnswers(soft, answers, { patternStrength: -1 }),
  ].map((run) => caught(run).message);
  expect(messages).toEqual([
    "withAnswers: an object with no keys; expected probabilistic labels.",
    "withAnswers, answers: an object with no keys; expected review answers. Begin them with reviewAnswers(labels).",
    "withAnswers, answers: an answer for row 7; expected answers for some of 7 rows, numbered from 0. Answers belong to row numbers: keep the rows in the order in which they were asked.",
    'withAnswers, answers: labels "a", "b"; expected labels "ham", "spam", in this order.',
    "withAnswers, weight: 0; expected a number above 0.",
    "withAnswers, weight: Infinity; expected a number from 0 to 1000000000.",
    "withAnswers, patternStrength: -1; expected a number of at least 0.",
  ]);
});
