import { describe, expect, test } from "vitest";

import { majorityVote } from "../../src/label-models/majority.ts";
import { fitLabelModel } from "../../src/label-models/fit.ts";
import { votesFromAnswers } from "../../src/matrix/answers.ts";
import { compressVotes } from "../../src/matrix/compress.ts";
import { labelMatrix } from "../../src/matrix/from-arrays.ts";
import { labelSet } from "../../src/labels/label-set.ts";
import { tableFromArrays } from "apache-arrow";
import { referenceMatrices, snorkel } from "../reference/snorkel.ts";
import { labelsOf, matrixOfRows } from "../util/arbitrary-votes.ts";
import { expectClose, rowsOf } from "../util/compare.ts";

describe.each(referenceMatrices)("majorityVote equals Snorkel's MajorityLabelVoter on %s", (_, matrix) => {
  const votes = matrixOfRows(labelsOf(matrix.labels), matrix.rows);

  test("in its probabilities, from a matrix and from patterns", () => {
    expectClose(rowsOf(majorityVote(votes)), matrix.majority, 1e-12);
    expectClose(rowsOf(majorityVote(compressVotes(votes))), matrix.majority, 1e-12);
  });
  test("in its labels, ties abstaining", () => {
    expect(Array.from(majorityVote(votes).hardCodes())).toEqual(matrix.predict);
  });
  test('in the label model "majority"', () => {
    expectClose(rowsOf(fitLabelModel(votes, { labelModel: "majority" }).predict(votes)), matrix.majority, 1e-12);
  });
});

describe("majorityVote", () => {
  const labels = labelSet(["ham", "spam"]);

  test("shares a row without votes evenly, as Snorkel does", () => {
    expect(rowsOf(majorityVote(labelMatrix(labels, { a: [null] })))).toEqual(snorkel.edges.majority_empty_row);
  });

  test("counts votes by their confidence", () => {
    const votes = matrixOfRows(labels, [[0, 1, 1]], { confidences: [[1, 0.4, 0.4]] });
    expect(majorityVote(votes).hard()).toEqual(["ham"]);
  });

  test("sees a tie where confidences add up to the same", () => {
    const votes = matrixOfRows(labels, [[0, 1, 1, 1]], { confidences: [[0.6, 0.2, 0.3, 0.1]] });
    expect(rowsOf(majorityVote(votes))).toEqual([[0.5, 0.5]]);
  });

  test("counts every answer of a worker who answered twice", () => {
    const table = tableFromArrays({ item: ["1", "1", "1"], worker: ["a", "a", "b"], label: ["x", "x", "y"] });
    expect(majorityVote(votesFromAnswers(table)).hard()).toEqual(["x"]);
  });
});

test('the label model "majority" takes the share of majorities a function agrees with for its accuracy', () => {
  const votes = matrixOfRows(labelsOf(2), [
    [0, 0, 1],
    [1, 1, -1],
    [0, 1, -1],
  ]);
  const model = fitLabelModel(votes, { labelModel: "majority" });
  // The third row is a tie: half an agreement for both.
  expect(model.functions.map((func) => func.accuracy)).toEqual([2.5 / 3, 2.5 / 3, 0]);
  expect(model.report).toMatchObject({ iterations: 0, converged: true, stopReason: "majority vote needs no rounds" });
});
