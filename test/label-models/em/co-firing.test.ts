import { fc, test } from "@fast-check/vitest";
import { describe, expect, vi } from "vitest";

import { logLiftsOf, fitCoFiring, type CoFiring } from "../../../src/label-models/em/co-firing.ts";
import * as leastSquares from "../../../src/label-models/em/least-squares.ts";
import { makeRandom, type Random } from "../../../src/util/random.ts";

vi.mock("../../../src/label-models/em/least-squares.ts", { spy: true });

/** P(y | a slot fires): its precision for its own label, the rest by the class balance. */
const firing = (v: number, precision: number, balance: readonly number[]): number[] =>
  balance.map((p, y) => (y === v ? precision : ((1 - precision) * p) / (1 - (balance[v] ?? 0))));

/** Log lifts of all pairs of slots, from the definition. */
function liftsOf(
  labels: readonly number[],
  precision: readonly number[],
  balance: readonly number[],
  activity: number,
  from = 0,
): CoFiring {
  const [a, b, logLift]: [number[], number[], number[]] = [[], [], []];
  for (let x = from; x < labels.length; x++) {
    for (let y = from; y <= x; y++) {
      const [p, q] = [x, y].map((slot) => firing(labels[slot] ?? 0, precision[slot] ?? 0, balance));
      a.push(y);
      b.push(x);
      logLift.push(
        Math.log(activity * balance.reduce((sum, share, c) => sum + ((p?.[c] ?? 0) * (q?.[c] ?? 0)) / share, 0)),
      );
    }
  }
  return {
    a: Int32Array.from(a),
    b: Int32Array.from(b),
    logLift: Float64Array.from(logLift),
    deviation: new Float64Array(a.length).fill(1e-3),
    robust: 0,
  };
}

function drawShape(random: Random, k: number, functions: number): { labels: number[]; precision: number[] } {
  const labels = [...Array(k).keys(), ...Array.from({ length: functions }, () => Math.floor(random() * k))];
  return { labels, precision: labels.map(() => 0.4 + 0.5 * random()) };
}

describe("derivatives", () => {
  test.prop([fc.nat(1e6), fc.integer({ min: 2, max: 4 }), fc.boolean()], { numRuns: 30 })(
    "of every residual are those of finite differences",
    (seed, k, isGiven) => {
      const random = makeRandom(seed, "derivatives");
      const { labels, precision } = drawShape(random, k, 3);
      const weights = Array.from({ length: k }, () => 0.2 + random());
      const sum = weights.reduce((x, y) => x + y, 0);
      const balance = weights.map((x) => x / sum);
      const minimize = vi.mocked(leastSquares.minimize).mockClear();
      fitCoFiring(
        liftsOf(labels, precision, balance, 1.3),
        { labels: Int32Array.from(labels), k },
        isGiven ? Float64Array.from(balance) : null,
        null,
      );
      const problem = minimize.mock.calls[0]?.[0];
      if (problem === undefined) throw new Error("nothing was minimized");
      const t = Float64Array.from({ length: problem.parameters }, () => random() - 0.5);
      const valueAt = (i: number, p: number, by: number): number => {
        const moved = t.map((x, place) => (place === p ? x + by : x));
        const out = { value: 0, at: new Int32Array(problem.slopes), slope: new Float64Array(problem.slopes), size: 0 };
        problem.fill(i, moved, out);
        return out.value;
      };
      for (let i = 0; i < problem.residuals; i++) {
        const out = { value: 0, at: new Int32Array(problem.slopes), slope: new Float64Array(problem.slopes), size: 0 };
        problem.fill(i, t.slice(), out);
        const slopes = new Float64Array(problem.parameters);
        for (let n = 0; n < out.size; n++) slopes[out.at[n] ?? 0] = (slopes[out.at[n] ?? 0] ?? 0) + (out.slope[n] ?? 0);
        slopes.forEach((slope, p) => {
          const step = 1e-5;
          const difference = (valueAt(i, p, step) - valueAt(i, p, -step)) / (2 * step);
          expect(Math.abs(slope - difference)).toBeLessThan(1e-5 * (1 + Math.abs(difference)) + 1e-4);
        });
      }
    },
  );
});

