import { expect, test } from "vitest";

import { crossPredict } from "../../src/training/cross-predict.ts";
import type { Learner } from "../../src/training/learner.ts";
import type { FeatureMatrix } from "../../src/training/features/feature-matrix.ts";
import { softLabels } from "../util/soft-labels.ts";
import { averagingLearner, type SeenRows } from "./averaging-learner.ts";
import { denseMatrix } from "./dense-matrix.ts";

const spam = [0.1, 0.9];
const ham = [0.8, 0.2];
/** Ten rows, of which 3 and 7 have no label; feature 0 of row i is i + 1. */
const labels = softLabels([spam, ham, spam, null, ham, spam, ham, null, spam, ham]);
const input = denseMatrix(Array.from({ length: 10 }, (_, row) => [row + 1]));
const nothing = (): SeenRows => ({ fits: [], seeds: [] });

test("each row with a label is predicted by a model that has not seen it", async () => {
  const seen = nothing();
  const predicted = await crossPredict(averagingLearner(seen), input, labels, { folds: 4 });
  expect(predicted.rows).toBe(10);
  expect(Array.from(predicted.coveredPatterns)).toEqual(new Array(10).fill(1));
  // With 4 folds of 8 rows, each model but the last misses two rows, one of each label.
  const unseen = seen.fits.slice(0, 4).map((fit) => [1, 2, 3, 5, 6, 7, 9, 10].filter((name) => !fit.includes(name)));
  expect(unseen.flat().sort((a, b) => a - b)).toEqual([1, 2, 3, 5, 6, 7, 9, 10]);
  for (const names of unseen) {
    expect(names.map((name) => labels.row(name - 1)[1]).sort()).toEqual([0.2, 0.9]);
  }
});

test("rows without a label, or of weight 0, are predicted by a model of all rows that count", async () => {
  const seen = nothing();
  const weights = [2, 1, 1, 1, 1, 1, 1, 1, 1, 0];
  const predicted = await crossPredict(averagingLearner(seen), input, labels, { folds: 2, weights });
  expect(seen.fits).toHaveLength(3);
  expect(seen.fits[2]).toEqual([1, 2, 3, 5, 6, 7, 9]);
  const mean = (2 * 0.9 + 3 * 0.9 + 3 * 0.2) / 8;
  for (const row of [3, 7, 9]) expect(predicted.row(row)[1]).toBeCloseTo(mean, 12);
  expect(predicted.row(0)[1]).not.toBeCloseTo(mean, 3);
});

test("no further model is trained where every row counts", async () => {
  const seen = nothing();
  await crossPredict(averagingLearner(seen), denseMatrix([[1], [2], [3]]), softLabels([spam, ham, spam]), { folds: 3 });
  expect(seen.fits.map((fit) => fit.length)).toEqual([2, 2, 2]);
});

test("the same seed gives the same parts, and the learner gets it", async () => {
  const fitsOf = async (seed: number): Promise<SeenRows> => {
    const seen = nothing();
    await crossPredict(averagingLearner(seen), input, labels, { folds: 4, seed });
    return seen;
  };
  expect(await fitsOf(1)).toEqual(await fitsOf(1));
  expect((await fitsOf(1)).fits).not.toEqual((await fitsOf(2)).fits);
  expect((await fitsOf(1)).seeds).toEqual([1, 1, 1, 1, 1]);
});

test("progress is told in parts", async () => {
  const told: string[] = [];
  const onProgress = ({ done, total }: { done: number; total: number | null }): void =>
    void told.push(`${done}/${total}`);
  await crossPredict(averagingLearner(), input, labels, { folds: 2, onProgress });
  expect(told).toEqual(["0/3", "1/3", "2/3", "3/3"]);
});

test("an aborted signal stops the work", async () => {
  const signal = AbortSignal.abort();
  await expect(crossPredict(averagingLearner(), input, labels, { signal })).rejects.toMatchObject({
    code: "aborted",
    message: "crossPredict: a signal to stop.",
  });
});

const planted: readonly (readonly [string, Parameters<typeof crossPredict>, string])[] = [
  [
    "no learner",
    [{} as Learner<FeatureMatrix>, input, labels],
    "crossPredict, learner: an object with no keys; expected a learner. Make one with logisticRegression() or learnerFromFunctions({ fit, predict }).",
  ],
  [
    "labels of other rows",
    [averagingLearner(), denseMatrix([[1]]), labels],
    "crossPredict: labels of 10 rows; expected labels of the 1 rows of the input.",
  ],
  [
    "no labels",
    [averagingLearner(), input, [] as never],
    "crossPredict: an array of 0; expected probabilistic labels.",
  ],
  [
    "a weight below 0",
    [averagingLearner(), input, labels, { weights: [1, 1, -1, 1, 1, 1, 1, 1, 1, 1] }],
    "crossPredict, weights: -1 for row 2; expected a number of at least 0.",
  ],
  [
    "weights of other rows",
    [averagingLearner(), input, labels, { weights: [1] }],
    "crossPredict, weights: 1 weights; expected one for each of the 10 rows.",
  ],
  [
    "fewer rows than folds",
    [averagingLearner(), input, labels, { folds: 9 }],
    "crossPredict: 8 rows with labels; expected at least one for each of the 9 folds. Give fewer folds, or labels that cover more rows.",
  ],
  [
    "one fold",
    [averagingLearner(), input, labels, { folds: 1 }],
    "crossPredict, folds: 1; expected a whole number from 2 to 1000.",
  ],
  [
    "predictions of other rows",
    [
      {
        name: "short",
        fromJson: null,
        fit: ({ labels: { labels: set } }) => ({
          learner: "short",
          labels: set,
          predict: () => softLabels([ham], set),
          toJSON: () => null,
        }),
      },
      input,
      labels,
      { folds: 2 },
    ],
    'crossPredict, predictions of "short": 1 rows of 2 labels; expected 4 rows of 2 labels.',
  ],
];

test.each(planted)("refuses %s", async (_, args, message) => {
  await expect(crossPredict(...args)).rejects.toThrow(message);
});
