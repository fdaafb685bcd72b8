import { copyFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "@fast-check/vitest";
import { Table, vectorFromArray } from "apache-arrow";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect } from "vitest";

import type { ColumnType } from "../../../src/tables/column-types.ts";
import { tableFromRows } from "../../../src/tables/from-rows.ts";
import { readParquet } from "../../../src/tables/files/parquet.ts";
import { writeParquet } from "../../../src/tables/files/parquet-write.ts";
import { columnKinds, columnOf } from "../arbitrary-columns.ts";
import { tableValues } from "../exact-values.ts";
import { failureOf, temporaryFolder } from "../expect-error.ts";

const folder = temporaryFolder();
const file = join(folder, "data.parquet");
const fixtures = "test/tables/fixtures";

function read(bytes: Uint8Array | ArrayBuffer, declared: Record<string, ColumnType> = {}): Promise<Table> {
  writeFileSync(file, new Uint8Array(bytes));
  return readParquet(file, new Map(Object.entries(declared)));
}

describe("readTable(parquet)", () => {
  test("reads what pyarrow writes: Zstandard, decimals, times, lists, structs", async () => {
    const table = await readParquet(`${fixtures}/pyarrow-zstd.parquet`, new Map());
    expect(String(table.schema)).toBe(
      "Schema<{ 0: text: Utf8, 1: dec: Float64, 2: us: Timestamp<MICROSECOND, UTC>, 3: tags: List<Utf8>, 4: meta: Utf8 }>",
    );
    expect(tableValues(table)).toEqual({
      text: ["a", null, "é"],
      dec: [1, null, -3],
      us: [1000n, null, 3000n],
      tags: [["x", null], null, []],
      meta: ['{"a":1}', null, '{"a":null}'],
    });
  });

  test("reads what polars writes by default", async () => {
    const table = await readParquet(`${fixtures}/polars-default.parquet`, new Map());
    expect(String(table.schema)).toBe("Schema<{ 0: u: Uint64, 1: t: Utf8, 2: l: List<Int64> }>");
    expect(tableValues(table)).toEqual({ u: [2n ** 64n - 1n, null], t: ["x", "y"], l: [[1n], null] });
  });

  test("rounds decimals once, to the nearest float", async () => {
    const columnData = [{ name: "d", data: [0.3, 0.7, -1.1] }];
    const schema = [
      { name: "root", num_children: 1 },
      { name: "d", type: "INT64", converted_type: "DECIMAL", scale: 1, precision: 10, repetition_type: "OPTIONAL" },
    ] as const;
    const table = await read(parquetWriteBuffer({ columnData, schema: schema.map((element) => ({ ...element })) }));
    expect(tableValues(table)).toEqual({ d: [0.3, 0.7, -1.1] });
  });

  test("reads UUIDs as text, JSON as it stands, and bytes that are not marked as text as bytes unless told", async () => {
    const bytes = parquetWriteBuffer({
      columnData: [
        { name: "u", data: ["123e4567-e89b-12d3-a456-426614174000"], type: "UUID" },
        { name: "j", data: [{ a: [1, "x"] }], type: "JSON" },
        { name: "b", data: [Uint8Array.of(104, 105)], type: "BYTE_ARRAY" },
        { name: "h", data: [1.5], type: "FLOAT16" },
      ],
    });
    expect(tableValues(await read(bytes))).toEqual({
      u: ["123e4567-e89b-12d3-a456-426614174000"],
      j: ['{"a":[1,"x"]}'],
      b: [Uint8Array.of(104, 105)],
      h: [1.5],
    });
    expect(tableValues(await read(bytes, { b: "utf8" }))).toMatchObject({ b: ["hi"] });
  });

  test("gives a batch for each row group", async () => {
    const data = Array.from({ length: 25 }, (_, i) => `row ${i}`);
    const table = await read(
      parquetWriteBuffer({ columnData: [{ name: "t", data, type: "STRING" }], rowGroupSize: 10 }),
    );
    expect(table.batches.map((batch) => batch.numRows)).toEqual([10, 10, 5]);
    expect(tableValues(table)).toEqual({ t: data });
  });

  test("says so where the end of a file is missing, or all of it", async () => {
    copyFileSync(`${fixtures}/polars-default.parquet`, file);
    truncateSync(file, 1000);
    expect(await failureOf(() => readParquet(file, new Map()), folder)).toEqual([
      "corrupt_file",
      "~/data.parquet: a file whose end is missing; expected a whole Parquet file. The file is damaged or cut short: make or copy it again.",
    ]);
    expect((await failureOf(() => read(Buffer.from("a,b\n1,2\n")), folder))[1]).toContain(
      "~/data.parquet: no Parquet data;",
    );
    expect((await failureOf(() => read(Buffer.from("PAR1PAR1")), folder))[1]).toContain("a file whose end is missing");
    expect(await failureOf(() => read(Buffer.from("PARE....PARE")), folder)).toEqual([
      "unsupported_format",
      "~/data.parquet: an encrypted Parquet file; expected Parquet that is not encrypted.",
    ]);
  });

  test("finds runs of values that are longer than their page", async () => {
    for (const codec of ["UNCOMPRESSED", "SNAPPY"] as const) {
      const data = Array.from({ length: 20 }, (_, i) => i);
      const columnData = [{ name: "n", data, type: "INT32" as const, nullable: true }];
      const bytes = Buffer.from(parquetWriteBuffer({ columnData, codec }));
      // The definition levels of twenty values are one run: its length, doubled, and the level.
      bytes[bytes.indexOf(Buffer.from([40, 1]))] = 126;
      expect(await failureOf(() => read(bytes), folder)).toEqual([
        "corrupt_file",
        "~/data.parquet: a run of values is longer than its page; expected a whole Parquet file. The file is damaged or cut short: make or copy it again.",
      ]);
    }
  });

  test("refuses a name that is there twice", async () => {
    const columnData = [
      { name: "a", data: ["x"] },
      { name: "b", data: ["y"] },
    ];
    const bytes = Buffer.from(parquetWriteBuffer({ columnData }));
    for (let at = bytes.indexOf("b"); at >= 0; at = bytes.indexOf("b", at + 1)) if (bytes[at - 1] === 1) bytes[at] = 97;
    expect(await failureOf(() => read(bytes), folder)).toEqual([
      "duplicate_name",
      '~/data.parquet: "a" more than once; expected each name once. Rename one of the columns.',
    ]);
  });

  const damages = fc.array(fc.record({ at: fc.nat(), to: fc.nat(255) }), { minLength: 1, maxLength: 4 });

  test.prop([fc.constantFrom("pyarrow-zstd.parquet", "polars-default.parquet"), damages])(
    "a damaged file fails with corrupt_file or gives a table",
    async (name, damage) => {
      const bytes = readFileSync(`${fixtures}/${name}`);
      for (const { at, to } of damage) bytes[at % bytes.length] = to;
      const outcome = await read(bytes).then(
        (table) => table.numRows >= 0,
        (error: unknown) => ["corrupt_file", "unsupported_format"].includes((error as { code: string }).code),
      );
      expect(outcome).toBe(true);
    },
  );
});

