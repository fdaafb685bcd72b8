import {
  Binary,
  Bool,
  DateDay,
  Decimal,
  Dictionary,
  DurationSecond,
  Field,
  FixedSizeList,
  Float16,
  Float32,
  Int32,
  Int64,
  List,
  Null,
  Struct,
  Table,
  tableFromArrays,
  TimestampNanosecond,
  Uint8,
  Utf8,
  Utf8View,
  vectorFromArray,
  type DataType,
} from "apache-arrow";
import { describe, expect, test } from "vitest";

import { isTable } from "../../src/tables/arrow-shape.ts";
import { columnTypeOf } from "../../src/tables/arrow-types.ts";
import {
  acceptsType,
  checkColumnType,
  listItemType,
  valueKind,
  type ColumnType,
} from "../../src/tables/column-types.ts";
import { checkColumns, checkTable, fieldOf, typeOfColumn } from "../../src/tables/schema.ts";

const item = (type: DataType): Field => Field.new({ name: "item", type, nullable: true });

describe("columnTypeOf", () => {
  test.each<[DataType, ColumnType | null]>([
    [new Utf8(), "utf8"],
    [new Utf8View(), "utf8"],
    [new Null(), "utf8"],
    [new Bool(), "bool"],
    [new Uint8(), "uint8"],
    [new Int64(), "int64"],
    [new Float16(), "float32"],
    [new Float32(), "float32"],
    [new DateDay(), "date"],
    [new TimestampNanosecond(), "timestamp"],
    [new Dictionary(new Utf8(), new Int32()), "utf8"],
    [new Dictionary(new Float32(), new Int32()), "float32"],
    [new List(item(new Utf8())), "list<utf8>"],
    [new FixedSizeList(3, item(new Int32())), "list<int32>"],
    [new List(item(new Dictionary(new Utf8(), new Int32()))), "list<utf8>"],
    [new List(item(new List(item(new Utf8())))), null],
    [new Struct([item(new Utf8())]), null],
    [new Binary(), null],
    [new Decimal(2, 10), null],
    [new DurationSecond(), null],
  ])("of %s is %s", (type, expected) => {
    expect(columnTypeOf(type)).toBe(expected);
  });
});

describe("acceptsType", () => {
  test.each<[ColumnType, ColumnType, boolean]>([
    ["int32", "int64", true],
    ["uint8", "int16", true],
    ["float64", "int8", true],
    ["float32", "float64", true],
    ["int32", "float64", false],
    ["timestamp", "date", true],
    ["timestamp", "int64", false],
    ["utf8", "bool", false],
    ["list<float64>", "list<int8>", true],
    ["list<int32>", "list<float64>", false],
    ["list<utf8>", "utf8", false],
  ])("a column declared %s may be %s: %s", (declared, actual, accepted) => {
    expect(acceptsType(declared, actual)).toBe(accepted);
  });
});

describe("column types", () => {
  test("listItemType and valueKind look inside lists", () => {
    expect([listItemType("list<int8>"), listItemType("int8")]).toEqual(["int8", null]);
    expect([valueKind("list<date>"), valueKind("uint64"), valueKind("list<bool>")]).toEqual([
      "time list",
      "number",
      "flag list",
    ]);
  });
  test.each([["string"], ["list<list<utf8>>"], ["list<>"], ["toString"], ["list<utf8"]])(
    "%j is no column type",
    (type) => {
      expect(() => checkColumnType(type, "text")).toThrow(
        `column "text": type "${type}"; expected one of utf8, bool, int8, int16, int32, int64, uint8, uint16, uint32, ` +
          "uint64, float32, float64, timestamp, date, or a list such as list<utf8>.",
      );
    },
  );
  test("a type that is no text is named as it is", () => {
    expect(() => checkColumnType(7, "text")).toThrow('column "text": type 7; expected one of utf8,');
    expect(() => checkColumnType(undefined, "text")).toThrow('column "text": type undefined; expected one of utf8,');
  });
});

describe("checkTable", () => {
  const remedy = "Make one with tableFromRows(rows), readTable(file), or apache-arrow's tableFromArrays.";
  test.each([
    [null, "null"],
    [undefined, "undefined"],
    [[{ text: "a" }], "an array of 1"],
    [{ text: ["a"] }, "an object with text"],
    ["votes.csv", '"votes.csv"'],
  ])("refuses %j", (value, got) => {
    expect(() => checkTable(value, "apply")).toThrow(`apply: ${got}; expected an Arrow table. ${remedy}`);
  });
  test("takes a table by its shape", () => {
    const table = tableFromArrays({ a: [1] });
    expect(checkTable(table, "apply")).toBe(table);
    expect(isTable(table.batches[0])).toBe(false);
  });
});

describe("columns of a table", () => {
  const table = new Table({
    text: vectorFromArray(["a"], new Utf8()),
    raw: vectorFromArray([new Uint8Array()], new Binary()),
    count: vectorFromArray([1.5], new Float32()),
    nothing: vectorFromArray([null], new Null()),
  });

  test("a missing one is named, with those there are", () => {
    expect(() => fieldOf(table, "txt", "apply")).toThrow(
      'apply: the table has no column "txt"; expected one of its columns: text, raw, count, nothing. ' +
        "Check the spelling, or rename the column.",
    );
    expect(() => fieldOf(tableFromArrays({}), "txt", "apply")).toThrow("expected one of its columns: none.");
  });

  test("one that occurs twice is an error", () => {
    const schema = {
      fields: [
        { name: "a", type: new Utf8() },
        { name: "a", type: new Utf8() },
      ],
    };
    expect(() => fieldOf({ schema, batches: [], numRows: 0 }, "a", "apply")).toThrow(
      'apply: the table has 2 columns "a"; expected one. Rename all but one of them.',
    );
  });

  test("one of a type that cannot be read is an error", () => {
    expect(() => typeOfColumn(table, "raw", "apply")).toThrow(
      'apply: column "raw" is Binary; expected text, numbers, booleans, times, dates, or lists of them. ' +
        "Cast the column, or take what you need out of it, before labeling.",
    );
  });

  test("one of another type than declared names both types", () => {
    expect(() => checkColumns(table, { count: "int32" }, "apply")).toThrow(
      'apply: column "count" is float32 in the table; expected int32. Convert the column, or declare it as "float32" in defineTask.',
    );
    expect(() => checkColumns(table, { text: "float64" }, "apply")).toThrow(
      'apply: column "text" is utf8 in the table; expected float64. Convert the column, or declare it as "utf8" in defineTask.',
    );
  });

  test("a column of nulls alone fits any declared type", () => {
    expect(() => checkColumns(table, { nothing: "list<int8>", text: "utf8", count: "float64" }, "apply")).not.toThrow();
  });
});
