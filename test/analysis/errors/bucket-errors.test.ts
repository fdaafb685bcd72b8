import { inspect } from "node:util";

import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { bucketErrors } from "../../../src/analysis/errors/bucket-errors.ts";
import { labelSet } from "../../../src/labels/label-set.ts";
import { compressVotes } from "../../../src/matrix/compress.ts";
import { labelMatrix } from "../../../src/matrix/from-arrays.ts";
import { arbitraryRows, matrixOfRows } from "../../util/arbitrary-votes.ts";
import { caught } from "../../util/caught.ts";
import { softLabels } from "../../util/soft-labels.ts";

const labels = labelSet(["ham", "spam"]);
const votes = labelMatrix(labels, {
  link: ["spam", "spam", null, "spam", "ham"],
  short: ["ham", "ham", "ham", "ham", null],
});
const gold = ["spam", "ham", "ham", "ham", null] as const;

describe("bucketErrors", () => {
  test("counts votes by true label, and finds the rows", () => {
    const buckets = bucketErrors(votes, gold);
    expect([buckets.rows, buckets.known]).toEqual([5, 4]);
    expect(buckets.functions[0]).toEqual({
      name: "link",
      votes: 3,
      wrong: 2,
      accuracy: 1 / 3,
      buckets: [
        { function: "link", vote: "spam", gold: "ham", count: 2 },
        { function: "link", vote: null, gold: "ham", count: 1 },
        { function: "link", vote: "spam", gold: "spam", count: 1 },
      ],
    });
    expect(buckets.errors).toEqual([
      { function: "link", vote: "spam", gold: "ham", count: 2 },
      { function: "short", vote: "ham", gold: "spam", count: 1 },
    ]);
    expect(buckets.wrongRows("link")).toEqual(Int32Array.of(1, 3));
    expect(buckets.wrongRows("link", { limit: 1 })).toEqual(Int32Array.of(1));
    expect(buckets.rowsOf("link")).toEqual(Int32Array.of(0, 1, 3));
    expect(buckets.rowsOf("link", { vote: null })).toEqual(Int32Array.of(2));
    expect(buckets.rowsOf("short", { vote: "ham", gold: "ham", limit: 2 })).toEqual(Int32Array.of(1, 2));
    expect(buckets.rowsOf("short", { vote: "spam" })).toEqual(new Int32Array());
    expect(
      [buckets, buckets.functions, buckets.functions[0], buckets.errors, buckets.errors[0]].every(Object.isFrozen),
    ).toBe(true);
  });

  test("holds votes against a model's labels, and labels against gold", () => {
    const soft = softLabels([[0.1, 0.9], [0.8, 0.2], null, [0.5, 0.5], [1, 0]], labels);
    const against = bucketErrors(votes, soft);
    expect(against.known).toBe(3); // neither the row without cover nor the tie
    expect(against.wrongRows("link")).toEqual(Int32Array.of(1));
    const own = bucketErrors(soft, ["ham", "ham", "ham", "ham", "ham"]);
    expect(own.functions.map(({ name, votes: n, wrong }) => [name, n, wrong])).toEqual([["labels", 3, 1]]);
    expect(own.wrongRows("labels")).toEqual(Int32Array.of(0));
    expect(own.rowsOf("labels", { vote: null })).toEqual(Int32Array.of(2, 3));
  });

  test.prop([arbitraryRows({ minRows: 1 }), fc.integer({ min: 1, max: 5 })])(
    "puts each row with gold in one bucket of each function, whose rows are as many as it counts",
    ({ labels: set, rows, functions }, shift) => {
      const matrix = matrixOfRows(set, rows, { functions });
      const truth = Int8Array.from(rows, (_, row) => ((row * shift) % (set.size + 1)) - 1);
      const buckets = bucketErrors(matrix, truth);
      for (const { name, buckets: own, votes: cast, wrong } of buckets.functions) {
        expect(own.reduce((sum, { count }) => sum + count, 0)).toBe(buckets.known);
        for (const { vote, gold: actual, count } of own)
          expect(buckets.rowsOf(name, { vote, gold: actual }).length).toBe(count);
        expect([buckets.rowsOf(name).length, buckets.wrongRows(name).length]).toEqual([cast, wrong]);
      }
      expect(buckets.errors.reduce((sum, { count }) => sum + count, 0)).toBe(
        buckets.functions.reduce((sum, { wrong }) => sum + wrong, 0),
      );
    },
  );

  test("prints as a table of errors", () => {
    expect(inspect(bucketErrors(votes, gold))).toBe(
      [
        "labeling function  voted  gold  rows  of these votes",
        "────────────────────────────────────────────────────",
        "link               spam   ham      2          66.7 %",
        "short              ham    spam     1          25.0 %",
        "3 of 7 votes are wrong, on 4 rows with gold of 5",
      ].join("\n"),
    );
  });

  test("refuses what does not fit, in a sentence", () => {
    const message = (run: () => unknown): string => caught(run).message;
    expect(message(() => bucketErrors(compressVotes(votes) as never, gold))).toMatch(
      /^bucketErrors: an object with .*; expected a label matrix, or probabilistic labels\. Vote patterns do not know/,
    );
    expect(message(() => bucketErrors(votes, ["ham"]))).toBe(
      "bucketErrors, gold: 1 labels; expected one for each of the 5 rows.",
    );
    expect(message(() => bucketErrors(votes, softLabels([[1, 0]], labels)))).toBe(
      'bucketErrors, labels: 1 rows, labels "ham", "spam"; expected those of the votes: 5 rows, labels "ham", "spam".',
    );
    const buckets = bucketErrors(votes, gold);
    expect(message(() => buckets.rowsOf("lnk" as "link"))).toBe(
      'bucketErrors: "lnk"; expected one of the labeling functions: "link", "short".',
    );
    expect(caught(() => buckets.rowsOf("link", { vote: "spma" as "spam" })).code).toBe("unknown_label");
    expect(message(() => buckets.wrongRows("link", { limit: -1 }))).toBe(
      "bucketErrors, limit: -1; expected a whole number of at least 0.",
    );
  });
});
