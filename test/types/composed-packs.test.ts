/**
 * Mistakes that the compiler must find in packs made from packs. `tsc` checks this file: an `@ts-expect-error` without an
 * error under it is an error itself.
 */
import {
  composePacks,
  definePack,
  defineTask,
  expression,
  filterFunctions,
  fitLabelModel,
  applyLabelingFunctions,
  keywords,
  overrideFunctions,
  renameFunctions,
  tableFromRows,
  withParameters,
  type AnyPack,
  type Pack,
} from "labelwright";
import { describe, expect, expectTypeOf, test } from "vitest";

const texts = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
const counted = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
const animals = defineTask({ labels: ["cat", "dog"], columns: { text: "utf8" } });
const words = definePack({
  name: "words",
  version: "1.0.0",
  task: texts,
  parameters: { any: ["cash"] },
  functions: ({ any }) => [
    keywords(texts, { name: "money", column: "text", any, label: "spam" }),
    keywords(texts, { name: "thanks", column: "text", any: ["thanks"], label: "ham" }),
  ],
});
const numbers = definePack({
  name: "numbers",
  version: "1.0.0",
  task: counted,
  parameters: { limit: 3 },
  functions: ({ limit }) => [expression(counted, { name: "liked", when: `likes > ${limit}`, label: "ham" })],
});
const pets = definePack({
  name: "pets",
  version: "1.0.0",
  task: animals,
  functions: [keywords(animals, { name: "barks", column: "text", any: ["woof"], label: "dog" })],
});
type Columns = { readonly text: string; readonly likes: number };

describe("types know", () => {
  test("labels, columns, names and parameters of a composed pack", async () => {
    const all = composePacks({ name: "all", version: "1.0.0", packs: [words, numbers] });
    expectTypeOf(all).toExtend<Pack<"ham" | "spam", Columns, "money" | "thanks" | "liked">>();
    expectTypeOf(all.parameters.limit).toEqualTypeOf<number>();
    expectTypeOf(all.parameters.any).toExtend<readonly string[]>();
    const set = withParameters(all, { limit: 4 });
    const votes = await applyLabelingFunctions(set.functions, tableFromRows([{ text: "cash", likes: 1 }]));
    expectTypeOf(votes.vote(0, "money")).toEqualTypeOf<"ham" | "spam" | null>();
    expectTypeOf(fitLabelModel(votes).labels.names[0]).toEqualTypeOf<"ham" | "spam" | undefined>();
  });

  test("columns of functions beside the packs", () => {
    const task = defineTask({ labels: ["ham", "spam"], columns: { author: "utf8" } });
    const known = keywords(task, { name: "known", column: "author", any: ["ann"], label: "ham" });
    const all = composePacks({ name: "all", version: "1.0.0", packs: [words], functions: [known] });
    type Both = { readonly text: string; readonly author: string };
    expectTypeOf(all).toExtend<Pack<"ham" | "spam", Both, "money" | "thanks" | "known">>();
    const given = composePacks({ name: "all", version: "1.0.0", packs: [words], task: counted });
    expectTypeOf(given).toExtend<Pack<"ham" | "spam", Columns, "money" | "thanks">>();
    expect(given.task).toBe(counted);
  });

  test("nothing of packs whose types are not known", () => {
    const loaded: AnyPack = words;
    const all = composePacks({ name: "all", version: "1.0.0", packs: [loaded, numbers] });
    expectTypeOf(all.functions[0]?.name).toEqualTypeOf<string | undefined>();
    expectTypeOf(renameFunctions(loaded, { money: "cash" })).toExtend<Pack>();
    expectTypeOf(filterFunctions(loaded, ["money"])).toExtend<Pack>();
    expectTypeOf(withParameters(loaded, { any: ["loan"] })).toEqualTypeOf<AnyPack>();
  });

  test("names after renaming", () => {
    const renamed = renameFunctions(words, { money: "cash" });
    expectTypeOf(renamed.functions[0]?.name).toEqualTypeOf<"cash" | "thanks" | undefined>();
    const prefixed = renameFunctions(words, (name) => `my_${name}`);
    expectTypeOf(prefixed.functions[0]?.name).toEqualTypeOf<"my_money" | "my_thanks" | undefined>();
    const folded = renameFunctions(words, (name) => name.toUpperCase());
    expectTypeOf(folded.functions[0]?.name).toEqualTypeOf<string | undefined>();
    expect(renamed.parameters.any).toEqual(["cash"]);
  });

  test("names after filtering", () => {
    const some = filterFunctions(words, ["money"]);
    expectTypeOf(some.functions[0]?.name).toEqualTypeOf<"money" | undefined>();
    const those = filterFunctions(words, ({ kind }) => kind === "keywords");
    expectTypeOf(those.functions[0]?.name).toEqualTypeOf<"money" | "thanks" | undefined>();
    expectTypeOf(some.parameters.any).toExtend<readonly string[]>();
  });
});

describe("types find", () => {
  test("packs of other labels", () => {
    // @ts-expect-error pets are no mails
    expect(() => composePacks({ name: "all", version: "1.0.0", packs: [words, pets] })).toThrow("has the labels");
    expect(() =>
      composePacks({
        name: "all",
        version: "1.0.0",
        // @ts-expect-error pets are no mails
        packs: [words],
        // @ts-expect-error pets are no mails
        functions: [...pets.functions],
      }),
    ).toThrow("has the labels");
  });

  test("examples of functions that the composed pack does not have", () => {
    expect(() =>
      composePacks({
        name: "all",
        version: "1.0.0",
        packs: [words, numbers],
        // @ts-expect-error no such function
        examples: { mony: {} },
      }),
    ).toThrow("mony");
  });

  test("names that are no function of the pack", () => {
    const wrong = [
      // @ts-expect-error no such function
      () => renameFunctions(words, { mony: "cash" }),
      // @ts-expect-error a number is no name
      () => renameFunctions(words, { money: 3 }),
      // @ts-expect-error a number is no name
      () => renameFunctions(words, () => 3),
      // @ts-expect-error no such function
      () => filterFunctions(words, ["mony"]),
      () =>
        overrideFunctions(words, [
          // @ts-expect-error no such function
          keywords(texts, { name: "mony", column: "text", any: ["loan"], label: "spam" }),
        ]),
      () =>
        overrideFunctions(words, [
          // @ts-expect-error dogs are no mails
          keywords(animals, { name: "money", column: "text", any: ["woof"], label: "dog" }),
        ]),
    ];
    for (const call of wrong) expect(call).toThrow();
  });
});
