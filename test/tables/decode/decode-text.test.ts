import {
  Dictionary,
  Int32,
  LargeUtf8,
  List,
  makeData,
  makeVector,
  Table,
  tableFromIPC,
  tableToIPC,
  Utf8,
  Utf8View,
  type Vector,
  vectorFromArray,
  Field,
  type DataType,
} from "apache-arrow";
import { describe, expect, test } from "vitest";

import { readByWindows } from "../arbitrary-columns.ts";

const types: readonly (readonly [string, () => DataType])[] = [
  ["utf8", () => new Utf8()],
  ["large utf8", () => new LargeUtf8()],
  ["utf8 view", () => new Utf8View()],
  ["dictionary", () => new Dictionary(new Utf8(), new Int32())],
];

const read = (vector: Vector<DataType>): unknown[] => readByWindows(new Table({ text: vector }), "text", 8192);

describe.each(types)("text in a %s column", (_, type) => {
  const make = (values: readonly (string | null)[]): Vector<DataType> => vectorFromArray(values, type());

  test("keeps a byte order mark inside and at the start of a cell", () => {
    const cells = ["\ufeffhead", "mid\ufeffdle", "\ufeff", "\ufeff\ufefftwo", "plain"];
    expect(read(make(cells))).toEqual(cells);
  });

  test("cuts cells right where emoji stand at the borders of groups decoded together", () => {
    const cells = Array.from({ length: 100 }, (_, i) => (i % 16 === 15 || i % 16 === 0 ? `${i}😀` : `${i} plain`));
    expect(read(make(cells))).toEqual(cells);
    expect(read(make(cells).slice(7, 60))).toEqual(cells.slice(7, 60));
  });

  test("tells null and the empty text apart", () => {
    expect(read(make(["", null, "a", "", null]))).toEqual(["", null, "a", "", null]);
  });

  test("reads long and short cells side by side", () => {
    const cells = ["x".repeat(12), "y".repeat(13), "é".repeat(6), "é".repeat(7), "z".repeat(100_000), ""];
    expect(read(make(cells))).toEqual(cells);
  });
});

/** A text column of raw bytes. */
function bytesColumn(cells: readonly (readonly number[])[]): Vector<Utf8> {
  const ends = cells.reduce<number[]>((offsets, cell) => [...offsets, (offsets.at(-1) ?? 0) + cell.length], [0]);
  const data = Uint8Array.from(cells.flat());
  return makeVector(makeData({ type: new Utf8(), length: cells.length, valueOffsets: Int32Array.from(ends), data }));
}

describe("bytes that are no UTF-8", () => {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const each = (cells: readonly (readonly number[])[]): string[] =>
    cells.map((cell) => decoder.decode(Uint8Array.from(cell)));

  test.each([
    ["a lone byte", [[0xff], [0x61]]],
    [
      "a glyph cut by the border of two cells",
      [
        [0x61, 0xc3],
        [0xa9, 0x62],
      ],
    ],
    ["an emoji cut in four cells", [[0xf0], [0x9f], [0x98], [0x80]]],
    [
      "a cut emoji beside as many bytes as units",
      [
        [0xf0, 0x9f],
        [0x61, 0x62],
        [0xff, 0xff],
      ],
    ],
    ["a surrogate written as bytes", [[0xed, 0xa0, 0x80], [0x61]]],
  ])("%s reads as the replacement character, cell by cell", (_, cells) => {
    expect(read(bytesColumn(cells))).toEqual(each(cells));
  });
});

describe("a column without rows", () => {
  test("of text inside lists that are all empty is read, offsets or none", () => {
    const type = new List(Field.new({ name: "item", type: new Utf8(), nullable: true }));
    const child = makeData({ type: new Utf8(), length: 0, valueOffsets: new Int32Array(), data: new Uint8Array() });
    const lists = makeVector(makeData({ type, length: 3, valueOffsets: new Int32Array(4), child }));
    expect(read(lists)).toEqual([[], [], []]);
  });
  test("has no windows", () => {
    expect(read(vectorFromArray([], new Utf8()))).toEqual([]);
  });
});

test("a view column whose buffer is cut short is an error, not nonsense", () => {
  // apache-arrow 21 writes slices of view columns without their views.
  const slice = vectorFromArray(["a", "b"], new Utf8View()).slice(1);
  const table = tableFromIPC(tableToIPC(new Table({ text: slice })));
  expect(() => readByWindows(table, "text", 10)).toThrow(
    "a utf8 view column: 0 bytes of views for 1 rows; expected 16 bytes a row. " +
      "apache-arrow 21 writes slices of such columns wrongly: cast the column to utf8 before writing it.",
  );
});
