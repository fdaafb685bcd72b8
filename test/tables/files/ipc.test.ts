import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "@fast-check/vitest";
import type * as arrow from "apache-arrow";
import {
  DataType,
  Dictionary,
  Field,
  Int32,
  Schema,
  Table,
  tableFromArrays,
  tableToIPC,
  Utf8,
  vectorFromArray,
  type Vector,
} from "apache-arrow";
import fc from "fast-check";
import { describe, expect } from "vitest";

import { readIpc } from "../../../src/tables/files/ipc.ts";
import { writeIpc } from "../../../src/tables/files/ipc-write.ts";
import { columnKinds, columnOf } from "../arbitrary-columns.ts";
import { tableValues, vectorValues } from "../exact-values.ts";
import { failureOf } from "../expect-error.ts";

const fixture = (name: string): Buffer => readFileSync(`test/tables/fixtures/${name}`);
const read = (bytes: Uint8Array): Promise<Table> => readIpc(bytes, "data.arrow");
const failure = (bytes: Uint8Array): Promise<[string, string]> => failureOf(() => read(bytes));

async function written(table: Table, format: "arrow" | "arrows" = "arrow"): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeIpc([table], format, "data.arrow")) pieces.push(piece);
  return Buffer.concat(pieces);
}

const text = ["a".repeat(32), null, "héllo 😀", "", "héllo 😀"];
const three = <T>(values: readonly T[]): T[] => [...values, ...values, ...values];

describe("readTable(arrow)", () => {
  const whole = {
    text: three(text),
    view: three(text),
    label: three(["ham", null, "spam", "ham", "ham"]),
    n: three([1n, null, 3n, 2n ** 62n, -1n]),
    tags: three([["a"], null, [], ["b", null], ["a"]]),
  };

  test("reads files that pyarrow compressed with LZ4", async () => {
    const table = await read(fixture("pyarrow-lz4.arrow"));
    expect(tableValues(table)).toEqual(whole);
    expect(table.batches.length).toBe(1);
  });

  test("reads streams that pyarrow compressed with Zstandard, batch by batch", async () => {
    const table = await read(fixture("pyarrow-zstd.arrows"));
    expect(tableValues(table)).toEqual(whole);
    expect(table.batches.map((batch) => batch.numRows)).toEqual([8, 7]);
  });

  test("reads a stream without batches, whatever its columns", async () => {
    const { schema } = await read(fixture("pyarrow-zstd.arrows"));
    const table = await read(await written(new Table(schema), "arrows"));
    expect(table.schema.names).toEqual(["text", "view", "label", "n", "tags"]);
    expect(table.numRows).toBe(0);
  });

  test("reads what pandas writes by default, and polars with Zstandard", async () => {
    expect(tableValues(await read(fixture("pandas-default.feather")))).toEqual({ text, score: [0.5, null, 1, 2, 3] });
    expect(tableValues(await read(fixture("polars-zstd.arrow")))).toEqual({ text, n: [1n, null, 3n, 4n, 5n] });
  });

  test("reads a stream without its end mark, which is optional", async () => {
    const bytes = tableToIPC(tableFromArrays({ a: Int32Array.of(1, 2) }), "stream");
    expect(tableValues(await read(bytes.subarray(0, -8)))).toEqual({ a: [1n, 2n] });
  });

  test("reads a schema without batches", async () => {
    const schema = new Schema([new Field("a", new Utf8(), true)]);
    for (const kind of ["file", "stream"] as const) {
      const table = await read(tableToIPC(new Table(schema, []), kind));
      expect([table.numRows, String(table.schema)]).toEqual([0, "Schema<{ 0: a: Utf8 }>"]);
    }
  });

  test("says so where the end of a file is missing", async () => {
    const bytes = fixture("pyarrow-lz4.arrow");
    expect(await failure(bytes.subarray(0, -1))).toEqual([
      "corrupt_file",
      "data.arrow: a file whose end is missing; expected a whole Arrow IPC file or stream. The file is damaged or cut short: make or copy it again.",
    ]);
  });

  test.each(["pyarrow-lz4.arrow", "pyarrow-zstd.arrows", "polars-zstd.arrow"])(
    "never reads a part of %s for the whole of it",
    async (name) => {
      const bytes = fixture(name);
      const whole = await read(bytes);
      for (let length = 1; length < bytes.length; length += 7) {
        const outcome = await read(bytes.subarray(0, length)).then(
          (table) => table.numRows,
          (error: unknown) => (error as { code?: string }).code,
        );
        // A stream may end where a message ends: with fewer batches, or with its end mark cut off.
        if (outcome !== "corrupt_file") {
          expect(name).toMatch(/\.arrows$/);
          expect([0, 8, whole.numRows]).toContain(outcome);
        }
      }
    },
  );

  test("says so where a stream goes on after its end", async () => {
    const bytes = tableToIPC(tableFromArrays({ a: Int32Array.of(1) }), "stream");
    expect(await failure(Buffer.concat([bytes, bytes]))).toEqual([
      "corrupt_file",
      `data.arrow: ${bytes.length} bytes after the end of the stream; expected a whole Arrow IPC file or stream. The file is damaged or cut short: make or copy it again.`,
    ]);
    expect((await failure(Buffer.alloc(8)))[1]).toContain("4 bytes after the end of the stream");
    expect((await failure(Buffer.from("not arrow at all")))[1]).toContain("a stream that is cut short");
  });

  const damages = fc.array(fc.record({ at: fc.nat(), to: fc.nat(255) }), { minLength: 1, maxLength: 4 });

  test.prop([fc.constantFrom("pyarrow-lz4.arrow", "pyarrow-zstd.arrows", "polars-zstd.arrow"), damages], {
    numRuns: 300,
  })("a damaged file fails with corrupt_file or gives a table, and never ends the process", async (name, damage) => {
    const bytes = Buffer.from(fixture(name));
    for (const { at, to } of damage) bytes[at % bytes.length] = to;
    const outcome = await read(bytes).then(
      (table) => Number.isSafeInteger(table.numRows),
      (error: unknown) => (error as { code?: string }).code === "corrupt_file",
    );
    expect(outcome).toBe(true);
  });

  test("finds codes, offsets and text that point nowhere", async () => {
    const table = new Table({
      label: vectorFromArray(["x", "y", "x"], new Dictionary(new Utf8(), new Int32())),
      text: vectorFromArray(["abc", "def", "ghi"], new Utf8()),
    });
    const bytes = Buffer.from(tableToIPC(table, "file"));
    const codes = bytes.indexOf(Buffer.from(Int32Array.of(0, 1, 0).buffer));
    const offsets = bytes.indexOf(Buffer.from(Int32Array.of(0, 3, 6, 9).buffer));
    const with_ = (at: number, value: number): Buffer => {
      const copy = Buffer.from(bytes);
      copy.writeInt32LE(value, at);
      return copy;
    };
    const message = async (copy: Buffer): Promise<string | undefined> =>
      /: (.*); expected/.exec((await failure(copy))[1])?.[1];
    expect(await message(with_(codes, 7))).toBe('column "label" in which a dictionary has no such entry');
    expect(await message(with_(offsets + 4, 8))).toBe('column "text" in which offsets run backwards');
    expect(await message(with_(offsets + 12, 10_000))).toBe('column "text" in which an offset lies beyond the values');
    expect(await message(with_(offsets, -1))).toBe('column "text" in which an offset is negative');
  });
});

