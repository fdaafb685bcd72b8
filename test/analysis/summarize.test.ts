import { inspect } from "node:util";
import { tableFromArrays } from "apache-arrow";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { summarize } from "../../src/analysis/summarize.ts";
import type { FunctionSummary, Summary } from "../../src/analysis/summary.ts";
import { fitLabelModel } from "../../src/label-models/fit.ts";
import { votesFromAnswers } from "../../src/matrix/answers.ts";
import { compressVotes } from "../../src/matrix/compress.ts";
import { labelMatrix } from "../../src/matrix/from-arrays.ts";
import { LabelMatrix } from "../../src/matrix/label-matrix.ts";
import { labelSet } from "../../src/labels/label-set.ts";
import { referenceMatrices, snorkel, type SnorkelSummary } from "../reference/snorkel.ts";
import { arbitraryRows, labelsOf, matrixOfRows, type Rows } from "../util/arbitrary-votes.ts";
import { caught } from "../util/caught.ts";

const labels = labelSet(["ham", "spam"]);
const pick = <K extends keyof FunctionSummary>(summary: Summary, key: K): FunctionSummary[K][] =>
  summary.functions.map((func) => func[key]);

/** What both of us define alike: everything but accuracy where gold is unknown. */
function expectLikeSnorkel(summary: Summary, theirs: SnorkelSummary, names: readonly string[]): void {
  expect(pick(summary, "polarity")).toEqual(theirs.Polarity.map((codes) => codes.map((code) => names[code])));
  for (const [ours, key] of [
    ["coverage", "Coverage"],
    ["overlaps", "Overlaps"],
    ["conflicts", "Conflicts"],
  ] as const) {
    pick(summary, ours).forEach((share, j) => expect(share).toBeCloseTo(theirs[key][j] ?? NaN, 12));
  }
  expect(pick(summary, "correct")).toEqual(theirs.Correct);
  expect(pick(summary, "incorrect")).toEqual(theirs.Incorrect);
}

describe.each(referenceMatrices)("summarize equals Snorkel's LFAnalysis on %s", (_, matrix) => {
  const set = labelsOf(matrix.labels);
  const votes = matrixOfRows(set, matrix.rows);
  const summary = summarize(votes, { gold: Int8Array.from(matrix.gold) });

  test("for each function: polarity, coverage, overlaps, conflicts, correct, incorrect, accuracy", () => {
    expectLikeSnorkel(summary, matrix.summary, set.names);
    pick(summary, "accuracy").forEach((accuracy, j) =>
      expect(accuracy).toBeCloseTo(matrix.summary["Emp. Acc."][j] ?? NaN, 12),
    );
  });
  test("for the whole: label coverage, overlap and conflict", () => {
    expect(summary.coverage).toBeCloseTo(matrix.coverage, 12);
    expect(summary.overlaps).toBeCloseTo(matrix.overlaps, 12);
    expect(summary.conflicts).toBeCloseTo(matrix.conflicts, 12);
  });
  test("from vote patterns as from the matrix", () => {
    expect(summarize(compressVotes(votes))).toEqual(summarize(votes));
  });
});

describe("summarize with gold that is unknown on some rows", () => {
  const [[, tiny] = ["", undefined]] = referenceMatrices;
  if (tiny === undefined) throw new Error("no matrix");
  const gold = [-1, ...tiny.gold.slice(1)];
  const summary = summarize(matrixOfRows(labelsOf(2), tiny.rows), { gold: Int8Array.from(gold) });
  const theirs = snorkel.edges.lf_summary_gold_with_minus1;

  test("counts right and wrong votes as Snorkel does", () => {
    expectLikeSnorkel(summary, theirs, labelsOf(2).names);
  });
  test("takes accuracy over the rows with gold; Snorkel divides by all votes, unknown gold included", () => {
    expect(pick(summary, "accuracy")).toEqual([4 / 4, 4 / 6, 3 / 4]);
    expect(theirs["Emp. Acc."]).toEqual([4 / 4, 4 / 7, 3 / 5]);
  });
});

