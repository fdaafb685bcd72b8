import { inspect } from "node:util";

import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { makeSlices } from "../../../src/apply/slices/slices.ts";
import { labelSet } from "../../../src/labels/label-set.ts";
import { noFaults } from "../../../src/matrix/faults.ts";
import { evaluateLabels } from "../../../src/training/evaluation/evaluate.ts";
import { scoreSlices } from "../../../src/training/slices/score-slices.ts";
import { caught } from "../../util/caught.ts";
import { softLabels } from "../../util/soft-labels.ts";

const labels = labelSet(["ham", "spam"]);
const soft = softLabels(
  Array.from({ length: 40 }, (_, row) => (row === 39 ? null : row < 20 ? [0.9, 0.1] : [0.2, 0.8])),
  labels,
);
const gold = Array.from({ length: 40 }, (_, row) => (row === 0 ? null : row < 26 ? "ham" : "spam"));
const early = gold.map((_, row) => row < 20);
const late = gold.map((_, row) => row >= 20);

describe("scoreSlices", () => {
  test("evaluates each slice as if it were alone, the worst first, and the whole", () => {
    const { whole, slices, by } = scoreSlices(soft, gold, { early, late });
    expect(by).toBe("accuracy");
    expect(whole.accuracy).toBe(evaluateLabels(soft, gold).accuracy);
    expect(slices.map(({ name, size }) => [name, size])).toEqual([
      ["late", 20],
      ["early", 20],
    ]);
    const alone = evaluateLabels(
      soft,
      gold.map((label, row) => (row >= 20 ? label : null)),
    );
    const score = slices[0]?.evaluation;
    for (const measure of [
      "rows",
      "known",
      "coverage",
      "accuracy",
      "macroF1",
      "logLoss",
      "brier",
      "calibrationError",
    ] as const)
      expect(score?.[measure]).toBeCloseTo(alone[measure], 12);
    expect(Array.from(score?.confusion.counts ?? [])).toEqual(Array.from(alone.confusion.counts));
    expect(slices[0]?.gap.accuracy?.value).toBeCloseTo(alone.accuracy - whole.accuracy, 12);
    expect(slices[0]?.gap.accuracy?.upper).toBeLessThan(0);
    expect(slices[1]?.gap.accuracy?.lower).toBeGreaterThan(0);
    expect(slices[0]?.gap.logLoss?.value).toBeGreaterThan(0);
  });

  test("sorts by the gap in another measure", () => {
    const { slices } = scoreSlices(soft, gold, { early, late }, { by: "logLoss" });
    expect(slices.map(({ name }) => name)).toEqual(["late", "early"]);
  });

  test("puts slices without scored rows last, with nothing to say", () => {
    const none = gold.map((_, row) => row === 0 || row === 39);
    const { slices } = scoreSlices(soft, gold, { none, early });
    expect(slices[1]).toMatchObject({ name: "none", size: 2, evaluation: null, gap: { accuracy: null } });
    const counted = scoreSlices(soft, gold, { none, early }, { uncovered: "wrong" });
    expect(counted.slices[0]).toMatchObject({ name: "none", evaluation: { rows: 1, known: 1, accuracy: 0 } });
  });

  test("takes applied slices, masks of bytes, and groups", () => {
    const masks = [["late", Uint8Array.from(late, Number)]] as const;
    const applied = scoreSlices(soft, gold, makeSlices(masks, 40, noFaults(1)));
    expect(applied.slices[0]?.gap).toEqual(scoreSlices(soft, gold, { late }).slices[0]?.gap);
    const groups = gold.map((_, row) => Math.floor(row / 4));
    const grouped = scoreSlices(soft, gold, { late: Uint8Array.from(late, Number) }, { groups });
    expect(grouped.slices[0]?.gap.accuracy?.value).toBe(applied.slices[0]?.gap.accuracy?.value);
    expect(grouped.slices[0]?.gap.accuracy).not.toEqual(applied.slices[0]?.gap.accuracy);
  });

  const probability = fc.integer({ min: 0, max: 10 }).map((p) => [p / 10, 1 - p / 10]);
  test.prop([fc.array(fc.tuple(probability, fc.constantFrom(0, 1), fc.boolean()), { minLength: 1, maxLength: 30 })])(
    "finds no gap between all rows and all rows, and weighs slices that split the rows to the whole",
    (rows) => {
      const some = softLabels(
        rows.map(([p]) => p),
        labels,
      );
      const truth = Int8Array.from(rows, ([, y]) => y);
      const [a, b] = [rows.map(([, , inA]) => inA), rows.map(([, , inA]) => !inA)];
      const all = rows.map(() => true);
      const { whole, slices } = scoreSlices(some, truth, { all, a, b }, { resamples: 20 });
      const find = (name: string): (typeof slices)[number] | undefined => slices.find((each) => each.name === name);
      const same = { value: 0, lower: 0, upper: 0, wins: 0.5 };
      expect(find("all")?.gap).toEqual({ accuracy: same, macroF1: same, logLoss: same, brier: same });
      const weighed = ["a", "b"].map((name) => {
        const { rows: n = 0, logLoss = 0 } = find(name)?.evaluation ?? {};
        return n * logLoss;
      });
      expect(weighed.reduce((sum, each) => sum + each, 0) / rows.length).toBeCloseTo(whole.logLoss, 9);
    },
  );

  test("prints as a table", () => {
    const lines = inspect(scoreSlices(soft, gold, { early, late })).split("\n");
    expect(lines[0]).toMatch(/^slice +rows +scored +accuracy +macro F1 +log loss +gap in accuracy$/);
    expect(lines[2]).toMatch(/^late +20 +19 +68\.4 % \(/);
    expect(lines[4]).toMatch(/^all rows +38 +84\.2 % \(.* +–$/);
    expect(lines[5]).toBe("95 % intervals from 1000 resamples; the gap is that to all rows");
  });

  test("refuses slices that do not fit, in a sentence", () => {
    const message = (slices: unknown): string => caught(() => scoreSlices(soft, gold, slices as never)).message;
    expect(message({})).toBe(
      "scoreSlices, slices: no slices; expected slices of applySlicingFunctions, or a mask for each name.",
    );
    expect(message([early])).toMatch(/^scoreSlices, slices: an array of 1; expected/);
    expect(message({ a: [true] })).toBe(
      'scoreSlices, slice "a": 1 rows; expected an array with true or false for each of the 40 rows.',
    );
    expect(message({ a: "early" })).toMatch(/^scoreSlices, slice "a": "early"; expected an array/);
    expect(caught(() => scoreSlices(soft, gold, { early }, { by: "f1" as never })).message).toBe(
      'scoreSlices, by: "f1"; expected one of "accuracy", "macroF1", "logLoss", "brier".',
    );
  });
});