describe.each(columnKinds.map((kind) => [kind.name, kind] as const))("writeTable(arrow) of %s", (_, kind) => {
  test.prop([columnOf(kind), fc.constantFrom<("arrow" | "arrows")[]>("arrow", "arrows")])(
    "is read back with the same values, chunks and slices included",
    async (vector, format) => {
      const table = new Table({ c: vector });
      const back = await read(await written(table, format));
      expect(tableValues(back)).toEqual(tableValues(table));
      if (!kind.name.startsWith("dictionary")) expect(String(back.schema)).toBe(String(table.schema));
    },
  );
});

describe("writeTable(arrow)", () => {
  test("keeps names, metadata, nullability and batches", async () => {
    const schema = new Schema(
      [new Field("a", new Int32(), false, new Map([["unit", "m"]])), new Field("b", new Utf8(), true)],
      new Map([["made by", "a test"]]),
    );
    const data = new Table({ a: vectorFromArray([1, 2], new Int32()), b: vectorFromArray(["x", null], new Utf8()) });
    const table = new Table(
      schema,
      data.batches
        .flatMap((batch) => [batch, batch])
        .map((batch) => new (batch.constructor as typeof arrow.RecordBatch)(schema, batch.data)),
    );
    const back = await read(await written(table));
    expect(back.batches.map((batch) => batch.numRows)).toEqual([2, 2]);
    expect(back.schema.metadata).toEqual(new Map([["made by", "a test"]]));
    expect(back.schema.fields.map((field: Field) => [field.name, field.nullable, field.metadata])).toEqual([
      ["a", false, new Map([["unit", "m"]])],
      ["b", true, new Map()],
    ]);
  });

  test("gives columns that share a dictionary one, and columns that do not their own", async () => {
    const type = new Dictionary(new Utf8(), new Int32(), 7);
    const a = vectorFromArray(["x", "y"], type);
    const b = vectorFromArray(["p", "q"], type); // another dictionary under the same id
    const table = new Table({ a, b, again: a });
    const back = await read(await written(table));
    expect(tableValues(back)).toEqual({ a: ["x", "y"], b: ["p", "q"], again: ["x", "y"] });
    const ids = back.schema.fields.map((field: Field) => (field.type as Dictionary).id);
    expect(ids[0]).toBe(ids[2]);
    expect(ids[0]).not.toBe(ids[1]);
  });

  test("writes no batches, and tables of no columns", async () => {
    const schema = new Schema([new Field("a", new Dictionary(new Utf8(), new Int32()), true)]);
    const back = await read(await written(new Table(schema, [])));
    expect([back.numRows, back.schema.names]).toEqual([0, ["a"]]);
    expect((await read(await written(new Table(), "arrows"))).numCols).toBe(0);
  });

  test.each(columnKinds.map((kind) => [kind.name, kind] as const))(
    "writes %s of a second copy of apache-arrow as its own",
    async (_, kind) => {
      // The package has two builds, and a program that loads both has two copies of every class.
      const other = createRequire(import.meta.url)("apache-arrow") as typeof arrow;
      const values = fc.sample(fc.option(kind.value, { freq: 4 }), { numRuns: 20, seed: 5 });
      const vector: Vector = kind.make(values);
      const foreign = other.tableFromIPC(tableToIPC(new Table({ c: vector, d: vector })));
      expect(foreign.schema.fields[0]?.type).not.toBeInstanceOf(DataType);
      const own = (from: number, to: number): unknown[] => vectorValues(vector.slice(from, to));
      expect(tableValues(await read(await written(foreign)))).toEqual({ c: own(0, 20), d: own(0, 20) });
      expect(tableValues(await read(await written(foreign.slice(3, 17))))).toEqual({ c: own(3, 17), d: own(3, 17) });
    },
  );
});
