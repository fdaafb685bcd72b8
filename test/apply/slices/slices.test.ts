import { inspect } from "node:util";

import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { applySlicingFunctions } from "../../../src/apply/slices/apply.ts";
import { isSlices } from "../../../src/apply/slices/slices.ts";
import { slicingFunction } from "../../../src/functions/slicing.ts";
import { defineTask } from "../../../src/labels/task.ts";
import { tableFromRows } from "../../../src/tables/from-rows.ts";
import { caught, rejection } from "../../util/caught.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
const table = tableFromRows([
  { text: "win cash now http://win.example", likes: 0 },
  { text: "hi", likes: 7 },
  { text: null, likes: 5 },
  { text: "hello there", likes: null },
]);
const short = slicingFunction(task, { name: "short", columns: ["text"], holds: ({ text }) => text.length < 12 });
const liked = slicingFunction(task, { name: "liked", when: "likes > 3" });
const linked = slicingFunction(task, { name: "linked", column: "text", pattern: /https?:/ });
const money = slicingFunction(task, { name: "money", column: "text", any: ["cash"] });

describe("applySlicingFunctions", () => {
  test("finds the rows of each slice; a row with a null is in none of those that read it", async () => {
    const slices = await applySlicingFunctions([short, liked, linked, money], table);
    expect(slices.names).toEqual(["short", "liked", "linked", "money"]);
    expect(slices.masks.short).toEqual(Uint8Array.of(0, 1, 0, 1));
    expect(slices.masks.liked).toEqual(Uint8Array.of(0, 1, 1, 0));
    expect(slices.masks.linked).toEqual(Uint8Array.of(1, 0, 0, 0));
    expect(slices.masks.money).toEqual(Uint8Array.of(1, 0, 0, 0));
    expect([slices.rows, slices.counts]).toEqual([4, { short: 2, liked: 2, linked: 1, money: 1 }]);
    expect(slices.rowsOf("short")).toEqual(Int32Array.of(1, 3));
    expect(isSlices(slices) && Object.isFrozen(slices) && Object.isFrozen(slices.masks)).toBe(true);
  });

  test("prints as a table", async () => {
    expect(inspect(await applySlicingFunctions([short, linked], table))).toBe(
      "slice   rows   share\n────────────────────\nshort      2  50.0 %\nlinked     1  25.0 %\nof 4 rows",
    );
    const empty = await applySlicingFunctions([short], table.slice(0, 0));
    expect(inspect(empty)).toContain("short     0      –\nof 0 rows");
  });

  test("shows nulls to a function that asks for them", async () => {
    const missing = slicingFunction(task, {
      name: "missing",
      columns: ["text"],
      nulls: "pass",
      holds: ({ text }) => text === null,
    });
    const unrated = slicingFunction(task, { name: "unrated", when: "isNull(likes)", nulls: "pass" });
    const slices = await applySlicingFunctions([missing, unrated], table);
    expect([slices.rowsOf("missing"), slices.rowsOf("unrated")]).toEqual([Int32Array.of(2), Int32Array.of(3)]);
  });

  test("awaits functions that say they are async", async () => {
    const slow = slicingFunction(task, {
      name: "slow",
      columns: ["text", "likes"],
      async: true,
      holds: async ({ text }) => {
        await Promise.resolve();
        return text.startsWith("h");
      },
    });
    expect((await applySlicingFunctions([slow], table)).masks.slow).toEqual(Uint8Array.of(0, 1, 0, 0));
  });

  test.prop([fc.array(fc.record({ text: fc.option(fc.string()), likes: fc.option(fc.integer()) }))])(
    "agrees with the function itself on every row",
    async (rows) => {
      const longOnes = slicingFunction(task, {
        name: "long",
        columns: ["text", "likes"],
        holds: ({ text, likes }) => text.length > 3 || likes > 0,
      });
      const mixed = tableFromRows(rows, { columns: { text: "utf8", likes: "float64" } });
      const expected = rows.map(({ text, likes }) =>
        Number(text !== null && likes !== null && (text.length > 3 || likes > 0)),
      );
      expect(Array.from((await applySlicingFunctions([longOnes], mixed)).masks.long)).toEqual(expected);
    },
  );

  const fails = slicingFunction(task, {
    name: "fails",
    columns: ["text"],
    holds: ({ text }) => (text === "hi" ? (undefined as never) : true),
  });

  test("stops at an answer that is neither true nor false, or leaves the row out and counts it", async () => {
    expect((await rejection(applySlicingFunctions([fails], table))).message).toMatch(
      /^slicing function "fails", row 1: it threw TypeError: holds returned undefined; expected true or false\. Mend it/,
    );
    const slices = await applySlicingFunctions([fails], table, { faults: "abstain" });
    expect(slices.masks.fails).toEqual(Uint8Array.of(1, 0, 0, 1));
    expect(slices.faults).toMatchObject({ count: 1, counts: [1] });
    expect(inspect(slices)).toContain("faults");
    const limited = applySlicingFunctions([fails], table, { faults: "abstain", faultLimit: 0 });
    expect((await rejection(limited)).message).toMatch(/^slicing function "fails": more than 0 failed rows/);
    const promised = slicingFunction(task, {
      name: "p",
      columns: ["text"],
      holds: (() => Promise.resolve(true)) as never,
    });
    expect((await rejection(applySlicingFunctions([promised], table))).message).toContain(
      "declare the function with async: true",
    );
  });

  test("refuses functions and tables that do not fit, in a sentence", async () => {
    const message = async (functions: unknown, given: unknown = table): Promise<string> =>
      (await rejection(applySlicingFunctions(functions as never, given as never))).message;
    expect(await message([])).toBe(
      "applySlicingFunctions: no slicing functions; expected an array with at least one slicing function.",
    );
    expect(await message(short)).toMatch(/^applySlicingFunctions: an object with kind, .* expected an array/);
    expect(await message([short, {}])).toBe(
      "applySlicingFunctions, slicing function 2: an object with no keys; expected a slicing function. Make it with slicingFunction(task, { name, ... }).",
    );
    expect(await message([short, short])).toBe(
      'applySlicingFunctions, names of slicing functions: "short" more than once; expected each name once. Rename one of them.',
    );
    const other = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
    const foreign = slicingFunction(other, { name: "foreign", column: "text", pattern: /x/ });
    expect(await message([short, foreign])).toMatch(
      /^applySlicingFunctions, slicing function "foreign": a function of another task/,
    );
    expect(await message([short], 3)).toMatch(/^applySlicingFunctions: 3; expected an Arrow table/);
    expect(await message([short], tableFromRows([{ likes: 1 }]))).toMatch(
      /^applySlicingFunctions: the table has no column "text"/,
    );
    const signal = AbortSignal.abort();
    expect(await rejection(applySlicingFunctions([short], table, { signal }))).toMatchObject({ code: "aborted" });
    const slices = await applySlicingFunctions([short], table);
    expect(caught(() => slices.rowsOf("long" as never)).message).toBe(
      'slices: "long"; expected the name of a slice: "short".',
    );
  });
});
