import { fc, test as property } from "@fast-check/vitest";
import { Table, tableFromArrays, Utf8, vectorFromArray } from "apache-arrow";
import { describe, expect, test } from "vitest";

import { distantSupervision, type DistantSupervisionSpec } from "../../src/functions/distant-supervision.ts";
import type { AnyLabelingFunction } from "../../src/functions/labeling-function.ts";
import { defineTask } from "../../src/labels/task.ts";
import { caught } from "../util/caught.ts";
import { votesOf } from "./run.ts";

const task = defineTask({ labels: ["married", "other"], columns: { a: "utf8", b: "utf8", year: "int32" } });
type Spec = DistantSupervisionSpec<typeof task, "known">;

const make = (spec: Partial<Spec>): AnyLabelingFunction =>
  distantSupervision(task, { name: "known", columns: ["a", "b"], pairs: [["Ann", "Bob"]], label: "married", ...spec });

const votes = async (func: AnyLabelingFunction, rows: readonly (readonly [string | null, string | null])[]) =>
  (await votesOf(func, new Table({ a: vectorFromArray(rows.map(([a]) => a), new Utf8()), b: vectorFromArray(rows.map(([, b]) => b), new Utf8()) }))) // prettier-ignore
    .map((vote) => vote === "married");

describe("distantSupervision", () => {
  const rows = [["Ann", "Bob"], ["Bob", "Ann"], ["ann", "BOB"], ["Ann", "Ann"], ["Ann", null], [null, "Bob"], ["An", "nBob"]] as const; // prettier-ignore

  test("votes where the two cells are a known pair", async () => {
    expect(await votes(make({}), rows)).toEqual([true, false, false, false, false, false, false]);
  });

  test("both ways if pairs are symmetric, in any case if case does not matter", async () => {
    expect(await votes(make({ symmetric: true }), rows)).toEqual([true, true, false, false, false, false, false]);
    expect(await votes(make({ caseSensitive: false }), rows)).toEqual([true, false, true, false, false, false, false]);
  });

  test("takes pairs from a table: its first two columns, or those that are named", async () => {
    const table = tableFromArrays({ id: ["1", "2"], wife: ["Ann", "Eve"], husband: ["Bob", "Dan"] });
    const func = make({ pairs: table, keys: ["wife", "husband"] });
    expect(await votes(func, rows)).toEqual(await votes(make({}), rows));
    expect(func.terms).toMatchObject({ pairs: [["Ann", "Bob"], ["Eve", "Dan"]] }); // prettier-ignore
    expect(make({ pairs: table }).terms).toMatchObject({ pairs: [["1", "Ann"], ["2", "Eve"]] }); // prettier-ignore
  });

  const name = fc.constantFrom("", "a", "A", "b", "ab", "1 a", "é");
  property.prop([fc.array(fc.tuple(name, name), { minLength: 1 }), fc.array(fc.tuple(name, name)), fc.boolean()])(
    "votes on the pairs it was given and no others, whatever their order",
    async (pairs, asked, symmetric) => {
      const isKnown = ([a, b]: readonly [string, string]): boolean =>
        pairs.some(([c, d]) => (a === c && b === d) || (symmetric && a === d && b === c));
      const func = make({ pairs, symmetric });
      expect(await votes(func, asked)).toEqual(asked.map(isKnown));
      expect(make({ pairs: [...pairs].reverse(), symmetric }).fingerprint).toBe(func.fingerprint);
    },
  );

  test("above 1,000 pairs its terms are a hash", () => {
    const pairs = Array.from({ length: 1_001 }, (_, i) => [`a${i}`, "b"] as const);
    expect(make({ pairs }).terms).toMatchObject({ pairs: { count: 1_001 } });
  });
});

describe("distantSupervision refuses", () => {
  const where = 'labeling function "known"';
  test.each<[string, Partial<Record<keyof Spec, unknown>>, string]>([
    ["no pairs", { pairs: [] }, `${where}, pairs: no pairs; expected at least one.`],
    ["what is neither pairs nor a table", { pairs: 5 }, `${where}, pairs: 5; expected pairs of texts, or a table.`],
    ["pairs that are not two texts", { pairs: [["a", "b"], ["a", 5]] }, `${where}, pairs, pair 1: ["a", 5]; expected two texts.`],
    ["nulls in the table", { pairs: tableFromArrays({ a: ["x", null], b: ["y", "z"] }) }, `${where}, pairs, pair 1: [null, "z"]; expected two texts.`],
    ["one column", { columns: ["a"] }, `${where}, columns: an array of 1; expected two columns.`],
    ["a column of numbers", { columns: ["a", "year"] }, `${where}, column: "year" is int32; expected a text column: "a", "b". Functions of kind row, batch and expression read columns of every type.`],
    ["a column twice", { columns: ["a", "a"] }, `${where}, columns: "a" more than once; expected each name once. List each column once.`],
    ["another label than the task's", { label: "x" }, `${where}, label: "x"; expected one of "married", "other".`],
  ])("%s", (_, spec, message) => {
    expect(caught(() => make(spec as Partial<Spec>)).message).toBe(message);
  }); // prettier-ignore
});
