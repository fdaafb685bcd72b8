import { test } from "@fast-check/vitest";
import { Field, Float64, List, Table, Utf8, vectorFromArray } from "apache-arrow";
import fc from "fast-check";
import { describe, expect } from "vitest";

import type { DataShape } from "../../../src/tables/arrow-shape.ts";
import { leafType, readValues, valueWindows } from "../../../src/tables/decode/column-values.ts";
import { columnKinds } from "../arbitrary-columns.ts";

describe("readValues", () => {
  test("keeps nulls inside lists apart from empty text and NaN", () => {
    const texts = vectorFromArray([["", null], null, []], new List(new Field("item", new Utf8(), true)));
    expect(readValues(texts.data[0] as unknown as DataShape, 0, 3)).toEqual([["", null], null, []]);
    const numbers = vectorFromArray([[NaN, null, -0]], new List(new Field("item", new Float64(), true)));
    expect(readValues(numbers.data[0] as unknown as DataShape, 0, 1)).toEqual([[NaN, null, -0]]);
  });
});

test("leafType looks through dictionaries and lists", () => {
  const names = columnKinds.map((kind) => [kind.name, leafType(kind.type()).typeId]);
  expect(Object.fromEntries(names)).toMatchObject({ utf8: 5, "dictionary of utf8": 5, "list of bool": 6, int8: 2 });
});

const counting = (from: number, count: number): Table =>
  new Table({
    n: vectorFromArray(
      Array.from({ length: count }, (_, i) => from + i),
      new Float64(),
    ),
  });

test.prop([fc.array(fc.nat(9), { maxLength: 6 }), fc.integer({ min: 1, max: 12 })])(
  "valueWindows gives every row once, in windows of the size asked for, across batches",
  (counts, size) => {
    let from = 0;
    const batches = counts.flatMap((count) => {
      from += count;
      return counting(from - count, count).batches;
    });
    const table = new Table(counting(0, 0).schema, batches);
    const windows = [...valueWindows(table, size)];
    expect(windows.flatMap((window) => window.columns[0] ?? [])).toEqual(Array.from({ length: from }, (_, i) => i));
    expect(windows.slice(0, -1).every((window) => window.length === size)).toBe(true);
    expect(windows.every((window) => window.length === window.columns[0]?.length && window.length > 0)).toBe(true);
  },
);
