/** Mistakes in slicing functions that the compiler must find, as in `functions.test.ts`. */
import {
  applySlicingFunctions,
  defineTask,
  scoreSlices,
  slicingFunction,
  type ProbabilisticLabels,
  type SliceScores,
  type Slices,
  type TableShape,
} from "labelwright";
import { describe, expect, expectTypeOf, test } from "vitest";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
const other = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", author: "utf8" } });

describe("types of slicing functions find", () => {
  test("a column that the task does not have", () => {
    const misspelled = (): unknown[] => [
      // @ts-expect-error "txt" is no column
      slicingFunction(task, { name: "a", columns: ["txt"], holds: () => true }),
      // @ts-expect-error "txt" is no column
      slicingFunction(task, { name: "a", column: "txt", pattern: /x/ }),
      // @ts-expect-error "likes" is no text
      slicingFunction(task, { name: "a", column: "likes", any: ["x"] }),
    ];
    expect(misspelled).toBeTypeOf("function");
  });

  test("a column that is not listed, a wrong comparison, a null that may come", () => {
    const wrong = (): unknown[] => [
      // @ts-expect-error likes is not listed
      slicingFunction(task, { name: "a", columns: ["text"], holds: ({ likes }) => likes > 3 }),
      // @ts-expect-error a number is no text
      slicingFunction(task, { name: "a", columns: ["likes"], holds: ({ likes }) => likes === "3" }),
      // @ts-expect-error text may be null
      slicingFunction(task, { name: "a", columns: ["text"], nulls: "pass", holds: ({ text }) => text.length > 3 }),
    ];
    expect(wrong).toBeTypeOf("function");
  });

  test("an answer that is not true or false", () => {
    const wrong = (): unknown[] => [
      // @ts-expect-error a label is no answer
      slicingFunction(task, { name: "a", columns: ["text"], holds: () => "spam" }),
      // @ts-expect-error nothing is returned
      slicingFunction(task, { name: "a", columns: ["text"], holds: () => undefined }),
      // @ts-expect-error a promise without async
      slicingFunction(task, { name: "a", columns: ["text"], holds: async () => await Promise.resolve(true) }),
      // @ts-expect-error no promise with async
      slicingFunction(task, { name: "a", columns: ["text"], async: true, holds: () => true }),
    ];
    expect(wrong).toBeTypeOf("function");
  });

  test("a label, which a slice does not have", () => {
    const wrong = (): unknown[] => [
      // @ts-expect-error a slice has no label
      slicingFunction(task, { name: "a", when: "likes > 3", label: "spam" }),
      // @ts-expect-error a slice has no confidence
      slicingFunction(task, { name: "a", column: "text", any: ["x"], confidence: 0.5 }),
    ];
    expect(wrong).toBeTypeOf("function");
  });

  test("functions on other columns, and names of other slices", () => {
    const a = slicingFunction(task, { name: "a", columns: ["text"], holds: ({ text }) => text === "" });
    const b = slicingFunction(task, { name: "b", when: "likes > 3" });
    const c = slicingFunction(other, { name: "c", column: "author", pattern: /x/ });
    const wrong = async (table: TableShape, soft: ProbabilisticLabels<"ham" | "spam">): Promise<void> => {
      // @ts-expect-error c reads other columns
      await applySlicingFunctions([a, c], table);
      const slices = await applySlicingFunctions([a, b], table);
      expectTypeOf(slices).toEqualTypeOf<Slices<"a" | "b">>();
      // @ts-expect-error there is no slice c
      slices.rowsOf("c");
      expectTypeOf(scoreSlices(soft, [], slices)).toEqualTypeOf<SliceScores<"ham" | "spam", "a" | "b">>();
      // @ts-expect-error "spma" is no label
      scoreSlices(soft, ["spma"], slices);
      expectTypeOf(scoreSlices(soft, [], { x: [true], y: [false] })).toEqualTypeOf<
        SliceScores<"ham" | "spam", "x" | "y">
      >();
    };
    expect(wrong).toBeTypeOf("function");
  });
});
