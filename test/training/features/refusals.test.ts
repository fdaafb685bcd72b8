import type { Table } from "apache-arrow";
import { describe, expect, test } from "vitest";
import { featuresFromJson, fitFeatures, tableFromRows, type FeaturesSpec } from "../../../src/index.ts";
import { caught, rejection } from "../../util/caught.ts";

const table = tableFromRows([{ text: "free prize", likes: 3, vector: [1, 2], tags: ["a"] }], {
  columns: { text: "utf8", likes: "float64", vector: "list<float64>", tags: "list<utf8>" },
});
const spec = { text: ["text"] } as const;
const wrong = (value: unknown): FeaturesSpec => value as FeaturesSpec;

describe("fitFeatures refuses", () => {
  test.each<[string, FeaturesSpec, string]>([
    [
      "no columns",
      {},
      "fitFeatures: no columns; expected columns under text, numbers, categories or embeddings. " +
        'Write for example { text: ["text"] }.',
    ],
    [
      "a name instead of names",
      wrong({ text: "text" }),
      'fitFeatures, text: "text"; expected an array of column names. Write ["text"].',
    ],
    ["names that are none", wrong({ numbers: 3 }), "fitFeatures, numbers: 3; expected an array of column names."],
    ["an empty name", { numbers: [""] }, 'fitFeatures, numbers: ""; expected text that is not empty.'],
    [
      "a column twice",
      { text: ["text", "text"] },
      'fitFeatures, text: "text" more than once; expected each name once. List it once.',
    ],
    [
      "n-grams of neither kind",
      { ...spec, words: null, characters: null },
      "fitFeatures, words and characters: null for both; expected n-grams of one of them for the columns of text.",
    ],
    [
      "a range that falls",
      { ...spec, words: [2, 1] },
      "fitFeatures, words: [2,1]; expected the shortest and the longest n-gram, each 1 to 8, or null for none. " +
        "Write for example [1, 2].",
    ],
    [
      "a range that is none",
      wrong({ ...spec, characters: 3 }),
      "fitFeatures, characters: 3; expected the shortest and the longest n-gram, each 1 to 8, or null for none. " +
        "Write for example [2, 4].",
    ],
    ["too many bits", { ...spec, bits: 25 }, "fitFeatures, bits: 25; expected a whole number from 1 to 24."],
    ["minRows below 1", { ...spec, minRows: 0 }, "fitFeatures, minRows: 0; expected a whole number of at least 1."],
    [
      "unknown digits",
      wrong({ ...spec, digits: "drop" }),
      'fitFeatures, digits: "drop"; expected one of "keep", "fold".',
    ],
    [
      "an unknown weighting",
      wrong({ ...spec, weighting: "bm25" }),
      'fitFeatures, weighting: "bm25"; expected one of "tf-idf", "tf", "presence".',
    ],
    [
      "an unknown scale",
      wrong({ embeddings: ["vector"], embeddingScale: "max" }),
      'fitFeatures, embeddingScale: "max"; expected one of "unit", "keep".',
    ],
    [
      "a column that is not there",
      { text: ["body"] },
      'fitFeatures: the table has no column "body"; expected one of its columns: text, likes, vector, tags. ' +
        "Check the spelling, or rename the column.",
    ],
    [
      "numbers as text",
      { text: ["likes"] },
      'fitFeatures: column "likes" is float64; expected text. List it under numbers or categories.',
    ],
    [
      "text as numbers",
      { numbers: ["text"] },
      'fitFeatures: column "text" is utf8; expected numbers, booleans or times. List it under text or categories.',
    ],
    [
      "lists of text as embeddings",
      { embeddings: ["tags"] },
      'fitFeatures: column "tags" is list<utf8>; expected lists of numbers. Leave it out, or turn it into text.',
    ],
    [
      "lists as categories",
      { categories: ["vector"] },
      'fitFeatures: column "vector" is list<float64>; expected text, booleans or whole numbers. List it under embeddings.',
    ],
    [
      "rows that have nothing in common",
      { ...spec, minRows: 2 },
      "fitFeatures: nothing that enough of the 1 rows have; expected n-grams or values to make features of. " +
        "Lower minRows, or check that the columns are not empty.",
    ],
  ])("%s", (_, given, message) => {
    expect(caught(() => fitFeatures(table, given)).message).toBe(message);
  });

  test("an empty table, and a stream without batches", async () => {
    const message = "fitFeatures: no rows; expected rows to learn from. Check where the table comes from.";
    expect(caught(() => fitFeatures(table.slice(0, 0), spec)).message).toBe(message);
    expect((await rejection(fitFeatures([], spec))).message).toBe(message);
  });

  test("what is no table", async () => {
    const reading = fitFeatures([{ text: "free" }] as unknown as Table[], spec);
    expect((await rejection(reading)).message).toBe(
      "fitFeatures, batch 1: an object with text; expected an Arrow table or record batch, or a part of a data set.",
    );
    expect((await rejection(fitFeatures(null as unknown as Table[], spec))).code).toBe("bad_option");
  });

  test("batches that differ in type, naming the batch", async () => {
    const batches = [tableFromRows([{ channel: "a" }]), tableFromRows([{ channel: 1 }])];
    expect((await rejection(fitFeatures(batches, { categories: ["channel"] }))).message).toBe(
      'fitFeatures, batch 2: column "channel" holds number; expected text, as before. Give all tables the same types.',
    );
  });

  test("to go on when told to stop", async () => {
    const stop = AbortSignal.abort("enough");
    expect(caught(() => fitFeatures(table, spec, { signal: stop })).message).toBe("fitFeatures: the signal to stop.");
    expect((await rejection(fitFeatures([table], spec, { signal: stop }))).code).toBe("aborted");
  });
});

