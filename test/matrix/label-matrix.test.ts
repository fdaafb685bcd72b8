import { inspect } from "node:util";
import { describe, expect, test } from "vitest";

import { labelSet } from "../../src/labels/label-set.ts";
import { labelMatrix } from "../../src/matrix/from-arrays.ts";
import { isLabelMatrix, LabelMatrix } from "../../src/matrix/label-matrix.ts";
import { makeVotes } from "../../src/matrix/vote-array.ts";
import { sourceOfName } from "../../src/matrix/vote-source.ts";
import { labelsOf } from "../util/arbitrary-votes.ts";
import { caught } from "../util/caught.ts";

const labels = labelSet(["ham", "spam"]);

describe("makeVotes", () => {
  test("takes one byte a vote up to 127 labels, two above, all abstaining", () => {
    expect(makeVotes(3, 127)).toEqual(Int8Array.of(-1, -1, -1));
    expect(makeVotes(3, 128)).toEqual(Int16Array.of(-1, -1, -1));
    expect(makeVotes(3, 32_767)).toBeInstanceOf(Int16Array);
  });
});

describe("labelMatrix", () => {
  const votes = labelMatrix(labels, { link: ["spam", null, "ham"], money: Int8Array.of(-1, 0, 1) });

  test("takes labels, null for abstentions, or codes", () => {
    expect(votes.rows).toBe(3);
    expect(votes.votes).toEqual([Int8Array.of(1, -1, 0), Int8Array.of(-1, 0, 1)]);
    expect([votes.vote(0, "link"), votes.vote(0, "money"), votes.vote(2, "money")]).toEqual(["spam", null, "spam"]);
    expect(votes.votesOf(0)).toEqual({ link: "spam" });
    expect(votes.votesOf(1)).toEqual({ money: "ham" });
  });

  test("keeps the last of 127 labels in one byte and the last of 300 in two", () => {
    for (const count of [127, 128, 300]) {
      const set = labelsOf(count);
      const last = `label ${count - 1}`;
      expect(labelMatrix(set, { a: [last, null] }).vote(0, "a")).toBe(last);
    }
  });

  test("does not change with the codes it was made of", () => {
    const codes = Int8Array.of(0, 1);
    const matrix = labelMatrix(labels, { a: codes });
    codes[0] = 1;
    expect(matrix.vote(0, "a")).toBe("ham");
  });

  test("without rows is a matrix without rows", () => {
    expect(labelMatrix(labels, { a: [], b: [] }).rows).toBe(0);
  });

  test.each<[Record<string, unknown>, string]>([
    [{}, "labelMatrix: no columns; expected at least one labeling function."],
    [
      { link: ["spam", "Spam"] },
      'labelMatrix, "link", row 1: "Spam"; expected one of "ham", "spam", or null to abstain.',
    ],
    [{ link: Int8Array.of(0, 2) }, 'labelMatrix, "link", row 1: 2; expected one of "ham", "spam", or null to abstain.'],
    [{ link: Int8Array.of(-2) }, 'labelMatrix, "link", row 0: -2; expected one of "ham", "spam", or null to abstain.'],
    [{ link: [0.5] }, 'labelMatrix, "link", row 0: 0.5; expected one of "ham", "spam", or null to abstain.'],
    [
      { a: ["spam"], b: ["spam", "ham"] },
      "label matrix: 2 labeling functions with vote arrays of lengths 1, 2; expected one array of 1 votes for each function.",
    ],
    [{ " ": ["spam"] }, 'label matrix, name of a labeling function: " "; expected text that is not empty.'],
  ])("refuses %j", (columns, message) => {
    expect(caught(() => labelMatrix(labels, columns as Record<string, ("ham" | "spam")[]>)).message).toBe(message);
  });

  test("an unknown label among thousands does not list them all", () => {
    const error = caught(() => labelMatrix(labelsOf(5000), { a: ["none"] }));
    expect(error.message).toMatch(/and 4992 more, or null to abstain\.$/);
    expect(error).toMatchObject({ code: "unknown_label", details: { function: "a", row: 0 } });
  });
});

describe("LabelMatrix", () => {
  const parts = {
    labels,
    functions: [sourceOfName("a"), sourceOfName("b")],
    votes: [makeVotes(2, 2), makeVotes(2, 2)],
  };

  test("is frozen, branded, and prints its size", () => {
    const matrix = new LabelMatrix(parts);
    expect([matrix, matrix.votes, matrix.functions, matrix.confidences].every(Object.isFrozen)).toBe(true);
    expect(isLabelMatrix(matrix)).toBe(true);
    expect(isLabelMatrix(Object.assign({}, matrix))).toBe(false);
    expect(inspect(matrix)).toBe('LabelMatrix: 2 rows x 2 labeling functions, labels "ham", "spam"');
  });

  test("without functions knows its rows", () => {
    expect(new LabelMatrix({ labels, functions: [], votes: [], rows: 7 }).rows).toBe(7);
  });

  test("has no faults unless told", () => {
    expect(new LabelMatrix(parts).faults).toEqual({ count: 0, counts: [0, 0], kept: [] });
  });

  test("refuses two functions of one name", () => {
    expect(caught(() => new LabelMatrix({ ...parts, functions: [sourceOfName("a"), sourceOfName("a")] })).message).toBe(
      'label matrix, names of labeling functions: "a" more than once; expected each name once. Rename one of them.',
    );
  });

  test("refuses confidences of another length", () => {
    expect(caught(() => new LabelMatrix({ ...parts, confidences: [null, new Float32Array(3)] })).message).toBe(
      "label matrix: 2 labeling functions with vote arrays of lengths 2, 2, 3; expected one array of 2 votes for each function.",
    );
  });

  test("names a function or row that is not there", () => {
    const matrix = new LabelMatrix(parts);
    expect(caught(() => matrix.vote(0, "c" as "a")).message).toBe(
      'label matrix: "c"; expected one of its labeling functions: "a", "b".',
    );
    for (const row of [2, -1, 0.5, NaN]) {
      expect(caught(() => matrix.vote(row, "a")).message).toBe(
        `label matrix, row: ${row}; expected a whole number from 0 to 1.`,
      );
      expect(caught(() => matrix.votesOf(row)).code).toBe("bad_option");
    }
  });
});
