import { test } from "@fast-check/vitest";
import { Vector, type Data } from "apache-arrow";
import fc from "fast-check";
import { describe, expect } from "vitest";

import type { CellSource } from "../../../src/tables/build/cells.ts";
import { columnFromText, inferTextType } from "../../../src/tables/files/inference.ts";
import { vectorValues } from "../exact-values.ts";
import { failureOf } from "../expect-error.ts";

const typeOf = (data: Data): string => (data.type as { toString(): string }).toString();

const source: CellSource = { column: "likes", where: "data.csv", place: (row) => `row ${row + 1} (line ${row + 2})` };

describe("inferTextType", () => {
  test.each([
    ["utf8", []],
    ["utf8", [null, null]],
    ["utf8", ["", null]],
    ["bool", ["true", null, "False"]],
    ["int64", ["1", null, "-2", ""]],
    ["float64", ["1", "2.5", "NaN", "inf"]],
    ["float64", ["NaN"]],
    ["date", ["2024-01-01", null]],
    ["timestamp", ["2024-01-01", "2024-01-01T10:00"]],
    ["timestamp", ["2024-01-01T10:00Z", "2024-01-01T10:00+02:00"]],
    ["utf8", ["2024-01-01T10:00Z", "2024-01-01T10:00"]],
    ["utf8", ["2024-01-01T10:00Z", "2024-01-01"]],
    ["utf8", ["1", "007"]],
    ["utf8", ["1.5", "9007199254740993"]],
    ["float64", ["1.5", "100000000000000000000"]],
    ["utf8", ["1", "100000000000000000000"]],
    ["utf8", ["1", "true"]],
    ["utf8", ["1", "2024-01-01"]],
    ["utf8", ["1", "spam"]],
  ])("gives %s for %j", (type, cells) => {
    expect(inferTextType(cells)).toBe(type);
  });

  test("looks at the last of many cells", () => {
    expect(inferTextType([...new Array<string>(50_000).fill("1"), "x"])).toBe("utf8");
  });
});

const cell = fc.oneof(
  fc.constantFrom("", "007", "1", "-0", "1.50", "true", "NaN", "2024-01-01", "1e3", "9007199254740993", "x"),
  fc.integer().map(String),
  fc.double().map(String),
  fc.string({ maxLength: 6 }),
);

test.prop([fc.array(fc.option(cell, { freq: 5 }), { minLength: 1 })])(
  "text becomes numbers only where the text can be told from them",
  (cells) => {
    const data = columnFromText(cells, undefined, source);
    const values = vectorValues(new Vector([data]));
    const type = inferTextType(cells);
    if (type === "utf8") expect(values).toEqual(cells);
    if (type === "int64")
      expect(values.map((value) => (value === null ? null : String(value as bigint)))).toEqual(
        cells.map((each) => each || null),
      );
    if (type === "float64") expect(values).toEqual(cells.map((each) => (each ? Number(each) : null)));
  },
);

describe("columnFromText", () => {
  test("names row, column, value, type and remedy of a cell that does not fit its declared type", async () => {
    expect(await failureOf(() => columnFromText(["1", "abc"], "int64", source))).toEqual([
      "wrong_type",
      'data.csv, row 2 (line 3), column "likes": "abc"; expected int64. Correct it, or read the column as text: { columns: { "likes": "utf8" } }.',
    ]);
  });

  test("reads lists from JSON text", async () => {
    const data = columnFromText(['["a",null]', null, "[]"], "list<utf8>", source);
    expect(vectorValues(new Vector([data]))).toEqual([["a", null], null, []]);
    const numbers = columnFromText(["[1,9007199254740993]"], "list<int64>", source);
    expect(vectorValues(new Vector([numbers]))).toEqual([[1n, 9007199254740993n]]);
    expect((await failureOf(() => columnFromText(["a,b"], "list<utf8>", source)))[1]).toContain(
      '"a,b"; expected list<utf8>',
    );
    expect((await failureOf(() => columnFromText(['["x"]'], "list<int8>", source)))[1]).toContain(
      "expected list<int8>",
    );
  });

  test("gives times their unit and zone, and falls back to text where 64 bits cannot hold them", async () => {
    const micros = columnFromText(["2024-01-01T00:00:00.000001Z"], undefined, source);
    expect(typeOf(micros)).toBe("Timestamp<MICROSECOND, UTC>");
    const lists = columnFromText(['["2024-01-01T00:00:00.000000001",null]'], "list<timestamp>", source);
    expect(vectorValues(new Vector([lists]))).toEqual([[1_704_067_200_000_000_001n, null]]);
    const beyond = ["2500-01-01T00:00:00.000000001"];
    expect(typeOf(columnFromText(beyond, undefined, source))).toBe("Utf8");
    expect(await failureOf(() => columnFromText(beyond, "timestamp", source))).toEqual([
      "wrong_type",
      'data.csv, column "likes": times given to the nanosecond before 1677 or after 2262; expected times that 64 bits can hold as timestamp. Give them to the microsecond, or read the column as text: { columns: { "likes": "utf8" } }.',
    ]);
  });
});