test("fitFeatures says how far it is, and at last that it is done", async () => {
  const told: unknown[] = [];
  await fitFeatures([table, table], spec, { onProgress: ({ done, total }) => told.push([done, total]) });
  expect(told).toEqual([
    [1, null],
    [2, null],
    [2, 2],
  ]);
});

describe("fitted features refuse", () => {
  const features = fitFeatures(table, { ...spec, numbers: ["likes"] });

  test("a table without their columns, or with other types", () => {
    expect(caught(() => features.encode(tableFromRows([{ text: "a" }]))).message).toBe(
      'features, encode: the table has no column "likes"; expected one of its columns: text. ' +
        "Check the spelling, or rename the column.",
    );
    expect(caught(() => features.encode(tableFromRows([{ text: 1, likes: 1 }]))).message).toBe(
      'features, encode: column "text" is float64; expected text. List it under numbers or categories.',
    );
    expect(caught(() => features.encode(3 as unknown as Table)).code).toBe("bad_table");
  });

  test("nothing of a table without rows, or of nulls alone", () => {
    expect(features.encode(table.slice(0, 0)).rows).toBe(0);
    const nulls = features.encode(tableFromRows([{ text: null, likes: null }]));
    expect([...nulls.indices]).toEqual([features.columns - 1]);
  });

  test.each([[-1], [1.5], [1e9]])("feature %s", (feature) => {
    const expected = `expected whole numbers from 0 to ${features.columns - 1}.`;
    expect(caught(() => features.describeColumn(feature)).message).toBe(
      `features, describeColumn: ${feature}; ${expected}`,
    );
    expect(caught(() => features.findTerms(table, [feature])).message).toBe(
      `features, findTerms: ${feature}; ${expected}`,
    );
  });
});

