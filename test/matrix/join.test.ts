import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { compressVotes, joinVotes, labelMatrix, labelSet, mergePatterns, tableFromRows } from "../../src/index.ts";
import { votesFromAnswers, fitLabelModel, LabelMatrix, VotePatterns } from "../../src/index.ts";
import { arbitraryRows, matrixOfRows, patternTexts } from "../util/arbitrary-votes.ts";
import { caught } from "../util/caught.ts";

const labels = labelSet(["ham", "spam"]);
const rules = labelMatrix(labels, { link: ["spam", null, "spam"], short: [null, "ham", "ham"] });
const answers = votesFromAnswers(
  tableFromRows([
    { item: "b", worker: "ann", label: "ham" },
    { item: "b", worker: "ann", label: "spam" }, // ann again
    { item: "d", worker: "bob", label: "ham" },
    { item: "c", worker: "ann", label: "spam" },
  ]),
  { labels },
);

describe("joinVotes", () => {
  const joined = joinVotes([{ votes: rules, ids: ["a", "b", "c"] }, answers]);

  test("puts the functions of all sources side by side, rows in order of first appearance", () => {
    expect(joined.functions.map(({ name }) => name)).toEqual(["link", "short", "ann", "bob"]);
    expect(joined.ids).toEqual(["a", "b", "c", "d"]);
    expect([joined.rows, joined.size]).toEqual([4, 4]);
    expect(joined.rowPatterns).toEqual(Int32Array.of(0, 1, 2, 3));
  });

  test("keeps repeated answers; a row that a source does not have is an abstention of that source", () => {
    expect(patternTexts(joined)).toEqual(["0:1", "1:0 2:0 2:1", "0:1 1:0 2:1", "3:0"]);
  });

  test("keeps confidences of matrices and patterns", () => {
    const sure = new LabelMatrix({
      labels,
      functions: [{ name: "sure", fingerprint: "f", labels: ["ham"] }],
      votes: [Int8Array.of(0, -1)],
      confidences: [Float32Array.of(0.25, 1)],
    });
    const both = joinVotes([
      { votes: sure, ids: ["x", "y"] },
      { votes: compressVotes(rules), ids: ["y", "x", "z"] },
    ]);
    expect(both.votes.strengths).toEqual(Float32Array.of(0.25, 1, 1, 1, 1));
    expect(patternTexts(both).map((text) => text.replace(/\*\S+/g, ""))).toEqual(["0:0 2:0", "1:1", "1:1 2:0"]);
    expect(both.functions[0]).toEqual({ name: "sure", fingerprint: "f", labels: ["ham"] });
  });

  test("numbers and text name the same row", () => {
    const one = labelMatrix(labels, { one: ["ham", "spam"] });
    const two = labelMatrix(labels, { two: ["ham", "spam"] });
    const both = joinVotes([
      { votes: one, ids: [1, 2n] },
      { votes: two, ids: ["2", "1"] },
    ]);
    expect(patternTexts(both)).toEqual(["0:0 1:1", "0:1 1:0"]);
  });

  test("matches rows by number where no source has names", () => {
    const more = labelMatrix(labels, { more: ["ham", "ham", null] });
    const both = joinVotes([rules, more]);
    expect(both.ids).toBeNull();
    expect(patternTexts(both)).toEqual(["0:1 2:0", "1:0 2:0", "0:1 1:0"]);
  });

  test("gives what one label model is fitted on", () => {
    const model = fitLabelModel(joined, { onProgress: () => undefined });
    expect(model.functions.map(({ name, votes }) => [name, votes])).toEqual([
      ["link", 2],
      ["short", 2],
      ["ann", 3],
      ["bob", 1],
    ]);
    expect(model.predict(joined).rows).toBe(4);
  });

  test.prop([arbitraryRows({ minRows: 1 }), fc.integer({ min: 0, max: 5 })])(
    "of the functions of one matrix, apart, is that matrix",
    (made, at) => {
      const matrix = matrixOfRows(made.labels, made.rows);
      const cut = Math.min(at, made.functions - 1);
      const part = (from: number, to: number): LabelMatrix =>
        new LabelMatrix({
          labels: made.labels,
          functions: matrix.functions.slice(from, to),
          votes: matrix.votes.slice(from, to),
          rows: matrix.rows,
        });
      const ids = made.rows.map((_, row) => `row ${row}`);
      const parts = [part(0, cut), part(cut, made.functions)].filter(({ functions }) => functions.length > 0);
      const joinedParts = joinVotes(parts.map((votes) => ({ votes, ids })));
      const whole = compressVotes(matrix);
      const expected = Array.from(whole.rowPatterns ?? [], (u) => patternTexts(whole)[u]);
      expect(patternTexts(joinedParts)).toEqual(expected);
    },
  );
});

