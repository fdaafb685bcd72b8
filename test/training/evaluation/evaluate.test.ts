import { inspect } from "node:util";

import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { scoreLabels } from "../../../src/analysis/score.ts";
import { labelSet } from "../../../src/labels/label-set.ts";
import { evaluateLabels } from "../../../src/training/evaluation/evaluate.ts";
import { makeRandom } from "../../../src/util/random.ts";
import { labelsOf } from "../../util/arbitrary-votes.ts";
import { caught } from "../../util/caught.ts";
import { softLabels } from "../../util/soft-labels.ts";

const labels = labelSet(["ham", "spam"]);
const soft = softLabels([[0.9, 0.1], [0.3, 0.7], [0.4, 0.6], [0.5, 0.5], null, [1, 0]], labels);
const gold = ["ham", "spam", "ham", "ham", "spam", null] as const;

describe("evaluateLabels", () => {
  test("gives the numbers of scoreLabels, and those of each label", () => {
    const evaluation = evaluateLabels(soft, gold, { resamples: 50 });
    const score = scoreLabels(soft, gold);
    expect(evaluation).toMatchObject({ rows: 4, known: 5, coverage: 4 / 5, level: 0.95, resamples: 50 });
    for (const measure of ["accuracy", "macroF1", "logLoss", "brier", "calibrationError", "coverage"] as const)
      expect(evaluation[measure]).toBeCloseTo(score[measure], 12);
    const { ham, spam } = evaluation.byLabel;
    expect(ham).toMatchObject({ support: 3, predicted: 1.5, precision: 1, recall: 0.5 });
    expect(spam).toMatchObject({ support: 1, predicted: 2.5, precision: 0.4, recall: 1 });
    expect([ham.f1, spam.f1]).toEqual([score.f1.ham, score.f1.spam]);
  });

  test("counts who is taken for whom, ties shared", () => {
    const { confusion } = evaluateLabels(soft, gold);
    expect(Array.from(confusion.counts)).toEqual([1.5, 1.5, 0, 1]);
    expect(confusion.count("ham", "spam")).toBe(1.5);
    expect(confusion.count("ham", null)).toBe(0);
    expect(inspect(confusion)).toBe(
      "gold \\ got  ham  spam\n─────────────────────\nham         1.5   1.5\nspam          0     1",
    );
  });

  test("counts rows without cover as they are told to", () => {
    const wrong = evaluateLabels(soft, gold, { uncovered: "wrong" });
    const guess = evaluateLabels(soft, gold, { uncovered: "guess" });
    expect([wrong.rows, guess.rows, wrong.coverage, guess.coverage]).toEqual([5, 5, 0.8, 0.8]);
    expect(wrong.accuracy).toBeCloseTo(2.5 / 5, 12);
    expect(guess.accuracy).toBeCloseTo(3 / 5, 12); // half of the balance's tie
    expect(wrong.byLabel.spam).toMatchObject({ support: 2, predicted: 2.5, recall: 0.5 });
    expect(wrong.confusion.count("spam", null)).toBe(1);
    expect(wrong.logLoss).toBe(guess.logLoss);
    expect(inspect(wrong)).toContain("gold \\ got  ham  spam  no label");
  });

  test("has no precision where nothing got the label, no recall where it does not occur", () => {
    const { byLabel } = evaluateLabels(softLabels([[0.5, 0.3, 0.2]]), ["label 1"], { resamples: 10 });
    expect(byLabel["label 1"]).toMatchObject({ precision: null, recall: 0, f1: 0 });
    expect(byLabel["label 0"]).toMatchObject({ precision: 0, recall: null, f1: 0 });
    expect(byLabel["label 2"]).toMatchObject({
      support: 0,
      precision: null,
      recall: null,
      f1: null,
      intervals: { precision: null, recall: null, f1: null },
    });
  });

  test("leaves out the intervals of each of more than 100 labels", () => {
    const many = labelsOf(101);
    const rows = [0, 1, 2].map((y) => Array.from({ length: 101 }, (_, v) => Number(v === y)));
    const evaluation = evaluateLabels(softLabels(rows, many), Int16Array.of(0, 1, 3), { resamples: 20 });
    expect(evaluation.byLabel["label 0"]).toMatchObject({ f1: 1, intervals: { f1: null } });
    expect(evaluation.intervals.accuracy.upper).toBe(1);
    expect(inspect(evaluation)).toContain("… and 89 more labels");
  });

  const probabilities = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 }).map((weights) => {
    const sum = weights.reduce((total, w) => total + w, 0);
    return weights.map((w) => w / sum);
  });
  const arbitrary = fc
    .array(fc.tuple(fc.option(probabilities), fc.integer({ min: -1, max: 2 })), { minLength: 1, maxLength: 40 })
    .filter((rows) => rows.some(([p, y]) => p !== null && y >= 0));
  type Rows = readonly (readonly [readonly number[] | null, number])[];
  const evaluate = (rows: Rows, uncovered: "leave-out" | "wrong" | "guess"): ReturnType<typeof evaluateLabels> =>
    evaluateLabels(
      softLabels(
        rows.map(([p]) => p),
        labelsOf(3),
      ),
      Int8Array.from(rows, ([, y]) => y),
      { uncovered, resamples: 30 },
    );

  test.prop([arbitrary, fc.constantFrom("leave-out" as const, "wrong" as const, "guess" as const)])(
    "has accuracy equal to the trace of the confusion, recall and precision to its lines, and intervals that hold the measure",
    (rows, uncovered) => {
      const evaluation = evaluate(rows, uncovered);
      const { confusion } = evaluation;
      const names = ["label 0", "label 1", "label 2"];
      const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
      expect(sum(names.map((name) => confusion.count(name, name))) / evaluation.rows).toBeCloseTo(
        evaluation.accuracy,
        9,
      );
      expect(sum([...confusion.counts, ...confusion.unlabeled])).toBeCloseTo(evaluation.rows, 9);
      for (const name of names) {
        const each = evaluation.byLabel[name];
        if (each === undefined) throw new Error(name);
        const line = sum([...names, null].map((got) => confusion.count(name, got)));
        const column = sum(names.map((actual) => confusion.count(actual, name)));
        expect([line, column]).toEqual([expect.closeTo(each.support, 9), expect.closeTo(each.predicted, 9)]);
        for (const measure of ["precision", "recall", "f1"] as const) {
          const interval = each.intervals[measure];
          if (interval === null) continue;
          const value = each[measure] ?? NaN;
          expect(interval.lower <= value && value <= interval.upper).toBe(true);
        }
      }
      for (const measure of ["accuracy", "macroF1", "logLoss", "brier"] as const) {
        const { lower, upper } = evaluation.intervals[measure];
        expect(lower <= evaluation[measure] + 1e-12 && evaluation[measure] - 1e-12 <= upper).toBe(true);
      }
    },
  );

  test.prop([arbitrary, fc.integer()])("does not depend on the order of rows, but for the draws", (rows, seed) => {
    const random = makeRandom(seed, "order");
    const shuffled = rows
      .map((row) => [random(), row] as const)
      .sort(([a], [b]) => a - b)
      .map(([, row]) => row);
    const [a, b] = [evaluate(rows, "wrong"), evaluate(shuffled, "wrong")];
    for (const measure of ["accuracy", "macroF1", "logLoss", "brier", "calibrationError"] as const)
      expect(b[measure]).toBeCloseTo(a[measure], 9);
    expect(Array.from(b.confusion.counts, (x) => x.toFixed(9))).toEqual(
      Array.from(a.confusion.counts, (x) => x.toFixed(9)),
    );
  });

  test("gives the same intervals for the same seed, others for another", () => {
    const rows = Array.from({ length: 50 }, (_, row) => (row % 3 === 0 ? [0.3, 0.7] : [0.8, 0.2]));
    const interval = (seed: number): unknown =>
      evaluateLabels(softLabels(rows, labels), new Int8Array(50), { seed }).intervals.logLoss;
    expect(interval(1)).toEqual(interval(1));
    expect(interval(1)).not.toEqual(interval(2));
  });

  test("draws whole groups: rows that are copies of each other do not make intervals narrower", () => {
    const random = makeRandom(5, "rows");
    const right = Array.from({ length: 40 }, () => random() < 0.7);
    const copies = (times: number): ReturnType<typeof evaluateLabels> => {
      const rows = right.flatMap((each) => Array.from({ length: times }, () => (each ? [0.9, 0.1] : [0.1, 0.9])));
      const groups = rows.map((_, row) => `group ${Math.floor(row / times)}`);
      return evaluateLabels(softLabels(rows, labels), new Int8Array(rows.length), times === 1 ? {} : { groups });
    };
    expect(copies(5).intervals.accuracy).toEqual(copies(1).intervals.accuracy);
  });

  test("covers the true accuracy about as often as it says", () => {
    let held = 0;
    for (let trial = 0; trial < 200; trial++) {
      const random = makeRandom(trial, "trial");
      const rows = Array.from({ length: 100 }, () => (random() < 0.8 ? [0.9, 0.1] : [0.1, 0.9]));
      const { lower, upper } = evaluateLabels(softLabels(rows, labels), new Int8Array(100), {
        resamples: 200,
        level: 0.9,
        seed: trial,
      }).intervals.accuracy;
      if (lower <= 0.8 && 0.8 <= upper) held++;
    }
    expect(held).toBeGreaterThan(165); // 180 are expected, give or take 4
    expect(held).toBeLessThan(195);
  });

  test("prints as a report, and is frozen through and through", () => {
    const evaluation = evaluateLabels(soft, gold, { resamples: 100 });
    expect(inspect(evaluation)).toContain(
      "Evaluation on 4 of 5 rows with gold (coverage 80.0 %; 95 % intervals from 100 resamples)\n  accuracy  62.5 % (",
    );
    expect(inspect(evaluation)).toContain("label  support  ");
    const parts = [evaluation, evaluation.byLabel, evaluation.byLabel.ham, evaluation.intervals, evaluation.confusion];
    expect(parts.every(Object.isFrozen)).toBe(true);
  });

  test("refuses what does not fit, in a sentence", () => {
    const message = (run: () => unknown): string => caught(run).message;
    expect(message(() => evaluateLabels(soft, ["ham"]))).toBe(
      "evaluateLabels, gold: 1 labels; expected one for each of the 6 rows.",
    );
    expect(message(() => evaluateLabels([] as never, gold))).toBe(
      "evaluateLabels: an array of 0; expected probabilistic labels, then gold. Make them with model.predict(votes) or majorityVote(votes).",
    );
    expect(message(() => evaluateLabels(softLabels([null, [1, 0]], labels), ["ham", null]))).toBe(
      "evaluateLabels: no covered row with gold; expected at least one.",
    );
    expect(message(() => evaluateLabels(softLabels([null], labels), [null], { uncovered: "wrong" }))).toBe(
      "evaluateLabels: no row with gold; expected at least one.",
    );
    expect(message(() => evaluateLabels(soft, gold, { uncovered: "right" as never }))).toBe(
      'evaluateLabels, uncovered: "right"; expected one of "leave-out", "wrong", "guess".',
    );
    expect(message(() => evaluateLabels(soft, gold, { resamples: 1.5 }))).toBe(
      "evaluateLabels, resamples: 1.5; expected a whole number from 10 to 1000000.",
    );
    expect(message(() => evaluateLabels(soft, gold, { level: 95 }))).toBe(
      "evaluateLabels, level: 95; expected a number from 0.01 to 0.9999.",
    );
    expect(message(() => evaluateLabels(soft, gold, { groups: ["a"] }))).toBe(
      "evaluateLabels, groups: 1 groups; expected one for each of the 6 rows.",
    );
    expect(message(() => evaluateLabels(soft, gold, { groups: ["a", null, "a", "a", "a", "a"] }))).toBe(
      "evaluateLabels, groups, row 1: null; expected the group of the row. Give rows that belong to nothing a group of their own, such as their row number.",
    );
    expect(message(() => evaluateLabels(soft, gold, { groups: 3 as never }))).toBe(
      "evaluateLabels, groups: 3; expected a group for each row.",
    );
  });
});
