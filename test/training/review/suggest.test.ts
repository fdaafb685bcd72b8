import fc from "fast-check";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";

import { labelSet } from "../../../src/labels/label-set.ts";
import { fitLabelModel } from "../../../src/label-models/fit.ts";
import { majorityVote } from "../../../src/label-models/majority.ts";
import { labelMatrix } from "../../../src/matrix/from-arrays.ts";
import { compressVotes } from "../../../src/matrix/compress.ts";
import { reviewAnswers } from "../../../src/training/review/add-answers.ts";
import { reviewAnswersFromTable } from "../../../src/training/review/read-answers.ts";
import type { ReviewRequest } from "../../../src/training/review/request.ts";
import { suggestForReview } from "../../../src/training/review/suggest.ts";
import { reviewStrategies } from "../../../src/training/review/strategies.ts";
import { makeRandom } from "../../../src/util/random.ts";
import { caught } from "../../util/caught.ts";
import { simulateVotes } from "../../util/simulated-votes.ts";
import { softLabels } from "../../util/soft-labels.ts";
import { denseMatrix } from "../dense-matrix.ts";

const labels = labelSet(["ham", "spam"]);
const soft = softLabels(
  [0.9, 0.55, 0.7, 0.5, 0.99].map((p) => [p, 1 - p]),
  labels,
);
/** Rows 0 to 3 share their votes, rows 4 and 5 disagree, row 6 has one vote, rows 7 and 8 none. */
const votes = labelMatrix(labels, {
  a: ["spam", "spam", "spam", "spam", "spam", "spam", "ham", null, null],
  b: ["spam", "spam", "spam", "spam", "ham", "ham", null, null, null],
});
const voted = majorityVote(votes);

test.each(["entropy", "margin", "least-confident"] as const)("%s: the least sure rows first", (strategy) => {
  const list = suggestForReview({ probabilities: soft, strategy, count: 3 });
  expect(Array.from(list.rows)).toEqual([3, 1, 2]);
  expect(list.items[1]).toMatchObject({ row: 1, label: "ham", strategy, patternSize: null });
});

test("entropy, margin and least-confident differ with three labels", () => {
  const three = softLabels([
    [0.5, 0.5, 0],
    [0.42, 0.3, 0.28],
    [0.4, 0.5, 0.1],
  ]);
  const first = (strategy: "entropy" | "margin" | "least-confident"): number | undefined =>
    suggestForReview({ probabilities: three, strategy, count: 1 }).rows[0];
  expect([first("entropy"), first("margin"), first("least-confident")]).toEqual([1, 0, 1]);
});

test("conflict: the rows on which functions disagree first, and in words who says what", () => {
  const { items } = suggestForReview({ probabilities: voted, votes, strategy: "conflict", count: 2 });
  expect(items.map(({ row, why, score, patternSize }) => [row, why, Math.round(score), patternSize])).toEqual([
    [4, "two functions disagree: a says spam, b says ham", 1, 2],
    [5, "two functions disagree: a says spam, b says ham", 1, 2],
  ]);
});

test("expected gain: the pattern with the most errors to remove, less for each answer it has", () => {
  const unsure = softLabels(
    [...new Array<number[]>(4).fill([0.2, 0.8]), [0.4, 0.6], [0.4, 0.6], [0.9, 0.1], [0.5, 0.5], [0.5, 0.5]],
    labels,
  );
  const request = { probabilities: unsure, votes, strategy: "expected-gain" as const, count: 9 };
  const { items } = suggestForReview(request);
  // Errors: four rows 0.8, two rows 0.8, one row 0.1, rows without votes 0.5 each; an answer is worth 1/3, then 1/6, 1/10.
  const patternOf = (row: number): string => (row < 4 ? "A" : row < 6 ? "B" : String(row));
  expect(
    items
      .slice(0, 4)
      .map(({ row }) => patternOf(row))
      .sort(),
  ).toEqual(["7", "8", "A", "B"]);
  expect(items[0]?.score).toBeCloseTo(0.8 / 3, 12);
  expect(new Set(items.map(({ row }) => row)).size).toBe(9);
  const scores = items.map(({ score }) => score);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  const next = suggestForReview({ ...request, answers: reviewAnswers(labels, { 0: "spam", 4: "ham" }), count: 1 });
  expect([7, 8]).toContain(next.rows[0]);
});

