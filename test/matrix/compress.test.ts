import { fc, test } from "@fast-check/vitest";
import { inspect } from "node:util";
import { describe, expect } from "vitest";

import { compressVotes } from "../../src/matrix/compress.ts";
import { labelMatrix } from "../../src/matrix/from-arrays.ts";
import { LabelMatrix } from "../../src/matrix/label-matrix.ts";
import { isVotePatterns, type VotePatterns } from "../../src/matrix/vote-patterns.ts";
import { labelSet } from "../../src/labels/label-set.ts";
import { makeRandom } from "../../src/util/random.ts";
import { arbitraryRows, labelsOf, matrixOfRows, patternTexts, randomRows } from "../util/arbitrary-votes.ts";

/** A row of a matrix as text, confidences in tenths: what two rows of one pattern share. */
function rowText(matrix: LabelMatrix, row: number): string {
  return matrix.votes
    .map((column, j) => {
      const code = column[row] ?? -1;
      const confidence = matrix.confidences[j]?.[row] ?? 1;
      const tenths = Math.max(1, Math.round(confidence * 10));
      return code < 0 ? "" : `${j}:${code}${tenths === 10 ? "" : `*${(tenths / 10).toFixed(3)}`}`;
    })
    .filter((text) => text !== "")
    .join(" ");
}

/** The same as `compressVotes`, by a Map of row texts. */
function compressByMap(matrix: LabelMatrix): { texts: string[]; counts: number[]; rowPatterns: number[] } {
  const known = new Map<string, number>();
  const counts: number[] = [];
  const rowPatterns = Array.from({ length: matrix.rows }, (_, row) => {
    const text = rowText(matrix, row);
    const u = known.get(text) ?? known.size;
    known.set(text, u);
    counts[u] = (counts[u] ?? 0) + 1;
    return u;
  });
  return { texts: [...known.keys()], counts, rowPatterns };
}

function expectExact(matrix: LabelMatrix): VotePatterns {
  const patterns = compressVotes(matrix);
  const expected = compressByMap(matrix);
  expect(patternTexts(patterns)).toEqual(expected.texts);
  expect(Array.from(patterns.counts)).toEqual(expected.counts);
  expect(Array.from(patterns.rowPatterns ?? [])).toEqual(expected.rowPatterns);
  expect([patterns.rows, patterns.size]).toEqual([matrix.rows, expected.texts.length]);
  return patterns;
}

const confidence = fc.integer({ min: 1, max: 100 }).map((n) => n / 100);

describe("compressVotes", () => {
  test.prop([arbitraryRows({ labels: 4, functions: 5, rows: 80 })])(
    "finds the distinct rows in order of first appearance, with their counts and each row's pattern",
    ({ labels, rows, functions }) => {
      expectExact(matrixOfRows(labels, rows, { functions }));
    },
  );

  test.prop([arbitraryRows({ labels: 3, functions: 3, minRows: 1 }), fc.infiniteStream(confidence)])(
    "rounds confidences to tenths, at least 0.1",
    ({ labels, rows }, stream) => {
      const confidences = rows.map((row) => row.map(() => Number(stream.next().value)));
      expectExact(matrixOfRows(labels, rows, { confidences }));
    },
  );

  test.prop([arbitraryRows({ labels: 60, functions: 25, rows: 60 })], { numRuns: 50 })(
    "is exact where a row takes several words: 25 functions, 60 labels",
    ({ labels, rows, functions }) => {
      expectExact(matrixOfRows(labels, rows, { functions }));
    },
  );

  test("is exact beyond one window of rows and one width of its table: 10,000 rows, all different", () => {
    const rows = randomRows(1, { rows: 10_000, functions: 40, labels: 20, coverage: 0.7 });
    expect(expectExact(matrixOfRows(labelsOf(20), rows)).size).toBe(10_000);
  });

  test("is exact where rows repeat beyond the first window", () => {
    const rows = randomRows(2, { rows: 20_000, functions: 7, labels: 3, coverage: 0.5 });
    const { size } = expectExact(matrixOfRows(labelsOf(3), rows));
    expect(size).toBeGreaterThan(2048);
    expect(size).toBeLessThan(8000);
  });

  test.each([[127], [128], [300], [32_767]])("is exact with %i labels, the last one among the votes", (count) => {
    const random = makeRandom(count, "labels");
    const rows = Array.from({ length: 500 }, () =>
      Array.from({ length: 4 }, () => (random() < 0.3 ? -1 : random() < 0.5 ? count - 1 : Math.floor(random() * 3))),
    );
    expectExact(matrixOfRows(labelsOf(count), rows));
    expectExact(matrixOfRows(labelsOf(count), rows, { confidences: rows.map((row) => row.map(() => random() || 1)) }));
  });

  test("tells a vote at the highest confidence from one for the next label at the lowest", () => {
    const rows = [[0], [1], [0], [1]];
    const matrix = matrixOfRows(labelsOf(2), rows, { confidences: [[1], [0.1], [0.1], [1]] });
    expect(patternTexts(compressVotes(matrix))).toEqual(["0:0", "0:1*0.100", "0:0*0.100", "0:1"]);
  });

  test("keeps no strengths where all votes count fully", () => {
    const matrix = matrixOfRows(labelsOf(2), [[0], [1]], { confidences: [[1], [0.97]] });
    expect(compressVotes(matrix).votes.strengths).toBeNull();
  });

  test("has one pattern without votes where all abstain, and none where there are no rows", () => {
    const silent = compressVotes(
      matrixOfRows(labelsOf(2), [
        [-1, -1],
        [-1, -1],
      ]),
    );
    expect([silent.size, [...silent.counts], patternTexts(silent)]).toEqual([1, [2], [""]]);
    const empty = compressVotes(labelMatrix(labelsOf(2), { a: [] }));
    expect([empty.size, empty.rows, empty.rowPatterns]).toEqual([0, 0, new Int32Array()]);
  });

  test("has one pattern for a matrix without functions", () => {
    const matrix = new LabelMatrix({ labels: labelsOf(2), functions: [], votes: [], rows: 3 });
    expect([...compressVotes(matrix).counts]).toEqual([3]);
  });
});

describe("VotePatterns", () => {
  const patterns = compressVotes(
    labelMatrix(labelSet(["ham", "spam"]), { link: ["spam", null, "spam"], money: ["ham", null, "ham"] }),
  );

  test("tells the votes of a pattern by name", () => {
    expect(patterns.votesOf(0)).toEqual({ link: "spam", money: "ham" });
    expect(patterns.votesOf(1)).toEqual({});
  });

  test("is frozen, branded, and prints its size", () => {
    expect(Object.isFrozen(patterns)).toBe(true);
    expect(isVotePatterns(patterns)).toBe(true);
    expect(isVotePatterns(patterns.votes)).toBe(false);
    expect(inspect(patterns)).toBe('VotePatterns: 2 patterns of 3 rows x 2 labeling functions, labels "ham", "spam"');
  });
});