describe("joinVotes refuses", () => {
  const ids = ["a", "b", "c"];
  const refused: readonly (readonly [what: string, sources: unknown, message: string])[] = [
    ["no votes", [], "joinVotes: no votes; expected an array of votes."],
    ["what is no list", null, "joinVotes: null; expected an array of votes."],
    [
      "what are no votes",
      [{ votes: 7 }],
      "joinVotes, votes 0: 7; expected a label matrix or vote patterns, or { votes, ids }.",
    ],
    [
      "other labels",
      [rules, labelMatrix(labelSet(["spam", "ham"]), { x: ["ham", null, null] })],
      'joinVotes, votes 1: labels "spam", "ham"; expected labels "ham", "spam", in this order. ' +
        "Read all votes with the same labels: labels: labelSet([...]), or the task's labels.",
    ],
    [
      "names in one and none in another",
      [answers, rules],
      "joinVotes, votes 1: rows without names; expected rows with names, as in votes 0. " +
        "Give the names of a label matrix's rows beside it: { votes, ids }.",
    ],
    [
      "names in the second alone",
      [rules, answers],
      "joinVotes, votes 1: rows with names; expected rows without names, as in votes 0. " +
        "Give the names of a label matrix's rows beside it: { votes, ids }.",
    ],
    [
      "other numbers of rows without names",
      [rules, labelMatrix(labels, { x: ["ham"] })],
      "joinVotes, votes 1: 1 rows without names; expected the 3 rows of votes 0. " +
        "Give the names of the rows beside each: { votes, ids }.",
    ],
    [
      "too few names",
      [{ votes: rules, ids: ["a"] }],
      "joinVotes, votes 0, ids: 1 names; expected one for each of the 3 rows of the votes.",
    ],
    ["names that are no list", [{ votes: rules, ids: 3 }], "joinVotes, votes 0, ids: 3; expected a list of names."],
    [
      "a missing name",
      [{ votes: rules, ids: ["a", null, "c"] }],
      "joinVotes, votes 0, id of row 1: null; expected text that is not empty, or a number.",
    ],
    [
      "a name that is NaN",
      [{ votes: rules, ids: [1, NaN, 3] }],
      "joinVotes, votes 0, id of row 1: NaN; expected text that is not empty, or a number.",
    ],
    [
      "a row that is there twice",
      [{ votes: rules, ids: ["a", "b", "a"] }],
      'joinVotes, votes 0, id of row 2: "a" a second time; expected each row once. ' +
        "Take one row of each, or give the rows ids of their own.",
    ],
    [
      "functions of the same name",
      [
        { votes: rules, ids },
        { votes: rules, ids },
      ],
      'vote patterns, names of labeling functions: "link" more than once; expected each name once. Rename one of them.',
    ],
  ];
  test.each(refused)("%s", (_, sources, message) => {
    expect(caught(() => joinVotes(sources as VotePatterns[])).message).toBe(message);
  });

  test("patterns that do not know their rows", () => {
    const part = compressVotes(rules);
    const { labels: same, functions, votes, counts } = part;
    const lost = mergePatterns([new VotePatterns({ labels: same, functions, votes, counts, rowPatterns: null })]);
    expect(caught(() => joinVotes([lost])).message).toBe(
      "joinVotes, votes 0: vote patterns that do not know their rows; expected votes on rows that can be told apart. " +
        "Join before merging or retracting patterns.",
    );
  });
});