test("says how many rows a row stands for, and how many answers they have", () => {
  const probabilities = softLabels(new Array<number[]>(9).fill([0.4, 0.6]), labels);
  const request = { probabilities, votes, strategy: "expected-gain" as const, count: 1 };
  const why = (given: Readonly<Record<number, "spam">>, exclude: readonly number[] = []): string | undefined =>
    suggestForReview({ ...request, answers: reviewAnswers(labels, given), exclude }).items[0]?.why;
  expect(why({})).toBe("stands for 4 rows with the same votes; an answer should set right 0.5 labels");
  expect(why({ 0: "spam" })).toBe(
    "stands for 4 rows with the same votes, 1 answered; an answer should set right 0.3 labels",
  );
  expect(why({ 0: "spam", 1: "spam" })).toBe(
    "stands for 2 rows with the same votes; an answer should set right 0.3 labels; two functions disagree: a says spam, b says ham",
  );
  expect(why({}, [0, 1, 2, 3, 4, 5])).toBe("no other row has its votes; an answer should set right 0.1 labels");
});

test("uncertain-diverse: rows unlike each other, none that is sure", () => {
  // Two groups of unsure rows with the same features each, and sure rows.
  const probabilities = softLabels(
    [
      [0.5, 0.5],
      [0.5, 0.5],
      [0.5, 0.5],
      [1, 0],
      [1, 0],
    ],
    labels,
  );
  const features = denseMatrix([
    [1, 0],
    [2, 0],
    [0, 1],
    [1, 1],
    [1, 0],
  ]);
  for (const seed of [1, 2, 3, 4, 5]) {
    const { rows } = suggestForReview({ probabilities, features, strategy: "uncertain-diverse", count: 2, seed });
    expect(rows.includes(2)).toBe(true);
    expect(rows.includes(3) || rows.includes(4)).toBe(false);
  }
});

test("balanced takes turns between the two; without votes it is uncertain-diverse", () => {
  const strategies = (request: Partial<ReviewRequest>): unknown[] =>
    suggestForReview({ probabilities: voted, count: 4, strategy: "balanced", ...request }).items.map(
      ({ strategy }) => strategy,
    );
  const turns = ["expected-gain", "uncertain-diverse", "expected-gain", "uncertain-diverse"];
  expect(strategies({ votes })).toEqual(turns);
  expect(strategies({})).toEqual(turns); // a label model's probabilities know the patterns
  expect(strategies({ probabilities: soft })).toEqual(new Array(4).fill("uncertain-diverse"));
});

test("diversity by patterns takes one row of each before a second, by features the least alike", () => {
  const probabilities = softLabels(
    [...new Array<number[]>(4).fill([0.5, 0.5]), ...new Array<number[]>(5).fill([0.4, 0.6])],
    labels,
  );
  const byPattern = suggestForReview({ probabilities, votes, strategy: "margin", diversity: "patterns", count: 5 });
  expect(Array.from(byPattern.rows)).toEqual([0, 4, 6, 7, 8]);
  const features = denseMatrix([
    [1, 0, 0],
    [1, 0, 0],
    [1, 0, 0],
    [0, 1, 0],
    [1, 1, 0],
    [0, 0, 1],
    [1, 0, 0],
    [1, 0, 0],
    [1, 0, 0],
  ]);
  const byFeature = suggestForReview({ probabilities, features, strategy: "margin", diversity: "features", count: 3 });
  expect(Array.from(byFeature.rows)).toEqual([0, 3, 5]);
  const answers = reviewAnswers(labels, { 5: "ham", 0: "ham" });
  const after = suggestForReview({
    probabilities,
    features,
    answers,
    strategy: "margin",
    diversity: "features",
    count: 1,
  });
  expect(Array.from(after.rows)).toEqual([3]);
});

