import { fc, test as property } from "@fast-check/vitest";
import { Dictionary, Int32, Table, Utf8, vectorFromArray } from "apache-arrow";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  featuresFromJson,
  fitFeatures,
  isFeatures,
  tableFromRows,
  takeRows,
  type FeatureMatrix,
  type Features,
} from "../../../src/index.ts";

const texts = (...values: readonly (string | null)[]): Table =>
  tableFromRows(
    values.map((text) => ({ text })),
    { columns: { text: "utf8" } },
  );

/** What a matrix holds, for comparing. */
const contents = ({ columns, offsets, indices, values, fingerprint }: FeatureMatrix): object => ({
  columns,
  offsets: [...offsets],
  indices: [...indices],
  values: [...values],
  fingerprint,
});

/** The entries of a row by the name of what they stand for. */
function named(features: Features, table: Table, row: number): Record<string, number> {
  const { offsets, indices, values } = features.encode(table);
  const [from, to] = [offsets[row], offsets[row + 1]];
  const used = [...indices.slice(from, to)];
  const terms = features.findTerms(takeRows(table, [row]), used);
  return Object.fromEntries(
    used.map((feature, k) => [
      terms
        .get(feature)
        ?.map(({ term }) => term)
        .join("|") ?? features.describeColumn(feature),
      Number(values.slice(from, to)[k]?.toFixed(4)),
    ]),
  );
}

const wordsOf = (table: Table, row: number, digits: "keep" | "fold" = "keep"): string[] =>
  Object.keys(
    named(fitFeatures(table, { text: ["text"], words: [1, 1], characters: null, digits, bits: 20 }), table, row),
  ).sort();

describe("words", () => {
  test.each([
    ["runs of letters and digits", "Tel 0800 abc12", ["0800", "abc12", "tel"]],
    ["each punctuation character by itself", "Win!! £5, don't", ["!", "'", ",", "5", "don", "t", "win", "£"]],
    ["emoji, with what joins them left out", "❤️ 👍🏽 ok", ["ok", "❤", "🏽", "👍"]],
    ["letters beyond 16 bits", "𐐀𐐨 x", ["x", "𐐨𐐨"]],
    ["words with accents typed in two ways as one", "cafe\u0301 CAFÉ", ["café"]],
    ["accents that have no composed form as part of the word", "x\u0301y", ["x\u0301y"]],
    ["right-to-left text", "שלום עולם", ["עולם", "שלום"].sort()],
    ["halves of surrogate pairs, which bytes write as U+FFFD", "a\ud800b", ["a", "b", "\ufffd"]],
  ])("are %s", (_, text, expected) => {
    expect(wordsOf(texts(text), 0)).toEqual(expected.sort());
  });

  test("take all digits as one where wanted", () => {
    expect(wordsOf(texts("call 0800 ٣"), 0, "fold")).toEqual(["0", "0000", "call"]);
  });

  test("weigh 1 + ln(count) times ln((1 + rows) / (1 + rows with it)) + 1, scaled to norm 1", () => {
    const table = texts("a a b", "b c");
    const features = fitFeatures(table, { text: ["text"], words: [1, 1], characters: null, bits: 20 });
    const [a, b] = [(1 + Math.log(2)) * (Math.log(3 / 2) + 1), 1];
    const norm = Math.hypot(a, b);
    expect(named(features, table, 0)).toEqual({ a: Number((a / norm).toFixed(4)), b: Number((b / norm).toFixed(4)) });
  });

  test.each([
    ["tf", 1 + Math.log(2)],
    ["presence", 1],
  ] as const)("weigh by %s where wanted", (weighting, a) => {
    const table = texts("a a b", "b c");
    const features = fitFeatures(table, { text: ["text"], words: [1, 1], characters: null, bits: 20, weighting });
    const norm = Math.hypot(a, 1);
    expect(named(features, table, 0)).toEqual({ a: Number((a / norm).toFixed(4)), b: Number((1 / norm).toFixed(4)) });
  });
});

