import { test } from "@fast-check/vitest";
import { Table, vectorFromArray, Int8 } from "apache-arrow";
import fc from "fast-check";
import { describe, expect } from "vitest";
import { rowBlocks } from "../../../src/apply/workers/row-blocks.ts";
import { tableWindows } from "../../../src/tables/windows.ts";

const batches = fc.array(fc.nat(70), { maxLength: 8 });

function tableOf(sizes: readonly number[]): Table {
  const tables = sizes.map((size) => new Table({ n: vectorFromArray(new Array<number>(size).fill(0), new Int8()) }));
  const [first = new Table({ n: vectorFromArray([], new Int8()) }), ...others] = tables;
  return first.concat(...others);
}

describe("blocks of rows", () => {
  test.prop([batches, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 5 })])(
    "cover the rows in order, and begin and end where windows do",
    (sizes, size, workers) => {
      const table = tableOf(sizes);
      const blocks = rowBlocks(table, size, workers);
      const starts = Array.from(tableWindows(table, ["n"], size), ({ firstRow }) => firstRow);
      expect(blocks.map(({ from }) => from).every((from) => starts.includes(from))).toBe(true);
      expect(blocks.flatMap(({ from, to }) => [from, to])).toEqual(
        blocks.length === 0 ? [] : [0, ...blocks.slice(1).flatMap(({ from }) => [from, from]), table.numRows],
      );
      expect(blocks.every(({ from, to }) => to > from)).toBe(true);
      expect(blocks.length === 0).toBe(table.numRows === 0);
    },
  );

  test.prop([batches, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 5 })])(
    "have the windows that the whole table has",
    (sizes, size, workers) => {
      const table = tableOf(sizes);
      const cut = (options: object): unknown[] =>
        Array.from(tableWindows(table, ["n"], size, options), ({ firstRow, length }) => [firstRow, length]);
      expect(rowBlocks(table, size, workers).flatMap((block) => cut(block))).toEqual(cut({}));
    },
  );

  test("are small enough for every worker to get some, and not too small", () => {
    const table = tableOf([70, 70, 70]);
    expect(rowBlocks(table, 1, 2).length).toBeGreaterThanOrEqual(8);
    expect(rowBlocks(table, 70, 4)).toHaveLength(3);
  });
});
