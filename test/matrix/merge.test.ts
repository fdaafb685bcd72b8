import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { votesFromAnswers } from "../../src/matrix/answers.ts";
import { compressVotes } from "../../src/matrix/compress.ts";
import { labelMatrix } from "../../src/matrix/from-arrays.ts";
import { LabelMatrix } from "../../src/matrix/label-matrix.ts";
import { mergePatterns, retractPatterns } from "../../src/matrix/merge.ts";
import type { VotePatterns } from "../../src/matrix/vote-patterns.ts";
import { labelSet } from "../../src/labels/label-set.ts";
import { tableFromArrays } from "apache-arrow";
import { arbitraryRows, labelsOf, matrixOfRows, patternTexts, randomRows, type Rows } from "../util/arbitrary-votes.ts";
import { caught } from "../util/caught.ts";

/** Everything that makes up patterns, for comparing two. */
const contents = (patterns: VotePatterns): unknown => ({
  labels: patterns.labels.names,
  functions: patterns.functions,
  votes: patterns.votes,
  counts: patterns.counts,
  rowPatterns: patterns.rowPatterns,
  rows: patterns.rows,
  ids: patterns.ids,
});

/** The counts by votes, without the order of the patterns. */
const countsByVotes = (patterns: VotePatterns): Record<string, number> =>
  Object.fromEntries(patternTexts(patterns).map((text, u) => [text, patterns.counts[u] ?? 0]));

const cut = (rows: Rows, parts: number): Rows[] =>
  Array.from({ length: parts }, (_, p) =>
    rows.slice(Math.floor((p * rows.length) / parts), Math.floor(((p + 1) * rows.length) / parts)),
  );

const tenths = (rows: Rows): number[][] => rows.map((row, i) => row.map((_, j) => (((i * 7 + j * 3) % 10) + 1) / 10));

describe("mergePatterns", () => {
  test.prop([arbitraryRows({ rows: 200, labels: 3, functions: 4 }), fc.boolean()])(
    "of ten shards are the patterns of the whole: order, votes, counts and the row index",
    ({ labels, rows, functions }, confident) => {
      const compress = (part: Rows, first: number): VotePatterns => {
        const confidences = confident ? { confidences: tenths(rows).slice(first, first + part.length) } : {};
        return compressVotes(matrixOfRows(labels, part, { functions, ...confidences }));
      };
      let first = 0;
      const shards = cut(rows, 10).map((part) => compress(part, (first += part.length) - part.length));
      expect(contents(mergePatterns(shards))).toEqual(contents(compress(rows, 0)));
    },
  );

  test("of ten shards of 20,000 rows are the patterns of the whole", () => {
    const labels = labelsOf(4);
    const rows = randomRows(3, { rows: 20_000, functions: 8, labels: 4, coverage: 0.6 });
    const shards = cut(rows, 10).map((part) => compressVotes(matrixOfRows(labels, part)));
    const whole = compressVotes(matrixOfRows(labels, rows));
    expect(whole.size).toBeGreaterThan(4000);
    expect(contents(mergePatterns(shards))).toEqual(contents(whole));
  });

  test("finds equal patterns where only one of the parts has confidences", () => {
    const labels = labelsOf(2);
    const plain = compressVotes(matrixOfRows(labels, [[1], [0]]));
    const confident = compressVotes(matrixOfRows(labels, [[0], [1]], { confidences: [[0.5], [1]] }));
    const merged = mergePatterns([plain, confident]);
    expect(countsByVotes(merged)).toEqual({ "0:1": 2, "0:0": 1, "0:0*0.500": 1 });
    expect(contents(mergePatterns([confident, plain]))).toMatchObject({ counts: Float64Array.of(1, 2, 1) });
  });

  test.prop([arbitraryRows({ rows: 60, labels: 3, functions: 3 })])("is associative", ({ labels, rows, functions }) => {
    const [a, b, c] = cut(rows, 3).map((part) => compressVotes(matrixOfRows(labels, part, { functions })));
    if (a === undefined || b === undefined || c === undefined) throw new Error("three parts");
    const left = mergePatterns([mergePatterns([a, b]), c]);
    expect(contents(left)).toEqual(contents(mergePatterns([a, mergePatterns([b, c])])));
    expect(contents(left)).toEqual(contents(mergePatterns([a, b, c])));
  });

  test.prop([arbitraryRows({ rows: 40, labels: 3, functions: 3 })])(
    "of one part is that part",
    ({ labels, rows, functions }) => {
      const part = compressVotes(matrixOfRows(labels, rows, { functions }));
      expect(contents(mergePatterns([part]))).toEqual(contents(part));
    },
  );

  test("does not know rows where a part does not know its own", () => {
    const part = compressVotes(labelMatrix(labelsOf(2), { a: [0, 1, 1].map((code) => `label ${code}`) }));
    const without = retractPatterns(part, compressVotes(labelMatrix(labelsOf(2), { a: ["label 0"] })));
    const merged = mergePatterns([part, without]);
    expect([merged.rowPatterns, merged.rows, merged.ids]).toEqual([null, 5, null]);
  });

  test("puts equal items of crowd answers together, and keeps their names", () => {
    const answers = (items: string[]): VotePatterns =>
      votesFromAnswers(tableFromArrays({ item: items, worker: items.map(() => "ann"), label: items.map(() => "x") }), {
        labels: labelSet(["x", "y"]),
      });
    const merged = mergePatterns([answers(["1", "2"]), answers(["3"])]);
    expect([merged.size, [...merged.counts], merged.ids, merged.rowPatterns]).toEqual([
      1,
      [3],
      ["1", "2", "3"],
      Int32Array.of(0, 0, 0),
    ]);
  });
});

