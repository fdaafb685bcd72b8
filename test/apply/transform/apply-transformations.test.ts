import { fc, test } from "@fast-check/vitest";
import {
  Bool,
  DateDay,
  Dictionary,
  Field,
  Float64,
  Int32,
  Int64,
  Int8,
  List,
  Table,
  TimestampMicrosecond,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import { inspect } from "node:util";
import { describe, expect } from "vitest";

import { applyTransformationFunctions } from "../../../src/apply/transform/apply-transformations.ts";
import { labelsForTransformed } from "../../../src/apply/transform/labels-for-transformed.ts";
import type { TransformedTable } from "../../../src/apply/transform/transformed-table.ts";
import { transformationFunction } from "../../../src/functions/transformation.ts";
import { dropWords, swapWords } from "../../../src/functions/word-transformations.ts";
import { defineTask } from "../../../src/labels/task.ts";
import { tableFromRows } from "../../../src/tables/from-rows.ts";
import { takeRows } from "../../../src/tables/take-rows.ts";
import { caught, rejection } from "../../util/caught.ts";
import { secondArrow } from "../../util/second-arrow.ts";
import { softLabels } from "../../util/soft-labels.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
const shout = transformationFunction(task, {
  name: "shout",
  columns: ["text"],
  transform: ({ text }) => ({ text: text.toUpperCase() }),
});
const more = transformationFunction(task, {
  name: "more",
  columns: ["likes"],
  transform: ({ likes }) => (likes > 10 ? null : { likes: likes + 1 }),
});
const mark = transformationFunction(task, {
  name: "mark",
  columns: ["text"],
  transform: ({ text }, random) => ({ text: `${text} ${random()}` }),
});
const table = tableFromRows([
  { id: 1, text: "one", likes: 1 },
  { id: 2, text: "TWO", likes: 20 },
  { id: 3, text: null, likes: 3 },
]);

/** The values of a column as they are stored. */
const storedOf = (made: Table, column: string): unknown[] =>
  Array.from((made.getChild(column)?.data[0]?.values ?? []) as ArrayLike<unknown>);
const rowsOf = ({ table: made }: TransformedTable): unknown[] =>
  made.toArray().map((row: { toJSON: () => object } | null) => row?.toJSON());
/** The texts made of each row. */
const textsBySource = ({ table: made, source }: TransformedTable): Map<number, unknown[]> => {
  const texts = new Map<number, unknown[]>();
  source.forEach((row, i) => texts.set(row, [...(texts.get(row) ?? []), made.getChild("text")?.get(i)]));
  return texts;
};

const someTexts = fc.array(fc.record({ text: fc.string({ maxLength: 12 }), likes: fc.integer({ min: 0, max: 20 }) }), {
  minLength: 1,
  maxLength: 12,
});

describe("applyTransformationFunctions", () => {
  test("keeps each row, then adds a row by each function that changes it, all columns with it", async () => {
    const made = await applyTransformationFunctions([shout, more], table);
    expect(rowsOf(made)).toEqual([
      { id: 1, text: "one", likes: 1 },
      { id: 1, text: "ONE", likes: 1 },
      { id: 1, text: "one", likes: 2 },
      { id: 2, text: "TWO", likes: 20 }, // shouting changes nothing, and more does not apply
      { id: 3, text: null, likes: 3 },
      { id: 3, text: null, likes: 4 },
    ]);
    expect(Array.from(made.source)).toEqual([0, 0, 0, 1, 2, 2]);
    expect(made.names).toEqual([[], ["shout"], ["more"], [], [], ["more"]]);
    expect(made.table.schema.fields.map(String)).toEqual(table.schema.fields.map(String));
  });

  test("without the rows themselves, gives only what was made", async () => {
    const made = await applyTransformationFunctions([shout, more], table, { keepOriginal: false });
    expect([Array.from(made.source), made.names]).toEqual([[0, 0, 2], [["shout"], ["more"], ["more"]]]); // prettier-ignore
  });

  test("in a chain, gives each function what the one before it made", async () => {
    const policy = [["shout", "more"], ["more"]] as const;
    const made = await applyTransformationFunctions([shout, more], table, { policy, keepOriginal: false });
    expect(rowsOf(made).map((row) => Object.values(row as Record<string, unknown>).slice(1))).toEqual([
      ["ONE", 2],
      ["one", 2],
      [null, 4], // made by either chain, and kept once
    ]);
    expect(made.names).toEqual([["shout", "more"], ["more"], ["more"]]);
    const twice = await applyTransformationFunctions([more], table, {
      policy: [["more", "more"]],
      keepOriginal: false,
    });
    expect(Array.from(twice.table.getChild("likes") ?? [])).toEqual([3, 5]);
  });

  test("makes count rows by each function, and none twice", async () => {
    const made = await applyTransformationFunctions([shout, mark], table, { count: 3, keepOriginal: false });
    expect(made.names.map((names) => names[0])).toEqual(["shout", "mark", "mark", "mark", "mark", "mark", "mark"]);
    expect(new Set(Array.from(made.table.getChild("text") ?? [])).size).toBe(7);
  });

  test("draws functions by their chances, until as many as wanted have changed the row", async () => {
    const rows = Array.from({ length: 200 }, (_, i) => ({ text: `row ${i}`, likes: i % 10 }));
    const made = await applyTransformationFunctions([shout, more, mark], tableFromRows(rows), {
      policy: "random",
      length: 2,
      chances: { shout: 3, mark: 0 },
      keepOriginal: false,
    });
    expect(made.names.every((names) => names.length === 2 && !names.includes("mark"))).toBe(true);
    const first = made.names.filter((names) => names[0] === "shout").length;
    expect(first).toBeGreaterThan(120);
    expect(first).toBeLessThan(180);
    // A function that does not apply is replaced by another draw.
    const one = await applyTransformationFunctions([shout, more], tableFromRows([{ text: "TWO", likes: 1 }]), {
      policy: "random",
      keepOriginal: false,
    });
    expect(one.names).toEqual([["more"]]);
  });

  test.prop([someTexts, fc.nat()])(
    "the same seed gives the same table; another seed another one",
    async (rows, seed) => {
      const run = async (by: number): Promise<unknown> =>
        rowsOf(await applyTransformationFunctions([mark], tableFromRows(rows), { seed: by, count: 2 }));
      expect(await run(seed)).toEqual(await run(seed));
      expect(await run(seed)).not.toEqual(await run(seed + 1));
    },
  );

  test.prop([
    someTexts.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows.keys()], { minLength: rows.length })),
    ),
    fc.constantFrom("each", "random"),
  ])(
    "what is made of a row does not depend on its place, the other rows or the batches",
    async ([rows, order], policy) => {
      const whole = tableFromRows(rows);
      const options = { policy, count: 2, seed: 5 } as const;
      const made = await applyTransformationFunctions([mark, shout, more], whole, options);
      const permuted = await applyTransformationFunctions([mark, shout, more], takeRows(whole, order), options);
      order.forEach((row, i) => expect(textsBySource(permuted).get(i)).toEqual(textsBySource(made).get(row)));
      const batches = new Table(
        rows.map((_, row) => takeRows(whole, [row]).batches[0]).filter((each) => each !== undefined),
      );
      expect(rowsOf(await applyTransformationFunctions([mark, shout, more], batches, options))).toEqual(rowsOf(made));
    },
  );

  test.prop([someTexts])("every row keeps its source, and source never falls", async (rows) => {
    const whole = tableFromRows(rows.map((row, id) => ({ ...row, id })));
    const made = await applyTransformationFunctions([mark, more], whole, { count: 2 });
    expect(Array.from(made.table.getChild("id") ?? [])).toEqual(Array.from(made.source));
    expect(Array.from(made.source)).toEqual(Array.from(made.source).sort((a, b) => a - b));
    expect(made.names.length).toBe(made.table.numRows);
  });

  test("writes every type of column a task may have, as the table stores it", async () => {
    const typed = defineTask({
      labels: ["a", "b"],
      columns: {
        word: "utf8",
        flag: "bool",
        small: "int8",
        big: "int64",
        at: "timestamp",
        day: "date",
        tags: "list<utf8>",
      },
    });
    const change = transformationFunction(typed, {
      name: "change",
      columns: ["word", "flag", "small", "big", "at", "day", "tags"],
      transform: (row) => ({
        word: `${row.word}!`,
        flag: !row.flag,
        small: row.small + 1,
        big: row.big + 1,
        at: row.at + 1500,
        day: row.day + 86_400_000,
        tags: [...row.tags, "new"],
      }),
    });
    const source = new Table({
      word: vectorFromArray(["x"], new Dictionary(new Utf8(), new Int32())),
      flag: vectorFromArray([true], new Bool()),
      small: vectorFromArray([1], new Int8()),
      big: vectorFromArray([2n], new Int64()),
      at: vectorFromArray([3], new TimestampMicrosecond()),
      day: vectorFromArray([new Date(0)], new DateDay()),
      tags: vectorFromArray([["t"]], new List(new Field("item", new Utf8()))),
    });
    const { table: made } = await applyTransformationFunctions([change], source);
    expect(made.schema.fields.map((field) => String(field.type))).toEqual([
      "Utf8",
      "Bool",
      "Int8",
      "Int64",
      "Timestamp<MICROSECOND>",
      "Date32<DAY>",
      "List<Utf8>",
    ]);
    expect(made.getChild("word")?.toJSON()).toEqual(["x", "x!"]);
    expect(made.getChild("flag")?.toJSON()).toEqual([true, false]);
    expect(made.getChild("small")?.toJSON()).toEqual([1, 2]);
    expect(made.getChild("big")?.toJSON()).toEqual([2n, 3n]);
    expect(storedOf(made, "at")).toEqual([3000n, 1_503_000n]);
    expect(storedOf(made, "day")).toEqual([0, 1]);
    expect(Array.from(made.getChild("tags")?.get(1) as Iterable<string>)).toEqual(["t", "new"]);
  });

  test("says where a value does not fit the table's column", async () => {
    const typed = defineTask({ labels: ["a", "b"], columns: { small: "int8" } });
    const huge = transformationFunction(typed, {
      name: "huge",
      columns: ["small"],
      transform: () => ({ small: 1000 }),
    });
    const source = new Table({ small: vectorFromArray([1], new Int8()) });
    expect((await rejection(applyTransformationFunctions([huge], source))).message).toBe(
      'transformation function "huge", row 0: it gave 1000 for column "small"; expected a value of the table\'s type int8.',
    );
  });

  test("sees nulls if asked to, and may give them", async () => {
    const fill = transformationFunction(task, {
      name: "fill",
      columns: ["text"],
      nulls: "pass",
      transform: ({ text }) => ({ text: text === null ? "none" : null }),
    });
    const made = await applyTransformationFunctions([fill], table, { keepOriginal: false });
    expect(made.table.getChild("text")?.toJSON()).toEqual([null, null, "none"]);
  });

  test("reads tables of another copy of apache-arrow, and tables without rows", async () => {
    const foreign = secondArrow.tableFromArrays({ text: ["a"], likes: Float64Array.of(50) });
    expect(rowsOf(await applyTransformationFunctions([shout], foreign as unknown as Table))).toEqual([
      { text: "a", likes: 50 },
      { text: "A", likes: 50 },
    ]);
    const none = new Table({ text: vectorFromArray([], new Utf8()), likes: vectorFromArray([], new Float64()) });
    const made = await applyTransformationFunctions([shout], none);
    expect([made.table.numRows, made.source.length, made.names.length]).toEqual([0, 0, 0]);
  });

  test("prints how many rows were made", async () => {
    expect(inspect(await applyTransformationFunctions([shout, more], table))).toBe(
      "TransformedTable: 3 rows made of 3, and 3 as they are",
    );
    expect(inspect(await applyTransformationFunctions([shout], table, { keepOriginal: false }))).toBe(
      "TransformedTable: 1 rows made of 3",
    );
  });
});

