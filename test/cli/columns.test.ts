import { Int64, makeData, makeVector, Table, tableFromArrays } from "apache-arrow";
import { describe, expect, test } from "vitest";
import { readIds, readTexts } from "../../src/cli/columns.ts";

describe("readIds", () => {
  test("gives text and whole numbers as they are, exactly: 64-bit numbers beyond 2^53 become text", () => {
    const data = BigInt64Array.of(7n, 2n ** 53n, -(2n ** 63n));
    const table = new Table({ id: makeVector(makeData({ type: new Int64(), data })) });
    expect(readIds(table, "id", "f")).toEqual([7, "9007199254740992", "-9223372036854775808"]);
    expect(readIds(tableFromArrays({ id: ["007", "", null] }), "id", "f")).toEqual(["007", null, null]);
    expect(readIds(tableFromArrays({ id: Float64Array.of(1, 1.5) }), "id", "f")).toEqual([1, "1.5"]);
  });

  test("reads across batches", () => {
    const table = tableFromArrays({ id: ["a", "b"] }).concat(tableFromArrays({ id: ["c"] }));
    expect(readIds(table, "id", "f")).toEqual(["a", "b", "c"]);
  });

  test("names the file of a column that is not there", () => {
    expect(() => readIds(tableFromArrays({ a: [1] }), "id", "rows.arrow")).toThrow(
      'rows.arrow: the table has no column "id"; expected one of its columns: a. Check the spelling, or rename the column.',
    );
  });
});

describe("readTexts", () => {
  test("spells numbers and booleans", () => {
    const table = tableFromArrays({ n: Int32Array.of(0, 1), b: [true, null] });
    expect(readTexts(table, "n", "f")).toEqual(["0", "1"]);
    expect(readTexts(table, "b", "f")).toEqual(["true", null]);
  });
});
