import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { clampCounts, clampHits, collectGold } from "../../../src/label-models/em/gold-rows.ts";
import { rowsOfPatterns } from "../../../src/label-models/scan/vote-rows.ts";
import { compressVotes } from "../../../src/matrix/compress.ts";
import { makeRandom } from "../../../src/util/random.ts";
import { labelsOf, matrixOfRows, randomRows } from "../../util/arbitrary-votes.ts";
import { listRows, naivePosterior, naiveSweep, writtenOut } from "../scan/naive.ts";

describe("counts with known rows clamped", () => {
  test.prop([fc.nat(1e6), fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 5 }), fc.boolean()])(
    "are those of every row by itself, with what is known in the place of what is believed",
    (seed, k, m, confident) => {
      const random = makeRandom(seed, "clamped");
      const rows = randomRows(seed, { rows: 30, functions: m, labels: k, coverage: 0.6 });
      const confidences = rows.map((row) => row.map(() => (confident ? Math.fround(0.1 + 0.9 * random()) : 1)));
      const patterns = compressVotes(matrixOfRows(labelsOf(k), rows, { confidences }));
      const codes = Int32Array.from(rows, () => (random() < 0.3 ? Math.floor(random() * k) : -1));
      const scores = {
        bias: Float64Array.from({ length: k }, () => -2 * random()),
        table: Float64Array.from({ length: m * k * k }, () => -3 * random()),
      };
      const listed = listRows(rowsOfPatterns(patterns));
      const sweep = naiveSweep(listed, m, scores);
      clampCounts(collectGold(patterns, codes), scores, sweep);

      const expected = new Float64Array(m * k * k);
      const labelRows = new Float64Array(k);
      rows.forEach((_, i) => {
        const votes = listed[patterns.rowPatterns?.[i] ?? -1]?.votes ?? [];
        if (votes.length === 0) return;
        const known = codes[i] ?? -1;
        const q = naivePosterior(votes, scores).q.map((p, y) => (known < 0 ? p : Number(y === known)));
        q.forEach((p, y) => {
          labelRows[y] = (labelRows[y] ?? 0) + p;
          for (const { j, v, strength } of votes) {
            const cell = (j * k + v) * k + y;
            expected[cell] = (expected[cell] ?? 0) + strength * p;
          }
        });
      });
      expected.forEach((n, cell) => expect(Math.abs(n - (sweep.expected[cell] ?? NaN))).toBeLessThan(1e-9));
      labelRows.forEach((n, y) => expect(Math.abs(n - (sweep.labelRows[y] ?? NaN))).toBeLessThan(1e-9));
    },
  );
});

test.prop([fc.nat(1e6), fc.integer({ min: 2, max: 5 })])(
  "expected right votes under compact scores are those under the same scores written out",
  (seed, k) => {
    const random = makeRandom(seed, "clamped hits");
    const m = 4;
    const patterns = compressVotes(
      matrixOfRows(labelsOf(k), randomRows(seed, { rows: 30, functions: m, labels: k, coverage: 0.6 })),
    );
    const gold = collectGold(
      patterns,
      Int32Array.from({ length: 30 }, () => (random() < 0.3 ? Math.floor(random() * k) : -1)),
    );
    const draw = (size: number): Float64Array => Float64Array.from({ length: size }, () => -3 * random());
    const compact = { bias: draw(k), hit: draw(m * k), miss: draw(m * k) };
    const dense = writtenOut(compact);
    const sweep = naiveSweep(listRows(rowsOfPatterns(patterns)), m, dense);
    const own = (cell: number): number => cell * k + (cell % k);
    const hits = Float64Array.from({ length: m * k }, (_, cell) => sweep.expected[own(cell)] ?? NaN);
    clampHits(gold, compact, hits);
    clampCounts(gold, dense, sweep);
    hits.forEach((n, cell) => expect(Math.abs(n - (sweep.expected[own(cell)] ?? NaN))).toBeLessThan(1e-9));
  },
);

test("known rows of one pattern and label are one row with a weight", () => {
  const patterns = compressVotes(
    matrixOfRows(labelsOf(2), [
      [0, 1],
      [0, 1],
      [1, -1],
      [0, 1],
      [0, 1],
      [-1, -1],
    ]),
  );
  const { rows, labels } = collectGold(patterns, Int32Array.of(0, 0, 1, 1, -1, 1));
  const found = [...labels].map((label, u) => ({
    label,
    weight: rows.weights[u],
    votes: Array.from(rows.codes.subarray(rows.offsets[u], rows.offsets[u + 1])),
  }));
  expect(found).toHaveLength(4);
  expect(found).toEqual(
    expect.arrayContaining([
      { label: 0, weight: 2, votes: [0, 1] },
      { label: 1, weight: 1, votes: [0, 1] },
      { label: 1, weight: 1, votes: [1] },
      { label: 1, weight: 1, votes: [] },
    ]),
  );
});
