import { expect, test } from "vitest";

import { tableFromRows } from "../../src/index.ts";
import { eachText } from "../../src/tables/each-text.ts";

test("visits each text with its row, and passes over nulls", () => {
  const table = tableFromRows([{ text: "a" }, { text: null }, { text: "" }, { text: "b" }]);
  const seen: [string, number][] = [];
  eachText(table, "text", (text, row) => seen.push([text, row]));
  expect(seen).toEqual([
    ["a", 0],
    ["", 2],
    ["b", 3],
  ]);
});
