import { describe, expect, test } from "vitest";

import { findDisagreements } from "../../src/analysis/disagreements.ts";
import { compressVotes } from "../../src/matrix/compress.ts";
import type { LabelMatrix } from "../../src/matrix/label-matrix.ts";
import { labelsOf, matrixOfRows } from "../util/arbitrary-votes.ts";
import { caught } from "../util/caught.ts";
import { softLabels } from "../util/soft-labels.ts";

const votes = matrixOfRows(labelsOf(3), [
  [0, 0, 0, 0], // agree
  [0, 1, -1, -1], // 1 bit
  [0, 0, 0, 1], // 0.81 bits
  [0, 1, 2, -1], // log2(3)
  [2, -1, -1, -1], // alone
  [1, 1, 2, 2], // 1 bit, four votes
  [-1, -1, -1, -1],
  [0, 2, -1, -1], // 1 bit
]);

describe("findDisagreements", () => {
  test("orders rows by the entropy of their votes, then number of votes, then row", () => {
    const found = findDisagreements(votes);
    expect(found.map(({ row }) => row)).toEqual([3, 5, 1, 7, 2]);
    expect(found.map(({ entropy }) => Number(entropy.toFixed(6)))).toEqual([1.584963, 1, 1, 1, 0.811278]);
    expect(found[1]?.votes).toEqual({ "lf 0": "label 1", "lf 1": "label 1", "lf 2": "label 2", "lf 3": "label 2" });
    expect(found[2]?.votes).toEqual({ "lf 0": "label 0", "lf 1": "label 1" });
    expect([found, found[0], found[0]?.votes].every(Object.isFrozen)).toBe(true);
  });

  test("among rows of equal entropy puts the least decided first, when labels are given", () => {
    const decided = [0.4, 0.9, 0.4, 0.4, 0.4, 0.8, 0.4, 0.5].map((p) => [p, 1 - p, 0]);
    expect(findDisagreements(votes, { labels: softLabels(decided) }).map(({ row }) => row)).toEqual([3, 7, 5, 1, 2]);
  });

  test("takes entropies for equal that differ by the order of summing alone", () => {
    const rows = [
      [0, 0, 0, 1, 1, 2, 2, 2, 2, 2],
      [0, 0, 0, 0, 0, 1, 1, 2, 2, 2],
      [0, 0, 1, 1, 1, 1, 1, 2, 2, 2],
    ];
    expect(findDisagreements(matrixOfRows(labelsOf(3), rows)).map(({ row }) => row)).toEqual([0, 1, 2]);
    expect(findDisagreements(matrixOfRows(labelsOf(3), [...rows].reverse())).map(({ row }) => row)).toEqual([0, 1, 2]);
  });

  test("gives as many rows as asked for, 10 unless told", () => {
    const many = matrixOfRows(
      labelsOf(2),
      Array.from({ length: 30 }, () => [0, 1]),
    );
    expect(findDisagreements(many).length).toBe(10);
    expect(findDisagreements(many, { limit: 25 }).length).toBe(25);
    expect(findDisagreements(many, { limit: 0 })).toEqual([]);
  });

  test("finds nothing where all agree or nobody votes", () => {
    expect(
      findDisagreements(
        matrixOfRows(labelsOf(2), [
          [1, 1],
          [-1, -1],
          [0, -1],
        ]),
      ),
    ).toEqual([]);
    expect(findDisagreements(matrixOfRows(labelsOf(2), []))).toEqual([]);
  });

  test("refuses bad options", () => {
    expect(caught(() => findDisagreements(votes, { limit: -1 })).message).toBe(
      "findDisagreements, limit: -1; expected a whole number of at least 0.",
    );
    expect(caught(() => findDisagreements(votes, { labels: softLabels([[1, 0, 0]]) })).message).toBe(
      "findDisagreements, labels: labels of 1 rows; expected labels of the 8 rows of the votes.",
    );
    expect(caught(() => findDisagreements(compressVotes(votes) as unknown as LabelMatrix)).message).toBe(
      "findDisagreements: an object with labels, functions, size, rows; expected a label matrix. " +
        "Vote patterns do not know their rows: give the matrix they were made from.",
    );
  });
});
