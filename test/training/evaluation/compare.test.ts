import { inspect } from "node:util";

import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { labelSet } from "../../../src/labels/label-set.ts";
import { compareLabels } from "../../../src/training/evaluation/compare.ts";
import { evaluateLabels } from "../../../src/training/evaluation/evaluate.ts";
import { labelsOf } from "../../util/arbitrary-votes.ts";
import { caught } from "../../util/caught.ts";
import { softLabels } from "../../util/soft-labels.ts";

const labels = labelSet(["ham", "spam"]);
const gold = Array.from({ length: 60 }, (_, row) => (row % 3 === 0 ? "spam" : "ham"));
/** Labels that are wrong on every `n`th row, and cover all but every `gap`th. */
const candidate = (n: number, gap = Infinity): ReturnType<typeof softLabels<"ham" | "spam">> =>
  softLabels(
    gold.map((label, row) => {
      if ((row + 1) % gap === 0) return null;
      return (label === "spam") !== (row % n === 0) ? [0.2, 0.8] : [0.8, 0.2];
    }),
    labels,
  );

describe("compareLabels", () => {
  test("evaluates each candidate on all rows with gold, and tells how far it differs from the first one", () => {
    const { candidates, rows, baseline, uncovered } = compareLabels({ a: candidate(4), b: candidate(10) }, gold);
    expect([rows, baseline, uncovered]).toEqual([60, "a", "guess"]);
    expect(candidates.a.difference).toBeNull();
    expect(candidates.b.evaluation).toMatchObject({
      ...evaluateLabels(candidate(10), gold),
      confusion: expect.anything() as unknown,
    });
    const accuracy = candidates.b.difference?.accuracy;
    expect(accuracy?.value).toBeCloseTo(0.9 - 0.75, 12);
    expect(accuracy?.lower).toBeGreaterThan(0);
    expect(accuracy?.wins).toBeGreaterThan(0.97);
    expect(candidates.b.difference?.logLoss?.value).toBeLessThan(0);
    expect(candidates.b.difference?.logLoss?.wins).toBeGreaterThan(0.97);
    const f1 = candidates.b.evaluation.byLabel.spam.f1 ?? NaN;
    expect(candidates.b.difference?.f1.spam?.value).toBeCloseTo(
      f1 - (candidates.a.evaluation.byLabel.spam.f1 ?? NaN),
      12,
    );
  });

  test("compares to the candidate it is told to", () => {
    const there = compareLabels({ a: candidate(4), b: candidate(10) }, gold, { baseline: "b" });
    const back = compareLabels({ a: candidate(4), b: candidate(10) }, gold);
    expect(there.candidates.b.difference).toBeNull();
    const [from, to] = [there.candidates.a.difference?.accuracy, back.candidates.b.difference?.accuracy];
    expect(from?.value).toBeCloseTo(-(to?.value ?? NaN), 12);
    expect(from?.wins).toBeCloseTo(1 - (to?.wins ?? NaN), 12);
  });

  test("measures all on the same rows, whatever they cover", () => {
    const both = { all: candidate(10), some: candidate(10, 2) };
    const guess = compareLabels(both, gold).candidates;
    const wrong = compareLabels(both, gold, { uncovered: "wrong" }).candidates;
    const covered = compareLabels(both, gold, { uncovered: "leave-out" });
    expect([guess.some.evaluation.rows, wrong.some.evaluation.rows, covered.rows, covered.known]).toEqual([
      60, 60, 30, 60,
    ]);
    expect([guess.all.evaluation.coverage, guess.some.evaluation.coverage]).toEqual([1, 0.5]);
    expect(guess.some.evaluation.accuracy).toBeCloseTo((24 + 15) / 60, 12);
    expect(wrong.some.evaluation.accuracy).toBeCloseTo(24 / 60, 12);
    expect(covered.candidates.all.evaluation.accuracy).toBe(covered.candidates.some.evaluation.accuracy);
    expect(covered.candidates.some.difference?.accuracy).toEqual({ value: 0, lower: 0, upper: 0, wins: 0.5 });
  });

  const probability = fc.integer({ min: 0, max: 10 }).map((p) => [p / 10, 1 - p / 10]);
  test.prop([fc.array(fc.tuple(fc.option(probability), fc.constantFrom(0, 1)), { minLength: 1, maxLength: 30 })])(
    "finds a candidate no different from itself",
    (rows) => {
      const soft = softLabels(
        rows.map(([p]) => p),
        labelsOf(2),
      );
      const truth = Int8Array.from(rows, ([, y]) => y);
      const { candidates } = compareLabels({ a: soft, b: soft }, truth, { resamples: 20 });
      const same = { value: 0, lower: 0, upper: 0, wins: 0.5 };
      const { accuracy, macroF1, logLoss, brier } = candidates.b.difference ?? {};
      expect([accuracy, macroF1, logLoss, brier]).toEqual([same, same, same, same]);
    },
  );

  test("is sure of a difference that two intervals side by side leave open", () => {
    const { candidates } = compareLabels({ a: candidate(5), b: candidate(10) }, gold);
    const [a, b] = [candidates.a.evaluation.intervals.accuracy, candidates.b.evaluation.intervals.accuracy];
    expect(a.upper).toBeGreaterThan(b.lower);
    expect(candidates.b.difference?.accuracy?.lower).toBeGreaterThan(0);
  });

  test("prints as two tables", () => {
    const text = inspect(compareLabels({ "majority vote": candidate(4, 10), "label model": candidate(10) }, gold));
    const lines = text.split("\n");
    expect(lines[0]).toBe(
      "Comparison on 60 rows (a row without cover gets its most probable label; 95 % intervals from 1000 resamples)",
    );
    expect(lines[1]).toMatch(/^candidate +coverage +accuracy +macro F1 +log loss +Brier +F1 spam$/);
    expect(lines[3]).toMatch(/^majority vote +90\.0 % +\d/);
    expect(lines[6]).toMatch(/^less majority vote +wins +accuracy/);
    expect(lines[8]).toMatch(/^label model +\d+\.\d % +\+\d/);
    expect(inspect(compareLabels({ only: candidate(4) }, gold))).not.toContain("less");
  });

  test("refuses what does not fit, in a sentence", () => {
    const message = (run: () => unknown): string => caught(run).message;
    expect(message(() => compareLabels({}, gold as never))).toMatch(
      /^compareLabels: no candidates; expected probabilistic/,
    );
    expect(message(() => compareLabels([] as never, gold as never))).toMatch(/^compareLabels: an array of 0; expected/);
    expect(message(() => compareLabels({ a: candidate(4), b: 3 as never }, gold))).toMatch(
      /^compareLabels, candidate "b": 3; expected probabilistic labels/,
    );
    const short = softLabels([[1, 0]], labels);
    expect(message(() => compareLabels({ a: candidate(4), b: short }, gold))).toBe(
      'compareLabels, candidate "b": 1 rows, labels "ham", "spam"; expected those of "a": 60 rows, labels "ham", "spam". Give labels of the same rows, with the same labels in the same order.',
    );
    const other = softLabels(
      gold.map(() => [1, 0]),
      labelSet(["spam", "ham"]),
    );
    expect(caught(() => compareLabels({ a: candidate(4), b: other }, gold))).toMatchObject({ code: "incompatible" });
    expect(message(() => compareLabels({ a: candidate(4) }, gold, { baseline: "b" as never }))).toBe(
      'compareLabels, baseline: "b"; expected one of "a".',
    );
    const nothing = softLabels([null], labels);
    expect(message(() => compareLabels({ a: nothing }, [null]))).toBe(
      "compareLabels: no row with gold; expected at least one.",
    );
    expect(message(() => compareLabels({ a: nothing }, ["ham"], { uncovered: "leave-out" }))).toBe(
      "compareLabels: no row with gold that all candidates cover; expected at least one.",
    );
  });
});
