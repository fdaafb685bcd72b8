import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import type { Dependencies } from "../../../src/label-models/em/agreement.ts";
import type { EmData } from "../../../src/label-models/em/em-data.ts";
import { fitCompact, type CompactFit } from "../../../src/label-models/em/fit-compact.ts";
import { collectGold } from "../../../src/label-models/em/gold-rows.ts";
import { countMeetings } from "../../../src/label-models/em/pair-counts.ts";
import { makeRandom } from "../../../src/util/random.ts";
import { randomRows } from "../../util/arbitrary-votes.ts";
import { simulateVotes } from "../../util/simulated-votes.ts";
import { compressVotes } from "../../../src/matrix/compress.ts";
import { listRows, naiveSweep, writtenOut } from "../scan/naive.ts";
import { emDataOf, learnAll, patternsOfRows, quiet, severalLabels } from "./em-data.ts";

function fit(data: EmData, dependencies: Dependencies = learnAll, maxIterations = 500): CompactFit {
  const knowledge = { balance: null, accuracies: Array.from(data.votes, () => null), dependencies };
  return fitCompact(data, knowledge, countMeetings(data.sample), { maxIterations, tolerance: 1e-9 }, quiet);
}

const dataOfRows = (labels: number, rows: readonly (readonly number[])[]): EmData => ({
  ...emDataOf(patternsOfRows(labels, rows)),
  oneLabel: severalLabels(rows[0]?.length ?? 0),
});

const shape = fc.record({
  seed: fc.nat(1e6),
  labels: fc.integer({ min: 2, max: 6 }),
  functions: fc.integer({ min: 2, max: 6 }),
  rows: fc.integer({ min: 5, max: 60 }),
});

describe("a fit with two numbers a vote", () => {
  test.prop([shape], { numRuns: 40 })(
    "settles where a dense model with one accuracy each, row by row, stays",
    ({ seed, ...size }) => {
      const data = dataOfRows(size.labels, randomRows(seed, { ...size, coverage: 0.7 }));
      const m = size.functions;
      const k = size.labels;
      const { scores, accuracy, weights, population, converged } = fit(data, learnAll, 20_000);
      expect(converged).toBe(true);
      const dense = writtenOut(scores);
      const { expected } = naiveSweep(listRows(data.sample), m, dense);
      for (let j = 0; j < m; j++) {
        const n = data.votes[j] ?? 0;
        if (n === 0) continue;
        let right = 0;
        for (let y = 0; y < k; y++) right += expected[(j * k + y) * k + y] ?? 0;
        const { mean, concentration } = population;
        const weight = weights[j] ?? NaN;
        const next = (weight * right + concentration * mean) / (weight * n + concentration);
        expect(Math.abs(next - (accuracy[j] ?? NaN))).toBeLessThan(1e-7);
        // Its table is that accuracy, whatever the label.
        const a = accuracy[j] ?? NaN;
        expect(dense.table[j * k * k]).toBeCloseTo(weight * Math.log(a), 6);
        expect(dense.table[j * k * k + 1]).toBeCloseTo(weight * Math.log((1 - a) / (k - 1)), 6);
      }
    },
  );

  test.prop([shape])("raises its objective in every round, copies or not", ({ seed, ...size }) => {
    const data = dataOfRows(size.labels, randomRows(seed, { ...size, coverage: 0.7 }));
    for (const dependencies of [learnAll, { pairs: [[0, 1]] as const, learn: true }]) {
      const { objective } = fit(data, dependencies, 60);
      objective.slice(1).forEach((now, i) => {
        expect(now - (objective[i] ?? NaN)).toBeGreaterThan(-1e-10 * (1 + Math.abs(now)));
      });
    }
  });

  test("recovers planted accuracies among 100 labels", () => {
    const accuracies = [0.5, 0.6, 0.7, 0.8, 0.9];
    const functions = accuracies.map((accuracy) => ({ accuracy, coverage: 0.7 }));
    const { votes } = simulateVotes(1, { rows: 2000, balance: new Array<number>(100).fill(0.01), functions });
    const { accuracy, dependent } = fit(emDataOf(compressVotes(votes)));
    accuracies.forEach((planted, j) => expect(Math.abs((accuracy[j] ?? NaN) - planted)).toBeLessThan(0.04));
    expect(dependent).toEqual([]);
  });

  test("learns from known rows: that the best functions are those they say", () => {
    // Two groups that agree among themselves, never with the other: only known rows tell which is right.
    const random = makeRandom(1, "groups");
    const rows = Array.from({ length: 1500 }, () => {
      const [a, b] = [Math.floor(70 * random()), Math.floor(70 * random())];
      return [a, a, a, b, b, b].map((label) => (random() < 0.8 ? label : Math.floor(70 * random())));
    });
    const patterns = patternsOfRows(70, rows);
    const truth = Int32Array.from(rows, (row, i) => (i < 300 ? (row[4] ?? -1) : -1));
    const data = { ...emDataOf(patterns), oneLabel: severalLabels(6) };
    const { accuracy } = fit({ ...data, gold: collectGold(patterns, truth) });
    const plain = fit(data).accuracy;
    expect(accuracy[4]).toBeGreaterThan((plain[4] ?? NaN) + 0.05);
    expect(accuracy[0]).toBeLessThan((plain[0] ?? NaN) - 0.05);
  });
});
