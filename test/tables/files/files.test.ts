import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "@fast-check/vitest";
import { Table, tableFromArrays, type Vector } from "apache-arrow";
import fc from "fast-check";
import { describe, expect } from "vitest";

import { columnTypeOf } from "../../../src/tables/arrow-types.ts";
import type { ColumnType } from "../../../src/tables/column-types.ts";
import { readTable, type ReadTableOptions } from "../../../src/tables/files/files.ts";
import { writeTable } from "../../../src/tables/files/write-table.ts";
import type { TableFormat } from "../../../src/tables/files/formats.ts";
import { tableFromRows } from "../../../src/tables/from-rows.ts";
import { columnKinds, type ColumnKind } from "../arbitrary-columns.ts";
import { tableValues } from "../exact-values.ts";
import { failureOf, temporaryFolder } from "../expect-error.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const failure = (act: () => unknown): Promise<[string, string]> => failureOf(act, folder);
const formats: readonly TableFormat[] = ["arrow", "arrows", "parquet", "csv", "jsonl"];

/** The type that a column must be declared to have for text to be read back as it was. */
function declaredType(kind: ColumnKind): ColumnType {
  return kind.name === "date of milliseconds" ? "timestamp" : (columnTypeOf(kind.type()) ?? "utf8");
}

/** A table of some columns of different kinds, each with nulls. */
const anyTable = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...columnKinds), { minLength: 1, maxLength: 4 }),
    fc.integer({ min: 1, max: 30 }),
  )
  .chain(([kinds, rows]) => {
    const cells = kinds.map((kind) =>
      fc.array(fc.option(kind.value, { freq: 4 }), { minLength: rows, maxLength: rows }),
    );
    return fc.tuple(fc.constant(kinds), fc.tuple(...cells));
  })
  .map(([kinds, columns]) => {
    const vectors: [string, Vector][] = kinds.map((kind, i) => [kind.name, kind.make(columns[i] ?? [])]);
    const declared = Object.fromEntries(kinds.map((kind) => [kind.name, declaredType(kind)]));
    return { table: new Table(Object.fromEntries(vectors)), declared };
  });

describe.each(formats)("a table written as .%s", (format) => {
  const file = at(`table.${format}`);

  test.prop([anyTable], { numRuns: 60 })("is read back with the same values and nulls", async ({ table, declared }) => {
    await writeTable(table, file);
    const back = await readTable(file, { columns: declared });
    expect(back.schema.names).toEqual(table.schema.names);
    expect(tableValues(back)).toEqual(tableValues(table));
  });

  test("is read back whole when it has many rows", async () => {
    const rows = Array.from({ length: 9000 }, (_, i) => ({
      t: i % 7 === 0 ? null : `row "${i}"\n`,
      f: i / 4,
      i: BigInt(i),
    }));
    const table = tableFromRows(rows);
    await writeTable(table, file);
    expect(tableValues(await readTable(file))).toEqual(tableValues(table));
  });

  test("replaces a file only where it may, and leaves nothing behind where it fails", async () => {
    const own = at(`own-${format}`);
    mkdirSync(own);
    const path = join(own, `t.${format}`);
    const table = tableFromArrays({ a: Int32Array.of(1, 2) });
    await writeTable(table, path);
    const before = readFileSync(path);
    expect((await failure(() => writeTable(table, path, { overwrite: false })))[0]).toBe("file_exists");
    expect((await failure(() => writeTable(table, path, { signal: AbortSignal.abort() })))[0]).toBe("aborted");
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(own)).toEqual([`t.${format}`]);
  });

  test("is refused by name where the file is empty, is missing, or is a folder", async () => {
    const path = at(`empty.${format}`);
    writeFileSync(path, "");
    const [code, message] = await failure(() => readTable(path));
    expect([code, message.split("; expected")[0]]).toEqual(["empty", `~/empty.${format}: an empty file`]);
    expect(await failure(() => readTable(at(`missing.${format}`)))).toEqual([
      "file_not_found",
      `~/missing.${format}: there is no such file. Check the path.`,
    ]);
    mkdirSync(at(`folder.${format}`));
    expect(await failure(() => readTable(at(`folder.${format}`)))).toEqual([
      "file_failed",
      `~/folder.${format}: cannot read: the path is a folder. Give the path of a file.`,
    ]);
  });

  test("is not read where the ending says another format", async () => {
    const table = tableFromArrays({ a: Int32Array.of(1) });
    for (const other of formats) {
      const path = at(`other.${other}`);
      await writeTable(table, path, { format });
      const same = format === other || (format.startsWith("arrow") && other.startsWith("arrow"));
      if (same) expect((await readTable(path)).numRows).toBe(1);
      else expect(["unsupported_format", "corrupt_file"]).toContain((await failure(() => readTable(path)))[0]);
      expect((await readTable(path, { format })).numRows).toBe(1);
    }
  });
});

