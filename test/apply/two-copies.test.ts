import type { Vector } from "apache-arrow";
import { tableToIPC, Table, Utf8, Float64, Dictionary, Int32, vectorFromArray } from "apache-arrow";
import { describe, expect, test } from "vitest";

import { applyLabelingFunctions } from "../../src/apply/apply.ts";
import { batchLabelingFunction } from "../../src/functions/batch.ts";
import { labelingFunction } from "../../src/functions/row.ts";
import { defineTask } from "../../src/labels/task.ts";
import { secondArrow } from "../util/second-arrow.ts";

const task = defineTask({
  labels: ["ham", "spam"],
  columns: { text: "utf8", kind: "utf8", likes: "float64", at: "timestamp" },
});
const text = labelingFunction(task, {
  name: "text",
  columns: ["text"],
  vote: (row) => (row.text === "http" ? "spam" : "ham"),
});
const kind = labelingFunction(task, {
  name: "kind",
  columns: ["kind"],
  vote: (row) => (row.kind === "ad" ? "spam" : "ham"),
});
const both = labelingFunction(task, {
  name: "both",
  columns: ["kind", "likes", "at"],
  vote: (row) => (row.kind === "ad" && row.likes < 2 && row.at < 5 ? "spam" : null),
});
const likes = batchLabelingFunction(task, {
  name: "likes",
  columns: ["likes"],
  vote: (columns, ballot) => {
    for (let i = 0; i < ballot.length; i++) ballot.cast(i, Number(columns.likes.values[i]) > 1 ? "ham" : "spam");
  },
});
const functions = [text, kind, both, likes];

const texts = ["http", null, "a", "http", "b", null];
const kinds = ["ad", "ad", null, "post", "ad", "ad"];
const counts = [1, 2, null, 0, 1, 5];
const times = [0, 1, 2, null, 9, 3];
const expected = [
  Int8Array.of(1, -1, 0, 1, 0, -1),
  Int8Array.of(1, 1, -1, 0, 1, 1),
  Int8Array.of(1, -1, -1, -1, -1, -1),
  Int8Array.of(1, 0, -1, 1, 1, 0),
];

/** The table, built by one of the two copies. */
function build(arrow: typeof secondArrow): Table {
  const make = <T extends InstanceType<typeof secondArrow.DataType>>(values: readonly unknown[], type: T): Vector<T> =>
    arrow.vectorFromArray(values as string[], type);
  return new arrow.Table({
    text: make(texts, new arrow.Utf8()),
    kind: make(kinds, new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32())),
    likes: make(counts, new arrow.Float64()),
    at: make(times, new arrow.TimestampMillisecond()),
  });
}

describe("a table made by a second copy of apache-arrow", () => {
  test("is labeled like one of our own, nulls and dictionaries included", async () => {
    const table = build(secondArrow);
    expect(table.constructor).not.toBe(Table); // instanceof would not tell
    expect((await applyLabelingFunctions(functions, table)).votes).toEqual(expected);
  });

  test("so are its slices, its batches, and what it reads from a buffer", async () => {
    const table = build(secondArrow);
    const sliced = await applyLabelingFunctions(functions, table.slice(1, 5));
    expect(sliced.votes).toEqual(expected.map((column) => column.slice(1, 5)));
    const doubled = await applyLabelingFunctions(functions, table.concat(table));
    expect(doubled.votes).toEqual(expected.map((column) => Int8Array.from([...column, ...column])));
    const own = new Table({
      text: vectorFromArray(texts, new Utf8()),
      kind: vectorFromArray(kinds, new Dictionary(new Utf8(), new Int32())),
      likes: vectorFromArray(counts, new Float64()),
      at: build(secondArrow).getChild("at") as unknown as Vector,
    });
    expect((await applyLabelingFunctions(functions, own)).votes).toEqual(expected);
    const read = secondArrow.tableFromIPC(tableToIPC(own.select(["text", "kind", "likes"])));
    expect((await applyLabelingFunctions([text, kind, likes], read)).votes).toEqual([
      expected[0],
      expected[1],
      expected[3],
    ]);
  });
});
