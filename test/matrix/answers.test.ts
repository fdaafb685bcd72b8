import { Field, List, Table, tableFromArrays, Utf8, vectorFromArray } from "apache-arrow";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { labelSet } from "../../src/labels/label-set.ts";
import { votesFromAnswers } from "../../src/matrix/answers.ts";
import { patternTexts } from "../util/arbitrary-votes.ts";
import { caught } from "../util/caught.ts";

type Answer = readonly [item: string | null, worker: string | null, label: string | null];

const tableOf = (answers: readonly Answer[], names = ["item", "worker", "label"]): Table =>
  new Table(
    Object.fromEntries(names.map((name, c) => [name, vectorFromArray(answers.map((answer) => answer[c] ?? null))])),
  );

const answers: readonly Answer[] = [
  ["photo 2", "bob", "dog"],
  ["photo 1", "ann", "cat"],
  ["photo 1", "bob", "dog"],
  ["photo 2", "ann", "cat"],
  ["photo 1", "bob", "cat"], // bob again
  ["photo 3", "cy", ""],
  ["photo 2", "bob", "dog"], // the same once more
];

describe("votesFromAnswers", () => {
  const votes = votesFromAnswers(tableOf(answers));

  test("makes workers the functions and items the rows, in order of first appearance", () => {
    expect(votes.functions.map((source) => source.name)).toEqual(["bob", "ann", "cy"]);
    expect(votes.ids).toEqual(["photo 2", "photo 1", "photo 3"]);
    expect(votes.rows).toBe(3);
    expect(votes.rowPatterns).toEqual(Int32Array.of(0, 1, 2));
    expect(votes.labels.names).toEqual(["cat", "dog"]);
  });

  test("keeps repeated answers, by worker and then in order of appearance; an empty label is no answer", () => {
    expect(patternTexts(votes)).toEqual(["0:1 0:1 1:0", "0:1 0:0 1:0", ""]);
    expect(votes.votesOf(1)).toEqual({ bob: "cat", ann: "cat" });
  });

  test("takes memory for the answers alone, not for items times workers", () => {
    const many = Array.from({ length: 5000 }, (_, i): Answer => [`item ${i}`, `worker ${i}`, i % 2 ? "a" : "b"]);
    const sparse = votesFromAnswers(tableOf(many));
    expect([sparse.size, sparse.functions.length]).toEqual([5000, 5000]);
    expect([sparse.votes.functions.length, sparse.votes.codes.length, sparse.votes.offsets.length]).toEqual([
      5000, 5000, 5001,
    ]);
  });

  test("reads other column names, and given labels in their order", () => {
    const labels = labelSet(["dog", "cat", "bird"]);
    const named = votesFromAnswers(tableOf(answers, ["task", "by", "answer"]), {
      item: "task",
      worker: "by",
      label: "answer",
      labels,
    });
    expect(named.labels).toBe(labels);
    expect(patternTexts(named)).toEqual(["0:0 0:0 1:1", "0:0 0:1 1:1", ""]);
  });

  test("reads numbers as names", () => {
    const table = tableFromArrays({ item: Int32Array.of(7, 7, 8), worker: Int32Array.of(1, 2, 1), label: [1, 0, 1] });
    const numbers = votesFromAnswers(table);
    expect([numbers.ids, numbers.functions.map((source) => source.name), numbers.labels.names]).toEqual([
      ["7", "8"],
      ["1", "2"],
      ["0", "1"],
    ]);
  });

  const name = fc.constantFrom("a", "b", "c", "d", "e");
  const label = fc.constantFrom("x", "y", "z", "", null);
  test.prop([fc.array(fc.tuple(name, name, label), { minLength: 1 })])("holds just the answers given", (triples) => {
    const set = labelSet(["x", "y", "z"]);
    const read = votesFromAnswers(tableOf(triples), { labels: set });
    const seen: string[] = [];
    for (let u = 0; u < read.size; u++) {
      for (let i = read.votes.offsets[u] ?? 0; i < (read.votes.offsets[u + 1] ?? 0); i++) {
        const worker = read.functions[read.votes.functions[i] ?? -1]?.name;
        seen.push([read.ids?.[u], worker, set.label(read.votes.codes[i] ?? -1)].join());
      }
    }
    expect(seen.sort()).toEqual(
      triples
        .filter(([, , each]) => each !== "" && each !== null)
        .map(String)
        .sort(),
    );
  });

  test.each<[readonly Answer[], string[], string]>([
    [
      answers,
      ["item", "user", "label"],
      'votesFromAnswers: the table has no column "worker"; expected one of its columns: item, user, label. ' +
        "Check the spelling, or rename the column.",
    ],
    [
      [
        ["a", "w", "x"],
        [null, "w", "y"],
      ],
      ["item", "worker", "label"],
      'votesFromAnswers, column "item", row 1: nothing; expected a name in every row.',
    ],
    [
      [
        ["a", "w", "x"],
        ["a", "", "y"],
      ],
      ["item", "worker", "label"],
      'votesFromAnswers, column "worker", row 1: nothing; expected a name in every row.',
    ],
    [
      [["a", "w", "x"]],
      ["item", "worker", "label"],
      'votesFromAnswers: votes for "x" alone; expected votes for at least 2 labels. ' +
        "Name the labels (labels), or check the columns and the spelling of abstentions.",
    ],
  ])("refuses %j with columns %j", (bad, names, message) => {
    expect(caught(() => votesFromAnswers(tableOf(bad, names))).message).toBe(message);
  });

  test("refuses an unknown label, with its row", () => {
    expect(caught(() => votesFromAnswers(tableOf(answers), { labels: labelSet(["cat", "bird"]) })).message).toBe(
      'votesFromAnswers, column "label", row 0: "dog"; expected one of "cat", "bird", or nothing to abstain. ' +
        "Mend the value, add the label, or name it as a spelling of abstention.",
    );
  });

  test("refuses lists for names", () => {
    const lists = new Table({
      item: vectorFromArray([["a"]], new List(Field.new({ name: "item", type: new Utf8() }))),
      worker: vectorFromArray(["w"]),
      label: vectorFromArray(["x"]),
    });
    expect(caught(() => votesFromAnswers(lists)).message).toBe(
      'votesFromAnswers: column "item" is list<utf8>; expected one name a row. ' +
        "Leave the column out, or split it into columns of single names.",
    );
  });
});
