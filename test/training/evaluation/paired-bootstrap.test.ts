import { inspect } from "node:util";

import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { pairedBootstrap } from "../../../src/training/evaluation/paired-bootstrap.ts";
import { pairedBootstrapF1 } from "../../../src/training/evaluation/paired-f1.ts";
import { makeRandom } from "../../../src/util/random.ts";
import { caught } from "../../util/caught.ts";

const message = (run: () => unknown): string => caught(run).message;

describe("pairedBootstrap", () => {
  test("gives the means, their difference and intervals", () => {
    const a = Array.from({ length: 200 }, (_, row) => Number(row % 5 !== 0));
    const b = a.map((right, row) => (row % 8 === 0 ? 0 : right));
    const result = pairedBootstrap(a, b);
    expect(result.a.value).toBeCloseTo(0.8, 12);
    expect(result.b.value).toBeCloseTo(0.7, 12);
    expect(result.difference.value).toBeCloseTo(0.1, 12);
    expect([result.rows, result.level, result.difference.wins]).toEqual([200, 0.95, 1]);
    const error = Math.sqrt((0.1 * 0.9) / 200); // of a share of 0.1 of 200 rows
    expect(result.difference.lower).toBeCloseTo(0.1 - 1.96 * error, 1.9);
    expect(result.difference.upper).toBeCloseTo(0.1 + 1.96 * error, 1.9);
    expect(inspect(result)).toMatch(/^Paired bootstrap on 200 rows, 95 % intervals\n {2}a +0\.8000 \(/);
    expect([result, result.a, result.difference].every(Object.isFrozen)).toBe(true);
  });

  test.prop([
    fc.array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })), { minLength: 1 }),
  ])("holds its values, turns around with its arguments, and finds nothing between equals", (rows) => {
    const [a, b] = [rows.map(([x]) => x), rows.map(([, y]) => y)];
    const there = pairedBootstrap(a, b, { resamples: 40 });
    const back = pairedBootstrap(b, a, { resamples: 40 });
    for (const { value, lower, upper } of [there.a, there.b, there.difference])
      expect(lower <= value && value <= upper).toBe(true);
    expect(back.difference.value).toBeCloseTo(-there.difference.value, 9);
    expect(back.difference.lower).toBeCloseTo(-there.difference.upper, 9);
    expect(back.difference.wins).toBeCloseTo(1 - there.difference.wins, 9);
    expect(pairedBootstrap(a, a, { resamples: 40 }).difference).toEqual({ value: 0, lower: 0, upper: 0, wins: 0.5 });
  });

  test("covers the true difference about as often as it says", () => {
    let held = 0;
    for (let trial = 0; trial < 200; trial++) {
      const random = makeRandom(trial, "trial");
      const hard = Array.from({ length: 80 }, () => random());
      const b = hard.map((each) => Number(each < 0.6));
      const a = hard.map((each) => Number(each < 0.6 || random() < 0.25));
      const { lower, upper } = pairedBootstrap(a, b, { resamples: 200, level: 0.9, seed: trial }).difference;
      if (lower <= 0.1 && 0.1 <= upper) held++;
    }
    expect(held).toBeGreaterThan(160);
    expect(held).toBeLessThan(196);
  });

  test("takes the rows of several splits as one draw, when they are groups", () => {
    const random = makeRandom(3, "rows");
    const scores = Array.from({ length: 60 }, () => Number(random() < 0.7));
    const others = scores.map((score) => (random() < 0.3 ? 1 - score : score));
    const splits = (values: readonly number[]): number[] => [...values, ...values, ...values];
    const groups = splits(scores.map((_, row) => row));
    const once = pairedBootstrap(scores, others);
    const thrice = pairedBootstrap(splits(scores), splits(others), { groups });
    expect(thrice.difference.lower).toBeCloseTo(once.difference.lower, 12);
    const alone = pairedBootstrap(splits(scores), splits(others)).difference;
    expect(alone.upper - alone.lower).toBeLessThan(0.8 * (once.difference.upper - once.difference.lower));
  });

  test("refuses scores that do not fit, in a sentence", () => {
    expect(message(() => pairedBootstrap([1], [1, 0]))).toBe(
      "pairedBootstrap: 1 rows of a, 2 of b; expected the same rows in both.",
    );
    expect(message(() => pairedBootstrap([], []))).toBe("pairedBootstrap: no rows; expected at least one.");
    expect(message(() => pairedBootstrap([1, NaN], [1, 1]))).toBe(
      "pairedBootstrap, a, row 1: NaN; expected a finite number. Leave rows without a score out of both arrays.",
    );
    expect(message(() => pairedBootstrap([1], "x" as never))).toBe(
      'pairedBootstrap, b: "x"; expected an array of numbers, one for each row.',
    );
    expect(message(() => pairedBootstrap([1], [1], { groups: [1, 2] }))).toBe(
      "pairedBootstrap, groups: 2 groups; expected one for each of the 1 rows.",
    );
  });
});

describe("pairedBootstrapF1", () => {
  const gold = Array.from({ length: 100 }, (_, row) => (row % 5 === 0 ? "spam" : "ham"));
  const half = gold.map((label, row) => (row % 10 === 0 ? "ham" : label));

  test("takes F1 of one label, or the mean of all", () => {
    const none = gold.map(() => "ham");
    const spam = pairedBootstrapF1(half, none, gold, { label: "spam" });
    expect(spam.a.value).toBeCloseTo(2 / 3, 12);
    expect(spam.b.value).toBe(0);
    const macro = pairedBootstrapF1(half, none, gold);
    expect(macro.a.value).toBeCloseTo((2 / 3 + 160 / 170) / 2, 12);
    expect(macro.difference.lower).toBeGreaterThan(0);
  });

  test("leaves rows without gold out, and counts a row without a label as a miss", () => {
    const missed = gold.map((label, row) => (row % 10 === 0 ? null : label));
    const { rows, a } = pairedBootstrapF1([...missed, "spam"], [...gold, "ham"], [...gold, null], {
      label: "spam",
      groups: [...gold.keys(), "last"],
    });
    expect(rows).toBe(100);
    expect(a.value).toBeCloseTo(2 / 3, 12);
  });

  test("refuses labels that do not fit, in a sentence", () => {
    expect(message(() => pairedBootstrapF1(["a"], ["a"], ["a", "b"]))).toBe(
      "pairedBootstrapF1, gold: 2 labels; expected one for each of the 1 rows.",
    );
    expect(message(() => pairedBootstrapF1(["a"], ["a"], [null]))).toBe(
      "pairedBootstrapF1: no row with gold; expected at least one.",
    );
    expect(message(() => pairedBootstrapF1(["a"], ["a"], ["a"], { label: "b" as never }))).toBe(
      'pairedBootstrapF1, label: "b"; expected a label that occurs: "a".',
    );
    expect(message(() => pairedBootstrapF1([3 as never], ["a"], ["a"]))).toBe(
      "pairedBootstrapF1, a, row 0: 3; expected a label, or null.",
    );
    expect(message(() => pairedBootstrapF1("a" as never, ["a"], ["a"]))).toBe(
      'pairedBootstrapF1, a: "a"; expected an array of labels, one for each row.',
    );
  });
});
