import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { adjustToGold } from "../../../src/label-models/em/gold-adjustment.ts";
import { collectGold, type GoldRows } from "../../../src/label-models/em/gold-rows.ts";
import type { DenseScores } from "../../../src/label-models/scan/vote-scan.ts";
import { makeRandom } from "../../../src/util/random.ts";
import { randomRows } from "../../util/arbitrary-votes.ts";
import { listRows, naivePosterior } from "../scan/naive.ts";
import { patternsOfRows } from "./em-data.ts";

/** The log likelihood of known rows, and what corrections cost: half their squares over 0.25. */
function objective(gold: GoldRows, from: DenseScores, to: DenseScores): number {
  const cost = (before: Float64Array, after: Float64Array): number =>
    before.reduce((sum, x, i) => sum + ((after[i] ?? 0) - x) ** 2 / 0.5, 0);
  const likelihood = listRows(gold.rows).reduce(
    (sum, { weight, votes }, u) => sum + weight * Math.log(naivePosterior(votes, to).q[gold.labels[u] ?? 0] ?? NaN),
    0,
  );
  return likelihood - cost(from.bias, to.bias) - cost(from.table, to.table);
}

const drawn = (seed: number, k: number, size: number): { gold: GoldRows; scores: DenseScores; m: number } => {
  const random = makeRandom(seed, "gold");
  const m = 3;
  const votes = patternsOfRows(k, randomRows(seed, { rows: size, functions: m, labels: k, coverage: 0.7 }));
  const gold = collectGold(
    votes,
    Int32Array.from({ length: size }, () => Math.floor(random() * k)),
  );
  const table = Float64Array.from({ length: m * k * k }, () => -2 * random());
  return { gold, scores: { bias: new Float64Array(k).fill(-Math.log(k)), table }, m };
};

describe("scores corrected by known rows", () => {
  test.prop([fc.nat(1e6), fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 40 })])(
    "are where the penalized likelihood is largest: no small change of a correction raises it",
    (seed, k, size) => {
      const { gold, scores, m } = drawn(seed, k, size);
      const found = adjustToGold(scores, gold);
      const best = objective(gold, scores, found);
      expect(best).toBeGreaterThanOrEqual(objective(gold, scores, scores) - 1e-9);
      for (const by of [0.01, -0.01]) {
        for (let y = 0; y < k; y++) {
          const bias = found.bias.map((x, at) => (at === y ? x + by : x));
          expect(objective(gold, scores, { ...found, bias })).toBeLessThan(best + 1e-4);
        }
        for (let vote = 0; vote < m * k; vote++) {
          const cell = vote * k + (vote % k);
          const table = found.table.map((x, at) => (at === cell ? x + by : x));
          expect(objective(gold, scores, { ...found, table })).toBeLessThan(best + 1e-4);
        }
      }
    },
  );

  test("change only what a vote adds to its own label", () => {
    const { gold, scores } = drawn(1, 3, 30);
    const { table } = adjustToGold(scores, gold);
    table.forEach((x, cell) => {
      if (Math.floor(cell / 3) % 3 !== cell % 3) expect(x).toBe(scores.table[cell]);
    });
  });

  test("are those that were there without known rows", () => {
    const { gold, scores } = drawn(1, 2, 0);
    expect(adjustToGold(scores, gold)).toBe(scores);
  });

  test("follow many rows that all say that a function votes the wrong way", () => {
    const votes = patternsOfRows(
      2,
      Array.from({ length: 400 }, (_, i) => [i % 2]),
    );
    const gold = collectGold(
      votes,
      Int32Array.from({ length: 400 }, (_, i) => 1 - (i % 2)),
    );
    const scores = { bias: new Float64Array(2), table: Float64Array.of(1, 0, 0, 1) };
    const { table } = adjustToGold(scores, gold);
    expect(table[0]).toBeLessThan(-0.5);
    expect(table[3]).toBeLessThan(-0.5);
  });
});
