import {
  Bool,
  DateDay,
  DateMillisecond,
  Dictionary,
  Field,
  FixedSizeList,
  Float16,
  Float32,
  Float64,
  Int16,
  Int32,
  Int64,
  Int8,
  LargeList,
  LargeUtf8,
  List,
  makeData,
  makeVector,
  Null,
  TimestampMicrosecond,
  TimestampMillisecond,
  TimestampNanosecond,
  TimestampSecond,
  Uint16,
  Uint32,
  Uint64,
  Uint8,
  Utf8,
  Utf8View,
  Vector,
  vectorFromArray,
  type DataType,
  type Table,
} from "apache-arrow";
import fc from "fast-check";

import { tableWindows } from "../../src/tables/windows.ts";

/** An Arrow type and the values it may hold, as a builder takes them. */
export interface ColumnKind {
  readonly name: string;
  readonly type: () => DataType;
  readonly value: fc.Arbitrary<unknown>;
  /** How a column is made from values, nulls among them. */
  readonly make: (values: readonly unknown[]) => Vector<DataType>;
}

const kind = (name: string, type: () => DataType, value: fc.Arbitrary<unknown>): ColumnKind => ({
  name,
  type,
  value,
  make: (values) => vectorFromArray(values as unknown[], type()),
});

/** Times are written as raw 64-bit numbers: builders lose what is below a millisecond. */
const rawTime = (name: string, type: () => DataType, perMillisecond: bigint): ColumnKind => {
  const limit = 8_000_000_000_000n * perMillisecond;
  return {
    name,
    type,
    value: fc.bigInt({ min: -limit, max: limit }),
    make: (values) => {
      const data = BigInt64Array.from(values as (bigint | null)[], (value) => value ?? 77n);
      const nullBitmap = new Uint8Array((values.length >> 3) + 1);
      values.forEach(
        (value, i) => (nullBitmap[i >> 3] = (nullBitmap[i >> 3] ?? 0) | (Number(value !== null) << (i & 7))),
      );
      const nullCount = values.filter((value) => value === null).length;
      return makeVector(
        makeData({ type: type() as unknown as Int64, length: values.length, data, nullBitmap, nullCount }),
      );
    },
  };
};

const int = (bits: number, signed: boolean): fc.Arbitrary<number> =>
  signed
    ? fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 })
    : fc.integer({ min: 0, max: 2 ** bits - 1 });

const safe = (min: number): fc.Arbitrary<bigint> =>
  fc.bigInt({ min: BigInt(min), max: BigInt(Number.MAX_SAFE_INTEGER) });

