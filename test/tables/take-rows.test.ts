import { test } from "@fast-check/vitest";
import { Dictionary, Table, tableFromArrays, type DataType } from "apache-arrow";
import fc from "fast-check";
import { describe, expect } from "vitest";

import { takeRows } from "../../src/tables/take-rows.ts";
import { columnKinds, columnOf, plainValue } from "./arbitrary-columns.ts";

/** Chunks with dictionaries of their own get one for all, with other codes. */
const valueType = (type: DataType | undefined): string => String(type instanceof Dictionary ? type.dictionary : type);

describe.each(columnKinds.map((kind) => [kind.name, kind] as const))("takeRows of a column of %s", (_, kind) => {
  test.prop([columnOf(kind).filter((vector) => vector.length > 0), fc.array(fc.nat(), { maxLength: 40 })], {
    numRuns: 25,
  })("gives the values and nulls of the rows, in the order asked for", (vector, numbers) => {
    const rows = numbers.map((number) => number % vector.length);
    const taken = takeRows(new Table({ c: vector }), rows).getChild("c");
    const get = (row: number): unknown => plainValue(vector.get(row), vector.type);
    expect(taken?.length).toBe(rows.length);
    expect(valueType(taken?.type as DataType | undefined)).toBe(valueType(vector.type));
    expect(Array.from({ length: rows.length }, (_, i) => plainValue(taken?.get(i), vector.type))).toEqual(
      rows.map(get),
    );
  });
});

describe("takeRows", () => {
  const table = tableFromArrays({ b: ["x", "y", null], "2": Int32Array.of(1, 2, 3), "1": [true, false, true] });

  test("keeps the order of the columns, whatever their names", () => {
    expect(table.schema.fields.map((field) => field.name)).toEqual(
      takeRows(table, [0]).schema.fields.map((f) => f.name),
    );
  });

  test("keeps the columns when no row is taken", () => {
    const empty = takeRows(table, []);
    expect(empty.numRows).toBe(0);
    expect(empty.schema.fields.length).toBe(3);
  });

  test.each([[3], [-1], [0.5], [NaN]])("refuses row %s of three", (row) => {
    expect(() => takeRows(table, [0, row])).toThrow(`takeRows: row ${row}; expected whole numbers from 0 to 2.`);
  });

  test("refuses any row of a table without rows", () => {
    expect(() => takeRows(table.slice(0, 0), [0])).toThrow("takeRows: row 0; expected no row, as the table has none.");
  });
});
