import { inspect } from "node:util";

import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { findNeighbors } from "../../../src/training/neighbors/find-neighbors.ts";
import { isNeighbors, type Neighbors } from "../../../src/training/neighbors/neighbors.ts";
import { makeRandom } from "../../../src/util/random.ts";
import { rejection } from "../../util/caught.ts";
import { denseMatrix } from "../dense-matrix.ts";
import { cosine, numberRows, orderOf } from "./matrices.ts";

const rowsOf = ({ indices, count }: Neighbors, row: number): number[] =>
  Array.from(indices.subarray(row * count, (row + 1) * count)).filter((other) => other >= 0);
const similaritiesOf = ({ similarities, count }: Neighbors, row: number): number[] =>
  Array.from(similarities.subarray(row * count, (row + 1) * count));

/** The similarities of a row to all others, the greatest first, as many as asked. */
function greatest(rows: readonly (readonly number[])[], row: number, count: number, least = 0): number[] {
  const others = rows.filter((_, i) => i !== row).map((other) => cosine(rows[row] ?? [], other));
  const near = others.filter((similarity) => similarity > 1e-9 && similarity >= least - 1e-7);
  const sorted = near.sort((a, b) => b - a).slice(0, count);
  return [...sorted, ...new Array<number>(count - sorted.length).fill(0)];
}

/** Texts of some words, drawn so that a few words are in many rows and many in few. */
function wordRows(rows: number, words: number, seed: string): number[][] {
  const random = makeRandom(seed, "words");
  return Array.from({ length: rows }, () => {
    const row = new Array<number>(words).fill(0);
    for (let i = 0; i < 8; i++) row[Math.floor(words * random() ** 3)] = 1 + random();
    return row;
  });
}

