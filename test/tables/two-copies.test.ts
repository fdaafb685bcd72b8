import { fc, test } from "@fast-check/vitest";
import { Table, tableToIPC, vectorFromArray } from "apache-arrow";
import { describe, expect } from "vitest";

import { checkTable } from "../../src/tables/schema.ts";
import { takeRows } from "../../src/tables/take-rows.ts";
import { secondArrow } from "../util/second-arrow.ts";
import { columnKinds, columnOf, readByWindows } from "./arbitrary-columns.ts";

describe("a table from a second copy of apache-arrow", () => {
  const foreign = (table: Table): Table => secondArrow.tableFromIPC(tableToIPC(table));

  test("is of another class, yet a table", () => {
    expect(secondArrow.Table).not.toBe(Table);
    const table = secondArrow.tableFromArrays({ a: [1, 2] });
    expect(table.constructor).not.toBe(Table);
    expect(checkTable(table, "apply")).toBe(table);
  });

  describe.each(columnKinds.map((kind) => [kind.name, kind] as const))("with a column of %s", (_, kind) => {
    test.prop([columnOf(kind, { slices: kind.name !== "utf8 view" }), fc.constantFrom(3, 8192)], { numRuns: 25 })(
      "reads as one of our own copy",
      (vector, size) => {
        const table = new Table({ c: vector });
        expect(readByWindows(foreign(table), "c", size)).toEqual(readByWindows(table, "c", size));
      },
    );

    test.prop([columnOf(kind, { slices: false }), fc.nat(50), fc.nat(50)], { numRuns: 10 })(
      "reads so in a slice that the other copy made",
      (vector, a, b) => {
        const table = new Table({ c: vector });
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        expect(readByWindows(foreign(table).slice(from, to), "c", 7)).toEqual(
          readByWindows(table, "c", 7).slice(from, to),
        );
      },
    );

    test.prop([columnOf(kind, { slices: false }).filter((vector) => vector.length > 0), fc.array(fc.nat())], {
      numRuns: 10,
    })("gives its rows to takeRows, as a table of our copy", (vector, numbers) => {
      const table = new Table({ c: vector });
      const rows = numbers.map((number) => number % vector.length);
      const taken = takeRows(foreign(table), rows);
      expect(taken).toBeInstanceOf(Table);
      const values = readByWindows(table, "c", 8192);
      expect(readByWindows(taken, "c", 8192)).toEqual(rows.map((row) => values[row]));
    });
  });

  test("built there from arrays, nulls and dictionaries included, reads right", () => {
    const type = new secondArrow.Dictionary(new secondArrow.Utf8(), new secondArrow.Int32());
    const c = secondArrow.vectorFromArray(["a", null, "b", "a", "a", "b"], type);
    expect(readByWindows(new secondArrow.Table({ c }), "c", 4)).toEqual(["a", null, "b", "a", "a", "b"]);
    expect(vectorFromArray(["a"]).constructor).not.toBe(c.constructor);
  });
});