/** Text of all sorts: ASCII, accents, emoji, empty. No byte order mark at the start: `vector.get` swallows it. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom("", "tail\ufeff", "é", "😀", "👨‍👩‍👧", "\u0000", "日本語", "plain"),
);

const listOf = (item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.array(fc.option(item, { freq: 5 }), { maxLength: 5 });
const field = (type: DataType): Field => Field.new({ name: "item", type, nullable: true });
const double: fc.Arbitrary<number> = fc.double();
const word: fc.Arbitrary<string> = fc.constantFrom("ham", "spam", "", "é", "😀", "eggs", "a much longer text");

/** Every type of column that can be read. */
export const columnKinds: readonly ColumnKind[] = [
  kind("utf8", () => new Utf8(), anyText),
  kind("large utf8", () => new LargeUtf8(), anyText),
  kind("utf8 view", () => new Utf8View(), anyText),
  kind("bool", () => new Bool(), fc.boolean()),
  kind("int8", () => new Int8(), int(8, true)),
  kind("int16", () => new Int16(), int(16, true)),
  kind("int32", () => new Int32(), int(32, true)),
  kind("int64", () => new Int64(), safe(Number.MIN_SAFE_INTEGER)),
  kind("uint8", () => new Uint8(), int(8, false)),
  kind("uint16", () => new Uint16(), int(16, false)),
  kind("uint32", () => new Uint32(), int(32, false)),
  kind("uint64", () => new Uint64(), safe(0)),
  kind("float16", () => new Float16(), fc.float()),
  kind("float32", () => new Float32(), fc.float()),
  kind("float64", () => new Float64(), double),
  kind(
    "date of days",
    () => new DateDay(),
    fc.integer({ min: -1e6, max: 1e6 }).map((day) => day * 86_400_000),
  ),
  kind("date of milliseconds", () => new DateMillisecond(), fc.integer({ min: -1e12, max: 1e12 })),
  rawTime("timestamp of seconds", () => new TimestampSecond(), 1n),
  rawTime("timestamp of milliseconds", () => new TimestampMillisecond(), 1n),
  rawTime("timestamp of microseconds", () => new TimestampMicrosecond(), 1000n),
  rawTime("timestamp of nanoseconds", () => new TimestampNanosecond(), 1_000_000n),
  kind("null", () => new Null(), fc.constant(null)),
  kind("dictionary of utf8", () => new Dictionary(new Utf8(), new Int32()), word),
  kind("dictionary of utf8, int8 codes", () => new Dictionary(new Utf8(), new Int8()), word),
  kind("dictionary of utf8, uint16 codes", () => new Dictionary(new Utf8(), new Uint16()), word),
  kind("dictionary of float64", () => new Dictionary(new Float64(), new Int32()), fc.constantFrom(1.5, 2, -3)),
  kind("dictionary of int64", () => new Dictionary(new Int64(), new Int32()), fc.constantFrom(1n, 2n, -3n)),
  kind("list of utf8", () => new List(field(new Utf8())), listOf(anyText)),
  kind("list of bool", () => new List(field(new Bool())), listOf(fc.boolean())),
  kind("list of int64", () => new List(field(new Int64())), listOf(safe(Number.MIN_SAFE_INTEGER))),
  kind("list of float32", () => new List(field(new Float32())), listOf(fc.float())),
  kind("large list of utf8", () => new LargeList(field(new Utf8())), listOf(anyText)),
  kind(
    "fixed-size list of int16",
    () => new FixedSizeList(3, field(new Int16())),
    fc.array(int(16, true), { minLength: 3, maxLength: 3 }),
  ),
  kind(
    "fixed-size list of bool",
    () => new FixedSizeList(2, field(new Bool())),
    fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }),
  ),
];

/** A column of one kind in one or more chunks, nulls among its values; perhaps only a slice of a longer one. */
export function columnOf(of: ColumnKind, { slices = true } = {}): fc.Arbitrary<Vector<DataType>> {
  const chunk = fc.array(fc.option(of.value, { freq: 5 }), { maxLength: 60 });
  const chunks = fc.array(chunk, { minLength: 1, maxLength: 3 });
  // Chunks of a dictionary column keep each its own dictionary.
  const whole = chunks.map((parts) => new Vector<DataType>(parts.flatMap((values) => of.make(values).data)));
  if (!slices) return whole;
  return fc
    .tuple(whole, fc.option(fc.tuple(fc.nat(200), fc.nat(200))))
    .map(([vector, slice]) => (slice === null ? vector : vector.slice(Math.min(...slice), Math.max(...slice))));
}

/** What `vector.get(i)` means to this package: numbers for bigints, and no nulls inside lists. */
export function plainValue(value: unknown, type: DataType): unknown {
  if (value === null) return null;
  if (typeof value === "bigint") return Number(value);
  if (!(value instanceof Vector)) return value;
  const inner = (type.children[0] as Field).type as DataType;
  const fill = inner instanceof Utf8 ? "" : inner instanceof Bool ? false : NaN;
  return Array.from({ length: value.length }, (_, i) => plainValue(value.get(i), inner) ?? fill);
}

/** All rows of a column read through windows: its values, null where the validity says so. */
export function readByWindows(table: Table, column: string, size: number): unknown[] {
  const out: unknown[] = [];
  for (const window of tableWindows(table, [column], size)) {
    const read = window.columns.get(column);
    if (read === undefined) throw new Error("no column");
    if (window.firstRow !== out.length) throw new Error(`window at ${window.firstRow}, not ${out.length}`);
    for (let i = 0; i < window.length; i++) out.push(read.valid?.[i] === 0 ? null : asArray(read.values[i]));
  }
  return out;
}

const asArray = (value: unknown): unknown =>
  typeof value === "object" && value !== null ? Array.from(value as ArrayLike<unknown>) : value;
