import { Dictionary, Int32, Utf8, vectorFromArray } from "apache-arrow";
import { describe, expect, test } from "vitest";
import { applyLabelingFunctions, crowdFunctions, defineTask, tableFromRows, type VoteSource } from "../../src/index.ts";
import { caught } from "../util/caught.ts";

const task = defineTask({
  labels: ["ham", "spam"],
  columns: { id: "utf8", text: "utf8", list: "list<utf8>" },
  id: "id",
});
const answers = tableFromRows([
  { item: "c1", worker: "ann", label: "spam" },
  { item: "c2", worker: "ann", label: "ham" },
  { item: "c3", worker: "ann", label: "ham" },
  { item: "c3", worker: "ann", label: "spam" }, // undecided
  { item: "c4", worker: "ann", label: "ham" },
  { item: "c4", worker: "ann", label: "spam" },
  { item: "c4", worker: "ann", label: "spam" },
  { item: "c1", worker: "bob", label: "spam" },
  { item: "c1", worker: "cy", label: "ham" },
  { item: "c2", worker: "cy", label: "ham" },
  { item: "c2", worker: "dot", label: "" }, // never answered
]);
const rows = ["c1", "c2", "c3", "c4", "c5", null].map((id) => ({ id, text: "x", list: ["x"] }));
const table = tableFromRows(rows, { columns: { id: "utf8" } });

describe("crowdFunctions", () => {
  test("makes a function of each worker with enough answers, and one of all others", async () => {
    const functions = crowdFunctions(task, answers, { minAnswers: 2 });
    expect(functions.map(({ name, kind }) => [name, kind])).toEqual([
      ["ann", "crowd"],
      ["cy", "crowd"],
      ["other workers", "crowd"],
    ]);
    const votes = await applyLabelingFunctions(functions, table);
    expect([0, 1, 2, 3, 4, 5].map((row) => votes.votesOf(row))).toEqual([
      { ann: "spam", cy: "ham", "other workers": "spam" },
      { ann: "ham", cy: "ham" },
      {}, // ann contradicts herself
      { ann: "spam" },
      {},
      {},
    ]);
  });

  test("the others vote for what most of their answers say, and abstain where they tie", async () => {
    const functions = crowdFunctions(task, answers, { minAnswers: 99, others: "crowd" });
    const votes = await applyLabelingFunctions(functions, table);
    expect(votes.functions.map(({ name }) => name)).toEqual(["crowd"]);
    expect([0, 1, 2, 3].map((row) => votes.vote(row, "crowd"))).toEqual(["spam", "ham", null, "spam"]);
  });

  test("others: null leaves the others out; a prefix stands before workers' names", () => {
    const functions = crowdFunctions(task, answers, { minAnswers: 4, others: null, prefix: "worker " });
    expect(functions.map(({ name }) => name)).toEqual(["worker ann"]);
  });

  test("votes the same on a dictionary column, null entries and all", async () => {
    const functions = crowdFunctions(task, answers, { minAnswers: 2 });
    const plain = await applyLabelingFunctions(functions, table);
    const ids = vectorFromArray(
      rows.map(({ id }) => id),
      new Dictionary(new Utf8(), new Int32()),
    );
    const coded = await applyLabelingFunctions(functions, table.setChild("id", ids));
    expect(coded.votes).toEqual(plain.votes);
  });

  test("says for which labels each votes, and holds the votes as terms", () => {
    const [, cy] = crowdFunctions(task, answers, { minAnswers: 2 });
    expect(cy?.labels).toEqual(["ham"]);
    expect(cy?.columns).toEqual(["id"]);
    const entries = [
      ["c1", "ham"],
      ["c2", "ham"],
    ];
    expect(cy?.terms).toEqual({ entries, workers: 1 });
  });

  test("the fingerprint follows the votes and not the order of the answers", () => {
    const prints = (list: readonly object[]): (string | null)[] =>
      crowdFunctions(task, tableFromRows(list as never), { minAnswers: 1 }).map((f: VoteSource) => f.fingerprint);
    const [a, b] = [
      { item: "1", worker: "w", label: "ham" },
      { item: "2", worker: "w", label: "spam" },
    ];
    expect(prints([a, b])).toEqual(prints([b, a]));
    expect(prints([a, b])).not.toEqual(prints([a, { ...b, label: "ham" }]));
  });

  test("of many items the terms hold a hash", () => {
    const many = tableFromRows(Array.from({ length: 1001 }, (_, i) => ({ item: `i${i}`, worker: "w", label: "ham" })));
    const [w] = crowdFunctions(task, many);
    expect(w?.terms).toEqual({
      entries: { count: 1001, hash: expect.stringMatching(/^[0-9a-f]{32}$/) as string },
      workers: 1,
    });
  });

  test("reads other columns, and rows named by a column of numbers", async () => {
    const numbered = defineTask({ labels: ["ham", "spam"], columns: { n: "int32" } });
    const said = tableFromRows([{ task: 7, by: "ann", says: "spam" }]);
    const functions = crowdFunctions(numbered, said, {
      column: "n",
      item: "task",
      worker: "by",
      label: "says",
      minAnswers: 1,
    });
    const votes = await applyLabelingFunctions(
      functions,
      tableFromRows([{ n: 6 }, { n: 7 }], { columns: { n: "int32" } }),
    );
    expect([votes.vote(0, "ann"), votes.vote(1, "ann")]).toEqual([null, "spam"]);
  });
});

