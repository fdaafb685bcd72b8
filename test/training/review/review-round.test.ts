import { expect, test } from "vitest";

import { labelSet } from "../../../src/labels/label-set.ts";
import { labelMatrix } from "../../../src/matrix/from-arrays.ts";
import { addAnswers, reviewAnswers } from "../../../src/training/review/add-answers.ts";
import { reviewRound } from "../../../src/training/review/review-round.ts";
import { rejection } from "../../util/caught.ts";
import { averagingLearner, type SeenRows } from "../averaging-learner.ts";
import { denseMatrix } from "../dense-matrix.ts";

const labels = labelSet(["ham", "spam"]);
const votes = labelMatrix(labels, {
  a: ["spam", "spam", "spam", "ham", "ham", null],
  b: ["spam", "spam", null, "ham", "ham", null],
});
const input = denseMatrix([[1], [2], [3], [4], [5], [6]]);

test("suggest, ask, add, refit: answers count, and are not asked about again", async () => {
  const seen: SeenRows = { fits: [], seeds: [] };
  const setup = { votes, input, learner: averagingLearner(seen), count: 3, seed: 5 };
  const first = await reviewRound(setup);
  expect(first.answers.size).toBe(0);
  expect(first.list.rows).toHaveLength(3);
  const answers = addAnswers(
    first.answers,
    Array.from(first.list.rows, (row) => [row, "ham"] as const),
  );
  const second = await reviewRound({ ...setup, answers: addAnswers(answers, { 5: "ham" }) });
  expect(second.list.rows.some((row) => answers.has(row) || row === 5)).toBe(false);
  expect(second.labels.probability(5, "ham")).toBe(1);
  expect(second.weights[5]).toBe(10);
  expect(second.predicted.probability(0, "ham")).toBeGreaterThan(first.predicted.probability(0, "ham"));
  // Only covered or answered rows are trained on.
  expect(seen.fits).toEqual([
    [1, 2, 3, 4, 5],
    [1, 2, 3, 4, 5, 6],
  ]);
  expect(seen.seeds).toEqual([5, 5]);
});

test("options reach their parts", async () => {
  const answers = reviewAnswers(labels, { 0: "ham" });
  const round = await reviewRound({
    votes,
    input,
    learner: averagingLearner(),
    answers,
    weight: 3,
    strategy: "entropy",
    exclude: [1, 2],
    fit: { labelModel: "em", classBalance: "uniform" },
  });
  expect(round.weights[0]).toBe(3);
  expect(round.list.strategy).toBe("entropy");
  expect(Array.from(round.list.rows).sort()).toEqual([3, 4, 5]);
  expect(round.labelModel.classBalance).toEqual([0.5, 0.5]);
});

test("refuses answers to rows that are not there, and input that is none", async () => {
  const answers = reviewAnswers(labels, { 6: "ham" });
  const setup = { votes, input, learner: averagingLearner() };
  expect((await rejection(reviewRound({ ...setup, answers }))).message).toContain("an answer for row 6");
  expect((await rejection(reviewRound({ ...setup, input: {} as never, answers }))).message).toContain("reviewRound");
});
