import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";

import { labelSet } from "../../../src/labels/label-set.ts";
import { labelMatrix } from "../../../src/matrix/from-arrays.ts";
import type { LabelMatrix } from "../../../src/matrix/label-matrix.ts";
import { countConfident } from "../../../src/training/review/confident-joint.ts";
import { findSuspiciousLabels } from "../../../src/training/review/suspicious.ts";
import { findSuspiciousVotes } from "../../../src/training/review/suspicious-votes.ts";
import { caught } from "../../util/caught.ts";
import { softLabels } from "../../util/soft-labels.ts";

/** A case of confident_learning.json, which confident_learning.py computes with cleanlab. */
interface Case {
  readonly predicted: readonly (readonly number[])[];
  readonly given: readonly number[];
  readonly thresholds: readonly (number | null)[];
  readonly counts: readonly (readonly number[])[];
  readonly joint: readonly (readonly number[])[];
  readonly ranked: Readonly<Record<"margin" | "self-confidence", readonly number[]>>;
}
const cases = JSON.parse(
  readFileSync(new URL("../../reference/confident_learning.json", import.meta.url), "utf8"),
) as readonly Case[];

describe.each(cases.map((each, i) => [i + 1, each] as const))("as cleanlab does on matrix %i", (_, each) => {
  const k = each.thresholds.length;
  const given = Int32Array.from(each.given);
  const predicted = softLabels(each.predicted);

  test("the confident joint is counted", () => {
    const { joint } = countConfident({
      predicted: Float64Array.from(each.predicted.flat()),
      given,
      labels: k,
      thresholds: null,
    });
    expect(Array.from(joint)).toEqual(each.counts.flat());
  });

  test("thresholds are found and the joint is calibrated, up to cleanlab's rounding to whole rows", () => {
    const result = findSuspiciousLabels(predicted, given);
    Object.values(result.thresholds).forEach((threshold, y) => {
      const expected = each.thresholds[y] ?? null;
      if (expected === null) expect(threshold).toBeNull();
      else expect(threshold).toBeCloseTo(expected, 12);
    });
    each.joint.flat().forEach((count, i) => {
      expect(Math.abs((result.joint[i] ?? NaN) * given.length - count)).toBeLessThan(1);
    });
    expect(result.joint.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  test.each(["margin", "self-confidence"] as const)("labels are listed and ranked by %s", (rank) => {
    const { suspicious, found } = findSuspiciousLabels(predicted, given, { rank });
    expect(suspicious.map(({ row }) => row)).toEqual(each.ranked[rank]);
    expect(found).toBe(suspicious.length);
  });
});

const labels = labelSet(["ham", "spam"]);
const predicted = softLabels(
  [0.9, 0.8, 0.95, 0.1, 0.2].map((p) => [p, 1 - p]),
  labels,
);

test("a label that its predictions speak against is listed with them", () => {
  const { suspicious, noiseOf, noise } = findSuspiciousLabels(predicted, ["ham", "ham", "spam", "spam", "spam"]);
  expect(suspicious).toHaveLength(1);
  expect(suspicious[0]).toMatchObject({ row: 2, given: "spam", suggested: "ham" });
  expect(suspicious[0]?.givenProbability).toBeCloseTo(0.05, 12);
  expect(suspicious[0]?.margin).toBeCloseTo(-0.9, 12);
  expect(noiseOf.ham).toBe(0);
  expect(noiseOf.spam).toBeCloseTo(1 / 3, 12);
  expect(noise).toBeCloseTo(0.2, 12);
});

test("labels that agree with their predictions are not listed", () => {
  const { suspicious, noise } = findSuspiciousLabels(predicted, ["ham", "ham", "ham", "spam", "spam"]);
  expect(suspicious).toEqual([]);
  expect(noise).toBe(0);
});

test("rows without a label or a prediction do not count", () => {
  const partly = softLabels([[0.9, 0.1], null, [0.95, 0.05], [0.1, 0.9]], labels);
  const result = findSuspiciousLabels(partly, ["ham", "spam", null, "spam"]);
  expect(result.rows).toBe(2);
  expect(result.suspicious).toEqual([]);
});

test("a limit cuts the list, and what was found is still counted", () => {
  const result = findSuspiciousLabels(predicted, ["spam", "ham", "spam", "ham", "spam"], { limit: 1 });
  expect(result.suspicious).toHaveLength(1);
  expect(result.found).toBeGreaterThan(1);
});

test("prints the share of wrong labels and the list", () => {
  expect(inspect(findSuspiciousLabels(predicted, ["ham", "ham", "spam", "spam", "spam"]))).toBe(
    [
      "SuspiciousLabels: 1 of 5 labels are suspicious; about 20.0 % are wrong",
      "  of those given: ham 0.0 %, spam 33.3 %",
      "row  given  suggested  p of given  margin",
      "─────────────────────────────────────────",
      "  2  spam   ham             0.050  -0.900",
    ].join("\n"),
  );
});

test("votes are judged function by function, the worst first", () => {
  const votes = labelMatrix(labels, {
    short: ["ham", "ham", "ham", null, "ham"],
    link: [null, null, "spam", "spam", "spam"],
    silent: [null, null, null, null, null],
    good: ["ham", "ham", "ham", "spam", "spam"],
  });
  const functions = findSuspiciousVotes(predicted, votes);
  expect(functions.map(({ name, rows }) => [name, rows])).toEqual([
    ["link", 3],
    ["short", 4],
    ["good", 5],
  ]);
  // Row 2 is spam to "link", row 4 ham to "short"; both are predicted otherwise.
  expect(functions.map(({ suspicious }) => suspicious.map(({ row }) => row))).toEqual([[2], [4], []]);
  expect(functions[0]?.noise).toBeCloseTo(1 / 3, 12);
  expect(inspect(functions).split("\n")).toHaveLength(5);
});

test("refuses what does not fit, saying how", () => {
  const messages = [
    () => findSuspiciousLabels({} as never, []),
    () => findSuspiciousLabels(predicted, ["ham"]),
    () => findSuspiciousLabels(predicted, [null, null, null, null, null]),
    () => findSuspiciousLabels(softLabels([[NaN, 1]], labels), ["ham"]),
    () => findSuspiciousLabels(predicted, ["ham", "eggs" as "ham", null, null, null]),
    () => findSuspiciousLabels(predicted, [0, 1, 0, 1, 0] as never, { rank: "size" as "margin" }),
    () => findSuspiciousLabels(predicted, [0, 1, 0, 1, 0] as never, { limit: -1 }),
    () => findSuspiciousVotes(predicted, {} as LabelMatrix<"ham" | "spam">),
    () => findSuspiciousVotes(predicted, labelMatrix(labels, { a: ["ham"] })),
  ].map((run) => caught(run).message);
  expect(messages).toEqual([
    "findSuspiciousLabels: an object with no keys; expected predictions as probabilistic labels, then the labels in question. Make them with crossPredict(learner, features, labels).",
    "findSuspiciousLabels, gold: 1 labels; expected one for each of the 5 rows.",
    "findSuspiciousLabels: no predicted row with a label; expected at least one.",
    "findSuspiciousLabels, predictions of row 0: NaN, 1; expected probabilities.",
    'findSuspiciousLabels, gold of row 1: "eggs"; expected one of "ham", "spam", or null where it is unknown.',
    'findSuspiciousLabels, rank: "size"; expected one of "margin", "self-confidence".',
    "findSuspiciousLabels, limit: -1; expected a whole number of at least 0.",
    "findSuspiciousVotes: an object with no keys; expected a label matrix.",
    'findSuspiciousVotes, votes: 1 rows of labels "ham", "spam"; expected 5 rows of labels "ham", "spam", in this order.',
  ]);
});
