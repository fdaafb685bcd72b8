import { Dictionary, Float64, Int32, Table, tableFromArrays, Utf8, Vector, vectorFromArray } from "apache-arrow";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { applyLabelingFunctions } from "../../src/apply/apply.ts";
import { batchLabelingFunction } from "../../src/functions/batch.ts";
import { labelingFunction } from "../../src/functions/row.ts";
import { defineTask } from "../../src/labels/task.ts";
import { windowSize } from "../../src/tables/windows.ts";
import { labelsOf } from "../util/arbitrary-votes.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });

const hasLink = labelingFunction(task, {
  name: "has_link",
  columns: ["text"],
  vote: ({ text }) => (text.includes("http") ? "spam" : null),
});
const short = labelingFunction(task, {
  name: "short",
  columns: ["text", "likes"],
  vote: ({ text, likes }) => (text.length < 5 && likes > 1 ? "ham" : null),
});
const liked = batchLabelingFunction(task, {
  name: "liked",
  columns: ["likes"],
  vote: ({ likes }, ballot) => {
    for (let i = 0; i < ballot.length; i++) {
      if (Number(likes.values[i]) > 3) ballot.cast(i, "ham");
      else if (Number(likes.values[i]) < 0) ballot.cast(i, "spam");
    }
  },
});

const tableOf = (texts: readonly (string | null)[], likes: readonly (number | null)[]): Table =>
  new Table({ text: vectorFromArray(texts, new Utf8()), likes: vectorFromArray(likes, new Float64()) });

describe("applyLabelingFunctions", () => {
  test("gives the votes of each function, a column each", async () => {
    const votes = await applyLabelingFunctions(
      [hasLink, short, liked],
      tableOf(["see http://x", "hi", "hello"], [0, 5, -1]),
    );
    expect(votes.rows).toBe(3);
    expect(votes.labels).toBe(task.labels);
    expect(votes.functions.map(({ name }) => name)).toEqual(["has_link", "short", "liked"]);
    expect(votes.functions[0]).toEqual({ name: "has_link", fingerprint: hasLink.fingerprint, labels: null });
    expect([votes.votesOf(0), votes.votesOf(1), votes.votesOf(2)]).toEqual([
      { has_link: "spam" },
      { short: "ham", liked: "ham" },
      { liked: "spam" },
    ]);
    expect(votes.faults).toEqual({ count: 0, counts: [0, 0, 0], kept: [] });
  });

  test("gives a matrix without rows for a table without rows", async () => {
    for (const empty of [tableOf([], []), tableOf(["a"], [1]).slice(0, 0)]) {
      const votes = await applyLabelingFunctions([hasLink, short, liked], empty);
      expect([votes.rows, votes.votes.map((column) => column.length)]).toEqual([0, [0, 0, 0]]);
    }
  });

  test("abstains on rows with a null in a listed column, and in no other", async () => {
    const votes = await applyLabelingFunctions(
      [hasLink, short, liked],
      tableOf(["http", null, "http", null], [null, 9, 9, null]),
    );
    expect(votes.votes).toEqual([Int8Array.of(1, -1, 1, -1), Int8Array.of(-1, -1, 0, -1), Int8Array.of(-1, 0, 0, -1)]);
  });

  test('shows nulls to functions with nulls "pass"', async () => {
    const oneColumn = labelingFunction(task, {
      name: "one",
      columns: ["text"],
      nulls: "pass",
      vote: ({ text }) => (text === null ? "spam" : "ham"),
    });
    const twoColumns = labelingFunction(task, {
      name: "two",
      columns: ["text", "likes"],
      nulls: "pass",
      vote: ({ text, likes }) => (text === null || likes === null ? "spam" : "ham"),
    });
    const votes = await applyLabelingFunctions([oneColumn, twoColumns], tableOf(["a", null, "c"], [1, 2, null]));
    expect(votes.votes).toEqual([Int8Array.of(0, 1, 0), Int8Array.of(0, 1, 1)]);
  });

  test("shows NaN as NaN: it is a value, not a null", async () => {
    const isNaN = labelingFunction(task, {
      name: "nan",
      columns: ["likes"],
      vote: ({ likes }) => (Number.isNaN(likes) ? "spam" : "ham"),
    });
    const votes = await applyLabelingFunctions([isNaN], tableOf(["", "", ""], [NaN, null, 0]));
    expect(votes.votes).toEqual([Int8Array.of(1, -1, 0)]);
  });

  test("keeps confidences beside the votes of functions that give any", async () => {
    const unsure = labelingFunction(task, {
      name: "unsure",
      columns: ["likes"],
      vote: ({ likes }) => (likes > 1 ? { label: "spam", confidence: 0.25 } : likes > 0 ? "ham" : null),
    });
    const votes = await applyLabelingFunctions([unsure, liked], tableOf(["", "", ""], [2, 1, 0]));
    expect(votes.votes[0]).toEqual(Int8Array.of(1, 0, -1));
    expect(votes.confidences).toEqual([Float32Array.of(0.25, 1, 1), null]);
  });

  test("gives a function just the columns it lists", async () => {
    const seen: string[][] = [];
    const spy = labelingFunction(task, {
      name: "spy",
      columns: ["likes", "text"],
      vote: (row) => {
        seen.push(Object.keys(row));
        return null;
      },
    });
    await applyLabelingFunctions([spy], tableOf(["a"], [1]));
    expect(seen).toEqual([["likes", "text"]]);
  });

  test("does not need columns that no function lists, of whatever type they are", async () => {
    const table = tableFromArrays({ text: ["http"], likes: ["many"], other: [1] });
    expect((await applyLabelingFunctions([hasLink], table)).vote(0, "has_link")).toBe("spam");
  });

  test("reads whole numbers of any width where float64 is declared", async () => {
    const likes = vectorFromArray([9n, -1n, null]);
    const votes = await applyLabelingFunctions([liked], new Table({ likes }));
    expect(votes.votes).toEqual([Int8Array.of(0, 1, -1)]);
  });

  test("takes two bytes a vote beyond 127 labels", async () => {
    const many = defineTask({ labels: labelsOf(300).names, columns: { likes: "float64" } });
    const last = labelingFunction(many, { name: "f", columns: ["likes"], vote: ({ likes }) => `label ${likes}` });
    const votes = await applyLabelingFunctions([last], new Table({ likes: vectorFromArray([299, 0], new Float64()) }));
    expect(votes.votes).toEqual([Int16Array.of(299, 0)]);
  });

  test("sees lists, times and booleans as plain values", async () => {
    const table = tableFromArrays({ ok: [true, false], at: [new Date(0), new Date(5)] });
    const typed = defineTask({ labels: ["a", "b"], columns: { ok: "bool", at: "timestamp" } });
    const values: unknown[] = [];
    const spy = labelingFunction(typed, {
      name: "spy",
      columns: ["ok", "at"],
      vote: ({ ok, at }) => {
        values.push([ok, at]);
        return null;
      },
    });
    await applyLabelingFunctions([spy], table);
    expect(values).toEqual([
      [true, 0],
      [false, 5],
    ]);
  });
});

