/**
 * Mistakes that the compiler must find in packs. `tsc` checks this file: an `@ts-expect-error` without an error under it
 * is an error itself.
 */
import { definePack, defineTask, expression, keywords, withParameters, type AnyPack, type Pack } from "labelwright";
import { describe, expect, expectTypeOf, test } from "vitest";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
const rules = definePack({
  name: "rules",
  version: "1.0.0",
  task,
  parameters: { minLikes: 3, words: ["cash"], sizes: [1], strict: false, mode: "fast" },
  functions: ({ minLikes, words, sizes, strict, mode }) => {
    expectTypeOf(minLikes).toEqualTypeOf<number>();
    expectTypeOf(words).toExtend<readonly string[]>();
    expectTypeOf(sizes).toExtend<readonly number[]>();
    expectTypeOf(strict).toEqualTypeOf<boolean>();
    expectTypeOf(mode).toEqualTypeOf<string>();
    return [
      expression(task, { name: "liked", when: `likes > ${minLikes}`, label: "ham" }),
      keywords(task, { name: "money", column: "text", any: words, label: "spam" }),
    ];
  },
  examples: { money: { votes: { spam: [{ text: "cash" }] } } },
});
const plain = definePack({
  name: "plain",
  version: "1.0.0",
  task,
  functions: [keywords(task, { name: "money", column: "text", any: ["cash"], label: "spam" })],
});
type Columns = { readonly text: string; readonly likes: number };

describe("types know", () => {
  test("labels, columns and names of the functions that parameters make", () => {
    expectTypeOf(rules).toExtend<Pack<"ham" | "spam", Columns, "liked" | "money">>();
    expectTypeOf(rules.functions[0]?.name).toEqualTypeOf<"liked" | "money" | undefined>();
    expectTypeOf(withParameters(rules, { strict: true })).toEqualTypeOf(rules);
    expectTypeOf(plain).toExtend<AnyPack>();
    expect(rules.functions.length).toBe(2);
  });

  test("values of parameters", () => {
    expectTypeOf(rules.parameters.minLikes).toEqualTypeOf<number>();
    expectTypeOf(rules.parameters.strict).toEqualTypeOf<boolean>();
    expect(withParameters(rules, { minLikes: undefined, words: ["loan"], mode: "slow" }).parameters.words).toEqual([
      "loan",
    ]);
  });
});

describe("types find", () => {
  test("a parameter that the pack does not have, and a value of another type", () => {
    const wrong = [
      // @ts-expect-error no such parameter
      () => withParameters(rules, { minlikes: 3 }),
      // @ts-expect-error text for a number
      () => withParameters(rules, { minLikes: "3" }),
      // @ts-expect-error numbers for texts
      () => withParameters(rules, { words: [3] }),
      // @ts-expect-error a pack without parameters
      () => withParameters(plain, { minLikes: 3 }),
    ];
    for (const call of wrong) expect(call).toThrow("parameters");
  });

  test("a parameter that is not declared, and a default that is no parameter", () => {
    const wrong = (): unknown[] => [
      definePack({
        name: "rules",
        version: "1.0.0",
        task,
        parameters: { words: ["cash"] },
        // @ts-expect-error no such parameter
        functions: ({ minLikes }) => [
          expression(task, { name: "a", when: `likes > ${minLikes as number}`, label: "ham" }),
        ],
      }),
      definePack({
        name: "rules",
        version: "1.0.0",
        task,
        // @ts-expect-error an object is no parameter
        parameters: { words: { any: ["cash"] } },
        functions: () => [expression(task, { name: "a", when: "likes > 3", label: "ham" })],
      }),
    ];
    expect(wrong).toThrow('labeling function "a", when');
  });

  test("examples of functions, labels and columns that are not the pack's", () => {
    const wrong = [
      () =>
        definePack({
          ...plain,
          // @ts-expect-error no such function
          examples: { mony: {} },
        }),
      () =>
        definePack({
          ...plain,
          // @ts-expect-error no such label
          examples: { money: { votes: { spma: [] } } },
        }),
      () =>
        definePack({
          ...plain,
          // @ts-expect-error no such column
          examples: { money: { abstains: [{ txt: "hello" }] } },
        }),
    ];
    for (const call of wrong) expect(call).toThrow("examples");
  });
});