describe("character n-grams", () => {
  const grams = (text: string, characters: [number, number]): string[] =>
    Object.keys(named(fitFeatures(texts(text), { text: ["text"], words: null, characters, bits: 20 }), texts(text), 0));

  test("stay between white space, which counts as one space before and after", () => {
    expect(grams("ab \t\nC", [2, 3]).sort()).toEqual([" a", " ab", " c", " c ", "ab", "ab ", "b ", "c "].sort());
  });
  test("are the whole of what is too short", () => {
    expect(grams("ab x", [5, 5]).sort()).toEqual([" ab ", " x "].sort());
  });
  test("of one character count spaces, too", () => {
    expect(grams("ab", [1, 1]).sort()).toEqual([" ", "a", "b"]);
  });
  test("never cut a surrogate pair", () => {
    expect(grams("😀x", [2, 2]).sort()).toEqual([" 😀", "x ", "😀x"].sort());
  });
});

describe("features of text", () => {
  const table = texts("Win a prize now", "win a prize", null, "", "  \n", "see you");

  test("have norm 1 for words and for characters, and none where there is no text", () => {
    const { offsets, values } = fitFeatures(table, { text: ["text"], characters: null }).encode(table);
    const norms = [0, 1, 2, 3, 4, 5].map((row) => Math.hypot(...values.slice(offsets[row], offsets[row + 1])));
    [1, 1, 0, 0, 0, 1].forEach((norm, row) => expect(norms[row]).toBeCloseTo(norm, 6));
  });

  test("are those that enough rows have", () => {
    const spec = { text: ["text"], words: [1, 1], characters: null } as const;
    expect(fitFeatures(table, spec).columns).toBe(6);
    expect(fitFeatures(table, { ...spec, minRows: 2 }).columns).toBe(3);
    const many = texts(...Array.from({ length: 50 }, (_, i) => `always only${i}`));
    expect(fitFeatures(many, spec).columns).toBe(1);
    expect(fitFeatures(takeRows(many, [0, 1, 2]), spec).columns).toBe(4);
  });

  test("of several columns do not meet", () => {
    const two = tableFromRows([{ title: "prize", body: "prize" }]);
    const features = fitFeatures(two, { text: ["title", "body"], words: [1, 1], characters: null });
    expect([
      features.columns,
      features.describeColumn(0).split(":")[0],
      features.describeColumn(1).split(":")[0],
    ]).toEqual([2, "title", "body"]);
  });

  test("of a dictionary column are those of plain text", () => {
    const values = Array.from({ length: 40 }, (_, i) =>
      i % 7 === 3 ? null : (["Free prize!", "see you", "café"][i % 3] ?? ""),
    );
    const plain = texts(...values);
    const coded = new Table({ text: vectorFromArray(values, new Dictionary(new Utf8(), new Int32())) });
    const features = fitFeatures(plain, { text: ["text"] });
    expect(fitFeatures(coded, { text: ["text"] }).fingerprint).toBe(features.fingerprint);
    expect(contents(features.encode(coded))).toEqual(contents(features.encode(plain)));
  });

  test("work on very long texts", () => {
    const long = texts(Array.from({ length: 100_000 }, (_, i) => `word${i % 1000}`).join(" "), "word1");
    const features = fitFeatures(long, { text: ["text"] });
    const { offsets } = features.encode(long);
    expect([offsets[1] ?? 0, features.columns]).toEqual([features.columns, features.columns]);
  });

  test("share buckets where the hash space is small", () => {
    expect(fitFeatures(table, { text: ["text"], bits: 1 }).columns).toBe(4);
  });
});

const anyText = fc.option(
  fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc
      .array(fc.constantFrom("win", "prize", "you", "!", "é", "😀", "0800", " "), { maxLength: 8 })
      .map((w) => w.join(" ")),
  ),
);
const anyRow = fc.record({
  text: anyText,
  likes: fc.option(fc.oneof(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.constant(NaN))),
  channel: fc.option(fc.constantFrom("web", "app", "shop")),
});
const tableOf = (rows: readonly Record<string, unknown>[]): Table =>
  tableFromRows(rows, { columns: { text: "utf8", likes: "float64", channel: "utf8" } });
const all = { text: ["text"], numbers: ["likes"], categories: ["channel"], bits: 12 } as const;

