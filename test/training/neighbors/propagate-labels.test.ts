import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import type { ProbabilisticLabels } from "../../../src/probabilities/probabilistic-labels.ts";
import { findNeighbors } from "../../../src/training/neighbors/find-neighbors.ts";
import { propagateLabels } from "../../../src/training/neighbors/propagate-labels.ts";
import { rejection } from "../../util/caught.ts";
import { softLabels } from "../../util/soft-labels.ts";
import { denseMatrix } from "../dense-matrix.ts";
import { numberRows, orderOf } from "./matrices.ts";

const probabilities = (labels: ProbabilisticLabels): number[][] =>
  Array.from({ length: labels.rows }, (_, row) => Array.from(labels.row(row)));
const coveredRows = (labels: ProbabilisticLabels): boolean[] =>
  Array.from({ length: labels.rows }, (_, row) => labels.covered(row));

/** A chain of rows, each similar to the ones beside it alone. */
const chain = (length: number): number[][] =>
  Array.from({ length }, (_, row) =>
    Array.from({ length: length + 1 }, (__, f) => (f === row || f === row + 1 ? 1 : 0)),
  );

/** Rows of numbers, labels on some of them, and another order of the rows. */
const labeledRows = numberRows(0).chain((rows) =>
  fc.tuple(
    fc.constant(rows),
    fc.array(
      fc.option(
        fc.integer({ min: 0, max: 10 }).map((tenths) => [tenths / 10, 1 - tenths / 10]),
        { freq: 2 },
      ),
      { minLength: rows.length, maxLength: rows.length },
    ),
    orderOf(rows.length),
  ),
);

describe("propagateLabels", () => {
  test("gives an uncovered row the mean of its neighbors' labels, by similarity", async () => {
    const features = denseMatrix([[1, 0, 0], [0, 1, 0], [3, 4, 0]]); // prettier-ignore
    const labels = softLabels([[1, 0], [0, 1], null]); // prettier-ignore
    const propagated = await propagateLabels(features, labels, { alpha: 0 });
    expect(propagated.row(2)[0]).toBeCloseTo(3 / 7, 5);
    expect(coveredRows(propagated)).toEqual([true, true, true]);
    expect(probabilities(propagated).slice(0, 2)).toEqual([[1, 0], [0, 1]]); // prettier-ignore
  });

  test("falls evenly between two labels along a chain", async () => {
    const labels = softLabels([[1, 0], null, null, null, [0, 1]]); // prettier-ignore
    const propagated = await propagateLabels(denseMatrix(chain(5)), labels, { alpha: 0, count: 2 });
    probabilities(propagated).forEach(([first], row) => expect(first).toBeCloseTo(1 - row / 4, 3));
  });

  test("mixes a labeled row with its neighbors by alpha", async () => {
    const features = denseMatrix([[1, 1], [1, 1]]); // prettier-ignore
    const at = async (alpha: number): Promise<number> =>
      (await propagateLabels(features, softLabels([[1, 0], [0, 1]]), { alpha })).row(0)[0] ?? NaN; // prettier-ignore
    expect(await at(0)).toBe(1);
    expect(await at(0.5)).toBeCloseTo(2 / 3, 4); // p = (1 + (1 - p)) / 2
  });

  test("leaves rows as they were that no label reaches within maxSteps", async () => {
    const labels = softLabels([[0.8, 0.2], null, null, null]);
    const propagated = await propagateLabels(denseMatrix(chain(4)), labels, { maxSteps: 2 });
    expect(coveredRows(propagated)).toEqual([true, true, true, false]);
    expect(probabilities(propagated)[3]).toEqual([0.5, 0.5]);
    probabilities(propagated)
      .slice(0, 3)
      .forEach(([first]) => expect(first).toBeCloseTo(0.8, 6));
  });

  test("does not pass labels on over less than minSimilarity", async () => {
    const labels = softLabels([[1, 0], null]);
    const features = denseMatrix([[1, 0], [3, 4]]); // prettier-ignore
    expect(coveredRows(await propagateLabels(features, labels, { minSimilarity: 0.59 }))).toEqual([true, true]);
    expect(coveredRows(await propagateLabels(features, labels, { minSimilarity: 0.61 }))).toEqual([true, false]);
  });

  test("takes neighbors that are found already", async () => {
    const features = denseMatrix(chain(6));
    const labels = softLabels([[1, 0], null, null, [0.3, 0.7], null, null]);
    const neighbors = await findNeighbors(features, { count: 2 });
    const fromNeighbors = await propagateLabels(neighbors, labels);
    expect(probabilities(fromNeighbors)).toEqual(probabilities(await propagateLabels(features, labels, { count: 2 })));
  });

  test("without labels, or without rows, changes nothing", async () => {
    const none = await propagateLabels(denseMatrix(chain(3)), softLabels([null, null, null]));
    expect([coveredRows(none), probabilities(none)[0]]).toEqual([
      [false, false, false],
      [0.5, 0.5],
    ]);
    expect((await propagateLabels(denseMatrix([], 3), softLabels([]))).rows).toBe(0);
  });

  test.prop([labeledRows])(
    "probabilities are at least 0 and sum to 1; covered rows stay covered",
    async ([rows, given]) => {
      const propagated = await propagateLabels(denseMatrix(rows), softLabels(given));
      for (const row of probabilities(propagated)) {
        expect(row.every((p) => p >= 0)).toBe(true);
        expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
      }
      given.forEach((own, row) => own !== null && expect(propagated.covered(row)).toBe(true));
    },
  );

  test.prop([labeledRows])("rows in another order get the same labels", async ([rows, given, order]) => {
    const options = { count: 40 }; // all neighbors: which of equally similar ones are taken is a matter of row numbers
    const before = await propagateLabels(denseMatrix(rows), softLabels(given), options);
    const permuted = order.map((row) => rows[row] ?? []);
    const labels = softLabels(order.map((row) => given[row] ?? null));
    const after = await propagateLabels(denseMatrix(permuted, rows[0]?.length ?? 0), labels, options);
    order.forEach((row, i) => {
      expect(after.covered(i)).toBe(before.covered(row));
      after.row(i).forEach((p, y) => expect(p).toBeCloseTo(before.row(row)[y] ?? 0, 9));
    });
  });

  test("refuses labels of other rows, what are no labels, and options out of range", async () => {
    const features = denseMatrix([[1], [1]]);
    const labels = softLabels([[1, 0], null]);
    const messages = await Promise.all(
      [
        propagateLabels(features, softLabels([[1, 0]])),
        propagateLabels(features, ["ham", null] as never),
        propagateLabels("features" as never, labels),
        propagateLabels(features, labels, { alpha: 1.5 }),
        propagateLabels(features, labels, { maxSteps: -1 }),
        propagateLabels(features, labels, { signal: AbortSignal.abort() }),
      ].map(async (running) => (await rejection(running)).message),
    );
    expect(messages).toEqual([
      "propagateLabels, labels: labels of 1 rows; expected labels of the 2 rows of the features.",
      "propagateLabels, labels: an array of 2; expected probabilistic labels. Predict them with a label model: fitLabelModel(votes).predict(votes).",
      'findNeighbors: "features"; expected a feature matrix. Make it with fitFeatures(table, { text: [...] }).encode(table).',
      "propagateLabels, alpha: 1.5; expected a number from 0 to 1.",
      "propagateLabels, maxSteps: -1; expected a whole number of at least 0.",
      "findNeighbors: the signal to stop, at row 0.",
    ]);
  });
});
