import { Field, FixedSizeList, Float32, Table, vectorFromArray } from "apache-arrow";
import { describe, expect, test } from "vitest";
import { fitFeatures, tableFromRows, type Features, type FeaturesSpec } from "../../../src/index.ts";
import { caught } from "../../util/caught.ts";

/** Row by row, each feature by its name. */
function dense(features: Features, table: Table): Record<string, number>[] {
  const { rows, offsets, indices, values } = features.encode(table);
  return Array.from({ length: rows }, (_, row) => {
    const from = offsets[row] ?? 0;
    const used = [...indices.slice(from, offsets[row + 1])];
    return Object.fromEntries(used.map((feature, k) => [features.describeColumn(feature), values[from + k] ?? NaN]));
  });
}

const fitted = (rows: readonly Record<string, unknown>[], spec: FeaturesSpec): [Features, Table] => {
  const table = tableFromRows(rows);
  return [fitFeatures(table, spec), table];
};

describe("numbers", () => {
  const rows = [{ likes: 1 }, { likes: 3 }, { likes: null }, { likes: NaN }, { likes: 2 }];

  test("become deviations from the mean of the fit, and a mark where there is none", () => {
    const [features, table] = fitted(rows, { numbers: ["likes"] });
    const one = Math.fround(1 / Math.sqrt(2 / 3));
    const missing = { "likes is missing": 1 };
    expect(dense(features, table)).toEqual([{ likes: -one }, { likes: one }, missing, missing, {}]);
  });

  test("that never differ are 0, and others beside them at most a million", () => {
    const [features] = fitted([{ likes: 5 }, { likes: 5 }], { numbers: ["likes"] });
    const others = tableFromRows([{ likes: 5 }, { likes: 6 }, { likes: 1e100 }, { likes: -1e100 }]);
    expect(dense(features, others)).toEqual([{}, { likes: 1 }, { likes: 1e6 }, { likes: -1e6 }]);
  });

  test("may be booleans and times", () => {
    const [features, table] = fitted(
      [
        { paid: true, at: new Date(0) },
        { paid: false, at: new Date(2000) },
      ],
      { numbers: ["paid", "at"] },
    );
    expect(dense(features, table)).toEqual([
      { paid: 1, at: -1 },
      { paid: -1, at: 1 },
    ]);
  });

  test("that are missing everywhere have nothing but their mark", () => {
    const [features, table] = fitted([{ likes: null, a: 1 }], { numbers: ["likes"] });
    expect(dense(features, table)).toEqual([{ "likes is missing": 1 }]);
    expect(dense(features, tableFromRows([{ likes: 7 }]))).toEqual([{ likes: 7 }]);
  });

  test.each([[Infinity], [-Infinity], [1e200]])("refuse %s, when fitted and when encoded", (likes) => {
    const bad = tableFromRows([{ likes: 1 }, { likes }]);
    const message =
      `column "likes", row 1: ${likes}; expected numbers from -1e+150 to 1e+150; null or NaN where one is missing. ` +
      "Replace infinities by null, or by the largest number that makes sense.";
    const [features] = fitted(rows, { numbers: ["likes"] });
    expect(caught(() => fitFeatures(bad, { numbers: ["likes"] })).message).toBe(message);
    expect(caught(() => features.encode(bad)).message).toBe(message);
  });
});

describe("categories", () => {
  test("become one feature a value, in an order of their own", () => {
    const rows = [{ channel: "web" }, { channel: "app" }, { channel: null }, { channel: "web" }];
    const [features, table] = fitted(rows, { categories: ["channel"] });
    expect([features.describeColumn(0), features.describeColumn(1)]).toEqual(['channel = "app"', 'channel = "web"']);
    const [web, app] = [{ 'channel = "web"': 1 }, { 'channel = "app"': 1 }];
    expect(dense(features, table)).toEqual([web, app, {}, web]);
    expect(dense(features, tableFromRows([{ channel: "new" }, { channel: "app" }]))).toEqual([{}, app]);
  });

  test("of too few rows are left out", () => {
    const [features] = fitted([{ channel: "web" }, { channel: "app" }, { channel: "web" }], {
      categories: ["channel"],
      minRows: 2,
    });
    expect(features.columns).toBe(1);
  });

  test("may be whole numbers and booleans", () => {
    const [features, table] = fitted(
      [
        { stars: 10, paid: true },
        { stars: 9, paid: false },
      ],
      { categories: ["stars", "paid"] },
    );
    expect(Array.from({ length: 4 }, (_, i) => features.describeColumn(i))).toEqual([
      "stars = 9",
      "stars = 10",
      "paid = false",
      "paid = true",
    ]);
    expect(dense(features, table)[0]).toEqual({ "stars = 10": 1, "paid = true": 1 });
  });

  test("refuse fractions", () => {
    const table = tableFromRows([{ stars: 1 }, { stars: 1.5 }]);
    expect(caught(() => fitFeatures(table, { categories: ["stars"] })).message).toBe(
      'column "stars", row 1: 1.5; expected text, booleans or whole numbers for categories. List "stars" under numbers.',
    );
  });

  test("refuse values of another type than those of the fit", () => {
    const [features] = fitted([{ stars: "1" }], { categories: ["stars"] });
    expect(caught(() => features.encode(tableFromRows([{ stars: null }, { stars: 1 }]))).message).toBe(
      'column "stars", row 1: 1; expected a string, as in the fit. ' +
        "Give the column the type that it had when the features were fitted.",
    );
  });

  test("refuse names of rows", () => {
    const table = tableFromRows(Array.from({ length: 70_000 }, (_, i) => ({ id: i })));
    expect(caught(() => fitFeatures(table, { categories: ["id"] })).message).toBe(
      'column "id" as categories: more than 65536 distinct values; expected values that repeat. ' +
        'List "id" under text or numbers, or leave it out where it names rows.',
    );
  });
});

