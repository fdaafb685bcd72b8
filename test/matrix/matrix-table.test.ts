import { test } from "@fast-check/vitest";
import { DataType, tableFromArrays, tableFromIPC, tableToIPC, type Table } from "apache-arrow";
import fc from "fast-check";
import { describe, expect } from "vitest";

import { labelSet } from "../../src/labels/label-set.ts";
import { labelMatrix } from "../../src/matrix/from-arrays.ts";
import { labelMatrixFromTable } from "../../src/matrix/from-table.ts";
import { LabelMatrix } from "../../src/matrix/label-matrix.ts";
import { sourceOfName } from "../../src/matrix/vote-source.ts";
import { arbitraryRows, labelsOf, matrixOfRows } from "../util/arbitrary-votes.ts";
import { secondArrow } from "../util/second-arrow.ts";

const dictionaryIds = (table: Table): number[] => {
  const types = table.schema.fields.map((field): DataType => field.type as DataType);
  return types.flatMap((type) => (DataType.isDictionary(type) ? [type.id] : []));
};

const labels = labelSet(["ham", "spam"]);
const votes = labelMatrix(labels, { b: ["spam", null, "ham"], a: [null, null, "spam"], c: [null, null, null] });

describe("LabelMatrix.toArrow", () => {
  test("gives a dictionary column of labels for each function, null where it abstained", () => {
    const table = votes.toArrow();
    expect(table.schema.fields.map((field) => field.name)).toEqual(["b", "a", "c"]);
    expect(table.schema.fields.every((field) => field.nullable)).toBe(true);
    const columns = Object.fromEntries(["b", "a", "c"].map((name) => [name, table.getChild(name)?.toJSON()]));
    expect(columns).toEqual({ b: ["spam", null, "ham"], a: [null, null, "spam"], c: [null, null, null] });
  });

  test("has one dictionary for all columns, in memory and after a trip through an IPC buffer", () => {
    const table = votes.toArrow();
    expect(new Set(dictionaryIds(table)).size).toBe(1);
    expect(new Set(table.batches[0]?.data.children.map((data) => data.dictionary)).size).toBe(1);
    for (const format of ["file", "stream"] as const) {
      const back = tableFromIPC(tableToIPC(table, format));
      expect(dictionaryIds(back)).toEqual(Array.from({ length: 3 }, () => dictionaryIds(back)[0]));
      expect(new Set(back.batches[0]?.data.children.map((data) => data.dictionary)).size).toBe(1);
      expect(back.toArray().map(String)).toEqual(table.toArray().map(String));
    }
  });

  test("goes into one table with other dictionary columns, label columns included", () => {
    const texts = tableFromArrays({ text: ["x", "y", "z"] });
    const other = labelMatrix(labelSet(["yes", "no"]), { d: ["yes", "no", null] });
    const joined = texts.assign(votes.toArrow()).assign(other.toArrow());
    const back = tableFromIPC(tableToIPC(joined));
    expect(back.getChild("text")?.toJSON()).toEqual(["x", "y", "z"]);
    expect(back.getChild("b")?.toJSON()).toEqual(["spam", null, "ham"]);
    expect(back.getChild("d")?.toJSON()).toEqual(["yes", "no", null]);
  });

  test("keeps the order of functions named by numbers", () => {
    const columns = ["7", "b", "10", "2"];
    const matrix = new LabelMatrix({
      labels,
      functions: columns.map(sourceOfName),
      votes: columns.map((_, j) => Int8Array.of(j % 2)),
    });
    expect(matrix.toArrow().schema.fields.map((field) => field.name)).toEqual(columns);
    expect(labelMatrixFromTable(matrix.toArrow()).functions.map((source) => source.name)).toEqual(columns);
  });

  test("takes over wide votes for few labels as they are", () => {
    const wide = new LabelMatrix({ labels, functions: [sourceOfName("a")], votes: [Int16Array.of(1, -1, 0)] });
    expect(wide.toArrow().getChild("a")?.toJSON()).toEqual(["spam", null, "ham"]);
  });

  test("of a matrix without rows has its columns", () => {
    const empty = labelMatrix(labels, { a: [], b: [] }).toArrow();
    expect([empty.numRows, empty.schema.fields.map((field) => field.name)]).toEqual([0, ["a", "b"]]);
    expect(tableFromIPC(tableToIPC(empty)).numRows).toBe(0);
  });

  test("can be read by a second copy of apache-arrow, from a buffer", () => {
    const table = secondArrow.tableFromIPC(tableToIPC(votes.toArrow()));
    expect(table.getChild("b")?.toJSON()).toEqual(["spam", null, "ham"]);
  });

  const tenths = fc.integer({ min: 1, max: 100 }).map((n) => n / 100);
  test.prop([arbitraryRows({ minRows: 1 }), fc.infiniteStream(tenths), fc.boolean()], { numRuns: 60 })(
    "and labelMatrixFromTable are inverse to each other, confidences included",
    ({ labels: set, rows }, stream, confident) => {
      const draw = (): number => Number(stream.next().value);
      const confidences = confident ? rows.map((row) => row.map((code) => (code < 0 ? 1 : draw()))) : undefined;
      const matrix = matrixOfRows(set, rows, confidences ? { confidences } : {});
      const table = matrix.toArrow();
      for (const each of [table, tableFromIPC(tableToIPC(table, "file"))]) {
        const back = labelMatrixFromTable(each, { labels: set });
        expect(back.votes).toEqual(matrix.votes);
        expect(back.confidences).toEqual(matrix.confidences);
        expect(back.functions).toEqual(matrix.functions);
      }
    },
  );

  test("keeps 300 labels, in 16-bit codes", () => {
    const set = labelsOf(300);
    const matrix = matrixOfRows(set, [
      [299, 0],
      [-1, 150],
      [128, 127],
    ]);
    const back = labelMatrixFromTable(tableFromIPC(tableToIPC(matrix.toArrow())), { labels: set });
    expect(back.votes).toEqual([Int16Array.of(299, -1, 128), Int16Array.of(0, 150, 127)]);
  });
});
