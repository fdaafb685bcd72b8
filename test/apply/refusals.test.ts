import { Binary, Float64, Null, Table, tableFromArrays, vectorFromArray } from "apache-arrow";
import { describe, expect, test } from "vitest";

import { applyLabelingFunctions, type ApplyOptions } from "../../src/apply/apply.ts";
import type { LabelingFunction } from "../../src/functions/labeling-function.ts";
import { labelingFunction } from "../../src/functions/row.ts";
import { defineTask } from "../../src/labels/task.ts";
import { rejection } from "../util/caught.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
const f = labelingFunction(task, { name: "f", columns: ["text"], vote: () => "ham" });
const g = labelingFunction(task, { name: "g", columns: ["likes"], vote: () => "ham" });
const table = tableFromArrays({ text: ["a"], likes: Float64Array.of(1) });

const messageOf = async (functions: unknown, data: unknown, options?: ApplyOptions): Promise<string> =>
  (await rejection(applyLabelingFunctions(functions as LabelingFunction[], data as Table, options))).message;

describe("applyLabelingFunctions refuses", () => {
  test("a table without a column that a function lists", async () => {
    expect(await messageOf([f, g], tableFromArrays({ text: ["a"], stars: [1] }))).toBe(
      'applyLabelingFunctions: the table has no column "likes"; expected one of its columns: text, stars. ' +
        "Check the spelling, or rename the column.",
    );
    expect(await messageOf([f], tableFromArrays({}))).toBe(
      'applyLabelingFunctions: the table has no column "text"; expected one of its columns: none. ' +
        "Check the spelling, or rename the column.",
    );
  });

  test("a column of another type than the task declares", async () => {
    expect(await messageOf([g], tableFromArrays({ likes: ["many"] }))).toBe(
      'applyLabelingFunctions: column "likes" is utf8 in the table; expected float64. ' +
        'Convert the column, or declare it as "utf8" in defineTask.',
    );
  });

  test("a column of a type that cannot be read", async () => {
    expect(await messageOf([f], new Table({ text: vectorFromArray([new Uint8Array()], new Binary()) }))).toBe(
      'applyLabelingFunctions: column "text" is Binary; expected text, numbers, booleans, times, dates, or lists of them. ' +
        "Cast the column, or take what you need out of it, before labeling.",
    );
  });

  test.each([
    [[{ text: "a" }], "an array of 1"],
    [null, "null"],
    ["data.csv", '"data.csv"'],
  ])("%j, which is no table", async (data, got) => {
    expect(await messageOf([f], data)).toBe(
      `applyLabelingFunctions: ${got}; expected an Arrow table. ` +
        "Make one with tableFromRows(rows), readTable(file), or apache-arrow's tableFromArrays.",
    );
  });

  test("no functions", async () => {
    expect(await messageOf([], table)).toBe(
      "applyLabelingFunctions: no labeling functions; expected an array with at least one labeling function.",
    );
    expect(await messageOf(f, table)).toMatch(
      /^applyLabelingFunctions: an object with kind, name, .+; expected an array with at least one labeling function\.$/,
    );
  });

  test.each([
    [() => "spam", "a function"],
    [{ name: "f", vote: (): null => null }, "an object with name, vote"],
    [null, "null"],
  ])("what is no labeling function", async (value, got) => {
    expect(await messageOf([f, value], table)).toBe(
      `applyLabelingFunctions, labeling function 2: ${got}; expected a labeling function. ` +
        "Make it with labelingFunction, batchLabelingFunction, keywords, pattern, expression or lookup.",
    );
  });

  test("two functions of one name", async () => {
    const again = labelingFunction(task, { name: "f", columns: ["likes"], vote: () => "spam" });
    expect(await messageOf([f, g, again], table)).toBe(
      'applyLabelingFunctions, names of labeling functions: "f" more than once; expected each name once. Rename one of them.',
    );
  });

  test("functions of two tasks", async () => {
    const other = defineTask({ labels: ["ham", "spam", "eggs"], columns: { text: "utf8", likes: "float64" } });
    const h = labelingFunction(other, { name: "h", columns: ["text"], vote: () => "eggs" });
    expect(await messageOf([f, h], table)).toBe(
      'applyLabelingFunctions, labeling function "h": a function of another task; expected the task of "f": the same labels and columns. ' +
        "Define all functions on one task.",
    );
    const same = defineTask({ labels: ["ham", "spam"], columns: { likes: "float64", text: "utf8" } });
    const equal = labelingFunction(same, { name: "h", columns: ["text"], vote: () => "spam" });
    expect((await applyLabelingFunctions([f, equal], table)).vote(0, "h")).toBe("spam");
  });

  test.each<[ApplyOptions, string]>([
    [{ faults: "ignore" as "throw" }, 'faults: "ignore"; expected one of "throw", "abstain".'],
    [{ faultLimit: -1 }, "faultLimit: -1; expected a number of at least 0."],
    [{ faultLimit: NaN }, "faultLimit: NaN; expected a number of at least 0."],
  ])("options %j", async (options, message) => {
    expect(await messageOf([f], table, options)).toBe(`applyLabelingFunctions, ${message}`);
  });

  test("a whole number that JavaScript cannot hold, naming column and row", async () => {
    const likes = vectorFromArray([1n, 2n ** 60n]);
    expect(await messageOf([g], new Table({ likes }))).toBe(
      'column "likes", row 1: the whole number 1152921504606846976; ' +
        "expected a number below 2^53, which JavaScript holds exactly. " +
        "Store such numbers as text (utf8) when they are identifiers, or as float64 when rounding is fine.",
    );
  });
});

test("a column of nulls alone fits any type: its rows abstain", async () => {
  const nothing = new Table({
    text: vectorFromArray([null, null], new Null()),
    likes: vectorFromArray([1, 2], new Float64()),
  });
  const votes = await applyLabelingFunctions([f, g], nothing);
  expect(votes.votes).toEqual([Int8Array.of(-1, -1), Int8Array.of(0, 0)]);
});
