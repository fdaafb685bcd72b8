import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { scoreLabels } from "../../src/analysis/score.ts";
import { majorityVote } from "../../src/label-models/majority.ts";
import { labelSet } from "../../src/labels/label-set.ts";
import { referenceMatrices, snorkel } from "../reference/snorkel.ts";
import { labelsOf, matrixOfRows } from "../util/arbitrary-votes.ts";
import { caught } from "../util/caught.ts";
import { softLabels } from "../util/soft-labels.ts";

const labels = labelSet(["ham", "spam"]);

/** Labels that are certain; -1 is a row that no function covers. */
const certain = (codes: readonly number[], k: number): ReturnType<typeof softLabels> =>
  softLabels(
    codes.map((code) => (code < 0 ? null : Array.from({ length: k }, (_, y) => Number(y === code)))),
    labelsOf(k),
  );

describe("scoreLabels, where Snorkel's metrics mean the same: rows without a label or without gold do not count", () => {
  const { metric_inputs, metric_score_filtered_minus1, metric_k3_inputs, metric_k3, by_hand } = snorkel.functions;

  test("accuracy, F1 and macro F1 of two labels", () => {
    const score = scoreLabels(certain(metric_inputs.preds, 2), Int8Array.from(metric_inputs.golds));
    expect(score.rows).toBe(5);
    expect(score.accuracy).toBeCloseTo(metric_score_filtered_minus1["accuracy"] ?? NaN, 12);
    expect(score.f1["label 1"]).toBeCloseTo(metric_score_filtered_minus1["f1"] ?? NaN, 12);
    expect(score.macroF1).toBeCloseTo(metric_score_filtered_minus1["f1_macro"] ?? NaN, 12);
    expect(score.accuracy).toBeCloseTo(by_hand.filtered["accuracy"] ?? NaN, 12);
    expect(score.f1["label 1"]).toBeCloseTo(by_hand.filtered["f1"] ?? NaN, 12);
  });

  test("accuracy and macro F1 of three labels", () => {
    const score = scoreLabels(certain(metric_k3_inputs.preds, 3), Int8Array.from(metric_k3_inputs.golds));
    expect(score.accuracy).toBeCloseTo(metric_k3["accuracy"] ?? NaN, 12);
    expect(score.macroF1).toBeCloseTo(metric_k3["f1_macro"] ?? NaN, 12);
  });

  test.each(referenceMatrices)("majority vote on %s, ties taken out", (_, matrix) => {
    const score = scoreLabels(certain(matrix.predict, matrix.labels), Int8Array.from(matrix.gold));
    expect(score.accuracy).toBeCloseTo(matrix.score["accuracy"] ?? NaN, 12);
    expect(score.coverage).toBeCloseTo(matrix.score["coverage"] ?? NaN, 12);
    if (matrix.labels === 2) expect(score.f1["label 1"]).toBeCloseTo(matrix.score["f1"] ?? NaN, 12);
    else expect(score.macroF1).toBeCloseTo(matrix.score["f1_macro"] ?? NaN, 12);
  });

  test("coverage differs on purpose: the share of rows with gold, where Snorkel's takes rows without gold too", () => {
    expect(scoreLabels(certain(metric_inputs.preds, 2), Int8Array.from(metric_inputs.golds)).coverage).toBe(5 / 7);
  });
});

describe("scoreLabels", () => {
  test("by hand", () => {
    const soft = softLabels([[0.9, 0.1], [0.3, 0.7], [0.6, 0.4], [0.5, 0.5], null, [0.2, 0.8]], labels);
    const score = scoreLabels(soft, ["ham", "spam", "spam", "ham", "ham", null]);
    expect(score.rows).toBe(4);
    expect(score.coverage).toBe(4 / 5);
    expect(score.accuracy).toBe((1 + 1 + 0 + 0.5) / 4);
    expect(score.f1.ham).toBeCloseTo((2 * 1.5) / (2.5 + 2), 12);
    expect(score.f1.spam).toBeCloseTo((2 * 1) / (1.5 + 2), 12);
    expect(score.macroF1).toBeCloseTo((score.f1.ham + score.f1.spam) / 2, 12);
    expect(score.logLoss).toBeCloseTo(-(Math.log(0.9) + Math.log(0.7) + Math.log(0.4) + Math.log(0.5)) / 4, 12);
    expect(score.brier).toBeCloseTo((0.02 + 0.18 + 0.72 + 0.5) / 4, 12);
    expect([score, score.f1].every(Object.isFrozen)).toBe(true);
  });

  test("shares a tie evenly among the tied labels", () => {
    const soft = softLabels([[1 / 3, 1 / 3, 1 / 3]]);
    expect(scoreLabels(soft, ["label 2"]).accuracy).toBeCloseTo(1 / 3, 12);
  });

  test("keeps the loss finite where the true label was thought impossible", () => {
    expect(scoreLabels(certain([0], 2), Int8Array.of(1))).toMatchObject({
      accuracy: 0,
      brier: 2,
      logLoss: -Math.log(1e-12),
    });
  });

  test("takes macro F1 over the labels that occur in gold; scikit-learn adds those that were predicted", () => {
    const score = scoreLabels(certain([0, 0, 2], 3), Int8Array.of(0, 0, 0));
    expect(score.f1).toEqual({ "label 0": 0.8, "label 1": 0, "label 2": 0 });
    expect(score.macroF1).toBe(0.8);
  });

  const probabilities = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 }).map((weights) => {
    const sum = weights.reduce((total, w) => total + w, 0);
    return weights.map((w) => w / sum);
  });
  test.prop([fc.array(fc.tuple(fc.option(probabilities), fc.integer({ min: -1, max: 2 })), { minLength: 1 })])(
    "is between its bounds, and does not depend on the order of rows",
    (rows) => {
      fc.pre(rows.some(([p, gold]) => p !== null && gold >= 0));
      const score = (all: typeof rows): ReturnType<typeof scoreLabels> =>
        scoreLabels(
          softLabels(
            all.map(([p]) => p),
            labelsOf(3),
          ),
          Int8Array.from(all, ([, gold]) => gold),
        );
      const { accuracy, coverage, macroF1, logLoss, brier } = score(rows);
      for (const share of [accuracy, coverage, macroF1]) expect(share >= 0 && share <= 1 + 1e-12).toBe(true);
      expect(logLoss >= 0 && brier >= 0 && brier <= 2).toBe(true);
      expect(score([...rows].reverse()).accuracy).toBeCloseTo(accuracy, 12);
    },
  );

  test("refuses gold that does not fit", () => {
    const soft = softLabels([[1, 0], null], labels);
    expect(caught(() => scoreLabels(soft, ["ham"])).message).toBe(
      "scoreLabels, gold: 1 labels; expected one for each of the 2 rows.",
    );
    expect(caught(() => scoreLabels(soft, ["ham", "Ham" as "ham"])).message).toBe(
      'scoreLabels, gold of row 1: "Ham"; expected one of "ham", "spam", or null where it is unknown.',
    );
    for (const gold of [
      [null, null],
      [null, "ham" as const],
    ]) {
      expect(caught(() => scoreLabels(soft, gold))).toMatchObject({
        code: "empty",
        message: "scoreLabels: no covered row with gold; expected at least one.",
      });
    }
  });

  test("scores majority vote with ties as half a point", () => {
    const votes = matrixOfRows(labels, [
      [0, 1],
      [1, 1],
      [-1, -1],
    ]);
    expect(scoreLabels(majorityVote(votes), ["ham", "spam", "ham"])).toMatchObject({
      rows: 2,
      coverage: 2 / 3,
      accuracy: 0.75,
    });
  });
});
