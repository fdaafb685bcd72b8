import { test as prop } from "@fast-check/vitest";
import { tableFromArrays } from "apache-arrow";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  binaryLabels,
  labelMatrix,
  LabelMatrix,
  labelSet,
  MultiLabelVotes,
  multiLabelVotes,
  multiLabelVotesFromTable,
  readTable,
  tableFromRows,
  writeTable,
} from "../../../src/index.ts";
import { arbitrarySaid, plainVotes, votesOfSaid } from "../../util/arbitrary-multi-label.ts";
import { caught } from "../../util/caught.ts";

const folder = mkdtempSync(join(tmpdir(), "labelwright-multi-label-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("multiLabelVotesFromTable", () => {
  test("reads a column <function>.<label> for each function and label, and leaves id, split and gold alone", () => {
    const table = tableFromRows([
      { id: "a", gold: "x", "editor.sports": "yes", "editor.politics": "no", "ball.sports": true },
      { id: "b", gold: "y", "editor.sports": "", "editor.politics": "yes", "ball.sports": null },
    ]);
    const votes = multiLabelVotesFromTable(table);
    expect(votes.labels.names).toEqual(["politics", "sports"]);
    expect(votes.functions).toEqual(["editor", "ball"]);
    expect(plainVotes(votes)).toEqual([
      { editor: { sports: true, politics: false }, ball: { sports: true } },
      { editor: { politics: true } },
    ]);
  });

  test.each([
    ["yes", "no"],
    ["TRUE", "FALSE"],
    ["True", "False"],
    ["1", "0"],
    ["1.0", "0.0"],
    [1, 0],
    [true, false],
  ])("reads %s as for and %s as against", (yes, no) => {
    const votes = multiLabelVotesFromTable(tableFromArrays({ "f.a": [yes, no], "f.b": [no, yes] }));
    expect(plainVotes(votes)).toEqual([{ f: { a: true, b: false } }, { f: { a: false, b: true } }]);
  });

  test("takes the label behind the last dot; given labels may hold dots, and the longest that fits is meant", () => {
    const table = tableFromRows([{ "my.f.tax": "yes", "f.money.tax": "no" }]);
    expect(multiLabelVotesFromTable(table, { labels: labelSet(["tax", "money.tax"]) }).votesOf(0)).toEqual({
      "my.f": { tax: true },
      f: { "money.tax": false },
    });
    const first = multiLabelVotesFromTable(tableFromRows([{ "my.f.a": "yes", "f.b": "no" }]));
    expect(first.votesOf(0)).toEqual({ "my.f": { a: true }, f: { b: false } });
  });

  test("keeps the order of given labels, also of those nobody votes on", () => {
    const labels = labelSet(["c", "b", "a"]);
    const votes = multiLabelVotesFromTable(tableFromRows([{ "f.a": "yes" }]), { labels });
    expect(votes.labels.names).toEqual(["c", "b", "a"]);
    expect(votes.label("c").functions).toEqual([]);
    expect(votes.label("c").rows).toBe(1);
  });

  test("reads confidences beside the votes, and other spellings of abstention", () => {
    const table = tableFromRows([
      { "f.a": "yes", "f.a.confidence": 0.75, "f.b": "-1" },
      { "f.a": "-1", "f.a.confidence": null, "f.b": "no" },
    ]);
    const votes = multiLabelVotesFromTable(table, { abstain: ["-1"] });
    expect(votes.label("a").confidences).toEqual([Float32Array.of(0.75, 1)]);
    expect(plainVotes(votes)).toEqual([{ f: { a: true } }, { f: { b: false } }]);
  });

  test.each<[string, Record<string, unknown>[], object, string]>([
    [
      "a column of a label that is not known",
      [{ "f.a": "yes", "f.sprots": "no" }],
      { labels: labelSet(["a", "sports"]) },
      'multiLabelVotesFromTable, column "f.sprots": a name that does not end in a label; expected <function>.<label>, the label one of "a", "sports". Mend the name, or leave the column out (ignore).',
    ],
    [
      "a column that names no label",
      [{ "f.a": "yes", text: "no" }],
      {},
      'multiLabelVotesFromTable, column "text": a name that is not <function>.<label>; expected <function>.<label>. Mend the name, or leave the column out (ignore).',
    ],
    [
      "a column without a function",
      [{ ".a": "yes", "f.b": "no" }],
      {},
      'multiLabelVotesFromTable, column ".a": a name that is not <function>.<label>; expected <function>.<label>. Mend the name, or leave the column out (ignore).',
    ],
    [
      "a value that is no vote",
      [{ "f.a": "yes", "f.b": "no" }, { "f.a": "maybe" }],
      {},
      'multiLabelVotesFromTable, column "f.a", row 1: "maybe"; expected yes or no (true or false, 1 or 0), or nothing to abstain. Mend the value, or name it as a spelling of abstention (abstain).',
    ],
    [
      "a column of lists",
      [{ "f.a": ["yes"], "f.b": "no" }],
      {},
      'multiLabelVotesFromTable: column "f.a" is list<utf8>; expected one name a row. Leave the column out, or split it into columns of single names.',
    ],
    [
      "votes on one label alone",
      [{ "f.a": "yes", "g.a": "no" }],
      {},
      'multiLabelVotesFromTable: columns of votes on "a" alone; expected votes on at least 2 labels. Name the labels (labels). A task of one label is an ordinary one, with a second label for the rest.',
    ],
    [
      "a table without votes",
      [{ id: "a", gold: "b" }],
      {},
      "multiLabelVotesFromTable: no vote columns among id, gold; expected a column <function>.<label> for each labeling function and label.",
    ],
    [
      "a confidence that is none",
      [{ "f.a": "yes", "f.a.confidence": 2, "f.b": "no" }],
      {},
      'multiLabelVotesFromTable, column "f.a.confidence", row 0: 2; expected a number above 0, at most 1.',
    ],
  ])("refuses %s", (_, rows, options, message) => {
    expect(caught(() => multiLabelVotesFromTable(tableFromRows(rows), options)).message).toBe(message);
  });

  test("refuses what is no table", () => {
    expect(caught(() => multiLabelVotesFromTable([] as never)).code).toBe("bad_table");
  });
});

