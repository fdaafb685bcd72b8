import {
  Bool,
  Dictionary,
  Int32,
  Int64,
  Table,
  tableFromArrays,
  TimestampMillisecond,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";

import { lookup } from "../../src/functions/lookup.ts";
import { defineTask } from "../../src/labels/task.ts";
import { run, votesOf } from "./run.ts";

const task = defineTask({
  labels: ["ham", "spam"],
  columns: { who: "utf8", likes: "int64", flag: "bool", at: "timestamp", tags: "list<utf8>" },
});
const who = tableFromArrays({ who: ["ann", "Bob", null, "bob", "ann ", "constructor"] });

describe("lookup", () => {
  test.each<[string, unknown]>([
    ["a Map", new Map([["ann", "ham"], ["bob", "spam"]])], // prettier-ignore
    ["an object", { ann: "ham", bob: "spam" }],
    ["pairs", [["ann", "ham"], ["bob", "spam"], ["ann", "ham"]]], // prettier-ignore
    ["a generator of pairs", new Map([["ann", "ham"], ["bob", "spam"]]).entries()], // prettier-ignore
    ["a Map of another realm", runInNewContext("new Map([['ann', 'ham'], ['bob', 'spam']])")],
  ])("votes for the label of the whole cell, given %s", async (_, entries) => {
    const func = lookup(task, { name: "l", column: "who", in: entries as Map<string, "ham"> });
    expect(await votesOf(func, who)).toEqual(["ham", null, null, "spam", null, null]);
    expect(func).toMatchObject({ kind: "lookup", columns: ["who"], labels: ["ham", "spam"] });
    expect(func.terms).toEqual({ entries: [["ann", "ham"], ["bob", "spam"]], caseSensitive: true }); // prettier-ignore
  });

  test("votes for one label on every key of a Set or an array", async () => {
    const ofSet = lookup(task, { name: "l", column: "who", in: new Set(["ann", "bob"]), label: "spam" });
    const ofArray = lookup(task, { name: "l", column: "who", in: ["bob", "ann"], label: "spam" });
    expect(await votesOf(ofSet, who)).toEqual(["spam", null, null, "spam", null, null]);
    expect(ofArray.fingerprint).toBe(ofSet.fingerprint);
    expect(ofSet.labels).toEqual(["spam"]);
  });

  test("reads keys and labels from a table", async () => {
    const table = new Table({
      key: vectorFromArray(["ann", "bob"], new Dictionary(new Utf8(), new Int32())),
      says: vectorFromArray(["ham", "spam"]),
    });
    const votes = ["ham", null, null, "spam", null, null];
    expect(
      await votesOf(lookup(task, { name: "l", column: "who", in: table, key: "key", value: "says" }), who),
    ).toEqual(votes);
    const oneLabel = lookup(task, { name: "l", column: "who", in: table, key: "key", label: "ham" });
    expect(oneLabel.terms).toMatchObject({ entries: [["ann", "ham"], ["bob", "ham"]] }); // prettier-ignore
  });

  test("looks numbers, times and booleans up", async () => {
    const table = new Table({
      likes: vectorFromArray([1n, 2n, -3n], new Int64()),
      flag: vectorFromArray([true, false, null], new Bool()),
      at: vectorFromArray([0, 86_400_000, 1], new TimestampMillisecond()),
    });
    const numbers = lookup(task, { name: "l", column: "likes", in: { 1: "ham", "-3": "spam" } });
    expect(await votesOf(numbers, table)).toEqual(["ham", null, "spam"]);
    expect(
      await votesOf(lookup(task, { name: "l", column: "flag", in: { true: "ham", false: "spam" } }), table),
    ).toEqual(["ham", "spam", null]);
    const days = new Set([Date.UTC(1970, 0, 2)]);
    expect(await votesOf(lookup(task, { name: "l", column: "at", in: days, label: "spam" }), table)).toEqual([
      null,
      "spam",
      null,
    ]);
  });

  test("with caseSensitive: false, ignores case as keywords does", async () => {
    const table = tableFromArrays({ who: ["STRAẞE", "strasse", "CAFE\u0301", "ΟΔΟΣ"] });
    const keys = new Map([["straße", "spam"], ["café", "ham"], ["οδος", "ham"]] as const); // prettier-ignore
    const func = lookup(task, { name: "l", column: "who", in: keys, caseSensitive: false });
    expect(await votesOf(func, table)).toEqual(["spam", null, "ham", "ham"]);
    expect(await votesOf(lookup(task, { name: "l", column: "who", in: keys }), table)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test("keeps its entries when the Map changes later", async () => {
    const keys = new Map([["ann", "ham" as const]]);
    const func = lookup(task, { name: "l", column: "who", in: keys });
    keys.set("bob", "ham");
    expect(await votesOf(func, who)).toEqual(["ham", null, null, null, null, null]);
  });

  test("votes with a confidence", async () => {
    const func = lookup(task, { name: "l", column: "who", in: { ann: "ham", bob: "spam" }, confidence: 0.25 });
    expect((await run(func, who)).confidences).toEqual([0.25, 1, 1, 0.25, 1, 1]);
  });

  test("has a fingerprint of its entries, whatever their number and order", () => {
    const entries = (n: number): [string, "ham" | "spam"][] => Array.from({ length: n }, (_, i) => [`k${i}`, "ham"]);
    const of = (pairs: [string, "ham" | "spam"][]): string =>
      lookup(task, { name: "l", column: "who", in: pairs }).fingerprint;
    for (const n of [10, 1000, 1001, 5000]) {
      expect(of(entries(n).reverse())).toBe(of(entries(n)));
      expect(of([...entries(n).slice(1), ["k0", "spam"]])).not.toBe(of(entries(n)));
    }
    const large = lookup(task, { name: "l", column: "who", in: entries(1001) });
    expect(large.terms).toMatchObject({
      entries: { count: 1001, hash: expect.stringMatching(/^[0-9a-f]{32}$/) as string },
    });
  });
});

describe("lookup refuses", () => {
  const l = 'labeling function "l"';
  test.each([
    ["no entries", { in: {} }, `${l}, in: no entries; expected at least one key.`],
    ["no source", { in: 3 }, `${l}, in: 3; expected a Map, an object, a Set, a table, or pairs of key and label.`],
    ["keys without a label", { in: new Set(["a"]) }, `${l}, in, entry 0: "a"; expected a pair of key and label. For a set, give the label.`], // prettier-ignore
    ["a key with two labels", { in: [["a", "ham"], ["b", "ham"], ["a", "spam"]] }, `${l}, in, entry 2: the key "a" has both "ham" and "spam"; expected one label for each key.`], // prettier-ignore
    ["keys that are equal without case and have two labels", { in: { Ann: "ham", ann: "spam" }, caseSensitive: false }, `${l}, in: the key "ann" has both "ham" and "spam"; expected one label for each key.`], // prettier-ignore
    ["a key of the wrong type", { in: new Map([[3, "ham"]]) }, `${l}, in, entry 0: the key 3; expected a string, as the column is utf8.`], // prettier-ignore
    ["an object's key that is no number", { column: "likes", in: { 1: "ham", many: "spam" } }, `${l}, in: the key "many"; expected a number, as the column is int64.`], // prettier-ignore
    ["NaN as a key", { column: "likes", in: [NaN], label: "ham" }, `${l}, in, entry 0: the key NaN; expected a number, as the column is int64.`], // prettier-ignore
    ["a label that is no text", { in: { a: 1 } }, `${l}, in: the label 1; expected a label of the task.`],
    ["a label of another task", { in: { a: "eggs" } }, `${l}, label: "eggs"; expected one of "ham", "spam".`],
    ["an object and a label", { in: { a: "ham" }, label: "ham" }, `${l}, in: an object of keys and labels, and a label; expected one of them. For one label give a Set.`], // prettier-ignore
    ["a table without its column names", { in: who, key: "who" }, `${l}, in: a table; expected the option key, and value or label. They name its columns of keys and labels.`], // prettier-ignore
    ["a table without the column", { in: who, key: "whom", label: "ham" }, `${l}, in: the table has no column "whom"; expected one of its columns: who. Check the spelling, or rename the column.`], // prettier-ignore
    ["a null in a table", { in: who, key: "who", label: "ham" }, `${l}, in, row 2: the key null; expected a string, as the column is utf8.`], // prettier-ignore
    ["a column of lists", { column: "tags", in: ["a"], label: "ham" }, `${l}, column: "tags" is list<utf8>; expected a column of single values: "who", "likes", "flag", "at". Functions of kind row, batch and expression read columns of every type.`], // prettier-ignore
    ["a column that is not there", { column: "whom", in: [1], label: "ham" }, `${l}, columns: "whom"; expected one of the task's columns: "who", "likes", "flag", "at", "tags". Check the spelling, or add the column to defineTask.`], // prettier-ignore
    ["a confidence above 1", { in: ["a"], label: "ham", confidence: 2 }, `${l}, confidence: 2; expected a number above 0, at most 1.`], // prettier-ignore
  ])("%s", (_, options, message) => {
    expect(() => lookup(task, { name: "l", column: "who", ...options } as never)).toThrow(
      expect.objectContaining({ message, name: "LabelingError" }) as Error,
    );
  });
});
