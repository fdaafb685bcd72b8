import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { defineTask, isLabelMatrix, keywords, lookup, tableFromRows, type ColumnType } from "../../../src/index.ts";
import {
  arbitraryLabelMatrix,
  arbitraryLabelSet,
  arbitraryRow,
  arbitraryTable,
  type LabelMatrixOptions,
  type LabelSetOptions,
  type TableOptions,
} from "../../../src/testing.ts";

const columns = {
  text: "utf8",
  flag: "bool",
  small: "int8",
  big: "uint64",
  single: "float32",
  double: "float64",
  at: "timestamp",
  day: "date",
  words: "list<utf8>",
  flags: "list<bool>",
  numbers: "list<int16>",
  days: "list<date>",
} as const satisfies Record<string, ColumnType>;
const task = defineTask({ labels: ["ham", "spam"], columns });

describe("arbitraryRow", () => {
  test.prop([arbitraryRow(task)])("gives rows that a table of the task holds, each value as it was", (row) => {
    const table = tableFromRows([row], { columns });
    const read = (name: keyof typeof columns): unknown => {
      const value: unknown = table.getChild(name)?.get(0);
      if (typeof value === "bigint") return Number(value);
      return typeof value === "object" && value !== null ? Array.from(value as Iterable<unknown>) : value;
    };
    for (const name of [
      "text",
      "flag",
      "small",
      "big",
      "single",
      "double",
      "at",
      "words",
      "flags",
      "numbers",
    ] as const) {
      // Arrow's own reader swallows a byte order mark at the start of a text.
      if (JSON.stringify(row[name]).includes("\ufeff")) continue;
      expect(read(name)).toEqual(Object.is(row[name], -0) ? -0 : row[name]);
    }
  });

  const drawn = fc.sample(arbitraryRow(task, { words: ["zebra crossing"] }), { numRuns: 2000, seed: 1 });
  const texts = drawn.map(({ text }) => text).filter((text) => text !== null);

  test.each<[string, (text: string) => boolean]>([
    ["empty text", (text) => text === ""],
    ["white space alone", (text) => text !== "" && text.trim() === ""],
    ["very long text", (text) => text.length > 3000],
    ["emoji", (text) => /\p{Extended_Pictographic}/u.test(text)],
    ["combining marks", (text) => /\p{Mn}/u.test(text)],
    ["other scripts", (text) => /[\u0400-\u06ff\u0e00-\u0eff\u3040-\u9fff]/.test(text)],
    ["control characters", (text) => text.includes("\u0000")],
    ["links", (text) => text.includes("https://")],
    ["markup", (text) => text.includes("<br />")],
    ["sentences", (text) => /^[A-Z][a-z' ]+\.$/.test(text)],
    ["the words it is given", (text) => text.includes("zebra crossing")],
    ["them in capitals", (text) => text.includes("ZEBRA CROSSING")],
  ])("draws %s", (_, is) => {
    expect(texts.filter(is).length).toBeGreaterThan(3);
  });

  test("draws nulls everywhere, NaN, infinities, -0, the ends of whole numbers, empty lists", () => {
    for (const name of Object.keys(columns)) {
      expect(drawn.filter((row) => row[name as keyof typeof columns] === null).length).toBeGreaterThan(50);
    }
    for (const edge of [NaN, Infinity, -Infinity, -0, 0]) {
      expect(drawn.some(({ double }) => Object.is(double, edge))).toBe(true);
    }
    for (const edge of [-128, 127, 0]) expect(drawn.some(({ small }) => small === edge)).toBe(true);
    expect(drawn.some(({ big }) => big === Number.MAX_SAFE_INTEGER)).toBe(true);
    expect(drawn.some(({ numbers }) => numbers?.length === 0)).toBe(true);
  });

  test("has no halves of surrogate pairs: text in Arrow cannot hold them", () => {
    expect(texts.filter((text) => /[\ud800-\udfff]/u.test(text))).toEqual([]);
  });

  test("draws keys of lookups as whole cells, in their column alone", () => {
    const two = defineTask({ labels: ["ham", "spam"], columns: { author: "utf8", text: "utf8" } });
    const known = lookup(two, { name: "known", column: "author", in: { "free-gifts-4u": "spam", ann: "ham" } });
    const money = keywords(two, { name: "money", column: "text", any: ["cash"], label: "spam" });
    const rows = fc.sample(arbitraryRow(two, { like: [known, money] }), { numRuns: 300, seed: 2 });
    expect(rows.filter(({ author }) => author === "free-gifts-4u").length).toBeGreaterThan(10);
    expect(rows.some(({ text }) => text === "free-gifts-4u")).toBe(false);
  });

  test("varies rows that it is given", () => {
    const rows = fc.sample(arbitraryRow(task, { rows: [{ text: "Xyzzy plugh" }] }), { numRuns: 400, seed: 3 });
    const near = new Set(rows.map(({ text }) => text).filter((text) => text?.toLowerCase().includes("xyzzy")));
    expect(near.has("Xyzzy plugh") && near.has("XYZZY PLUGH")).toBe(true);
    expect(near.size).toBeGreaterThan(6);
  });

  test.each<[(row: Record<string, unknown>) => boolean, Record<string, unknown>]>([
    [({ text }) => String(text).includes("zebra"), { text: "zebra" }],
    [
      ({ text }) => typeof text === "string" && text.length > 12,
      { text: expect.stringMatching(/^[a0 .]{13}$/) as unknown },
    ],
    [({ small }) => Number(small) > 9, { small: 10 }],
    [({ double }) => Number(double) < -2.5, { double: -3 }],
    [({ day }) => Number(day) > 86_400_000 * 20, { day: 86_400_000 * 21 }],
    [({ numbers }) => Array.isArray(numbers) && numbers.length > 2, { numbers: [0, 0, 0] }],
    [({ flag, small }) => flag === true && small !== null, { flag: true, small: 0 }],
  ])("shrinks a failing row to the smallest one: %s", (fails, smallest) => {
    const arbitrary = arbitraryRow(task, { words: ["zebra"] });
    const result = fc.check(
      fc.property(arbitrary, (row) => !fails(row as Record<string, unknown>)),
      {
        numRuns: 3000,
        seed: 4,
      },
    );
    const nothing = Object.fromEntries(Object.keys(columns).map((name) => [name, null]));
    expect(result.counterexample).toEqual([{ ...nothing, ...smallest }]);
    expect(fc.sample(arbitrary, { seed: 4, path: result.counterexamplePath ?? "", numRuns: 1 })).toEqual(
      result.counterexample,
    );
  });

  test("refuses what is no task, and what is no pack", () => {
    expect(() => arbitraryRow({} as typeof task)).toThrow(
      "arbitraryRow, task: an object with no keys; expected a task.",
    );
    expect(() => arbitraryRow(task, { like: [{} as never] })).toThrow(
      "arbitraryRow, like: an object with no keys; expected a pack, or an array of labeling functions.",
    );
  });
});

describe("arbitraryTable", () => {
  test.prop([arbitraryTable(task, { minRows: 2, maxRows: 9 })])(
    "gives tables of the task's columns, of the size asked for",
    (table) => {
      expect(table.numRows).toBeGreaterThanOrEqual(2);
      expect(table.numRows).toBeLessThanOrEqual(9);
      expect(table.schema.fields.map(({ name }) => name)).toEqual(Object.keys(columns));
    },
  );

  test("gives tables of several chunks, and dictionary columns", () => {
    const tables = fc.sample(arbitraryTable(task), { numRuns: 100, seed: 1 });
    expect(tables.filter((table) => table.batches.length > 1).length).toBeGreaterThan(20);
    const isDictionary = (table: (typeof tables)[number]): boolean =>
      String(table.schema.fields[0]?.type).startsWith("Dictionary");
    expect(tables.filter(isDictionary).length).toBeGreaterThan(20);
    expect(tables.filter((table) => table.numRows === 0).length).toBeGreaterThan(0);
  });

  test("shrinks to the fewest and simplest rows, and prints them", () => {
    const property = fc.property(arbitraryTable(task, { words: ["zebra"] }), (table) =>
      Array.from(table.getChild("text") ?? []).every((text) => text !== "zebra"),
    );
    const { counterexample } = fc.check(property, { numRuns: 1000, seed: 2 });
    expect(fc.stringify(counterexample)).toBe('[Table of 1 rows [\n  { text: "zebra" }\n]]');
  });

  test.each<[TableOptions, string]>([
    [{ minRows: -1 }, "arbitraryTable, minRows: -1; expected a whole number from 0 to 1000000."],
    [{ maxRows: 1.5 }, "arbitraryTable, maxRows: 1.5; expected a whole number from 0 to 1000000."],
    [{ minRows: 5, maxRows: 2 }, "arbitraryTable: minRows 5 and maxRows 2; expected minRows no larger than maxRows."],
  ])("refuses %j", (options, message) => {
    expect(() => arbitraryTable(task, options)).toThrow(message);
  });
});

describe("arbitraryLabelSet", () => {
  test.prop([arbitraryLabelSet({ minLabels: 3, maxLabels: 5 })])("gives labels that know their codes", (labels) => {
    expect(labels.size >= 3 && labels.size <= 5).toBe(true);
    labels.names.forEach((name, code) => {
      expect(labels.code(name)).toBe(code);
    });
  });

  test("gives names that trip code", () => {
    const names = new Set(fc.sample(arbitraryLabelSet(), { numRuns: 200, seed: 1 }).flatMap(({ names: each }) => each));
    for (const name of ["__proto__", "constructor", "a,b", "-1", "null", "spam"]) expect(names.has(name)).toBe(true);
  });

  test.each<[LabelSetOptions, string]>([
    [{ minLabels: 1 }, "arbitraryLabelSet, minLabels: 1; expected a whole number from 2 to 1000."],
    [{ minLabels: 4, maxLabels: 3 }, "arbitraryLabelSet, maxLabels: 3; expected a whole number from 4 to 1000."],
  ])("refuses %j", (options, message) => {
    expect(() => arbitraryLabelSet(options)).toThrow(message);
  });
});

describe("arbitraryLabelMatrix", () => {
  const options = { minRows: 1, minFunctions: 2, maxFunctions: 4, confidences: true };
  test.prop([arbitraryLabelMatrix(options)])(
    "gives votes with the truth of each row",
    ({ labels, votes, truth, accuracies }) => {
      expect(isLabelMatrix(votes)).toBe(true);
      expect([votes.rows, votes.functions.length]).toEqual([truth.length, accuracies.length]);
      expect(truth.every((label) => labels.has(label))).toBe(true);
      for (const column of votes.votes) expect(column.every((code) => code >= -1 && code < labels.size)).toBe(true);
      for (const column of votes.confidences) expect(column?.every((c) => c > 0 && c <= 1)).toBe(true);
    },
  );

  test("draws votes that are right as often as planted", () => {
    const planted = fc.sample(arbitraryLabelMatrix({ minRows: 400, maxRows: 400 }), { numRuns: 30, seed: 1 });
    for (const { votes, truth, accuracies, labels } of planted) {
      votes.votes.forEach((column, j) => {
        const cast = Array.from(column, (code, row) => [code, row] as const).filter(([code]) => code >= 0);
        if (cast.length < 100) return;
        const right = cast.filter(([code, row]) => labels.names[code] === truth[row]).length / cast.length;
        expect(Math.abs(right - (accuracies[j] ?? NaN))).toBeLessThan(0.2);
      });
    }
  });

  test.each<[LabelMatrixOptions, string]>([
    [{ minFunctions: 0 }, "arbitraryLabelMatrix, minFunctions: 0; expected a whole number from 1 to 1000000."],
    [{ minRows: 3, maxRows: 2 }, "arbitraryLabelMatrix, maxRows: 2; expected a whole number from 3 to 1000000."],
  ])("refuses %j", (wrong, message) => {
    expect(() => arbitraryLabelMatrix(wrong)).toThrow(message);
  });
});
