import { inspect } from "node:util";
import { describe, expect, test } from "vitest";

import { labelModelFromJson } from "../../src/label-models/from-json.ts";
import { fitLabelModel } from "../../src/label-models/fit.ts";
import { countOverturned } from "../../src/label-models/overturned.ts";
import { findOverturned } from "../../src/label-models/overturned-rule.ts";
import { posteriorsOf } from "../../src/label-models/posteriors.ts";
import type { ScoreRule } from "../../src/label-models/score-table.ts";
import { compressVotes } from "../../src/matrix/compress.ts";
import { labelsOf, matrixOfRows } from "../util/arbitrary-votes.ts";

const votes = matrixOfRows(labelsOf(2), [
  [1, 1, -1], // unanimous
  [1, -1, -1], // one vote only
  [0, 1, 1], // not unanimous
  [1, 1, -1], // unanimous
  [-1, -1, -1],
]);
const patterns = compressVotes(votes);

/** Votes of lf 0 for label 1 speak for label 0; the others are right in 60 %. */
const contrary: ScoreRule = {
  classBalance: Float64Array.of(0.5, 0.5),
  bias: Float64Array.of(0.5, 0.5).map(Math.log),
  table: {
    form: "dense",
    cells: Float64Array.of(0.1, 0.9, 0.9, 0.1, 0.6, 0.4, 0.4, 0.6, 0.6, 0.4, 0.4, 0.6).map(Math.log),
  },
  subtypes: 1,
};

describe("countOverturned", () => {
  test("finds rows on which two functions agree, none objects, and another label is more probable", () => {
    const posteriors = posteriorsOf(patterns.votes, contrary);
    expect(countOverturned(patterns, posteriors)).toEqual({ rows: 2, patterns: [0] });
  });

  test("takes a tie for no other label", () => {
    expect(countOverturned(patterns, new Float64Array(8).fill(0.5))).toEqual({ rows: 0, patterns: [] });
  });

  test("counts a function that answered twice once", () => {
    const twice = {
      votes: {
        offsets: Int32Array.of(0, 2),
        functions: Int32Array.of(0, 0),
        codes: Int16Array.of(1, 1),
        strengths: null,
      },
      counts: Float64Array.of(1),
    };
    expect(countOverturned(twice, Float64Array.of(0.9, 0.1)).rows).toBe(0);
  });
});

describe("the rule of overturned unanimous votes", () => {
  test("names the functions whose votes speak against what they are for", () => {
    expect(findOverturned(patterns, contrary, posteriorsOf(patterns.votes, contrary))).toEqual({
      rule: "unanimous vote overturned",
      functions: ["lf 0"],
      rows: 2,
      reason:
        "On 2 rows every vote is for one label and another label is more probable: " +
        'the votes of "lf 0" raise another label more than the one they are for.',
    });
  });

  test("names the class balance where it outweighs all votes", () => {
    const balance = { classBalance: Float64Array.of(0.9, 0.1), bias: Float64Array.of(0.9, 0.1).map(Math.log) };
    const cells = Float64Array.from({ length: 12 }, (_, i) => Math.log([0.6, 0.4, 0.4, 0.6][i % 4] ?? 1));
    const rule: ScoreRule = { ...balance, table: { form: "dense", cells }, subtypes: 1 };
    expect(findOverturned(patterns, rule, posteriorsOf(patterns.votes, rule))).toMatchObject({
      functions: [],
      rows: 2,
      reason:
        "On 2 rows every vote is for one label and another label is more probable: " +
        "the votes weigh less than the class balance and the abstentions.",
    });
  });

  test("is in the report, in a warning and in the printed model of a fit with a heavy class balance", () => {
    const classBalance = { "label 0": 0.99, "label 1": 0.01 };
    const model = fitLabelModel(votes, { classBalance });
    const [rule] = model.report.rules;
    expect(rule).toMatchObject({ rule: "unanimous vote overturned", rows: 2 });
    expect(model.report.warnings).toContain(rule?.reason);
    expect(inspect(model)).toContain("rule: unanimous vote overturned, 2 rows");
    expect(labelModelFromJson(model.toJSON()).report.rules).toEqual(model.report.rules);
  });

  test("is in the explanation of such a row, and of no other", () => {
    const model = fitLabelModel(votes, { classBalance: { "label 0": 0.99, "label 1": 0.01 } });
    expect(model.explain(votes, 3).rules).toEqual([
      'unanimous vote overturned: every vote is for "label 1", and "label 0" is more probable',
    ]);
    expect([1, 2, 4].flatMap((row) => model.explain(votes, row).rules)).toEqual([]);
  });

  test("does not fire where nothing is overturned", () => {
    expect(fitLabelModel(votes).report.rules).toEqual([]);
  });
});