describe("featuresFromJson refuses", () => {
  const mixed = tableFromRows([{ text: "free", likes: 3, channel: "web", vector: [1, 2] }]);
  const json = JSON.parse(
    JSON.stringify(
      fitFeatures(mixed, { ...spec, numbers: ["likes"], categories: ["channel"], embeddings: ["vector"] }),
    ),
  ) as Record<string, unknown>;

  /** The JSON with another value at a path. */
  const changed = (path: readonly (string | number)[], value: unknown): unknown => {
    const copy = structuredClone(json);
    let inner = copy;
    for (const key of path.slice(0, -1)) inner = inner[key] as Record<string, unknown>;
    inner[path.at(-1) ?? ""] = value;
    return copy;
  };
  const remedy = "Fit the features again, or read the file that toJSON wrote.";

  test.each<[readonly (string | number)[], unknown, string]>([
    [["rows"], 0, "rows: 0; expected a number of rows"],
    [["blocks"], [], "blocks: an array of 0; expected an array with something in it"],
    [["blocks", 0], null, "blocks[0]: null; expected an object"],
    [
      ["blocks", 0, "kind"],
      "sound",
      'blocks[0].kind: "sound"; expected one of "text", "number", "category", "embedding"',
    ],
    [["blocks", 0, "column"], 3, "blocks[0].column: 3; expected the name of a column"],
    [["blocks", 0, "digits"], true, 'blocks[0].digits: true; expected "keep" or "fold"'],
    [["blocks", 0, "weighting"], "x", 'blocks[0].weighting: "x"; expected one of "tf-idf", "tf", "presence"'],
    [["blocks", 0, "rows"], -1, "blocks[0].rows: -1; expected a number of rows"],
    [["blocks", 0, "words"], 7, "blocks[0].words: 7; expected an object or null"],
    [
      ["blocks", 0, "words", "range"],
      [0, 2],
      "blocks[0].words.range: an array of 2; expected two rising numbers from 1 to 8",
    ],
    [["blocks", 0, "words", "bits"], 30, "blocks[0].words.bits: 30; expected a whole number from 1 to 24"],
    [["blocks", 0, "words", "gaps"], [-3], "blocks[0].words.gaps: an array of 1; expected distances between buckets"],
    [
      ["blocks", 0, "words", "gaps"],
      [262144],
      "blocks[0].words.gaps: a bucket beyond the last; expected 262144 buckets",
    ],
    [
      ["blocks", 0, "words", "rows"],
      [],
      "blocks[0].words.rows: an array of 0; expected a number of rows for each of the 1 buckets",
    ],
    [["blocks", 1, "mean"], null, "blocks[1].mean: null; expected a number"],
    [["blocks", 1, "deviation"], -1, "blocks[1].deviation: -1; expected a number of at least 0"],
    [
      ["blocks", 2, "values"],
      [1.5],
      "blocks[2].values: an array of 1; expected at most 65536 different texts, booleans or whole numbers",
    ],
    [
      ["blocks", 2, "values"],
      ["a", "a"],
      "blocks[2].values: one of them twice; expected at most 65536 different texts, booleans or whole numbers",
    ],
    [["blocks", 3, "width"], 0, "blocks[3].width: 0; expected a whole number of at least 1"],
    [["blocks", 3, "scale"], "x", 'blocks[3].scale: "x"; expected "unit" or "keep"'],
    [["blocks", 1, "mean"], 4, `fingerprint: "${String(json["fingerprint"])}"; expected`],
  ])("%j as %j", (path, value, message) => {
    const error = caught(() => featuresFromJson(changed(path, value)));
    expect([error.code, error.message.slice(0, `features JSON, ${message}`.length)]).toEqual([
      "corrupt_file",
      `features JSON, ${message}`,
    ]);
    expect(error.message.endsWith(remedy)).toBe(true);
  });

  test("what is no object, another schema, and text without n-grams", () => {
    expect(caught(() => featuresFromJson([])).message).toBe(
      `features JSON, the whole: an array of 0; expected an object. ${remedy}`,
    );
    expect(caught(() => featuresFromJson(changed(["schema"], "labelwright.features/9"))).message).toBe(
      'features JSON, schema: "labelwright.features/9"; expected "labelwright.features/1". ' +
        "Read it with the version of labelwright that wrote it, or fit the features again.",
    );
    const copy = changed(["blocks", 0, "words"], null) as { blocks: Record<string, unknown>[] };
    Object.assign(copy.blocks[0] ?? {}, { characters: null });
    expect(caught(() => featuresFromJson(copy)).message).toBe(
      `features JSON, blocks[0]: null for words and characters; expected one of them. ${remedy}`,
    );
  });
});