describe("planted numbers are recovered from exact lifts", () => {
  const close = (found: ArrayLike<number>, planted: readonly number[], within: number): void => {
    planted.forEach((x, i) => expect(Math.abs((found[i] ?? NaN) - x)).toBeLessThan(within));
  };

  test.each([1, 1.4, 0.8])("precisions, balance and activity %d, of three labels", (activity) => {
    const balance = [0.5, 0.3, 0.2];
    const labels = [0, 1, 2];
    const precision = [0.85, 0.7, 0.6];
    const fit = fitCoFiring(
      liftsOf(labels, precision, balance, activity),
      { labels: Int32Array.from(labels), k: 3 },
      null,
      null,
    );
    close(fit.precision, precision, 0.01);
    close(fit.balance, balance, 0.01);
    expect(Math.abs(fit.activity - activity)).toBeLessThan(0.01);
  });

  test("the precision of each function, with two labels and the balance given", () => {
    const balance = [0.8, 0.2];
    const labels = [0, 1, 0, 0, 0, 1, 1, 1];
    const precision = [0.9, 0.6, 0.95, 0.9, 0.85, 0.8, 0.6, 0.5];
    const pairs = liftsOf(labels, precision, balance, 1.2, 2);
    const slots = { labels: Int32Array.from(labels), k: 2 };
    const fit = fitCoFiring(pairs, slots, Float64Array.from(balance), null);
    close(fit.precision.subarray(2), precision.slice(2), 0.02);
    expect([...fit.balance]).toEqual(balance);
    expect(Math.abs(fit.activity - 1.2)).toBeLessThan(0.02);
    close(logLiftsOf(pairs.a, pairs.b, fit, slots.labels), [...pairs.logLift], 0.01);
  });

  test("with two labels the balance is a matter of the prior: that lifts are told by several of them", () => {
    // Skills s of label 0's and t of label 1's functions: lifts are 1 + s^2 odds, 1 + t^2 / odds and 1 - s t.
    const lift = (s: number, t: number, odds: number): number[] => [1 + s * s * odds, 1 - s * t, 1 + (t * t) / odds];
    close(lift(0.4 / Math.SQRT2, 0.4 * Math.SQRT2, 2), lift(0.4, 0.4, 1), 1e-12);
  });

  test("a robust fit is not moved by a pair far above it", () => {
    const balance = [0.6, 0.4];
    const labels = [0, 1, 0, 0, 0, 0, 1, 1, 1];
    const precision = labels.map((v) => (v === 0 ? 0.8 : 0.7));
    const exact = { ...liftsOf(labels, precision, balance, 1, 2), deviation: new Float64Array(28).fill(0.05) };
    const far = exact.logLift.slice();
    far[1] = 3;
    const fit = (robust: number): Float64Array =>
      fitCoFiring(
        { ...exact, logLift: far, robust },
        { labels: Int32Array.from(labels), k: 2 },
        Float64Array.from(balance),
        null,
      ).precision;
    const error = (found: Float64Array): number =>
      Math.max(...found.subarray(2).map((p, i) => Math.abs(p - (precision[i + 2] ?? 0))));
    expect(error(fit(28))).toBeLessThan(0.05);
    expect(error(fit(0))).toBeGreaterThan(0.1);
  });
});

test("without pairs everything is at its prior: precision 0.75, a uniform balance, no activity", () => {
  const none = {
    a: new Int32Array(0),
    b: new Int32Array(0),
    logLift: new Float64Array(0),
    deviation: new Float64Array(0),
    robust: 0,
  };
  const fit = fitCoFiring(none, { labels: Int32Array.of(0, 1, 2), k: 3 }, null, null);
  [...fit.precision].forEach((p) => expect(p).toBeCloseTo(0.75, 6));
  [...fit.balance].forEach((p) => expect(p).toBeCloseTo(1 / 3, 6));
  expect(fit.activity).toBeCloseTo(1, 6);
});
