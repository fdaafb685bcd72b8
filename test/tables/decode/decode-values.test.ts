import {
  DateDay,
  DateMillisecond,
  Dictionary,
  Field,
  Float16,
  Float64,
  Int32,
  Int64,
  Int8,
  List,
  makeData,
  makeVector,
  Table,
  TimestampMicrosecond,
  TimestampMillisecond,
  TimestampNanosecond,
  TimestampSecond,
  Uint64,
  vectorFromArray,
  type DataType,
  type Vector,
} from "apache-arrow";
import { describe, expect, test } from "vitest";

import { tableWindows } from "../../../src/tables/windows.ts";
import { readByWindows } from "../arbitrary-columns.ts";

const read = (vector: Vector<DataType>, size = 8192): unknown[] =>
  readByWindows(new Table({ count: vector }), "count", size);

const limit = Number.MAX_SAFE_INTEGER;

describe("64-bit integers", () => {
  test.each([
    ["int64", [BigInt(limit), BigInt(-limit), 0n, null]],
    ["uint64", [BigInt(limit), 0n, null]],
  ] as const)("%s reads as exact numbers below 2^53", (type, values) => {
    const vector = vectorFromArray([...values], type === "int64" ? new Int64() : new Uint64());
    expect(read(vector)).toEqual(values.map((value) => (value === null ? null : Number(value))));
  });

  const remedy =
    "expected a number below 2^53, which JavaScript holds exactly. " +
    "Store such numbers as text (utf8) when they are identifiers, or as float64 when rounding is fine.";

  test("of 2^53 and above are an error that names column and row, not a rounded number", () => {
    const values = Array.from({ length: 30 }, (_, i) => (i === 23 ? 2n ** 53n : 1n));
    expect(() => read(vectorFromArray(values, new Int64()), 10)).toThrow(
      `column "count", row 23: the whole number 9007199254740992; ${remedy}`,
    );
    expect(() => read(vectorFromArray([-(2n ** 60n)], new Int64()))).toThrow(
      `column "count", row 0: the whole number -1152921504606846976; ${remedy}`,
    );
  });

  test("beyond 2^53 under a null are no error", () => {
    const data = BigInt64Array.of(2n ** 60n, 5n);
    const nullBitmap = Uint8Array.of(0b10);
    expect(read(makeVector(makeData({ type: new Int64(), length: 2, nullCount: 1, data, nullBitmap })))).toEqual([
      null,
      5,
    ]);
  });

  test("beyond 2^53 inside a list name the row of the list", () => {
    const type = new List(Field.new({ name: "item", type: new Int64(), nullable: true }));
    const lists = vectorFromArray([[1n, 2n, 3n], [], [4n], [5n, 2n ** 54n], [6n]], type);
    expect(() => read(lists)).toThrow(`column "count", row 3: the whole number 18014398509481984; ${remedy}`);
    expect(() => read(lists.slice(2))).toThrow(`column "count", row 1: the whole number 18014398509481984; ${remedy}`);
  });

  test("beyond 2^53 in a dictionary belong to no row", () => {
    const vector = vectorFromArray([1n, 2n ** 54n, 1n, 1n], new Dictionary(new Int64(), new Int32()));
    expect(() => read(vector)).toThrow(
      `column "count", in its dictionary: the whole number 18014398509481984; ${remedy}`,
    );
  });
});

describe("half-precision floats", () => {
  const half = (...bits: number[]): Vector<Float16> =>
    makeVector(makeData({ type: new Float16(), length: bits.length, data: Uint16Array.from(bits) }));

  test("read as the numbers they stand for", () => {
    expect(read(half(0x3c00, 0xc000, 0x7bff, 0x0400, 0x0001, 0x8001, 0x3555))).toEqual([
      1,
      -2,
      65504,
      2 ** -14,
      2 ** -24,
      -(2 ** -24),
      0.333251953125,
    ]);
  });
  test("know both zeros, both infinities and NaN", () => {
    expect(read(half(0x0000, 0x8000, 0x7c00, 0xfc00, 0x7e00))).toEqual([0, -0, Infinity, -Infinity, NaN]);
  });
  test("agree with apache-arrow on all 65,536 of them", () => {
    const all = half(...Array.from({ length: 65_536 }, (_, bits) => bits));
    expect(read(all)).toEqual(Array.from(all));
  });
});

describe("times", () => {
  const moment = Date.UTC(2026, 10, 21, 8, 30, 0, 250);
  const raw = (type: DataType, ...values: bigint[]): Vector<DataType> =>
    makeVector(makeData({ type: type as unknown as Int64, length: values.length, data: BigInt64Array.from(values) }));

  test.each([
    ["seconds", new TimestampSecond(), BigInt(Math.floor(moment / 1000)), Math.floor(moment / 1000) * 1000],
    ["milliseconds", new TimestampMillisecond(), BigInt(moment), moment],
    ["microseconds", new TimestampMicrosecond(), BigInt(moment) * 1000n + 500n, moment + 0.5],
    ["nanoseconds", new TimestampNanosecond(), BigInt(moment) * 1_000_000n + 250_000n, moment + 0.25],
  ])("in %s read as milliseconds since 1970", (_, type, value, milliseconds) => {
    expect(read(raw(type, value))).toEqual([milliseconds]);
  });

  test("in whole milliseconds stay whole, whatever the unit: no rounding beyond 2^53 nanoseconds", () => {
    const moments = Array.from({ length: 1000 }, (_, i) => moment + i);
    const nanoseconds = moments.map((each) => BigInt(each) * 1_000_000n);
    expect(read(raw(new TimestampNanosecond(), ...nanoseconds))).toEqual(moments);
    expect(read(raw(new TimestampNanosecond(), ...nanoseconds.map((n) => -n)))).toEqual(moments.map((m) => -m));
    expect(read(raw(new TimestampMicrosecond(), ...moments.map((each) => BigInt(each) * 1000n)))).toEqual(moments);
  });

  test("dates read as milliseconds since 1970, by day or by millisecond", () => {
    const day = Date.UTC(1969, 6, 20);
    expect(read(vectorFromArray([day, null], new DateDay()))).toEqual([day, null]);
    expect(read(vectorFromArray([moment, null], new DateMillisecond()))).toEqual([moment, null]);
  });
});

describe("numbers", () => {
  test("are views of the table's own memory where their type allows", () => {
    const data = Float64Array.of(1, 2, 3);
    const [window] = tableWindows(new Table({ count: makeVector(data) }), ["count"]);
    const values = window?.columns.get("count")?.values as Float64Array;
    expect(values.buffer).toBe(data.buffer);
  });

  test("NaN is a value, not a null", () => {
    expect(read(vectorFromArray([NaN, null, 1], new Float64()))).toEqual([NaN, null, 1]);
  });

  test.each([
    ["numbers", new Dictionary(new Float64(), new Int32()), [1.5, null, 2]],
    ["dates", new Dictionary(new DateDay(), new Int8()), [0, null, 86_400_000]],
  ])("from a dictionary of %s come in a typed array, as without one", (_, type, values) => {
    const [window] = tableWindows(new Table({ count: vectorFromArray(values, type) }), ["count"]);
    const column = window?.columns.get("count");
    expect(column?.values).toBeInstanceOf(Float64Array);
    expect(column?.valid).toEqual(Uint8Array.of(1, 0, 1));
    expect(column?.values[2]).toBe(values[2]);
  });
});
