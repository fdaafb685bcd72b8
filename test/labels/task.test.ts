import { Binary, Table, tableFromArrays, Utf8, vectorFromArray, Float64 } from "apache-arrow";
import { describe, expect, test } from "vitest";

import { checkTask, defineTask } from "../../src/labels/task.ts";
import { caught } from "../util/caught.ts";
import { secondArrow } from "../util/second-arrow.ts";

const spec = { labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } } as const;

describe("defineTask", () => {
  test("from columns with their types", () => {
    const task = defineTask(spec);
    expect(task.labels.names).toEqual(["ham", "spam"]);
    expect(task.columns).toEqual({ text: "utf8", likes: "float64" });
    expect(task.id).toBeNull();
    expect(Object.isFrozen(task) && Object.isFrozen(task.columns)).toBe(true);
  });

  test("from a table in memory, whose readable columns it takes over", () => {
    const table = new Table({
      text: vectorFromArray(["a"], new Utf8()),
      likes: vectorFromArray([1], new Float64()),
      raw: vectorFromArray([new Uint8Array()], new Binary()),
    });
    const task = defineTask({ labels: ["ham", "spam"], table });
    expect(task.columns).toEqual({ text: "utf8", likes: "float64" });
    expect(task.fingerprint).toBe(defineTask(spec).fingerprint);
  });

  test("from a table of a second copy of apache-arrow", () => {
    const table = secondArrow.tableFromArrays({ likes: Float64Array.of(1), ok: [true] });
    expect(defineTask({ labels: ["ham", "spam"], table }).columns).toEqual({ likes: "float64", ok: "bool" });
  });

  test("with a column that names rows, which need not be among those it reads", () => {
    expect(defineTask({ ...spec, id: "key" }).id).toBe("key");
    expect(defineTask({ ...spec, id: undefined }).id).toBeNull();
  });

  test("does not change with the object it was made of", () => {
    const columns: Record<string, "utf8" | "bool"> = { text: "utf8" };
    const task = defineTask({ labels: ["a", "b"], columns });
    columns["text"] = "bool";
    expect(task.columns).toEqual({ text: "utf8" });
  });

  test("has a fingerprint of its labels and columns, not of the order of columns", () => {
    const { fingerprint } = defineTask(spec);
    expect(defineTask({ ...spec, columns: { likes: "float64", text: "utf8" } }).fingerprint).toBe(fingerprint);
    expect(defineTask({ ...spec, labels: ["spam", "ham"] }).fingerprint).not.toBe(fingerprint);
    expect(defineTask({ ...spec, columns: { text: "utf8", likes: "float32" } }).fingerprint).not.toBe(fingerprint);
  });

  const types =
    "expected one of utf8, bool, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float32, float64, " +
    "timestamp, date, or a list such as list<utf8>.";
  test.each([
    [
      { labels: ["ham"], columns: {} },
      "labels: 1 label; expected an array of 2 to 32767 labels. A task with one label wants a second one for everything else.",
    ],
    [
      { labels: ["ham", "ham"], columns: {} },
      'labels: "ham" more than once; expected each name once. Remove the repetition.',
    ],
    [{ labels: spec.labels, columns: { text: "string" } }, `column "text": type "string"; ${types}`],
    [{ labels: spec.labels, columns: { text: null } }, `column "text": type null; ${types}`],
    [
      { labels: spec.labels },
      'defineTask: columns is undefined; expected columns with their types, such as { text: "utf8" }, or a table.',
    ],
    [
      { labels: spec.labels, columns: "text" },
      'defineTask: columns is "text"; expected columns with their types, such as { text: "utf8" }, or a table.',
    ],
    [
      { labels: spec.labels, table: [{ text: "a" }] },
      "defineTask, table: an array of 1; expected an Arrow table. Make one with tableFromRows(rows), readTable(file), or apache-arrow's tableFromArrays.",
    ],
    [{ ...spec, id: "" }, 'defineTask, id: ""; expected text that is not empty.'],
  ])("refuses %j", (bad, message) => {
    expect(caught(() => defineTask(bad as unknown as typeof spec)).message).toBe(message);
  });
});

describe("checkTask", () => {
  test("gives back a task", () => {
    const task = defineTask(spec);
    expect(checkTask(task, "f")).toBe(task);
  });
  test("refuses what only looks like one", () => {
    const { labels, columns, id, fingerprint } = defineTask(spec);
    expect(caught(() => checkTask({ labels, columns, id, fingerprint }, 'labeling function "f", task')).message).toBe(
      'labeling function "f", task: an object with labels, columns, id, fingerprint; expected a task. ' +
        "Make it with defineTask({ labels, columns }).",
    );
  });
});

test("a table's dictionary column of text is a text column of the task", () => {
  expect(defineTask({ labels: ["a", "b"], table: tableFromArrays({ text: ["x", "y"] }) }).columns).toEqual({
    text: "utf8",
  });
});
