import { test } from "@fast-check/vitest";
import {
  Decimal,
  Dictionary,
  Field,
  Int32,
  makeData,
  makeVector,
  SparseUnion,
  Struct,
  Table,
  tableFromArrays,
  vectorFromArray,
  type DataType,
} from "apache-arrow";
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

  test("copies structs and decimals, which labeling functions cannot read, as they are", () => {
    const point = new Struct([Field.new({ name: "x", type: new Int32(), nullable: true })]);
    const structs = vectorFromArray([{ x: 1 }, null, { x: 3 }], point);
    const decimals = makeVector(
      makeData({ type: new Decimal(0, 10, 128), length: 3, data: Uint32Array.from({ length: 12 }, (_, i) => i) }),
    );
    const taken = takeRows(new Table({ structs, decimals }), [2, 1, 2]);
    expect(JSON.stringify(taken.getChild("structs"))).toBe('[{"x":3},null,{"x":3}]');
    expect(taken.getChild("decimals")?.data[0]?.values).toEqual(Uint32Array.of(8, 9, 10, 11, 4, 5, 6, 7, 8, 9, 10, 11));
  });

  test("refuses a column of unions", () => {
    const type = new SparseUnion([0], [Field.new({ name: "x", type: new Int32() })]);
    const child = makeData({ type: new Int32(), length: 1, data: Int32Array.of(5) });
    const unions = makeVector(makeData({ type, length: 1, typeIds: Int8Array.of(0), children: [child] }));
    expect(() => takeRows(new Table({ u: unions }), [0])).toThrow(
      'takeRows: column "u" is a union; expected columns of one type each. Leave the column out: table.select([...]).',
    );
  });

  test("refuses what is no table", () => {
    expect(() => takeRows([] as unknown as Table, [])).toThrow(
      "takeRows: an array of 0; expected an Arrow table. " +
        "Make one with tableFromRows(rows), readTable(file), or apache-arrow's tableFromArrays.",
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