describe("laws", () => {
  property.prop([fc.array(anyRow, { minLength: 1, maxLength: 12 }), fc.array(anyRow, { maxLength: 5 })])(
    "encoding tables one by one gives what encoding them together gives",
    (first, second) => {
      const features = fitFeatures(tableOf(first), all);
      const [a, b] = [features.encode(tableOf(first)), features.encode(tableOf(second))];
      const whole = features.encode(tableOf([...first, ...second]));
      expect([...whole.indices]).toEqual([...a.indices, ...b.indices]);
      expect([...whole.values]).toEqual([...a.values, ...b.values]);
      expect([...whole.offsets]).toEqual([...a.offsets, ...b.offsets.slice(1).map((at) => at + a.indices.length)]);
    },
  );

  property.prop([fc.array(anyRow, { minLength: 1, maxLength: 12 }), fc.integer({ min: 0, max: 12 })])(
    "fitting on parts gives what fitting on the whole gives",
    async (rows, cut) => {
      const whole = fitFeatures(tableOf(rows), { ...all, minRows: 1 });
      const parts = [tableOf(rows.slice(0, cut)), tableOf(rows.slice(cut))];
      const fitted = await fitFeatures(parts, { ...all, minRows: 1 });
      expect([fitted.fingerprint, fitted.rows]).toEqual([whole.fingerprint, whole.rows]);
    },
  );

  property.prop([fc.array(anyRow, { minLength: 1, maxLength: 12 }), fc.func(fc.integer({ min: 0, max: 1000 }))])(
    "rows in another order are the same rows, and fitted alike",
    (rows, draw) => {
      const order = rows.map((_, i) => i).sort((a, b) => draw(a) - draw(b));
      const shuffled = tableOf(order.map((i) => rows[i] ?? {}));
      const spec = { text: ["text"], categories: ["channel"], bits: 12 } as const;
      try {
        const features = fitFeatures(tableOf(rows), spec);
        expect(contents(features.encode(shuffled))).toEqual(contents(features.encode(tableOf(rows)).takeRows(order)));
        expect(fitFeatures(shuffled, spec).fingerprint).toBe(features.fingerprint);
      } catch (error) {
        expect(String(error)).toContain("nothing that enough of the");
      }
    },
  );

  property.prop([fc.array(anyRow, { minLength: 1, maxLength: 12 })])(
    "features from JSON encode alike, to the bit, and features rise within a row",
    (rows) => {
      const features = fitFeatures(tableOf(rows), all);
      const again = featuresFromJson(JSON.parse(JSON.stringify(features)));
      const matrix = features.encode(tableOf(rows));
      expect(contents(again.encode(tableOf(rows)))).toEqual(contents(matrix));
      expect(again.toJSON()).toEqual(features.toJSON());
      for (let row = 0; row < matrix.rows; row++) {
        const indices = [...matrix.indices.slice(matrix.offsets[row], matrix.offsets[row + 1])];
        expect(indices).toEqual([...new Set(indices)].sort((a, b) => a - b));
      }
      expect(matrix.values.every((value) => Number.isFinite(value) && value !== 0)).toBe(true);
    },
  );

  property.prop([fc.array(anyText, { minLength: 1, maxLength: 5 })])(
    "each feature of a text is found again in its n-grams",
    (values) => {
      const table = texts(...values, "some text");
      const features = fitFeatures(table, { text: ["text"], bits: 16 });
      const { indices } = features.encode(table);
      expect([...features.findTerms(table, [...indices]).keys()].sort()).toEqual([...new Set(indices)].sort());
    },
  );
});

describe("fitted features", () => {
  const table = tableFromRows([{ text: "free prize" }, { text: "see you" }]);
  const features = fitFeatures(table, { text: ["text"] });

  test("are frozen, recognized by their brand, and print what they are", () => {
    expect([Object.isFrozen(features), isFeatures(features), isFeatures({})]).toEqual([true, true, false]);
    expect(inspect(features)).toBe(`Features: ${features.columns} of text, fitted on 2 rows`);
  });

  test("mark their matrices", () => {
    expect(features.encode(table).fingerprint).toBe(features.fingerprint);
    expect(fitFeatures(table, { text: ["text"], digits: "fold" }).fingerprint).not.toBe(features.fingerprint);
  });

  test("of a stream of record batches, or of batches that are waited for, are those of the table", async () => {
    async function* later(): AsyncGenerator<Table> {
      yield takeRows(table, [0]);
      await Promise.resolve();
      yield takeRows(table, [1]);
    }
    expect((await fitFeatures(table.batches, { text: ["text"] })).fingerprint).toBe(features.fingerprint);
    expect((await fitFeatures(later(), { text: ["text"] })).fingerprint).toBe(features.fingerprint);
  });
});