describe("a transformation function that fails", () => {
  const failing = (name: string, transform: () => unknown): typeof shout =>
    transformationFunction(task, { name, columns: ["text"], transform: transform as () => null }) as typeof shout;
  const messageOf = async (transform: () => unknown): Promise<string> =>
    (await rejection(applyTransformationFunctions([failing("bad", transform)], table))).message;
  const some = "an object of columns with their new values, or null where it does not apply";

  test("stops the run, naming function and row", async () => {
    const thrown = await rejection(
      applyTransformationFunctions([failing("bad", () => { throw new Error("oops"); })], table), // prettier-ignore
    );
    expect([thrown.code, thrown.message]).toEqual([
      "function_failed",
      'transformation function "bad", row 0: it threw Error: oops. Mend it, or go on without these rows: { faults: "abstain" } keeps each failure with its row.',
    ]);
    expect(thrown.details).toEqual({ function: "bad", row: 0 });
  });

  test("is told what it may give", async () => {
    const at = 'transformation function "bad", row 0: it gave';
    expect(await messageOf(() => undefined)).toBe(`${at} undefined; expected ${some}.`);
    expect(await messageOf(() => "text")).toBe(`${at} "text"; expected ${some}.`);
    expect(await messageOf(() => ["text"])).toBe(`${at} an array of 1; expected ${some}.`);
    expect(await messageOf(() => ({ txet: "a" }))).toBe(
      `${at} a column "txet"; expected columns of the task: "text", "likes".`,
    );
    expect(await messageOf(() => ({ text: 3 }))).toBe(
      `${at} 3 for column "text"; expected a value of type utf8, or null.`,
    );
    expect(await messageOf(() => Promise.reject(new Error("late")))).toBe(
      `${at} a promise; expected ${some}. Transformations are not awaited: make such rows beforehand.`,
    );
  });

  test("that reads a column it does not list fails", async () => {
    const sly = transformationFunction(task, {
      name: "sly",
      columns: ["text"],
      transform: (row) => ({ text: String((row as unknown as { likes: number }).likes) }),
    });
    expect((await rejection(applyTransformationFunctions([sly], table))).message).toContain(
      'the column "likes" is read but not listed',
    );
  });

  test('with faults: "abstain", makes no row there, and is counted', async () => {
    const bad = failing("bad", () => { throw new Error("oops"); }); // prettier-ignore
    const made = await applyTransformationFunctions([shout, bad], table, { faults: "abstain", keepOriginal: false });
    expect(made.names).toEqual([["shout"]]);
    expect([made.faults.count, made.faults.counts]).toEqual([2, [0, 2]]);
    expect(made.faults.kept[0]?.message).toContain('transformation function "bad", row 0: it threw Error: oops');
    const limited = applyTransformationFunctions([bad], table, { faults: "abstain", faultLimit: 1 });
    expect((await rejection(limited)).message).toContain('transformation function "bad": more than 1 failed rows');
  });
});