describe("readTable", () => {
  test("says what a file holds whose ending is wrong", async () => {
    await writeTable(tableFromRows([{ a: "x" }]), at("wrong.csv"), { format: "parquet" });
    expect(await failure(() => readTable(at("wrong.csv")))).toEqual([
      "unsupported_format",
      '~/wrong.csv: Parquet; expected CSV text. Give the file the ending .parquet, or name its format: { format: "parquet" }.',
    ]);
    writeFileSync(at("text.arrow"), "a,b\n1,2\n");
    expect((await failure(() => readTable(at("text.arrow"))))[0]).toBe("corrupt_file");
  });

  test("reads .tsv with tabs, and any delimiter it is told", async () => {
    const table = tableFromRows([{ a: "x,y", b: "p\tq" }]);
    await writeTable(table, at("t.tsv"));
    expect(readFileSync(at("t.tsv"), "utf8")).toBe('a\tb\nx,y\t"p\tq"\n');
    expect(tableValues(await readTable(at("t.tsv")))).toEqual(tableValues(table));
    await writeTable(table, at("t.csv"), { delimiter: ";" });
    expect(tableValues(await readTable(at("t.csv"), { delimiter: ";" }))).toEqual(tableValues(table));
    expect(await failure(() => readTable(at("t.csv"), { delimiter: "" }))).toEqual([
      "bad_option",
      '~/t.csv, option "delimiter": ""; expected text without quotes and line breaks.',
    ]);
  });

  test("leaves out declared columns that the file does not have, and takes undefined for defaults", async () => {
    writeFileSync(at("few.csv"), "a\nx\n");
    const all: ReadTableOptions = {
      columns: { a: "utf8", b: "int8" },
      format: undefined,
      inferTypes: undefined,
      delimiter: undefined,
      nullValues: undefined,
    };
    expect(tableValues(await readTable(at("few.csv"), all))).toEqual({ a: ["x"] });
  });

  test("refuses paths and column types that are none", async () => {
    expect(await failure(() => readTable(""))).toEqual(["bad_option", 'readTable: ""; expected the path of a file.']);
    expect((await failure(() => readTable(at("few.csv"), { columns: { a: "text" as "utf8" } })))[0]).toBe("bad_option");
    expect((await failure(() => readTable("votes.xlsx")))[0]).toBe("unsupported_format");
  });
});

describe("writeTable", () => {
  test("refuses what is no table, an ending it does not know, and a folder that is not there", async () => {
    const table = tableFromRows([{ a: 1 }]);
    expect((await failure(() => writeTable([{ a: 1 }] as unknown as Table, at("t.csv"))))[1]).toBe(
      "writeTable: an array of 1; expected an Arrow table. Make one with tableFromRows(rows), readTable(file), or apache-arrow's tableFromArrays.",
    );
    expect((await failure(() => writeTable(table, at("t.txt"))))[0]).toBe("unsupported_format");
    expect(await failure(() => writeTable(table, at("no/t.csv")))).toEqual([
      "file_failed",
      "~/no/t.csv: cannot write: the folder to write into does not exist. Make the folder first.",
    ]);
  });

  test("names a time that text cannot say", async () => {
    const table = new Table({
      t: columnKinds.find((kind) => kind.name === "timestamp of seconds")?.make([2n ** 60n]) as Vector,
    });
    expect(await failure(() => writeTable(table, at("t.csv")))).toEqual([
      "wrong_type",
      '~/t.csv, column "t": the time 1152921504606846976; expected times from the year -271821 to 275760, which are all that text can say. Write an .arrow or .parquet file.',
    ]);
  });
});
