import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect } from "vitest";

import type { ColumnType } from "../../src/tables/column-types.ts";
import { tableFromRows } from "../../src/tables/from-rows.ts";
import { tableValues, vectorValues } from "./exact-values.ts";
import { failureOf } from "./expect-error.ts";

const schemaOf = (rows: readonly Record<string, unknown>[], columns: Record<string, ColumnType> = {}): string =>
  String(tableFromRows(rows, { columns }).schema).slice(9, -3);

describe("tableFromRows", () => {
  test("gives numbers, bigints, text, booleans, dates, lists and nulls their types", () => {
    const rows = [
      { n: 1, i: 1n, s: "x", b: true, d: new Date(5), l: [1], t: Float32Array.of(1.5), z: null },
      { n: -0, i: null, s: undefined, b: false, d: null, l: [], t: null, z: undefined },
    ];
    expect(schemaOf(rows)).toBe(
      "0: n: Float64, 1: i: Int64, 2: s: Utf8, 3: b: Bool, 4: d: Timestamp<MILLISECOND>, 5: l: List<Float64>, 6: t: List<Float64>, 7: z: Utf8",
    );
    expect(tableValues(tableFromRows(rows))).toEqual({
      n: [1, -0],
      i: [1n, null],
      s: ["x", null],
      b: [true, false],
      d: [5_000_000n, null],
      l: [[1], []],
      t: [[1.5], null],
      z: [null, null],
    });
  });

  test("takes any iterable once, and keys in the order of first sight", () => {
    function* rows(): Generator<Record<string, unknown>> {
      yield { b: 1 };
      yield { a: "x", b: 2 };
    }
    expect(tableValues(tableFromRows(rows()))).toEqual({ b: [1, 2], a: [null, "x"] });
    expect(tableFromRows(rows()).schema.names).toEqual(["b", "a"]);
  });

  test("converts to declared types what fits them", () => {
    const row = {
      a: "12",
      b: 1,
      c: "true",
      d: "2024-01-01T00:00:00.000001Z",
      e: 86_400_000,
      f: [1, "2"],
      g: { k: 1n },
    };
    const columns = {
      a: "int64",
      b: "utf8",
      c: "bool",
      d: "timestamp",
      e: "date",
      f: "list<int8>",
      g: "utf8",
    } as const;
    const table = tableFromRows([row], { columns });
    expect(tableValues(table)).toEqual({
      a: [12n],
      b: ["1"],
      c: [true],
      d: [1_704_067_200_000_001_000n],
      e: [86_400_000],
      f: [[1n, 2n]],
      g: ['{"k":1}'],
    });
  });

  test("keeps declared columns only where there are no rows", () => {
    expect(schemaOf([], { a: "int8", b: "list<timestamp>" })).toBe("0: a: Int8, 1: b: List<Timestamp<MILLISECOND>>");
    expect(schemaOf([{ x: 1 }], { a: "int8" })).toBe("0: x: Float64");
    expect(tableFromRows([]).numCols).toBe(0);
  });

  test("takes undefined for its defaults", () => {
    expect(tableFromRows([{ a: 1 }], { columns: undefined }).numRows).toBe(1);
  });

  test.each<[Record<string, unknown>[], Record<string, ColumnType>, string]>([
    [
      [{ a: 1 }, { a: "x" }],
      {},
      'tableFromRows, row 1, column "a": text ("x"); expected a number, as in row 0. Make them alike, or read the column as text: { columns: { "a": "utf8" } }.',
    ],
    [
      [{ a: 2n ** 63n }, { a: -1n }],
      {},
      'tableFromRows, row 0, column "a": 9223372036854775808n; expected numbers from -2^63 to 2^63 - 1. Keep the digits as text: { columns: { "a": "utf8" } }.',
    ],
    [
      [{ a: 1n }, { a: 0.5 }],
      {},
      'tableFromRows, row 1, column "a": 0.5; expected whole numbers only, as row 0 has one beyond 2^53, which would be rounded beside it. Have it rounded, or keep the digits as text: { columns: { "a": "float64" } } or "utf8".',
    ],
    [
      [{ a: new Map() }],
      {},
      'tableFromRows, row 0, column "a": an object with no keys; expected text, a number, true or false, a date, or a list of one of these. Keep it as JSON text: { columns: { "a": "utf8" } }.',
    ],
    [
      [{ a: Symbol("x") }],
      { a: "utf8" },
      'tableFromRows, row 0, column "a": a symbol; expected utf8. Give it as text.',
    ],
    [
      [{ a: new Date(NaN) }],
      {},
      'tableFromRows, row 0, column "a": an object with no keys; expected timestamp. Correct it, or read the column as text: { columns: { "a": "utf8" } }.',
    ],
    [
      [{ a: 1.5 }],
      { a: "int32" },
      'tableFromRows, row 0, column "a": 1.5; expected int32. Correct it, or read the column as text: { columns: { "a": "utf8" } }.',
    ],
    [
      [{ a: "x" }],
      { a: "list<utf8>" },
      'tableFromRows, row 0, column "a": "x"; expected list<utf8>. Correct it, or read the column as text: { columns: { "a": "utf8" } }.',
    ],
    [
      [{ a: ["x", 5] }],
      { a: "list<bool>" },
      'tableFromRows, row 0, column "a": "x"; expected list<bool>. Correct it, or read the column as text: { columns: { "a": "utf8" } }.',
    ],
  ])("refuses %s with columns %j", async (rows, columns, message) => {
    expect(await failureOf(() => tableFromRows(rows, { columns }))).toEqual(["wrong_type", message]);
  });

  test("refuses rows that are no objects, and types it does not know", async () => {
    expect(await failureOf(() => tableFromRows([{ a: 1 }, ["x"]] as Record<string, unknown>[]))).toEqual([
      "bad_table",
      'tableFromRows, row 1: an array of 1; expected an object, such as { text: "hello" }.',
    ]);
    expect((await failureOf(() => tableFromRows([null] as unknown as Record<string, unknown>[])))[1]).toContain(
      "row 0: null",
    );
    expect((await failureOf(() => tableFromRows([], { columns: { a: "text" as "utf8" } })))[0]).toBe("bad_option");
  });

  const scalars: [string, fc.Arbitrary<unknown>, (value: unknown) => unknown][] = [
    ["numbers", fc.double(), (value) => value],
    ["64-bit integers", fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => value],
    ["unsigned 64-bit integers", fc.constantFrom(0n, 2n ** 64n - 1n, 2n ** 63n), (value) => value],
    ["text", fc.string({ unit: "grapheme" }), (value) => value],
    ["booleans", fc.boolean(), (value) => value],
    ["dates", fc.date({ noInvalidDate: true }), (value) => BigInt((value as Date).getTime()) * 1_000_000n],
  ];

  test.each(scalars)("keeps %s exactly, with nulls and in lists", (_, scalar, expected) => {
    const cell = fc.option(scalar, { freq: 4 });
    const seen = (value: unknown): unknown => (value === null ? null : expected(value));
    const property = fc.property(fc.array(cell), fc.array(fc.option(fc.array(cell))), (values, lists) => {
      const column = tableFromRows(values.map((value) => ({ c: value }))).getChild("c");
      if (values.length > 0) expect(column === null ? [] : vectorValues(column)).toEqual(values.map(seen));
      const nested = tableFromRows(lists.map((list) => ({ c: list }))).getChild("c");
      if (lists.length > 0)
        expect(nested === null ? [] : vectorValues(nested)).toEqual(lists.map((list) => list?.map(seen) ?? null));
    });
    fc.assert(property);
  });
});