describe("applyTransformationFunctions refuses", () => {
  const messageOf = async (running: Promise<unknown>): Promise<string> => (await rejection(running)).message;
  const at = "applyTransformationFunctions";

  test("what are no transformation functions", async () => {
    expect(await messageOf(applyTransformationFunctions([], table))).toBe(
      `${at}: no transformation functions; expected an array with at least one transformation function.`,
    );
    expect(await messageOf(applyTransformationFunctions([{}] as never, table))).toBe(
      `${at}, function 1: an object with no keys; expected a transformation function. Make it with transformationFunction, dropWords or swapWords.`,
    );
    expect(await messageOf(applyTransformationFunctions([shout, shout], table))).toContain('"shout" more than once');
    const other = defineTask({ labels: ["a", "b"], columns: { text: "utf8" } });
    const foreign = swapWords(other, { name: "foreign", column: "text" }) as never;
    expect(await messageOf(applyTransformationFunctions([shout, foreign], table))).toBe(
      `${at}, transformation function "foreign": a function of another task; expected the task of "shout": the same labels and columns. Define all functions on one task.`,
    );
  });

  test("tables that lack a column that is read or changed, or have it with another type", async () => {
    expect(await messageOf(applyTransformationFunctions([shout], "table" as never))).toContain("an Arrow table");
    expect(await messageOf(applyTransformationFunctions([shout], tableFromRows([{ likes: 1 }])))).toContain(
      'the table has no column "text"',
    );
    expect(await messageOf(applyTransformationFunctions([shout], tableFromRows([{ text: 1 }])))).toContain(
      'column "text" is float64 in the table; expected utf8',
    );
    const both = transformationFunction(task, { name: "both", columns: ["text"], transform: () => ({ likes: 9 }) });
    expect(await messageOf(applyTransformationFunctions([both], tableFromRows([{ text: "a" }])))).toContain(
      'the table has no column "likes"',
    );
  });

  test("policies that make no sense", async () => {
    const message = async (options: object): Promise<string> =>
      messageOf(applyTransformationFunctions([shout, more], table, options));
    const names = 'names of transformation functions: "shout", "more"';
    expect(await message({ policy: "all" })).toBe(
      `${at}, policy: "all"; expected "each", "random", or lists of names such as [["shout", "more"]].`,
    );
    expect(await message({ policy: [] })).toBe(
      `${at}, policy: no chains; expected "each", "random", or lists of names such as [["shout", "more"]].`,
    );
    expect(await message({ policy: [["shuot"]] })).toBe(`${at}, policy: "shuot"; expected ${names}.`);
    expect(await message({ count: 0 })).toBe(`${at}, count: 0; expected a whole number from 1 to 10000.`);
    expect(await message({ policy: "random", length: 3 })).toContain("length: 3; expected a whole number from 1 to 2");
    expect(await message({ length: 2 })).toBe(`${at}, length: 2; expected nothing, but for policy: "random".`);
    expect(await message({ policy: "random", chances: { x: 1 } })).toBe(`${at}, chances: "x"; expected ${names}.`);
    expect(await message({ policy: "random", chances: { shout: 0, more: 0 } })).toBe(
      `${at}, chances: 0 for every function; expected one above 0.`,
    );
  });

  test("to go on once the signal says stop", async () => {
    const error = await rejection(applyTransformationFunctions([shout], table, { signal: AbortSignal.abort("x") }));
    expect([error.code, error.message]).toEqual(["aborted", `${at}: the signal to stop, at row 0.`]);
  });
});