describe("findNeighbors", () => {
  test("finds the most similar rows, the most similar first, and no row of similarity 0", async () => {
    const neighbors = await findNeighbors(denseMatrix([[1, 1, 0], [1, 0, 0], [3, 1, 0], [0, 0, 1]]), { count: 2 }); // prettier-ignore
    expect([0, 1, 2, 3].map((row) => rowsOf(neighbors, row))).toEqual([[2, 1], [2, 0], [1, 0], []]); // prettier-ignore
    expect(similaritiesOf(neighbors, 0)[1]).toBeCloseTo(Math.SQRT1_2, 6);
    expect(similaritiesOf(neighbors, 3)).toEqual([0, 0]);
  });

  test("puts equal rows in row order, at similarity 1", async () => {
    const neighbors = await findNeighbors(denseMatrix([[1, 2], [1, 2], [2, 4], [1, 2]]), { count: 3 }); // prettier-ignore
    expect([0, 1, 2, 3].map((row) => rowsOf(neighbors, row))).toEqual([[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]]); // prettier-ignore
    similaritiesOf(neighbors, 0).forEach((similarity) => expect(similarity).toBeCloseTo(1, 6));
  });

  test("finds the same similarities as comparing every pair of rows, where common features end the search early", async () => {
    const rows = wordRows(400, 300, "early");
    const neighbors = await findNeighbors(denseMatrix(rows), { count: 3 });
    for (const row of rows.keys()) {
      const expected = greatest(rows, row, 3);
      similaritiesOf(neighbors, row).forEach((found, i) => expect(found).toBeCloseTo(expected[i] ?? 0, 5));
    }
  });

  test("leaves out rows that share only features of more than maxRows rows; other similarities stay whole", async () => {
    const rows = [[1, 1, 0], [1, 1, 0], [1, 0, 0], [1, 0, 1]]; // prettier-ignore
    const neighbors = await findNeighbors(denseMatrix(rows), { maxRows: 3 });
    expect([0, 1, 2, 3].map((row) => rowsOf(neighbors, row))).toEqual([[1], [0], [], []]);
    expect(similaritiesOf(neighbors, 0)[0]).toBeCloseTo(1, 6);
  });

  test.prop([numberRows(0), fc.integer({ min: 1, max: 5 })])(
    "a row's neighbors are other rows, each once, at most count, from near to far",
    async (rows, count) => {
      const neighbors = await findNeighbors(denseMatrix(rows), { count });
      expect([neighbors.rows, neighbors.indices.length]).toEqual([rows.length, rows.length * count]);
      for (const row of rows.keys()) {
        const found = rowsOf(neighbors, row);
        expect(found).not.toContain(row);
        expect(new Set(found).size).toBe(found.length);
        const similarities = similaritiesOf(neighbors, row);
        expect(similarities).toEqual([...similarities].sort((a, b) => b - a));
        found.forEach((other, i) => {
          expect(similarities[i]).toBeCloseTo(cosine(rows[row] ?? [], rows[other] ?? []), 5);
        });
      }
    },
  );

  test.prop([numberRows(-6), fc.constantFrom(0, 0.3, 0.8)])(
    "finds exactly the greatest similarities, also where features are below 0",
    async (rows, minSimilarity) => {
      const neighbors = await findNeighbors(denseMatrix(rows), { count: 4, minSimilarity });
      for (const row of rows.keys()) {
        const expected = greatest(rows, row, 4, minSimilarity);
        similaritiesOf(neighbors, row).forEach((found, i) => {
          const limit = Math.abs((expected[i] ?? 0) - minSimilarity) < 1e-6; // in or out, by rounding
          if (!limit && found !== Math.fround(minSimilarity)) expect(found).toBeCloseTo(expected[i] ?? 0, 5);
        });
      }
    },
  );

  test.prop([numberRows(-2).chain((rows) => fc.tuple(fc.constant(rows), orderOf(rows.length)))])(
    "rows in another order have the same neighbors",
    async ([rows, order]) => {
      const count = 3;
      const before = await findNeighbors(denseMatrix(rows), { count });
      const permuted = order.map((row) => rows[row] ?? []);
      const after = await findNeighbors(denseMatrix(permuted, rows[0]?.length ?? 0), { count });
      order.forEach((row, i) => {
        const similarities = similaritiesOf(before, row);
        expect(similaritiesOf(after, i)).toEqual(similarities);
        // Among equally similar rows, the row number decides which are taken.
        const last = similarities[count - 1] ?? 0;
        const surely = (neighbors: Neighbors, of: number): number[] =>
          rowsOf(neighbors, of).filter((_, place) => (similarities[place] ?? 0) > last);
        expect(new Set(surely(after, i).map((each) => order[each]))).toEqual(new Set(surely(before, row)));
      });
    },
  );

  test("is frozen, recognized, and prints the nearest rows", async () => {
    const neighbors = await findNeighbors(denseMatrix([[1, 1], [1, 0], [0, 0]]), { count: 2 }); // prettier-ignore
    expect(Object.isFrozen(neighbors)).toBe(true);
    expect([isNeighbors(neighbors), isNeighbors({ ...neighbors })]).toEqual([true, false]);
    expect(inspect(neighbors)).toBe("Neighbors: 3 rows, up to 2 each\n  0: 1 (0.707)\n  1: 0 (0.707)\n  2: none");
  });

  test("tells how far it is, to the end", async () => {
    const done: (number | null)[][] = [];
    const rows = wordRows(50, 20, "progress");
    await findNeighbors(denseMatrix(rows), { onProgress: (each) => done.push([each.done, each.total]) });
    expect(done.at(-1)).toEqual([50, 50]);
  });

  test("refuses what is no feature matrix, and options out of range", async () => {
    const matrix = denseMatrix([[1]]);
    const messages = await Promise.all(
      [
        findNeighbors([[1]] as never),
        findNeighbors(matrix, { count: 0 }),
        findNeighbors(matrix, { minSimilarity: 2 }),
        findNeighbors(matrix, { maxRows: NaN }),
      ].map(async (running) => (await rejection(running)).message),
    );
    expect(messages).toEqual([
      "findNeighbors: an array of 1; expected a feature matrix. Make it with fitFeatures(table, { text: [...] }).encode(table).",
      "findNeighbors, count: 0; expected a whole number from 1 to 10000.",
      "findNeighbors, minSimilarity: 2; expected a number from 0 to 1.",
      "findNeighbors, maxRows: NaN; expected a whole number of at least 1.",
    ]);
  });

  test("stops when the signal says so, before the first row and between rows", async () => {
    const before = await rejection(findNeighbors(denseMatrix([[1]]), { signal: AbortSignal.abort("enough") }));
    expect([before.code, before.message, before.cause]).toEqual([
      "aborted",
      "findNeighbors: the signal to stop, at row 0.",
      "enough",
    ]);
    const stop = new AbortController();
    const onProgress = (): void => stop.abort();
    const rows = wordRows(6000, 40, "abort");
    const between = await rejection(findNeighbors(denseMatrix(rows), { signal: stop.signal, onProgress }));
    expect(between.code).toBe("aborted");
    expect(between.details["row"]).toBeLessThan(6000);
  });
});