describe("windows", () => {
  const rows = 2 * windowSize + 100;
  const numbers = Float64Array.from({ length: rows }, (_, i) => i);
  const table = new Table({
    text: vectorFromArray(Array.from(numbers, String), new Utf8()),
    likes: vectorFromArray(numbers),
  });
  const sizes: number[] = [];
  const starts: number[] = [];
  const sized = batchLabelingFunction(task, {
    name: "sized",
    columns: ["likes"],
    vote: ({ likes }, ballot) => {
      sizes.push(ballot.length);
      starts.push(Number(likes.values[0]));
      for (let i = 0; i < ballot.length; i++) ballot.cast(i, Number(likes.values[i]) % 3 === 0 ? "spam" : "ham");
    },
  });
  const same = labelingFunction(task, {
    name: "same",
    columns: ["text", "likes"],
    vote: ({ text, likes }) => (text === String(likes) ? (likes % 3 === 0 ? "spam" : "ham") : null),
  });

  test("of at most 8,192 rows reach the functions in row order, and every row is voted on once", async () => {
    const votes = await applyLabelingFunctions([sized, same], table);
    expect(windowSize).toBe(8192);
    expect(sizes).toEqual([8192, 8192, 100]);
    expect(starts).toEqual([0, 8192, 16_384]);
    const expected = Int8Array.from(numbers, (n) => (n % 3 === 0 ? 1 : 0));
    expect(votes.votes).toEqual([expected, expected]);
  });

  test("leave no memory a row behind but one byte a vote", async () => {
    const votes = await applyLabelingFunctions([sized, same], table);
    expect(votes.votes.map((column) => column.byteLength)).toEqual([rows, rows]);
    expect(votes.confidences).toEqual([null, null]);
  });

  test("do not reach across batches", async () => {
    sizes.length = 0;
    const parts = [numbers.subarray(0, 5), numbers.subarray(5, 9000), numbers.subarray(9000, 9001)];
    const likes = new Vector(parts.flatMap((part) => vectorFromArray(Float64Array.from(part)).data));
    const votes = await applyLabelingFunctions([sized], new Table({ likes }));
    expect(sizes).toEqual([5, 8192, 8995 - 8192, 1]);
    expect(votes.votes).toEqual([Int8Array.from(numbers.subarray(0, 9001), (n) => (n % 3 === 0 ? 1 : 0))]);
  });

  const text = fc.option(fc.constantFrom("http", "a", "bb", "", "é", "long text"), { freq: 4 });
  const number = fc.option(fc.constantFrom(-1, 0, 2, 9, NaN), { freq: 4 });
  const chunks = fc.array(fc.array(fc.tuple(text, number), { maxLength: 30 }), { minLength: 1, maxLength: 4 });
  test.prop([chunks, fc.boolean(), fc.option(fc.tuple(fc.nat(60), fc.nat(60)))])(
    "do not matter: batches, slices and dictionaries give the votes of a plain loop",
    async (parts, encoded, slice) => {
      const type = (): Utf8 | Dictionary<Utf8, Int32> =>
        encoded ? new Dictionary(new Utf8(), new Int32()) : new Utf8();
      const whole = new Table({
        text: new Vector(
          parts.flatMap(
            (part) =>
              (
                vectorFromArray(
                  part.map(([t]) => t),
                  type(),
                ) as Vector
              ).data,
          ),
        ),
        likes: new Vector(
          parts.flatMap(
            (part) =>
              vectorFromArray(
                part.map(([, n]) => n),
                new Float64(),
              ).data,
          ),
        ),
      });
      const [from, to] = slice === null ? [0, Infinity] : [Math.min(...slice), Math.max(...slice)];
      const cut = slice === null ? whole : whole.slice(from, to);
      const votes = await applyLabelingFunctions([hasLink, short, liked], cut);
      const rowsOfTable = parts.flat().slice(from, to);
      expect(votes.rows).toBe(rowsOfTable.length);
      rowsOfTable.forEach(([t, n], row) => {
        expect(votes.vote(row, "has_link")).toBe(t?.includes("http") === true ? "spam" : null);
        expect(votes.vote(row, "short")).toBe(t !== null && n !== null && t.length < 5 && n > 1 ? "ham" : null);
        expect(votes.vote(row, "liked")).toBe(n === null ? null : n > 3 ? "ham" : n < 0 ? "spam" : null);
      });
    },
  );
});

