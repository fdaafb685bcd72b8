import { fc, test as prop } from "@fast-check/vitest";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  binaryLabels,
  isMultiLabelVotes,
  labelMatrix,
  labelSet,
  MultiLabelVotes,
  multiLabelVotes,
} from "../../../src/index.ts";
import { arbitrarySaid, votesOfSaid } from "../../util/arbitrary-multi-label.ts";
import { caught } from "../../util/caught.ts";

const labels = labelSet(["sports", "politics"]);
const votes = multiLabelVotes(labels, {
  editor: [{ sports: true, politics: false }, { politics: true }, null],
  ball: [{ sports: true }, { sports: null }, {}],
});

describe("multiLabelVotes", () => {
  test("holds a binary label matrix for each label, of the functions that name it", () => {
    expect(votes.label("sports").labels.names).toEqual(["not sports", "sports"]);
    expect(votes.label("sports").functions.map(({ name }) => name)).toEqual(["editor", "ball"]);
    expect(votes.label("politics").functions.map(({ name }) => name)).toEqual(["editor"]);
    expect(votes.label("politics").vote(0, "editor")).toBe("not politics");
    expect({ rows: votes.rows, functions: votes.functions }).toEqual({ rows: 3, functions: ["editor", "ball"] });
  });

  test("true is for, false against, null and what is left out abstain", () => {
    expect(votes.votesOf(0)).toEqual({ editor: { sports: true, politics: false }, ball: { sports: true } });
    expect(votes.votesOf(1)).toEqual({ editor: { politics: true } });
    expect(votes.votesOf(2)).toEqual({});
    expect(votes.vote(0, "ball", "politics")).toBe(null);
  });

  prop.prop([arbitrarySaid()])("gives back what each function said", ({ labels: names, said }) => {
    const all = votesOfSaid({ labels: names, said });
    for (const [name, rows] of Object.entries(said)) {
      rows.forEach((vote, row) => {
        for (const label of names) expect(all.vote(row, name, label)).toBe(vote?.[label] ?? null);
      });
    }
  });

  test("knows functions that vote on nothing, and tables without rows", () => {
    expect(multiLabelVotes(labels, { silent: [null, {}] }).functions).toEqual(["silent"]);
    expect(multiLabelVotes(labels, { none: [] }).rows).toBe(0);
  });

  test("is frozen, branded, and prints the votes for and against each label", () => {
    expect(isMultiLabelVotes(votes)).toBe(true);
    expect(isMultiLabelVotes(votes.label("sports"))).toBe(false);
    expect(Object.isFrozen(votes) && Object.isFrozen(votes.matrices)).toBe(true);
    expect(inspect(votes)).toBe(
      [
        "MultiLabelVotes: 3 rows, 2 labeling functions, 2 labels",
        "",
        "label     labeling functions  votes for  against",
        "────────────────────────────────────────────────",
        "sports                     2          2        0",
        "politics                   1          1        1",
      ].join("\n"),
    );
  });

  test.each<[string, () => unknown, string]>([
    [
      "an unknown label",
      () => multiLabelVotes(labelSet(["a", "b"]), { f: [{}, { c: true } as object] }),
      'multiLabelVotes, "f", row 1: "c"; expected one of "a", "b".',
    ],
    [
      "a list of labels, which does not say what is voted against",
      () => multiLabelVotes(labels, { f: [["sports"] as never] }),
      'multiLabelVotes, "f", row 0: an array of 1; expected an object such as { sports: true, politics: false }, or null to abstain. Say true for a label, false against it, and leave out what the function says nothing of.',
    ],
    [
      "a vote that is neither for nor against",
      () => multiLabelVotes(labels, { f: [{ sports: "yes" as never }] }),
      'multiLabelVotes, "f", row 0, label "sports": "yes"; expected true (for), false (against) or null (abstains).',
    ],
    [
      "functions with different numbers of rows",
      () => multiLabelVotes(labels, { f: [null, null], g: [null] }),
      'multiLabelVotes, "g": votes on 1 rows; expected 2, as of "f".',
    ],
    [
      "no function",
      () => multiLabelVotes(labels, {}),
      "multiLabelVotes: no functions; expected at least one labeling function.",
    ],
    [
      "votes that are no array",
      () => multiLabelVotes(labels, { f: "yes" as never }),
      'multiLabelVotes, "f": "yes"; expected an array with a vote for each row.',
    ],
    [
      "labels that are no label set",
      () => multiLabelVotes(["a", "b"] as never, { f: [null] }),
      'multiLabelVotes, labels: an array of 2; expected a label set. Make it with labelSet(["sports", "politics"]), or take task.labels.',
    ],
    [
      "a label asked for that is not there",
      () => votes.label("sport" as never),
      'multi-label votes: "sport"; expected one of "sports", "politics".',
    ],
    [
      "a function asked for that is not there",
      () => votes.vote(0, "bal" as never, "sports"),
      'multi-label votes: "bal"; expected one of their labeling functions: "editor", "ball".',
    ],
    [
      "a row asked for that is not there",
      () => votes.vote(3, "ball", "sports"),
      "label matrix, row: 3; expected a whole number from 0 to 2.",
    ],
  ])("refuses %s", (_, run, message) => {
    expect(caught(run).message).toBe(message);
  });
});

describe("MultiLabelVotes", () => {
  const a = labelMatrix(binaryLabels("a"), { f: ["a", "not a"] });
  const b = labelMatrix(binaryLabels("b"), { f: ["b", null] });
  const two = labelSet(["a", "b"]);

  test("are made of one binary label matrix for each label", () => {
    expect(new MultiLabelVotes({ labels: two, matrices: { a, b } }).votesOf(1)).toEqual({ f: { a: false } });
  });

  test.each<[string, unknown, string]>([
    [
      "a label without votes",
      { a },
      'multi-label votes, label "b": undefined; expected a label matrix over "not b", "b".',
    ],
    ["a label too many", { a, b, c: b }, 'multi-label votes: "c"; expected one of "a", "b".'],
    [
      "votes on other labels",
      { a, b: a },
      'multi-label votes, label "b": votes for "not a", "a"; expected votes for "not b", "b", in this order. Write its labeling functions on task.label(name) of a multi-label task, or use binaryLabels(name).',
    ],
    [
      "votes on other rows",
      { a, b: labelMatrix(binaryLabels("b"), { f: ["b"] }) },
      'multi-label votes, label "b": 1 rows; expected 2 rows, as for "a". Take the votes on all labels from the same rows.',
    ],
  ])("refuse %s", (_, matrices, message) => {
    expect(caught(() => new MultiLabelVotes({ labels: two, matrices: matrices as never })).message).toBe(message);
  });

  prop.prop([fc.constantFrom("a", "b")])("name their labels with `not` before, and it first", (label) => {
    expect(binaryLabels(label).names).toEqual([`not ${label}`, label]);
  });
});
