import { Dictionary, Int32, Int64, Table, tableFromIPC, tableToIPC, Utf8, Vector, vectorFromArray } from "apache-arrow";
import { describe, expect, test } from "vitest";

import { tableWindows, type ColumnWindow, type DictionaryWindow } from "../../src/tables/windows.ts";
import { columnKinds, columnOf, readByWindows } from "./arbitrary-columns.ts";
import { fc, test as lawTest } from "@fast-check/vitest";

const columnsOf = (table: Table, size?: number): ColumnWindow[] =>
  [...tableWindows(table, ["c"], size)]
    .map((window) => window.columns.get("c"))
    .filter((column) => column !== undefined);

function valueAt({ codes, valid, entries }: DictionaryWindow, i: number): unknown {
  const code = codes[i] ?? 0;
  return valid?.[i] === 0 || entries.valid?.[code] === 0 ? null : entries.values[code];
}

const repeat = (values: readonly (string | null)[], times: number): (string | null)[] =>
  Array.from({ length: times }, () => values).flat();

describe("ColumnWindow.dictionary", () => {
  const dictionaries = columnKinds.filter(({ name }) => name.startsWith("dictionary"));
  describe.each(dictionaries.map((kind) => [kind.name, kind] as const))("of a %s", (_, kind) => {
    lawTest.prop([columnOf(kind), fc.constantFrom(1, 7, 8192)], { numRuns: 40 })(
      "gives the same values and nulls as the decoded column",
      (vector, size) => {
        const table = new Table({ c: vector });
        const values = columnsOf(table, size).flatMap((column) => {
          const { dictionary } = column;
          if (dictionary !== null) return Array.from({ length: column.length }, (__, i) => valueAt(dictionary, i));
          return Array.from({ length: column.length }, (__, i) => (column.valid?.[i] === 0 ? null : column.values[i]));
        });
        expect(values).toEqual(readByWindows(table, "c", size));
      },
    );
  });

  test("is null for a column that is no dictionary", () => {
    expect(columnsOf(new Table({ c: vectorFromArray(["a", "a"], new Utf8()) }))[0]?.dictionary).toBeNull();
  });

  test("is null where entries hardly repeat: looking at each would cost more than the rows", () => {
    const distinct = Array.from({ length: 40 }, (_, i) => `entry ${i}`);
    const vector = vectorFromArray(distinct, new Dictionary(new Utf8(), new Int32()));
    const table = new Table({ c: vector });
    expect(columnsOf(table)[0]?.dictionary).toBeNull();
    expect(readByWindows(table, "c", 3)).toEqual(distinct);
  });

  test("decodes the entries once for all windows and batches that share them", () => {
    const vector = vectorFromArray(repeat(["a", "b", null], 40), new Dictionary(new Utf8(), new Int32()));
    const shared = new Vector(vector.data.flatMap((data) => [data, data]));
    const entries = columnsOf(new Table({ c: shared }), 7).map((column) => column.dictionary?.entries);
    expect(entries.length).toBeGreaterThan(20);
    expect(new Set(entries).size).toBe(1);
  });

  test("reads 64-bit codes, and entries that are null", () => {
    const entries = vectorFromArray(["a", null, "c"], new Utf8());
    const type = new Dictionary(new Utf8(), new Int64() as never);
    const [template] = vectorFromArray([0n, 1n, 2n, 2n, 1n, 0n, null], new Int64()).data;
    const data = (template as unknown as { clone(type: unknown): { dictionary: unknown } }).clone(type);
    data.dictionary = entries;
    const table = new Table({ c: new Vector([data as never]) });
    expect(readByWindows(table, "c", 10)).toEqual(["a", null, "c", "c", null, "a", null]);
    const [column] = columnsOf(table);
    const dictionary = column?.dictionary;
    expect(dictionary && Array.from({ length: 7 }, (_, i) => valueAt(dictionary, i))).toEqual([
      "a",
      null,
      "c",
      "c",
      null,
      "a",
      null,
    ]);
  });

  test("reads a dictionary that came in several parts, with nulls among its entries", () => {
    const [codes] = vectorFromArray(
      ["a", "b", "c", "d", "a", "d", "c", "b"],
      new Dictionary(new Utf8(), new Int32()),
    ).data;
    if (codes === undefined) throw new Error("no data");
    const parts = [["w", null], ["y"], ["z"]].map((part) => vectorFromArray(part, new Utf8()));
    codes.dictionary = new Vector(parts.flatMap((part) => part.data));
    const table = new Table({ c: new Vector([codes]) });
    const values = ["w", null, "y", "z", "w", "z", "y", null];
    expect(readByWindows(table, "c", 3)).toEqual(values);
    const [column] = columnsOf(table);
    const dictionary = column?.dictionary;
    expect(dictionary && values.map((_, i) => valueAt(dictionary, i))).toEqual(values);
  });

  test("decodes near entries alone where a long dictionary hardly repeats, nulls among them", () => {
    const entries = Array.from({ length: 1000 }, (_, i) => (i % 10 === 3 ? null : `entry ${i}`));
    const [codes] = vectorFromArray(
      entries.map((_, i) => `${i}`),
      new Dictionary(new Utf8(), new Int32()),
    ).data;
    if (codes === undefined) throw new Error("no data");
    codes.dictionary = vectorFromArray(entries, new Utf8());
    expect(readByWindows(new Table({ c: new Vector([codes]) }), "c", 7)).toEqual(entries);
  });

  test("knows the dictionary of each batch where they differ", () => {
    const batch = (values: string[]): Vector => vectorFromArray(values, new Dictionary(new Utf8(), new Int32(), 5));
    const first = ["x", "y", "x", "y", "x"];
    const second = ["z", "x", "z", "z", "z"];
    const table = new Table({ c: new Vector([...batch(first).data, ...batch(second).data]) });
    expect(readByWindows(table, "c", 4)).toEqual([...first, ...second]);
    expect(readByWindows(tableFromIPC(tableToIPC(table)), "c", 4)).toEqual([...first, ...second]);
  });
});

describe("tableWindows", () => {
  const table = new Table({
    c: new Vector([vectorFromArray([1, 2, 3, 4, 5]), vectorFromArray([6, 7])].flatMap((v) => v.data)),
  });

  test("cuts rows in order, and never across two batches", () => {
    expect([...tableWindows(table, ["c"], 2)].map(({ firstRow, length }) => [firstRow, length])).toEqual([
      [0, 2],
      [2, 2],
      [4, 1],
      [5, 2],
    ]);
  });

  test("gives only the columns asked for", () => {
    const two = table.assign(new Table({ d: vectorFromArray([1, 2, 3, 4, 5, 6, 7]) }));
    const [window] = tableWindows(two, ["d"]);
    expect([...(window?.columns.keys() ?? [])]).toEqual(["d"]);
  });

  test("has no window for a table without rows", () => {
    expect([...tableWindows(table.slice(0, 0), ["c"])]).toEqual([]);
  });

  test("decodes a column once, when it is first read", () => {
    const [column] = columnsOf(new Table({ c: vectorFromArray(["a", "b"], new Utf8()) }));
    expect(column?.values).toBe(column?.values);
    expect(column).toMatchObject({ name: "c", type: "utf8", length: 2, valid: null });
  });
});