describe("retractPatterns", () => {
  test.prop([arbitraryRows({ rows: 60, labels: 3, functions: 3 }), fc.boolean()])(
    "undoes merging",
    ({ labels, rows, functions }, confident) => {
      const [a, b] = cut(rows, 2).map((part) =>
        compressVotes(matrixOfRows(labels, part, { functions, ...(confident ? { confidences: tenths(part) } : {}) })),
      );
      if (a === undefined || b === undefined) throw new Error("two parts");
      const rest = retractPatterns(mergePatterns([a, b]), b);
      expect(contents(rest)).toEqual({ ...(contents(a) as object), rowPatterns: null, ids: null });
      expect(countsByVotes(retractPatterns(mergePatterns([a, b]), a))).toEqual(countsByVotes(b));
    },
  );

  test.prop([arbitraryRows({ rows: 30, minRows: 1 })])("of everything leaves nothing", ({ labels, rows }) => {
    const all = compressVotes(matrixOfRows(labels, rows));
    const nothing = retractPatterns(all, all);
    expect([nothing.size, nothing.rows, nothing.votes.offsets]).toEqual([0, 0, Int32Array.of(0)]);
  });

  test("refuses rows that are not there", () => {
    const labels = labelSet(["ham", "spam"]);
    const whole = compressVotes(labelMatrix(labels, { a: ["ham", "spam", null] }));
    const part = compressVotes(labelMatrix(labels, { a: ["spam", "spam", "spam"] }));
    const error = caught(() => retractPatterns(whole, part));
    expect(error.message).toBe(
      "retractPatterns: 3 rows to take out, of which 2 of one pattern are not there; expected rows that are among the 3. " +
        "Take out only what was merged before.",
    );
    expect(error.code).toBe("incompatible");
  });
});

describe("patterns that do not belong together", () => {
  const labels = labelSet(["ham", "spam"]);
  const own = compressVotes(labelMatrix(labels, { link: ["ham"], money: ["spam"] }));
  const versioned = (fingerprint: string | null): VotePatterns =>
    compressVotes(
      new LabelMatrix({ labels, functions: [{ name: "link", fingerprint, labels: null }], votes: [Int8Array.of(1)] }),
    );

  test.each<[string, VotePatterns, VotePatterns, string]>([
    [
      "other labels",
      own,
      compressVotes(labelMatrix(labelSet(["spam", "ham"]), { link: ["ham"], money: ["spam"] })),
      'labels "spam", "ham"; expected labels "ham", "spam", in this order. Give both the same labels in the same order.',
    ],
    [
      "another function",
      own,
      compressVotes(labelMatrix(labels, { link: ["ham"], cash: ["spam"] })),
      '"cash" at place 2; expected "money". Use the votes of the same labeling functions, in the same order.',
    ],
    [
      "a function less",
      own,
      compressVotes(labelMatrix(labels, { link: ["ham"] })),
      'no labeling function at place 2; expected "money". Use the votes of the same labeling functions, in the same order.',
    ],
    [
      "a function more",
      own,
      compressVotes(labelMatrix(labels, { link: ["ham"], money: ["spam"], last: [null] })),
      '"last" at place 3; expected no further one. Use the votes of the same labeling functions, in the same order.',
    ],
    [
      "functions in another order",
      own,
      compressVotes(labelMatrix(labels, { money: ["ham"], link: ["spam"] })),
      '"money" at place 1; expected "link". Use the votes of the same labeling functions, in the same order.',
    ],
    [
      "an edited function",
      versioned("aaaa"),
      versioned("bbbb"),
      'another version of "link"; expected the one with fingerprint aaaa. ' +
        "Apply the labeling functions again, so that all votes come from one version.",
    ],
  ])("%s: are neither merged nor retracted", (_, a, b, message) => {
    expect(caught(() => mergePatterns([a, b])).message).toBe(`mergePatterns: ${message}`);
    expect(caught(() => retractPatterns(a, b)).message).toBe(`retractPatterns: ${message}`);
    expect(caught(() => mergePatterns([a, b])).code).toBe("incompatible");
  });

  test("votes from a file, without fingerprints, go with those of any version", () => {
    expect(mergePatterns([versioned("aaaa"), versioned(null)]).rows).toBe(2);
  });

  test("no parts are an error", () => {
    expect(caught(() => mergePatterns([])).message).toBe("mergePatterns: no parts; expected at least one.");
  });
});