describe("votes as a table", () => {
  const labels = labelSet(["a", "b"]);

  prop.prop([arbitrarySaid()])("read back as they were", (said) => {
    const votes = votesOfSaid(said);
    // Functions that name no label have no column.
    const read = (): MultiLabelVotes => multiLabelVotesFromTable(votes.toArrow(), { labels: votes.labels });
    if (votes.toArrow().numCols > 0) expect(plainVotes(read())).toEqual(plainVotes(votes));
  });

  test.each([".arrow", ".arrows", ".parquet", ".csv", ".jsonl"])("go through a %s file", async (ending) => {
    const votes = multiLabelVotes(labels, { f: [{ a: true, b: false }, null, { a: false }], g: [{ b: true }, {}, {}] });
    const path = join(folder, `votes${ending}`);
    await writeTable(votes.toArrow(), path);
    const read = multiLabelVotesFromTable(await readTable(path));
    expect(plainVotes(read)).toEqual(plainVotes(votes));
  });

  test("keep confidences", () => {
    const matrix = labelMatrix(binaryLabels("a"), { f: ["a", null] });
    const sure = new LabelMatrix({
      labels: matrix.labels,
      functions: matrix.functions,
      votes: matrix.votes,
      confidences: [Float32Array.of(0.5, 1)],
    });
    const b = labelMatrix(binaryLabels("b"), { g: ["not b", "b"] });
    const table = new MultiLabelVotes({ labels, matrices: { a: sure, b } }).toArrow();
    expect(table.schema.fields.map(({ name }) => name)).toEqual(["f.a", "f.a.confidence", "g.b"]);
    expect(multiLabelVotesFromTable(table).label("a").confidences).toEqual([Float32Array.of(0.5, 1)]);
  });

  test("refuse names that would be read as others", () => {
    const dotted = multiLabelVotes(labelSet(["b", "a.b"]), { "f.a": [{ b: true }] });
    expect(caught(() => dotted.toArrow()).message).toBe(
      'multi-label votes as a table: the votes of "f.a" on "b" in column "f.a.b"; expected a name that no other function, label or confidence reads as. Rename the labeling function: a dot in its name makes it look like another\'s.',
    );
  });
});