describe("summarize", () => {
  const votes = labelMatrix(labels, {
    link: ["spam", null, "ham", "spam"],
    short: ["spam", "ham", "spam", null],
    never: [null, null, null, null],
  });

  test("by hand", () => {
    const { functions, ...whole } = summarize(votes, { gold: ["spam", "ham", null, "ham"] });
    expect(functions).toEqual([
      {
        name: "link",
        polarity: ["ham", "spam"],
        votes: 3,
        coverage: 0.75,
        overlaps: 0.5,
        conflicts: 0.25,
        correct: 1,
        incorrect: 1,
        accuracy: 0.5,
        learnedAccuracy: null,
        faults: 0,
      },
      {
        name: "short",
        polarity: ["ham", "spam"],
        votes: 3,
        coverage: 0.75,
        overlaps: 0.5,
        conflicts: 0.25,
        correct: 2,
        incorrect: 0,
        accuracy: 1,
        learnedAccuracy: null,
        faults: 0,
      },
      {
        name: "never",
        polarity: [],
        votes: 0,
        coverage: 0,
        overlaps: 0,
        conflicts: 0,
        correct: 0,
        incorrect: 0,
        accuracy: null,
        learnedAccuracy: null,
        faults: 0,
      },
    ]);
    expect(whole).toEqual({ rows: 4, coverage: 1, overlaps: 0.5, conflicts: 0.25, hasGold: true, hasModel: false });
  });

  test("with a model shows what it learned", () => {
    const model = fitLabelModel(votes);
    const summary = summarize(votes, { model });
    expect(pick(summary, "learnedAccuracy")).toEqual(model.functions.map((func) => func.accuracy));
    expect(summary.hasModel).toBe(true);
  });

  test("prints as a table", () => {
    const model = fitLabelModel(votes);
    expect(inspect(summarize(votes, { gold: ["spam", "ham", null, "ham"], model })).split("\n")).toEqual([
      "labeling function  polarity   coverage  overlaps  conflicts  correct  incorrect  accuracy  learned",
      "──────────────────────────────────────────────────────────────────────────────────────────────────",
      expect.stringMatching(
        /^link {15}ham, spam {4}75\.0 % {4}50\.0 % {5}25\.0 % {8}1 {10}1 {4}50\.0 % {3}\d\d\.\d %$/,
      ),
      expect.stringMatching(
        /^short {14}ham, spam {4}75\.0 % {4}50\.0 % {5}25\.0 % {8}2 {10}0 {3}100\.0 % {3}\d\d\.\d %$/,
      ),
      "never                            0.0 %     0.0 %      0.0 %        0          0         –        –",
      "4 rows: 100.0 % covered, 50.0 % by two or more, 25.0 % with conflicts",
    ]);
    expect(inspect(summarize(votes)).split("\n")[0]).toBe(
      "labeling function  polarity   coverage  overlaps  conflicts",
    );
  });

  test("prints two of many labels, and faults where there are any", () => {
    const set = labelsOf(5);
    const matrix = new LabelMatrix({
      labels: set,
      functions: [{ name: "f", fingerprint: null, labels: null }],
      votes: [Int8Array.of(0, 1, 2, 3)],
      faults: { count: 2, counts: [2], kept: [] },
    });
    const [head, , row] = inspect(summarize(matrix)).split("\n");
    expect(head).toMatch(/conflicts {2}faults$/);
    expect(row).toMatch(/^f {18}label 0, label 1 \+2 .+ 2$/);
    expect(pick(summarize(matrix), "faults")).toEqual([2]);
  });

  test("of no rows has shares of 0", () => {
    const summary = summarize(labelMatrix(labels, { a: [] }));
    expect([summary.rows, summary.coverage, summary.functions[0]?.coverage]).toEqual([0, 0, 0]);
  });

  test("is frozen", () => {
    const summary = summarize(votes);
    expect(
      [summary, summary.functions, summary.functions[0], summary.functions[0]?.polarity].every(Object.isFrozen),
    ).toBe(true);
  });

  test("of crowd answers counts items, and sees no conflict in a worker who changes his mind alone", () => {
    const answers = tableFromArrays({
      item: ["1", "1", "2", "2", "3", "3", "3"],
      worker: ["a", "a", "a", "b", "a", "a", "b"],
      label: ["x", "y", "x", "x", "x", "y", "y"],
    });
    const summary = summarize(votesFromAnswers(answers));
    expect(summary).toMatchObject({ rows: 3, coverage: 1, overlaps: 2 / 3, conflicts: 1 / 3 });
    expect(summary.functions).toMatchObject([
      { name: "a", polarity: ["x", "y"], votes: 3, coverage: 1, overlaps: 2 / 3, conflicts: 1 / 3 },
      { name: "b", polarity: ["x", "y"], votes: 2, coverage: 2 / 3, overlaps: 2 / 3, conflicts: 1 / 3 },
    ]);
  });

  /** The definitions, read literally. */
  function naive(rows: Rows, functions: number): unknown {
    const share = (count: number): number => (rows.length === 0 ? 0 : count / rows.length);
    const votesOf = (row: readonly number[], but = -1): number[] => row.filter((vote, j) => vote >= 0 && j !== but);
    return Array.from({ length: functions }, (_, j) => {
      const voted = rows.filter((row) => (row[j] ?? -1) >= 0);
      return {
        votes: voted.length,
        coverage: share(voted.length),
        overlaps: share(voted.filter((row) => votesOf(row, j).length > 0).length),
        conflicts: share(voted.filter((row) => votesOf(row, j).some((vote) => vote !== row[j])).length),
      };
    });
  }

  test.prop([arbitraryRows({ labels: 4, functions: 5 })])(
    "means what its fields say",
    ({ labels: set, rows, functions }) => {
      const summary = summarize(matrixOfRows(set, rows, { functions }));
      expect(summary.functions).toMatchObject(naive(rows, functions) as object[]);
    },
  );

  test.prop([arbitraryRows({ minRows: 1 }), fc.integer()])(
    "does not depend on the order of rows",
    ({ labels: set, rows }) => {
      expect(summarize(matrixOfRows(set, [...rows].reverse()))).toEqual(summarize(matrixOfRows(set, rows)));
    },
  );

  test("refuses gold that does not fit", () => {
    expect(caught(() => summarize(votes, { gold: ["spam"] })).message).toBe(
      "summarize, gold: 1 labels; expected one for each of the 4 rows.",
    );
    expect(caught(() => summarize(votes, { gold: ["spam", "ham", "eggs" as "ham", null] })).message).toBe(
      'summarize, gold of row 2: "eggs"; expected one of "ham", "spam", or null where it is unknown.',
    );
    expect(caught(() => summarize(votes, { gold: Int8Array.of(0, 1, 2, -1) })).message).toBe(
      'summarize, gold of row 2: 2; expected one of "ham", "spam", or null where it is unknown.',
    );
    expect(caught(() => summarize(compressVotes(votes), { gold: ["spam", "ham", null, null] })).message).toBe(
      "summarize, gold: gold with vote patterns, which do not know their rows; expected a label matrix.",
    );
  });

  test("refuses a model of other functions", () => {
    const other = fitLabelModel(labelMatrix(labels, { link: ["spam"], long: ["ham"], never: [null] }));
    const model = other as unknown as ReturnType<typeof fitLabelModel<"ham" | "spam", "link" | "short" | "never">>;
    expect(caught(() => summarize(votes, { model })).message).toBe(
      'summarize, model: "long" at place 2; expected "short". Use the votes of the same labeling functions, in the same order.',
    );
  });

  test("refuses what is no votes", () => {
    expect(caught(() => summarize([["spam"]] as unknown as LabelMatrix)).message).toBe(
      "summarize: an array of 1; expected a label matrix or vote patterns. " +
        "Make them with applyLabelingFunctions, labelMatrixFromTable or votesFromAnswers.",
    );
  });
});
