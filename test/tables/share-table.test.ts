import { test } from "@fast-check/vitest";
import { Dictionary, Int32, Table, tableFromIPC, tableToIPC, Utf8, vectorFromArray, type Vector } from "apache-arrow";
import fc from "fast-check";
import { describe, expect } from "vitest";

import { shareTable } from "../../src/tables/share-table.ts";
import { secondArrow } from "../util/second-arrow.ts";
import { columnKinds, columnOf, readByWindows } from "./arbitrary-columns.ts";

/** Every view in a value, however deep. */
function viewsIn(value: unknown, found: ArrayBufferView[] = []): ArrayBufferView[] {
  if (ArrayBuffer.isView(value)) found.push(value);
  else if (typeof value === "object" && value !== null) Object.values(value).forEach((each) => viewsIn(each, found));
  return found;
}

describe.each(columnKinds.map((kind) => [kind.name, kind] as const))("a shared column of %s", (_, kind) => {
  test.prop([columnOf(kind), fc.nat(60), fc.nat(60)], { numRuns: 30 })(
    "reads as the column does, slices too, on the other side of a thread's border",
    (vector, from, to) => {
      const whole = new Table({ other: vector, c: vector });
      for (const table of [whole, whole.slice(Math.min(from, to), Math.max(from, to))]) {
        const shared = structuredClone(shareTable(table, ["c"]));
        expect(readByWindows(shared as unknown as Table, "c", 7)).toEqual(readByWindows(table, "c", 7));
        expect(shared.schema.fields.map((field) => field.name)).toEqual(["c"]);
        expect(viewsIn(shared).every(({ buffer }) => buffer instanceof SharedArrayBuffer)).toBe(true);
      }
    },
  );
});

describe("shareTable", () => {
  const words = (entries: readonly string[]): Vector<Dictionary<Utf8, Int32>> =>
    vectorFromArray(entries, new Dictionary(new Utf8(), new Int32()));

  test("takes only the columns that are asked for", () => {
    const table = new Table({ a: words(["x"]), b: vectorFromArray([1]), c: vectorFromArray([true]) });
    const shared = shareTable(table, ["c", "b"]);
    expect(shared.schema.fields.map((field) => field.name)).toEqual(["b", "c"]);
    expect(shared.batches.map(({ data }) => data.children.length)).toEqual([2]);
  });

  test("copies nothing that is shared already", () => {
    const bytes = tableToIPC(new Table({ a: words(["x", "y", "x"]), b: vectorFromArray([1, 2, null]) }));
    const memory = new SharedArrayBuffer(bytes.length);
    new Uint8Array(memory).set(bytes);
    const shared = shareTable(tableFromIPC(new Uint8Array(memory)), ["a", "b"]);
    const views = viewsIn(shared).filter((view) => view.byteLength > 0);
    expect(views.length).toBeGreaterThan(3);
    expect(views.every(({ buffer }) => buffer === memory)).toBe(true);
  });

  test("copies memory that batches share once, and keeps one dictionary for all of them", () => {
    const table = new Table({ a: words(["x", "y", "x", "y"]), b: vectorFromArray(["p", "q", "r", "s"], new Utf8()) });
    const shared = shareTable(new Table([...table.slice(0, 2).batches, ...table.slice(2).batches]), ["a", "b"]);
    const [first, second] = shared.batches.map(({ data }) => data.children);
    expect(first?.[0]?.dictionary).toBeDefined();
    expect(second?.[0]?.dictionary).toBe(first?.[0]?.dictionary);
    const bufferOf = (data: unknown): unknown => (data as { values: Uint8Array }).values.buffer;
    expect(bufferOf(second?.[1])).toBe(bufferOf(first?.[1]));
  });

  test("knows tables of another copy of apache-arrow, and tables without rows", () => {
    const vector = secondArrow.vectorFromArray(["x", null, "y"]);
    const foreign = new secondArrow.Table({ a: vector }) as unknown as Table;
    const shared = structuredClone(shareTable(foreign, ["a"])) as unknown as Table;
    expect(readByWindows(shared, "a", 2)).toEqual(["x", null, "y"]);
    expect(shareTable(foreign.slice(0, 0), ["a"]).numRows).toBe(0);
  });
});
