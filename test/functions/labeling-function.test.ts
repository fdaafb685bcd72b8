import { inspect } from "node:util";
import { describe, expect, test } from "vitest";

import { isLabelingFunction, type CommonSpec } from "../../src/functions/labeling-function.ts";
import { labelingFunction } from "../../src/functions/row.ts";
import { defineTask } from "../../src/labels/task.ts";

const columns = { text: "utf8", likes: "float64" } as const;
const task = defineTask({ labels: ["ham", "spam"], columns });

interface Options extends Partial<CommonSpec<string>> {
  readonly columns?: readonly ("text" | "likes")[];
  readonly labels?: readonly ("ham" | "spam")[] | undefined;
}
const make = (options: Options = {}): ReturnType<typeof labelingFunction<typeof task, string, "text" | "likes">> =>
  labelingFunction(task, { name: "f", columns: ["text"], vote: () => null, ...options });

describe("a labeling function", () => {
  test("is frozen data that says what it is", () => {
    const func = make({ description: "Looks.", labels: ["spam", "ham", "spam"] });
    expect({ ...func }).toEqual({
      kind: "row",
      name: "f",
      version: "1",
      description: "Looks.",
      task,
      columns: ["text"],
      labels: ["ham", "spam"], // each once, in the task's order
      nulls: "abstain",
      invariances: [],
      async: false,
      terms: null,
      fingerprint: func.fingerprint,
    });
    expect(func.fingerprint).toMatch(/^[0-9a-f]{32}$/);
    expect([func, func.columns, func.labels].every((part) => Object.isFrozen(part))).toBe(true);
  });

  test("says what its votes do not depend on, each once, which is no part of the fingerprint", () => {
    const invariances = ["white-space", "case", "case"] as const;
    const func = labelingFunction(task, { name: "f", columns: ["text"], invariances, vote: () => null });
    expect(func.invariances).toEqual(["case", "white-space"]);
    expect(Object.isFrozen(func.invariances)).toBe(true);
    expect(func.fingerprint).toBe(make().fingerprint);
  });

  test.each([
    [["spelling"], '"spelling"'],
    ["case", '"case"'],
  ])("refuses invariances that it does not know: %j", (invariances, got) => {
    const spec = { name: "f", columns: ["text"] as const, vote: () => null, invariances: invariances as never };
    expect(() => labelingFunction(task, spec)).toThrow(
      `labeling function "f", invariances: ${got}; expected an array of "case", "white-space".`,
    );
  });

  test("has the defaults when options are explicitly undefined", () => {
    const explicit = make({ description: undefined, version: undefined, nulls: undefined, labels: undefined });
    expect({ ...explicit }).toEqual({ ...make() });
    expect(explicit).toMatchObject({ description: "", version: "1", nulls: "abstain", labels: null });
  });

  test("is recognized by its brand, in any copy of the package", () => {
    expect(isLabelingFunction(make())).toBe(true);
    expect(isLabelingFunction({ [Symbol.for("labelwright.LabelingFunction")]: true })).toBe(true);
    expect([{ ...make() }, null, "f", () => null].map(isLabelingFunction)).toEqual([false, false, false, false]);
  });

  test("prints in one line", () => {
    expect(inspect(make({ columns: ["text", "likes"] }))).toBe('LabelingFunction "f" (row) on text, likes');
  });

  test("has a fingerprint of its name, version, columns, polarity and nulls, and of the task's labels", () => {
    const other = defineTask({ labels: ["spam", "ham"], columns });
    const prints = [
      make(),
      make({ name: "g" }),
      make({ version: "2" }),
      make({ columns: ["likes"] }),
      make({ columns: ["text", "likes"] }),
      make({ labels: ["spam"] }),
      make({ nulls: "pass" }),
      labelingFunction(other, { name: "f", columns: ["text"], vote: () => null }),
    ].map(({ fingerprint }) => fingerprint);
    expect(new Set(prints).size).toBe(prints.length);
    expect(make({ description: "Says more." }).fingerprint).toBe(prints[0]);
  });
});

describe("a labeling function refuses", () => {
  const f = 'labeling function "f"';
  const name = "labeling function, name";
  const reserved = 'expected a name other than "id", "split" and "gold", not ending in ".confidence". Vote files use those names for columns that are not votes.'; // prettier-ignore
  test.each([
    [{ name: "" }, `${name}: ""; expected text that is not empty.`],
    [{ name: undefined }, `${name}: undefined; expected text that is not empty.`],
    [{ name: "id" }, `${name}: "id"; ${reserved}`],
    [{ name: "f.confidence" }, `${name}: "f.confidence"; ${reserved}`],
    [{ columns: [] }, `${f}, columns: no column; expected an array with at least one of "text", "likes".`],
    [{ columns: "text" }, `${f}, columns: "text"; expected an array with at least one of "text", "likes".`],
    [{ columns: undefined }, `${f}, columns: undefined; expected an array with at least one of "text", "likes".`],
    [{ columns: ["text", "text"] }, `${f}, columns: "text" more than once; expected each name once. List each column once.`], // prettier-ignore
    [{ columns: ["toString"] }, `${f}, columns: "toString"; expected one of the task's columns: "text", "likes". Check the spelling, or add the column to defineTask.`], // prettier-ignore
    [{ labels: ["eggs"] }, `${f}, label: "eggs"; expected one of "ham", "spam".`],
    [{ nulls: "skip" }, `${f}, nulls: "skip"; expected one of "abstain", "pass".`],
    [{ vote: undefined }, `${f}, vote: undefined; expected a function.`],
  ])("%j", (options, message) => {
    expect(() => make(options as Options)).toThrow(
      expect.objectContaining({ message, name: "LabelingError" }) as Error,
    );
  });

  test("what is no task", () => {
    const noTask = { labels: ["ham"], columns } as unknown as typeof task;
    expect(() => labelingFunction(noTask, { name: "f", columns: ["text"], vote: () => null })).toThrow(
      `${f}, task: an object with labels, columns; expected a task. Make it with defineTask({ labels, columns }).`,
    );
  });
});
