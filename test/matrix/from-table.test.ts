import {
  Bool,
  Dictionary,
  Field,
  Float32,
  Float64,
  Int32,
  Int64,
  Int8,
  LargeUtf8,
  List,
  Null,
  Table,
  tableFromArrays,
  Utf8,
  Utf8View,
  Vector,
  vectorFromArray,
  type DataType,
} from "apache-arrow";
import { describe, expect, test } from "vitest";

import { labelSet } from "../../src/labels/label-set.ts";
import { labelMatrixFromTable } from "../../src/matrix/from-table.ts";
import type { LabelMatrix } from "../../src/matrix/label-matrix.ts";
import { assembleTable, buildData } from "../../src/tables/build/column-builder.ts";
import { caught } from "../util/caught.ts";
import { secondArrow } from "../util/second-arrow.ts";

const column = (values: readonly unknown[], type: DataType = new Utf8()): Vector<DataType> =>
  vectorFromArray(values as string[], type);

const votesOf = (matrix: LabelMatrix, j = 0): (string | null)[] =>
  Array.from(matrix.votes[j] ?? [], (code) => matrix.labels.label(code));

describe("labelMatrixFromTable", () => {
  test("reads one column for each labeling function; id, split and gold are never votes", () => {
    const table = tableFromArrays({
      id: ["1", "2"],
      split: ["train", "test"],
      link: ["spam", null],
      short: ["ham", "ham"],
      gold: ["eggs", "spam"],
    });
    const matrix = labelMatrixFromTable(table);
    expect(matrix.functions).toEqual([
      { name: "link", fingerprint: null, labels: null },
      { name: "short", fingerprint: null, labels: null },
    ]);
    expect(matrix.labels.names).toEqual(["ham", "spam"]);
    expect(votesOf(matrix)).toEqual(["spam", null]);
    expect(votesOf(matrix, 1)).toEqual(["ham", "ham"]);
  });

  test.each([
    ["utf8", new Utf8()],
    ["large utf8", new LargeUtf8()],
    ["utf8 view", new Utf8View()],
    ["dictionary", new Dictionary(new Utf8(), new Int32())],
    ["dictionary with int8 codes", new Dictionary(new Utf8(), new Int8())],
  ])("reads %s columns; null and the empty text abstain", (_, type) => {
    const matrix = labelMatrixFromTable(new Table({ f: column(["b", null, "", "a", "b", "b", "b", "b"], type) }));
    expect(matrix.labels.names).toEqual(["a", "b"]);
    expect(votesOf(matrix)).toEqual(["b", null, null, "a", "b", "b", "b", "b"]);
  });

  test.each<[string, DataType, unknown[], (string | null)[]]>([
    ["int32", new Int32(), [1, 0, null, -1], ["1", "0", null, null]],
    ["int64", new Int64(), [1n, 0n, null, -1n], ["1", "0", null, null]],
    ["float64", new Float64(), [1, 0, NaN, -1], ["1", "0", null, null]],
    ["bool", new Bool(), [true, false, null, true], ["true", "false", null, "true"]],
    ["dictionary of int32", new Dictionary(new Int32(), new Int8()), [1, 0, null, -1], ["1", "0", null, null]],
  ])(
    "reads %s columns as the text of their values, here with -1 as a spelling of abstention",
    (_, type, values, votes) => {
      expect(votesOf(labelMatrixFromTable(new Table({ f: column(values, type) }), { abstain: ["-1"] }))).toEqual(votes);
    },
  );

  test("takes numbers and text of the same spelling for the same label", () => {
    const matrix = labelMatrixFromTable(new Table({ a: column([1, 0], new Int32()), b: column(["1", "0"]) }));
    expect(matrix.labels.names).toEqual(["0", "1"]);
    expect(matrix.votes[0]).toEqual(matrix.votes[1]);
  });

  test("orders labels by code point: capitals before small letters, emoji last", () => {
    const matrix = labelMatrixFromTable(new Table({ a: column(["b", "😀", "a", "B", "\ufb00", "10", "9"]) }));
    expect(matrix.labels.names).toEqual(["10", "9", "B", "a", "b", "\ufb00", "😀"]);
  });

  test("keeps the order of given labels, though some never occur", () => {
    const labels = labelSet(["spam", "ham", "eggs"]);
    const matrix = labelMatrixFromTable(new Table({ a: column(["ham", "spam"]) }), { labels });
    expect(matrix.labels).toBe(labels);
    expect(matrix.votes[0]).toEqual(Int8Array.of(1, 0));
  });

  test("reads a column of nulls alone as a function that always abstains", () => {
    const table = new Table({ a: column(["x", "y"]), b: column([null, null], new Null()) });
    expect(votesOf(labelMatrixFromTable(table), 1)).toEqual([null, null]);
  });

  test("keeps the order of columns named by numbers", () => {
    const columns = ["b", "10", "2"].map((name) => ({ name, data: buildData(new Utf8(), ["x", "y"], name) }));
    const matrix = labelMatrixFromTable(assembleTable(columns, 2));
    expect(matrix.functions.map((source) => source.name)).toEqual(["b", "10", "2"]);
  });

  test("reads several batches, slices, and tables of a second copy of apache-arrow", () => {
    const parts = [column(["a", "b", null]), column(["b", "a"])];
    const table = new Table({ f: new Vector(parts.flatMap((part) => part.data)) });
    expect(votesOf(labelMatrixFromTable(table.slice(1)))).toEqual(["b", null, "b", "a"]);
    const foreign = secondArrow.tableFromArrays({ f: ["a", null, "b", "a", "a"] });
    expect(votesOf(labelMatrixFromTable(foreign))).toEqual(["a", null, "b", "a", "a"]);
  });

  test("ignores other columns than id, split and gold when told so", () => {
    const table = tableFromArrays({ key: ["1", "2"], gold: ["a", "b"], f: ["a", "b"] });
    const matrix = labelMatrixFromTable(table, { ignore: ["key"] });
    expect(matrix.functions.map((source) => source.name)).toEqual(["gold", "f"]);
  });

  describe("confidences", () => {
    const table = (confidences: readonly unknown[], type: DataType = new Float32()): Table =>
      new Table({ f: column(["a", "b", null]), "f.confidence": column(confidences, type) });

    test("stand in <function>.confidence; none counts as 1", () => {
      const matrix = labelMatrixFromTable(table([0.5, null, null]));
      expect(matrix.functions.length).toBe(1);
      expect(matrix.confidences).toEqual([Float32Array.of(0.5, 1, 1)]);
    });
    test("belong to a function: without one the column holds votes", () => {
      const alone = new Table({ "g.confidence": column(["a", "b"]) });
      expect(labelMatrixFromTable(alone).functions[0]?.name).toBe("g.confidence");
    });
    test.each([[0], [-0.5], [1.5], [NaN]])("of %s are refused, with column and row", (confidence) => {
      expect(caught(() => labelMatrixFromTable(table([1, confidence, null]))).message).toBe(
        `labelMatrixFromTable, column "f.confidence", row 1: ${confidence}; expected a number above 0, at most 1.`,
      );
    });
    test("that are no numbers are refused", () => {
      expect(caught(() => labelMatrixFromTable(table(["high", "low", null], new Utf8()))).message).toBe(
        'labelMatrixFromTable, column "f.confidence": utf8; expected numbers above 0, at most 1.',
      );
    });
  });

  describe("refuses", () => {
    const labels = labelSet(["ham", "spam"]);
    test("an unknown label, with column and row", () => {
      const table = new Table({ a: column(["ham", "spam"]), b: column(["ham", "Spam"]) });
      const error = caught(() => labelMatrixFromTable(table, { labels }));
      expect(error.message).toBe(
        'labelMatrixFromTable, column "b", row 1: "Spam"; expected one of "ham", "spam", or nothing to abstain. ' +
          "Mend the value, add the label, or name it as a spelling of abstention.",
      );
      expect(error).toMatchObject({ code: "unknown_label", details: { column: "b", row: 1, label: "Spam" } });
    });
    test("a table without vote columns", () => {
      expect(caught(() => labelMatrixFromTable(tableFromArrays({ id: ["1"], gold: ["a"] }))).message).toBe(
        "labelMatrixFromTable: no vote columns among id, gold; expected one column for each labeling function.",
      );
      expect(caught(() => labelMatrixFromTable(tableFromArrays({}))).message).toBe(
        "labelMatrixFromTable: no vote columns among none; expected one column for each labeling function.",
      );
    });
    test("votes that are all missing, unless the labels are given", () => {
      const table = new Table({ a: column([null, ""]) });
      expect(caught(() => labelMatrixFromTable(table)).message).toBe(
        "labelMatrixFromTable: no votes at all; expected votes for at least 2 labels. " +
          "Name the labels (labels), or check the columns and the spelling of abstentions.",
      );
      expect(labelMatrixFromTable(table, { labels }).rows).toBe(2);
    });
    test("votes for one label alone", () => {
      expect(caught(() => labelMatrixFromTable(new Table({ a: column(["spam", null]) }))).message).toBe(
        'labelMatrixFromTable: votes for "spam" alone; expected votes for at least 2 labels. ' +
          "Name the labels (labels), or check the columns and the spelling of abstentions.",
      );
    });
    test("a column of lists", () => {
      const lists = vectorFromArray([["a"], ["b"]], new List(Field.new({ name: "item", type: new Utf8() })));
      expect(caught(() => labelMatrixFromTable(new Table({ a: lists }))).message).toBe(
        'labelMatrixFromTable: column "a" is list<utf8>; expected one name a row. ' +
          "Leave the column out, or split it into columns of single names.",
      );
    });
    test("more different values than there can be labels, as in a column of texts", () => {
      const texts = Array.from({ length: 32_768 }, (_, i) => `text ${i}`);
      expect(caught(() => labelMatrixFromTable(new Table({ text: column(texts) }))).message).toBe(
        'labelMatrixFromTable: 32768 different values in "text"; expected label names, at most 32,767 of them. ' +
          "Leave out the columns that hold no votes (ignore).",
      );
    });
    test("what is no table", () => {
      expect(caught(() => labelMatrixFromTable([] as unknown as Table)).message).toBe(
        "labelMatrixFromTable: an array of 0; expected an Arrow table. " +
          "Make one with tableFromRows(rows), readTable(file), or apache-arrow's tableFromArrays.",
      );
    });
  });
});