test("costs: worth per cost decides, and the budget is kept", () => {
  const costs = [1, 1, 1, 10, 1];
  const list = suggestForReview({ probabilities: soft, strategy: "least-confident", costs, budget: 2, count: 5 });
  expect(Array.from(list.rows)).toEqual([1, 2]);
  for (const strategy of reviewStrategies) {
    const each = suggestForReview({
      probabilities: voted,
      votes,
      costs: [3, 2, 1, 4, 2, 2, 1, 5, 1],
      budget: 6,
      strategy,
    });
    const spent = each.rows.reduce((sum, row) => sum + ([3, 2, 1, 4, 2, 2, 1, 5, 1][row] ?? NaN), 0);
    expect(spent).toBeLessThanOrEqual(6);
    expect(each.rows.length).toBeGreaterThan(0);
  }
});

describe("laws", () => {
  const { votes: many } = simulateVotes(3, {
    rows: 120,
    balance: [0.6, 0.4],
    functions: [
      { coverage: 0.6, accuracy: 0.8 },
      { coverage: 0.5, accuracy: 0.7 },
      { coverage: 0.4, accuracy: 0.7 },
    ],
  });
  const model = fitLabelModel(many);
  const probabilities = model.predict(many);
  const random = makeRandom(1, "features");
  const features = denseMatrix(Array.from({ length: 120 }, () => [1, random(), random()]));

  test.each(reviewStrategies)(
    "%s: distinct rows, never an excluded or answered one, and the same for the same seed",
    (strategy) => {
      fc.assert(
        fc.property(
          fc.uniqueArray(fc.nat(119)),
          fc.uniqueArray(fc.nat(119)),
          fc.nat(130),
          fc.nat(),
          (a, b, count, seed) => {
            const answers = reviewAnswers(
              many.labels,
              a.map((row) => [row, "label 0"] as const),
            );
            const request = { probabilities, votes: many, features, answers, exclude: b, count, seed, strategy };
            const { rows } = suggestForReview(request);
            const barred = new Set([...a, ...b]);
            expect(rows.some((row) => barred.has(row))).toBe(false);
            expect(new Set(rows).size).toBe(rows.length);
            expect(rows.length).toBe(Math.min(count, 120 - barred.size));
            expect(suggestForReview(request).rows).toEqual(rows);
          },
        ),
        { numRuns: 12 },
      );
    },
  );

  test.each(["entropy", "margin", "least-confident", "conflict"] as const)(
    "%s: permuting rows permutes the list, up to equals",
    (strategy) => {
      fc.assert(
        fc.property(
          fc.shuffledSubarray(
            Array.from({ length: 120 }, (_, row) => row),
            { minLength: 120 },
          ),
          (order) => {
            const columns = Object.fromEntries(
              many.functions.map(({ name }, j) => [
                name,
                order.map((row) => many.labels.label(many.votes[j]?.[row] ?? -1)),
              ]),
            );
            const permuted = labelMatrix(many.labels, columns);
            const request = { strategy, count: 120 };
            const before = suggestForReview({ ...request, probabilities, votes: many });
            const after = suggestForReview({ ...request, probabilities: model.predict(permuted), votes: permuted });
            expect(after.items.map(({ score }) => score.toFixed(6))).toEqual(
              before.items.map(({ score }) => score.toFixed(6)),
            );
            const scores = new Map(before.items.map(({ row, score }) => [row, score]));
            for (const { row, score } of after.items) expect(score).toBeCloseTo(scores.get(order[row] ?? -1) ?? NaN, 6);
          },
        ),
        { numRuns: 10 },
      );
    },
  );

  test("votes and their patterns give the same list", () => {
    const request = { probabilities, features, count: 20 };
    const rows = suggestForReview({ ...request, votes: many }).rows;
    expect(suggestForReview({ ...request, votes: compressVotes(many) }).rows).toEqual(rows);
  });
});

test("a list goes out as a table, and comes back filled in as answers", () => {
  const list = suggestForReview({ probabilities: voted, votes, strategy: "conflict", count: 2 });
  const ids = Array.from({ length: 9 }, (_, row) => `m${row}`);
  const table = list.toArrow({ ids });
  expect(table.schema.names).toEqual(["id", "label", "guess", "probability", "why", "pattern_size"]);
  expect(table.getChild("id")?.toJSON()).toEqual(["m4", "m5"]);
  expect(reviewAnswersFromTable(table, { labels, ids }).size).toBe(0); // nobody has filled it in
});