/** The bytes that a table is written as. */
async function written(table: Table, path = file): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeParquet([table], path)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe.each(columnKinds.map((kind) => [kind.name, kind] as const))("writeTable(parquet) of %s", (_, kind) => {
  test.prop([columnOf(kind)], { numRuns: 50 })("is read back with the same values", async (vector) => {
    const table = new Table({ c: vector });
    expect(tableValues(await read(await written(table)))).toEqual(tableValues(table));
  });
});

describe("writeTable(parquet)", () => {
  test("keeps -0, NaN, extremes, empty text and byte order marks, in columns that repeat them", async () => {
    const rows = Array.from({ length: 400 }, (_, i) => ({
      f: [0, -0, NaN, Infinity, null, 5e-324][i % 6],
      i: [2n ** 63n - 1n, -(2n ** 63n), null][i % 3],
      t: ["", null, "\ufeffx", "😀\n"][i % 4],
      l: [[-0, null], null, []][i % 3],
    }));
    const back = await read(await written(tableFromRows(rows)));
    const values = tableValues(back);
    expect(values["f"]).toEqual(rows.map((row) => row.f));
    expect(values["i"]).toEqual(rows.map((row) => row.i));
    expect(values["l"]).toEqual(rows.map((row) => row.l));
    // apache-arrow swallows the mark when it gives text, so the bytes are compared.
    const bytes = Buffer.from((back.getChild("t")?.data[0]?.values ?? []) as Uint8Array);
    expect(bytes.toString("utf8")).toBe(rows.map((row) => row.t ?? "").join(""));
  });

  test("names a column that Parquet cannot hold here", async () => {
    const table = new Table({ s: vectorFromArray([{ a: 1 }]) });
    expect(await failureOf(() => written(table, "data.parquet"))).toEqual([
      "wrong_type",
      'data.parquet, column "s": Struct<{a:Float64}>; expected text, numbers, booleans, timestamps, dates, or lists of them, which are all that a .parquet file can hold. Leave out or convert the column, or write an .arrow file.',
    ]);
  });

  test("writes no rows", async () => {
    const table = tableFromRows([], { columns: { a: "utf8", b: "list<int8>" } });
    const back = await read(await written(table));
    expect([back.numRows, String(back.schema)]).toEqual([0, "Schema<{ 0: a: Utf8, 1: b: List<Int8> }>"]);
  });
});