describe("embeddings", () => {
  const rows = [{ vector: [3, 4, 0] }, { vector: null }, { vector: [0, 0, 0] }, { vector: [1e-200, 0, 0] }];

  test("are scaled to norm 1; a row without one has zeros", () => {
    const [features, table] = fitted(rows, { embeddings: ["vector"] });
    const [a, b] = [Math.fround(0.6), Math.fround(0.8)];
    expect(features.columns).toBe(3);
    expect(dense(features, table)).toEqual([{ "vector[0]": a, "vector[1]": b }, {}, {}, { "vector[0]": 1 }]);
  });

  test("are kept as they are where wanted, but for what 32 bits cannot tell from 0", () => {
    const [features, table] = fitted(rows, { embeddings: ["vector"], embeddingScale: "keep" });
    expect(dense(features, table)).toEqual([{ "vector[0]": 3, "vector[1]": 4 }, {}, {}, {}]);
  });

  test("may be lists of fixed size", () => {
    const type = new FixedSizeList(2, new Field("item", new Float32(), true));
    const table = new Table({ vector: vectorFromArray([[1, 0], null, [0, 2]], type) });
    expect(dense(fitFeatures(table, { embeddings: ["vector"] }), table)).toEqual([
      { "vector[0]": 1 },
      {},
      { "vector[1]": 1 },
    ]);
  });

  test.each([
    ["another length", [1, 2], "2 numbers; expected 3, as in the other rows."],
    [
      "a gap",
      [1, null, 2],
      "NaN at place 1; expected finite numbers; null for the whole embedding where it is missing.",
    ],
    [
      "infinities",
      [1, 2, Infinity],
      "Infinity at place 2; expected finite numbers; null for the whole embedding where it is missing.",
    ],
  ])("refuse %s, when fitted and when encoded", (_, vector, message) => {
    const bad = tableFromRows([{ vector: [1, 0, 0] }, { vector }]);
    const [features] = fitted(rows, { embeddings: ["vector"] });
    expect(caught(() => fitFeatures(bad, { embeddings: ["vector"] })).message).toBe(
      `column "vector", row 1: ${message}`,
    );
    expect(caught(() => features.encode(bad)).message).toBe(`column "vector", row 1: ${message}`);
  });

  test("refuse a column without any", () => {
    const table = tableFromRows([{ vector: null, a: 1 }]);
    expect(caught(() => fitFeatures(table, { embeddings: ["vector"] })).message).toBe(
      'column "vector" as embeddings: null in every row; expected an embedding in some row. Leave the column out.',
    );
  });
});

describe("features of several columns", () => {
  test("follow each other: text, numbers, categories, embeddings", () => {
    const [features, table] = fitted([{ text: "hi", likes: 3, channel: "web", vector: [2] }], {
      embeddings: ["vector"],
      categories: ["channel"],
      numbers: ["likes"],
      text: ["text"],
      words: [1, 1],
      characters: null,
    });
    expect(
      Array.from({ length: features.columns }, (_, i) => features.describeColumn(i).replace(/\d{2,}/, "N")),
    ).toEqual(["text: words in bucket N", "likes", "likes is missing", 'channel = "web"', "vector[0]"]);
    expect([...features.encode(table).indices]).toEqual([0, 3, 4]);
    expect(features.sources).toEqual(["text", "likes", "channel", "vector"]);
  });

  test("may be of one column in two ways", () => {
    const [features] = fitted([{ stars: 1 }, { stars: 2 }], { numbers: ["stars"], categories: ["stars"] });
    expect([features.columns, features.sources]).toEqual([4, ["stars"]]);
  });
});

test("a column that is null in all rows of a table fits every use, whatever its type", async () => {
  const spec = { categories: ["stars"], numbers: ["likes"], minRows: 1 };
  const batches = [tableFromRows([{ stars: null, likes: null }]), tableFromRows([{ stars: 3, likes: 1 }])];
  expect((await fitFeatures(batches, spec)).columns).toBe(3);
});