test("prints as a table", () => {
  expect(inspect(suggestForReview({ probabilities: voted, votes, strategy: "conflict", count: 1 }))).toBe(
    [
      "ReviewList (conflict): 1 row to ask about",
      "row  guess  probability  same votes  why",
      "────────────────────────────────────────────────────────────────────────────────────",
      "  4  ham           0.50           2  two functions disagree: a says spam, b says ham",
    ].join("\n"),
  );
  expect(inspect(suggestForReview({ probabilities: voted, votes, count: 0 }))).toBe(
    "ReviewList (uncertain-diverse): no row is left to ask about",
  );
});

test("refuses what does not fit, saying how", () => {
  const messages = [
    () => suggestForReview({ probabilities: {} as never }),
    () => suggestForReview({ probabilities: soft, votes }),
    () => suggestForReview({ probabilities: soft, votes: {} as never }),
    () => suggestForReview({ probabilities: soft, features: denseMatrix([[1]]) }),
    () => suggestForReview({ probabilities: soft, features: [] as never }),
    () => suggestForReview({ probabilities: soft, answers: {} as never }),
    () => suggestForReview({ probabilities: soft, answers: reviewAnswers(labels, { 5: "ham" }) }),
    () => suggestForReview({ probabilities: soft, exclude: [5] }),
    () => suggestForReview({ probabilities: soft, count: -1 }),
    () => suggestForReview({ probabilities: soft, strategy: "best" as never }),
    () => suggestForReview({ probabilities: soft, diversity: "some" as never }),
    () => suggestForReview({ probabilities: soft, strategy: "conflict" }),
    () => suggestForReview({ probabilities: soft, strategy: "expected-gain" }),
    () => suggestForReview({ probabilities: soft, strategy: "margin", diversity: "patterns" }),
    () => suggestForReview({ probabilities: soft, strategy: "margin", diversity: "features" }),
    () => suggestForReview({ probabilities: soft, costs: [1] }),
    () => suggestForReview({ probabilities: soft, costs: [1, 1, 0, 1, 1] }),
    () => suggestForReview({ probabilities: soft, budget: -1 }),
  ].map((run) => caught(run).message);
  expect(messages).toEqual([
    "suggestForReview, probabilities: an object with no keys; expected probabilistic labels. Make them with model.predict(...), of a learner or of a label model.",
    'suggestForReview, votes: 9 rows of labels "ham", "spam"; expected the 5 rows of the probabilities of labels "ham", "spam".',
    "suggestForReview, votes: an object with no keys; expected a label matrix or vote patterns. Make them with applyLabelingFunctions, labelMatrixFromTable or votesFromAnswers.",
    "suggestForReview, features: 1 rows; expected the 5 rows of the probabilities.",
    "suggestForReview, features: an array of 0; expected a feature matrix. Make it with fitFeatures(table, { text: [...] }).encode(table).",
    "suggestForReview, answers: an object with no keys; expected review answers. Begin them with reviewAnswers(labels).",
    "suggestForReview, answers: an answer for row 5; expected answers for some of 5 rows, numbered from 0. Answers belong to row numbers: keep the rows in the order in which they were asked.",
    "suggestForReview, exclude: 5; expected the number of one of the 5 rows, from 0.",
    "suggestForReview, count: -1; expected a whole number of at least 0.",
    `suggestForReview, strategy: "best"; expected one of ${reviewStrategies.map((name) => JSON.stringify(name)).join(", ")}.`,
    'suggestForReview, diversity: "some"; expected one of "none", "patterns", "features".',
    'suggestForReview: no votes; expected votes with strategy "conflict".',
    'suggestForReview: no votes; expected votes with strategy "expected-gain".',
    'suggestForReview: no votes; expected votes with diversity "patterns".',
    'suggestForReview: no features; expected features with diversity "features".',
    "suggestForReview, costs: 1 costs; expected one for each of the 5 rows.",
    "suggestForReview, costs: 0 for row 2; expected a number above 0.",
    "suggestForReview, budget: -1; expected a number of at least 0.",
  ]);
});