describe("labelsForTransformed", () => {
  test("gives each row the labels of its source", async () => {
    const labels = softLabels([[0.9, 0.1], null, [0.2, 0.8]]); // prettier-ignore
    const { source } = await applyTransformationFunctions([shout, more], table);
    const made = labelsForTransformed(labels, source);
    expect(made.hardCodes()).toEqual(Int8Array.of(0, 0, 0, -1, 1, 1));
    expect(made.probabilities).toBe(labels.probabilities);
  });

  test("refuses rows that the labels do not have, and what are no labels", () => {
    expect(caught(() => labelsForTransformed(softLabels([[1, 0]]), [1])).message).toBe(
      "probabilistic labels, row: 1; expected a whole number from 0 to 0.",
    );
    expect(caught(() => labelsForTransformed(["ham"] as never, [0])).message).toBe(
      "labelsForTransformed: an array of 1; expected probabilistic labels.",
    );
    expect(caught(() => labelsForTransformed(softLabels([[1, 0]]), 0 as never)).message).toBe(
      "labelsForTransformed, source: 0; expected row numbers: the source of applyTransformationFunctions.",
    );
  });
});

describe("word transformations", () => {
  const words = fc.array(fc.constantFrom<string>("a", "bb", "ccc", "😀", "e-e"), { minLength: 0, maxLength: 8 });
  const textOf = async (
    functions: Parameters<typeof applyTransformationFunctions>[0],
    text: string,
    seed = 0,
  ): Promise<unknown[]> => {
    const made = await applyTransformationFunctions(functions, tableFromRows([{ text, likes: 0 }]), {
      keepOriginal: false,
      seed,
    });
    return Array.from((made.table.getChild("text") ?? []) as Iterable<unknown>);
  };

  test.prop([words, fc.nat()])(
    "dropWords leaves some words out, in order, never none and never all",
    async (list, seed) => {
      const [made] = await textOf([dropWords(task, { name: "drop", column: "text", share: 0.4 })] as never, list.join(" "), seed); // prettier-ignore
      expect(made === undefined).toBe(list.length < 2);
      if (made === undefined) return;
      const left = (made as string).split(" ");
      expect(left.length).toBeGreaterThan(0);
      expect(left.length).toBeLessThan(list.length);
      let at = -1;
      for (const word of left) expect((at = list.indexOf(word, at + 1))).toBeGreaterThanOrEqual(0);
    },
  );

  test.prop([words, fc.nat()])("swapWords keeps all words and spaces", async (list, seed) => {
    const text = ` ${list.join("  ")}\n`;
    const [made] = await textOf([swapWords(task, { name: "swap", column: "text", swaps: 2 })] as never, text, seed);
    if (made === undefined) return;
    expect((made as string).replace(/\S+/gu, "")).toBe(text.replace(/\S+/gu, ""));
    expect((made as string).trim().split(/\s+/).sort()).toEqual([...list].sort());
  });

  test("have terms that show in their fingerprint, and refuse what is no text column or out of range", () => {
    const at = (share: number): string => dropWords(task, { name: "drop", column: "text", share }).fingerprint;
    expect([at(0.1) === at(0.1), at(0.1) === at(0.2)]).toEqual([true, false]);
    expect(caught(() => dropWords(task, { name: "drop", column: "text", share: 0 })).message).toContain(
      'transformation function "drop", share: 0; expected a number from',
    );
    expect(caught(() => swapWords(task, { name: "swap", column: "text", swaps: 0.5 })).message).toBe(
      'transformation function "swap", swaps: 0.5; expected a whole number from 1 to 1000.',
    );
    expect(caught(() => swapWords(task, { name: "swap", column: "likes" as never })).message).toContain(
      'transformation function "swap", column: "likes" is float64; expected a text column: "text"',
    );
  });
});
