import { test } from "@fast-check/vitest";
import { Table, tableFromIPC, tableToIPC, type DataType, type Vector } from "apache-arrow";
import fc from "fast-check";
import { describe, expect } from "vitest";

import { columnKinds, columnOf, plainValue, readByWindows } from "./arbitrary-columns.ts";

const expected = (vector: Vector<DataType>): unknown[] =>
  Array.from({ length: vector.length }, (_, i) => plainValue(vector.get(i), vector.type));

const windowSizes = fc.constantFrom(1, 2, 7, 16, 17, 33, 8192);

describe.each(columnKinds.map((kind) => [kind.name, kind] as const))("a column of %s", (_, kind) => {
  test.prop([columnOf(kind), windowSizes], { numRuns: 40 })(
    "reads as vector.get does, for all chunks, slices and windows",
    (vector, size) => {
      expect(readByWindows(new Table({ c: vector }), "c", size)).toEqual(expected(vector));
    },
  );

  test.prop([columnOf(kind), fc.nat(100), fc.nat(100), windowSizes], { numRuns: 40 })(
    "reads so in a slice of a table",
    (vector, from, to, size) => {
      const table = new Table({ c: vector }).slice(Math.min(from, to), Math.max(from, to));
      const sliced = vector.slice(Math.min(from, to), Math.max(from, to));
      expect(readByWindows(table, "c", size)).toEqual(expected(sliced));
    },
  );

  // apache-arrow 21 writes slices of view columns wrongly.
  test.prop([columnOf(kind, { slices: kind.name !== "utf8 view" }), windowSizes], { numRuns: 40 })(
    "reads so after a trip through Arrow IPC",
    (vector, size) => {
      const table = tableFromIPC(tableToIPC(new Table({ c: vector })));
      expect(readByWindows(table, "c", size)).toEqual(expected(vector));
    },
  );
});
