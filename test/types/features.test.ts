/** Mistakes in what becomes features that the compiler must find; see functions.test.ts. */
import { fitFeatures, tableFromRows, type Features } from "labelwright";
import { expectTypeOf, test } from "vitest";

const table = tableFromRows([{ text: "free prize" }, { text: "see you" }]);

test("features of a table are there at once, those of its parts are promised", () => {
  expectTypeOf(fitFeatures(table, { text: ["text"] })).toEqualTypeOf<Features>();
  expectTypeOf(fitFeatures([table], { text: ["text"] })).toEqualTypeOf<Promise<Features>>();
});

test("mistakes in what becomes features do not compile", () => {
  const mistakes = [
    // @ts-expect-error -- a name instead of names
    () => fitFeatures(table, { text: "text" }),
    // @ts-expect-error -- no such setting
    () => fitFeatures(table, { texts: ["text"] }),
    // @ts-expect-error -- a length instead of a range
    () => fitFeatures(table, { text: ["text"], words: 2 }),
    // @ts-expect-error -- no such weighting
    () => fitFeatures(table, { text: ["text"], weighting: "bm25" }),
    // @ts-expect-error -- rows instead of a table
    () => fitFeatures([{ text: "free" }], { text: ["text"] }),
  ];
  expectTypeOf(mistakes).toBeArray();
});
