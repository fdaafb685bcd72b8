import { describe, expect, test } from "vitest";

import { learnPrior, rightVotes, type KnownAccuracy } from "../../../src/label-models/em/confusion-prior.ts";
import type { EmData } from "../../../src/label-models/em/em-data.ts";
import { unknownPopulation } from "../../../src/label-models/em/population.ts";
import { emDataOf, patternsOfRows, severalLabels } from "./em-data.ts";
import { randomRows } from "../../util/arbitrary-votes.ts";

const [m, k] = [5, 3];
const rows = randomRows(1, { rows: 300, functions: m, labels: k, coverage: 0.7 });
const data: EmData = { ...emDataOf(patternsOfRows(k, rows)), oneLabel: severalLabels(m) };
/** Cell (j K + v) K + y: each vote is right with 0.5, else for label 0, or for 1 on rows of 0. */
const expected = Float64Array.from({ length: m * k * k }, (_, cell) => {
  const [y, v] = [cell % k, Math.floor(cell / k) % k];
  const n = (data.votes[Math.floor(cell / (k * k))] ?? 0) / k;
  if (v === y) return 0.5 * n;
  return v === (y === 0 ? 1 : 0) ? 0.5 * n : 0;
});
const ones = new Float64Array(m).fill(1);
const unknown = new Array<KnownAccuracy | null>(m).fill(null);
const prior = learnPrior(data, ones, expected, unknownPopulation, false, unknown);

describe("the prior of confusion tables", () => {
  test("is worth as many votes for every label of a function, more the more rows it decides alone", () => {
    const strengths = Array.from({ length: m }, (_, j) =>
      Array.from({ length: k }, (__, y) =>
        Array.from({ length: k }, (___, v) => prior.votes[(j * k + v) * k + y] ?? NaN).reduce((a, b) => a + b, 0),
      ),
    );
    strengths.forEach((columns) => columns.forEach((sum) => expect(sum).toBeCloseTo(columns[0] ?? NaN, 9)));
    const common = (strengths[0]?.[0] ?? NaN) - (data.share[0] ?? NaN);
    strengths.forEach((columns, j) => expect((columns[0] ?? NaN) - (data.share[j] ?? NaN)).toBeCloseTo(common, 9));
  });

  test("expects the errors that everybody makes", () => {
    const at = (v: number, y: number): number => prior.votes[v * k + y] ?? NaN;
    expect(at(1, 0)).toBeGreaterThan(5 * at(2, 0));
    expect(at(0, 2)).toBeGreaterThan(5 * at(1, 2));
  });

  test("is drawn to the accuracies of the population", () => {
    prior.accuracy.forEach((a) => expect(Math.abs(a - 0.5)).toBeLessThan(0.03));
    expect(Math.abs(prior.population.mean - 0.5)).toBeLessThan(0.05);
  });

  test("follows what is known of a function, as far as that is worth against its votes", () => {
    const known = (accuracy: number, strength: number): number =>
      learnPrior(data, ones, expected, unknownPopulation, false, [{ accuracy, strength }, ...unknown.slice(1)])
        .accuracy[0] ?? NaN;
    const n = data.votes[0] ?? NaN;
    expect(known(0.9, n)).toBeCloseTo(0.7, 6);
    expect(known(0.1, 1e6)).toBeCloseTo(0.1, 3);
    expect(known(0.9, 1e-6)).toBeCloseTo(0.5, 3);
  });

  test("leaves functions of one label out", () => {
    const oneLabel = severalLabels(m).map((_, j) => (j === 0 ? 1 : -1));
    const { votes, accuracy } = learnPrior({ ...data, oneLabel }, ones, expected, unknownPopulation, false, unknown);
    expect(votes.subarray(0, k * k).every((n) => n === 0)).toBe(true);
    expect(accuracy[0]).toBeCloseTo(prior.population.mean, 1);
  });
});

test("right votes are those on rows of the label voted for", () => {
  expect(rightVotes(expected, 1, k)).toBeCloseTo(0.5 * (data.votes[1] ?? NaN), 9);
});
