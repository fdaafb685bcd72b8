import { describe, expect, test } from "vitest";

import { oneLabelTable, range, simplePlan } from "../../../benchmarks/scenarios/plan.ts";
import type { KnownAccuracy } from "../../../src/label-models/em/confusion-prior.ts";
import { countMeetings } from "../../../src/label-models/em/pair-counts.ts";
import { viewPrecision, type PrecisionView } from "../../../src/label-models/em/precision-view.ts";
import { simulate } from "../simulation/harness.ts";
import { emDataOf } from "./em-data.ts";

const balance = [0.5, 0.3, 0.2];
const precision = [0.9, 0.75, 0.6];
const tables = range(12).map((j) => oneLabelTable(balance, j % 3, 0.1, precision[j % 3] ?? 0));
const data = emDataOf(simulate(1, simplePlan(10_000, balance, tables)).votes);
const meetings = countMeetings(data.sample);
const unknown = new Array<KnownAccuracy | null>(12).fill(null);

const view = (known = unknown, given: readonly number[] | null = null): PrecisionView =>
  viewPrecision(data, meetings, data.scan.rows, given && Float64Array.from(given), known, new Float64Array(12).fill(1));

/** P(y | only function j fires). */
function posterior({ scores, balance: found }: PrecisionView, j: number): number[] {
  const odds = [...found].map((p, y) => p * Math.exp(scores.table[(j * 3 + (j % 3)) * 3 + y] ?? NaN));
  const sum = odds.reduce((a, b) => a + b, 0);
  return odds.map((each) => each / sum);
}

describe("the precision view", () => {
  test("comes near the precision of each label's functions and the balance, drawn to what is usual", () => {
    const found = view();
    const [first = NaN, second = NaN, third = NaN] = range(3).map((j) => posterior(found, j)[j]);
    expect(first > second && second > third).toBe(true);
    balance.forEach((p, y) => expect(Math.abs((found.balance[y] ?? NaN) - p)).toBeLessThan(0.16));
    range(12).forEach((j) =>
      expect(Math.abs((posterior(found, j)[j % 3] ?? NaN) - (precision[j % 3] ?? 0))).toBeLessThan(0.16),
    );
  });

  test("lets all functions of a label say the same", () => {
    const found = view();
    range(9).forEach((j) => expect(posterior(found, j + 3)).toEqual(posterior(found, j)));
  });

  test("a vote alone leaves the other labels in the proportion of the balance", () => {
    const found = view(unknown, balance);
    const [, second = NaN, third = NaN] = posterior(found, 0);
    expect(second / third).toBeCloseTo(1.5, 9);
  });

  test("follows what a user knows of a function, and of no other", () => {
    const found = view([{ accuracy: 0.2, strength: 1e6 }, ...unknown.slice(1)]);
    expect(posterior(found, 0)[0]).toBeCloseTo(0.2, 3);
    expect(posterior(found, 3)).toEqual(posterior(view(), 3));
  });
});