describe("crowdFunctions refuses", () => {
  test("a task without an id column", () => {
    const plain = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
    expect(caught(() => crowdFunctions(plain, answers)).message).toBe(
      "crowdFunctions, column: a task without an id column; expected the column that names a row as the answers name " +
        'items. Give it: { column: "id" }, or define the task with id: "id".',
    );
  });
  test("a column that is not the task's, and one of lists", () => {
    expect(caught(() => crowdFunctions(task, answers, { column: "name" as never })).message).toMatch(
      /^crowdFunctions, columns: "name"; expected one of the task's columns: "id", "text", "list"\./,
    );
    expect(caught(() => crowdFunctions(task, answers, { column: "list" as never })).message).toMatch(
      /^crowdFunctions, column: "list" is list<utf8>; expected a column of text or numbers: "id", "text"\./,
    );
  });
  test("answers without a column, and labels that are not the task's", () => {
    expect(caught(() => crowdFunctions(task, answers, { item: "photo" })).message).toMatch(/"photo"/);
    const odd = tableFromRows([{ item: "c1", worker: "ann", label: "eggs" }]);
    expect(caught(() => crowdFunctions(task, odd)).message).toMatch(
      /^votesFromAnswers, column "label", row 0: "eggs"; expected one of "ham", "spam"/,
    );
  });
  test("no worker with enough answers, when others are left out", () => {
    expect(caught(() => crowdFunctions(task, answers, { others: null })).message).toBe(
      "crowdFunctions: no worker with 10 answers; expected at least one. Lower minAnswers, or pool all workers: others.",
    );
  });
  test("minAnswers below 1, and an empty name", () => {
    expect(caught(() => crowdFunctions(task, answers, { minAnswers: 0 })).message).toBe(
      "crowdFunctions, minAnswers: 0; expected a whole number of at least 1.",
    );
    expect(caught(() => crowdFunctions(task, answers, { others: " " })).message).toBe(
      'crowdFunctions, others: " "; expected text that is not empty.',
    );
  });
  test("a worker whose name no function can have", () => {
    const bad = tableFromRows([{ item: "c1", worker: "gold", label: "ham" }]);
    expect(caught(() => crowdFunctions(task, bad, { minAnswers: 1 })).message).toMatch(
      /^labeling function, name: "gold";/,
    );
    expect(crowdFunctions(task, bad, { minAnswers: 1, prefix: "w " })[0]?.name).toBe("w gold");
  });
});