describe("a dictionary column whose entries repeat", () => {
  const entries = ["http://a", "b", "http://c"];
  const values = Array.from({ length: 20_000 }, (_, i) => (i % 7 === 0 ? null : (entries[i % 3] ?? "")));
  const text = vectorFromArray(values, new Dictionary(new Utf8(), new Int32()));

  test("is looked at once for each entry in the run, however many windows and batches", async () => {
    let calls = 0;
    const counting = labelingFunction(task, {
      name: "counting",
      columns: ["text"],
      vote: ({ text: value }) => {
        calls++;
        return value.startsWith("http") ? "spam" : "ham";
      },
    });
    const twice = new Vector([...text.data, ...text.data]);
    const votes = await applyLabelingFunctions([counting], new Table({ text: twice }));
    expect(calls).toBe(3);
    const expected = values.map((value) => (value === null ? null : value.startsWith("http") ? "spam" : "ham"));
    expect(Array.from(votes.votes[0] ?? [], (code) => task.labels.label(code))).toEqual([...expected, ...expected]);
    await applyLabelingFunctions([counting], new Table({ text }));
    expect(calls).toBe(6);
  });

  test("gives entries that no row has to nobody", async () => {
    const seen: string[] = [];
    const spy = labelingFunction(task, {
      name: "spy",
      columns: ["text"],
      vote: ({ text: value }) => {
        seen.push(value);
        return null;
      },
    });
    await applyLabelingFunctions([spy], new Table({ text: text.slice(1, 3) }));
    expect(seen.sort()).toEqual(["b", "http://c"]);
  });
});
