import { tableFromArrays } from "apache-arrow";
import { describe, expect, test } from "vitest";

import { applyLabelingFunctions } from "../../src/apply/apply.ts";
import { rowMaker } from "../../src/functions/listed-row.ts";
import { labelingFunction } from "../../src/functions/row.ts";
import { defineTask } from "../../src/labels/task.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
const table = tableFromArrays({ text: ["a"], likes: Float64Array.of(1) });

describe("the row of a labeling function", () => {
  test("has the listed columns and nothing else", () => {
    const row = rowMaker(["text"])();
    row["text"] = "a";
    expect(Object.keys(row)).toEqual(["text"]);
    expect(JSON.stringify(row)).toBe('{"text":"a"}');
  });

  test("may have columns named like what every object has", () => {
    const row = rowMaker(["constructor", "__proto__"])();
    row["constructor"] = 1;
    row["__proto__"] = 2;
    expect([row["constructor"], row["__proto__"]]).toEqual([1, 2]);
  });

  test.each([
    ["one column", ["text"] as const],
    ["two columns", ["text", "likes"] as const],
  ])(
    "of %s refuses to be read for a column that is not listed, which only the compiler would see",
    async (_, columns) => {
      const misspelled = labelingFunction(task, {
        name: "misspelled",
        columns,
        vote: (row) => ((row as Record<string, unknown>)["txt"] === "a" ? "spam" : null),
      });
      await expect(applyLabelingFunctions([misspelled], table)).rejects.toThrow(
        `labeling function "misspelled", row 0: it threw TypeError: the column "txt" is read but not listed; ` +
          `columns has ${columns.map((column) => JSON.stringify(column)).join(", ")}.`,
      );
    },
  );

  test("of an awaited function refuses it too", async () => {
    const awaited = labelingFunction(task, {
      name: "awaited",
      columns: ["text"],
      async: true,
      vote: (row) => Promise.resolve((row as Record<string, unknown>)["txt"] === "a" ? "spam" : null),
    });
    await expect(applyLabelingFunctions([awaited], table)).rejects.toThrow('the column "txt" is read but not listed');
  });

  test("is asked for, with what was given, when a function is made without a task", () => {
    const make = labelingFunction as unknown as (spec: unknown) => unknown;
    expect(() => make({ name: "f" })).toThrow(
      "labeling function: an object with name first, then undefined; expected a task first, then what the function is: { name, columns, ... }. Make the task with defineTask({ labels, columns }).",
    );
  });
});
