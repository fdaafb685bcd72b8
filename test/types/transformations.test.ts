/**
 * Mistakes in transformation functions that the compiler must find. `tsc` checks this file: an `@ts-expect-error` without
 * an error under it is an error itself.
 */
import {
  applyTransformationFunctions,
  defineTask,
  dropWords,
  swapWords,
  tableFromRows,
  transformationFunction,
  type AnyTask,
  type Random,
} from "labelwright";
import { describe, expect, expectTypeOf, test } from "vitest";

const task = defineTask({
  labels: ["ham", "spam"],
  columns: { text: "utf8", likes: "float64", tags: "list<utf8>" },
});
const shout = transformationFunction(task, {
  name: "shout",
  columns: ["text"],
  transform: ({ text }) => ({ text: text.toUpperCase() }),
});
const drop = dropWords(task, { name: "drop", column: "text" });

describe("types find", () => {
  test("a column that the task does not have", () => {
    // @ts-expect-error "txet" is no column
    expect(() => transformationFunction(task, { name: "t", columns: ["txet"], transform: () => null })).toThrow(
      'transformation function "t", columns: "txet"',
    );
    transformationFunction(task, {
      name: "t",
      columns: ["text"],
      // @ts-expect-error "txet" is no column
      transform: ({ text }) => ({ txet: text }),
    });
    transformationFunction(task, {
      name: "t",
      columns: ["text"],
      // @ts-expect-error "txet" is no column, beside one that is
      transform: ({ text }) => ({ text, txet: text }),
    });
    transformationFunction(task, {
      name: "t",
      columns: ["text"],
      // @ts-expect-error likes is not listed
      transform: ({ likes }) => ({ text: String(likes) }),
    });
  });

  test("a value of the wrong type", () => {
    transformationFunction(task, {
      name: "t",
      columns: ["text"],
      // @ts-expect-error likes is a number
      transform: ({ text }) => ({ likes: text }),
    });
    transformationFunction(task, {
      name: "t",
      columns: ["text"],
      // @ts-expect-error tags is a list
      transform: ({ text }) => (text === "" ? null : { tags: text }),
    });
    transformationFunction(task, {
      name: "t",
      columns: ["text"],
      // @ts-expect-error a label is no row
      transform: () => "spam",
    });
  });

  test("a forgotten return, and a promise", () => {
    transformationFunction(task, {
      name: "t",
      columns: ["text"],
      // @ts-expect-error nothing is returned where there is no x
      transform: ({ text }) => {
        if (text.includes("x")) return { text: "" };
      },
    });
    transformationFunction(task, {
      name: "t",
      columns: ["text"],
      // @ts-expect-error a promise is no row
      transform: ({ text }) => Promise.resolve({ text }),
    });
  });

  test("a null that a function asked for and does not mind", () => {
    transformationFunction(task, {
      name: "t",
      columns: ["text"],
      nulls: "pass",
      // @ts-expect-error text may be null
      transform: ({ text }) => ({ text: text.toUpperCase() }),
    });
  });

  test("a word transformation of a column that is no text", () => {
    // @ts-expect-error likes is a number
    expect(() => dropWords(task, { name: "t", column: "likes" })).toThrow("a text column");
    // @ts-expect-error tags are lists
    expect(() => swapWords(task, { name: "t", column: "tags" })).toThrow("a text column");
  });

  test("a function in a policy that is not applied", async () => {
    const table = tableFromRows([{ text: "a b", likes: 1, tags: ["x"] }]);
    const apply = applyTransformationFunctions;
    // @ts-expect-error "swap" is not among the functions
    await expect(apply([shout, drop], table, { policy: [["shout", "swap"]] })).rejects.toThrow('policy: "swap"');
    // @ts-expect-error "swap" is not among the functions
    await expect(apply([shout], table, { policy: "random", chances: { swap: 1 } })).rejects.toThrow('chances: "swap"');
  });
});

describe("types know", () => {
  test("the values of a row, and the random numbers", () => {
    transformationFunction(task, {
      name: "t",
      columns: ["text", "likes"],
      transform: (row, random) => {
        expectTypeOf(row).toEqualTypeOf<{ readonly text: string; readonly likes: number }>();
        expectTypeOf(random).toEqualTypeOf<Random>();
        return random() < 0.5 ? null : { text: null, likes: 3, tags: ["a"] };
      },
    });
  });

  test("the names of the functions that made a row", async () => {
    const table = tableFromRows([{ text: "a b", likes: 1, tags: ["x"] }]);
    const made = await applyTransformationFunctions([shout, drop], table, { policy: [["shout", "drop"]] });
    expectTypeOf(made.names).toEqualTypeOf<readonly (readonly ("shout" | "drop")[])[]>();
    expect(made.names[1]).toEqual(["shout", "drop"]);
  });

  test("nothing of a task whose columns only show at run time", () => {
    const untyped: AnyTask = task;
    const func = transformationFunction(untyped, {
      name: "t",
      columns: ["text"],
      transform: ({ text }) => ({ text: `${String(text)}!` }),
    });
    expect(func.columns).toEqual(["text"]);
  });
});
