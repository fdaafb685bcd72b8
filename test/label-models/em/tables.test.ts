import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { priorOfFiring, weighTable } from "../../../src/label-models/em/tables.ts";

const balances = fc
  .array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 2, maxLength: 6 })
  .map((weights) => {
    const sum = weights.reduce((a, b) => a + b, 0);
    return Float64Array.from(weights, (each) => each / sum);
  });
const accuracies = fc.double({ min: 0.05, max: 0.95, noNaN: true });

describe("how probable labels are where a function of one label fires, before its votes are looked at", () => {
  test.prop([balances, accuracies])("sums to 1, the others in the proportion of the balance", (balance, accuracy) => {
    const prior = priorOfFiring(0, balance, accuracy);
    expect(prior.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
    const shares = Array.from(prior.subarray(1), (p, i) => p / (balance[i + 1] ?? NaN));
    shares.forEach((share) => expect(share).toBeCloseTo(shares[0] ?? NaN, 9));
  });

  test.each([2, 3, 10])("is the accuracy where the balance is uniform: %i labels", (k) => {
    expect(priorOfFiring(1, new Float64Array(k).fill(1 / k), 0.8)[1]).toBeCloseTo(0.8, 12);
    expect(priorOfFiring(1, new Float64Array(k).fill(1 / k))[1]).toBeCloseTo(0.7, 12);
  });

  test("is less for a rare label, and never less than its share when the accuracy is above chance", () => {
    const balance = Float64Array.of(0.9, 0.1);
    const hit = priorOfFiring(1, balance, 0.8)[1] ?? NaN;
    expect(hit).toBeLessThan(0.8);
    expect(hit).toBeGreaterThan(0.1);
  });
});

test("a weighed table is each function's table times its weight", () => {
  const table = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  expect([...weighTable(table, Float64Array.of(1, 0.5), 2)]).toEqual([1, 2, 3, 4, 2.5, 3, 3.5, 4]);
});
