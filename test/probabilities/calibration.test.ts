import { inspect } from "node:util";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { scoreLabels } from "../../src/analysis/score.ts";
import { labelSet } from "../../src/labels/label-set.ts";
import { measureCalibration } from "../../src/probabilities/calibration.ts";
import { caught } from "../util/caught.ts";
import { softLabels } from "../util/soft-labels.ts";

const labels = labelSet(["no", "yes"]);
const ofYes = (ps: readonly (number | null)[]): ReturnType<typeof softLabels<"no" | "yes">> =>
  softLabels(
    ps.map((p) => (p === null ? null : [1 - p, p])),
    labels,
  );

describe("measureCalibration", () => {
  test("has no calibration error where confidence is the share of right labels", () => {
    const soft = ofYes([0.75, 0.75, 0.75, 0.75]);
    expect(measureCalibration(soft, ["yes", "no", "yes", "yes"]).calibrationError).toBe(0);
  });

  test("weighs bins by their rows", () => {
    // Two rows at 0.9, one right: 0.4 apart. One row at 0.6, right: 0.4 apart. One at 1, right: 0 apart.
    const { calibrationError, reliability } = measureCalibration(ofYes([0.9, 0.9, 0.4, 1]), ["yes", "no", "no", "yes"]);
    expect(calibrationError).toBeCloseTo((2 * 0.4 + 0.4 + 0) / 4, 12);
    expect(reliability.map(({ rows, meanConfidence, accuracy }) => [rows, meanConfidence, accuracy])).toEqual([
      [1, 0.6, 1],
      [2, 0.9, 0.5],
      [1, 1, 1],
    ]);
  });

  test("gives log loss and Brier score", () => {
    const { rows, logLoss, brier } = measureCalibration(ofYes([0.75, 0.5]), ["yes", "no"]);
    expect(rows).toBe(2);
    expect(logLoss).toBeCloseTo(-(Math.log(0.75) + Math.log(0.5)) / 2, 12);
    expect(brier).toBeCloseTo((2 * 0.25 ** 2 + 2 * 0.5 ** 2) / 2, 12);
  });

  test("counts a tie as right by its share", () => {
    expect(measureCalibration(ofYes([0.5]), ["yes"])).toMatchObject({
      calibrationError: 0,
      reliability: [{ rows: 1, meanConfidence: 0.5, accuracy: 0.5 }],
    });
  });

  test("leaves out rows without votes and rows without gold", () => {
    expect(measureCalibration(ofYes([1, null, 1]), ["yes", "no", null])).toMatchObject({
      rows: 1,
      calibrationError: 0,
    });
  });

  const row = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom<("yes" | "no")[]>("yes", "no"));
  test.prop([fc.array(row, { minLength: 1 }), fc.integer({ min: 1, max: 40 })])(
    "puts each row into the bin of its confidence; the bins rise, and hold all rows",
    (rows, bins) => {
      const soft = ofYes(rows.map(([p]) => p));
      const measured = measureCalibration(
        soft,
        rows.map(([, gold]) => gold),
        { bins },
      );
      expect(measured.reliability.reduce((sum, bin) => sum + bin.rows, 0)).toBe(rows.length);
      measured.reliability.forEach(({ from, to, meanConfidence, accuracy }, place, all) => {
        expect(meanConfidence).toBeGreaterThanOrEqual(from - 1e-12);
        expect(meanConfidence).toBeLessThanOrEqual(to + 1e-12);
        expect(accuracy).toBeGreaterThanOrEqual(0);
        expect(accuracy).toBeLessThanOrEqual(1);
        expect(from).toBeGreaterThanOrEqual(all[place - 1]?.to ?? 0);
      });
      expect(measured.calibrationError).toBeLessThanOrEqual(1);
    },
  );

  test("is part of what scoreLabels gives", () => {
    const [soft, gold] = [ofYes([0.9, 0.2, 0.6]), ["yes", "yes", "no"] as const];
    expect(scoreLabels(soft, gold)).toMatchObject({ ...measureCalibration(soft, gold) });
  });

  test("is frozen, and prints as a table", () => {
    const measured = measureCalibration(ofYes([0.9, 0.9, 0.4]), ["yes", "no", "no"]);
    expect(Object.isFrozen(measured)).toBe(true);
    expect(inspect(measured)).toBe(
      [
        "Calibration on 3 rows: log loss 0.973, Brier 0.653, calibration error 40.0 %",
        "confidence      rows  mean confidence  accuracy",
        "───────────────────────────────────────────────",
        "60.0 to 66.7 %     1           60.0 %   100.0 %",
        "86.7 to 93.3 %     2           90.0 %    50.0 %",
      ].join("\n"),
    );
  });

  test("refuses what it cannot measure", () => {
    const message = (work: () => unknown): string => caught(work).message;
    expect(message(() => measureCalibration(ofYes([0.5]), [null]))).toBe(
      "measureCalibration: no covered row with gold; expected at least one.",
    );
    expect(message(() => measureCalibration(ofYes([0.5]), ["yes"], { bins: 0 }))).toBe(
      "measureCalibration, bins: 0; expected a whole number from 1 to 1000.",
    );
    expect(message(() => measureCalibration(ofYes([0.5]), []))).toBe(
      "measureCalibration, gold: 0 labels; expected one for each of the 1 rows.",
    );
    expect(message(() => measureCalibration([[0.5, 0.5]] as never, ["yes"]))).toBe(
      "measureCalibration: an array of 1; expected probabilistic labels, then gold. Make them with model.predict(votes) or majorityVote(votes).",
    );
  });
});
