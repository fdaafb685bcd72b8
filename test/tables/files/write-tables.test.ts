import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test as property, fc } from "@fast-check/vitest";
import { Dictionary, Int8, Table, tableFromArrays, tableFromIPC, Utf8, vectorFromArray } from "apache-arrow";
import { describe, expect, test } from "vitest";
import { readTable } from "../../../src/tables/files/files.ts";
import { writeTable, writeTables } from "../../../src/tables/files/write-table.ts";
import { tableFromRows } from "../../../src/tables/from-rows.ts";
import { secondArrow } from "../../util/second-arrow.ts";
import { failureOf, temporaryFolder } from "../expect-error.ts";
import { tableValues } from "../exact-values.ts";

const folder = temporaryFolder();
const endings = ["arrow", "arrows", "parquet", "csv", "jsonl", "tsv"];

const columns = { id: "int32", text: "utf8", tags: "list<utf8>" } as const;
const row = fc.record({
  id: fc.oneof(fc.constant(null), fc.integer({ min: -5, max: 5 })),
  text: fc.oneof(fc.constant(null), fc.constantFrom("", "a", 'quoted "x", y', "two\nlines")),
  tags: fc.oneof(fc.constant(null), fc.array(fc.constantFrom("x", "y"), { maxLength: 2 })),
});

describe.each(endings)("writeTables(.%s)", (ending) => {
  property.prop([fc.array(fc.array(row, { maxLength: 6 }), { minLength: 1, maxLength: 5 })], { numRuns: 40 })(
    "writes what writeTable writes of all rows at once",
    async (batches) => {
      const many = join(folder, `many.${ending}`);
      const one = join(folder, `one.${ending}`);
      await writeTables(
        batches.map((rows) => tableFromRows(rows, { columns })),
        many,
      );
      await writeTable(tableFromRows(batches.flat(), { columns }), one);
      if (ending === "arrow" || ending === "arrows") {
        const [a, b] = [tableFromIPC(readFileSync(many)), tableFromIPC(readFileSync(one))];
        expect([String(a.schema), tableValues(a)]).toEqual([String(b.schema), tableValues(b)]);
      } else expect(readFileSync(many)).toEqual(readFileSync(one));
    },
  );

  test("writes dictionary columns of equal entries, of any copy of apache-arrow", async () => {
    const file = join(folder, `labels.${ending}`);
    const labels = ({ Dictionary, Int8, Table, Utf8, vectorFromArray }: typeof secondArrow, codes: number[]): Table => {
      const entries = vectorFromArray(["ham", "spam"], new Utf8());
      const type = new Dictionary(new Utf8(), new Int8());
      const column = vectorFromArray(
        codes.map((code) => entries.get(code)),
        type,
      );
      return new Table({ a: column, b: column }) as Table;
    };
    const own = { Dictionary, Int8, Table, Utf8, vectorFromArray } as unknown as typeof secondArrow;
    await writeTables([labels(own, [0, 1]), labels(own, [0, 1, 1]), labels(secondArrow, [0, 1, 0])], file);
    const table = await readTable(file);
    const expected = ["ham", "spam", "ham", "spam", "spam", "ham", "spam", "ham"];
    expect(tableValues(table)).toEqual({ a: expected, b: expected });
  });

  test("takes the tables of an async generator", async () => {
    const file = join(folder, `pulled.${ending}`);
    let pulled = 0;
    async function* tables(): AsyncGenerator<Table> {
      for (; pulled < 4; pulled++) {
        await Promise.resolve();
        yield tableFromArrays({ n: Float64Array.from({ length: 3 }, (_, i) => pulled * 3 + i + 0.5) });
      }
    }
    await writeTables(tables(), file);
    expect(tableValues(await readTable(file))["n"]).toEqual(Array.from({ length: 12 }, (_, n) => n + 0.5));
  });
});

describe("writeTables", () => {
  const numbers = tableFromArrays({ n: Float64Array.of(1) });

  test("refuses tables of other columns, and leaves the file as it was", async () => {
    const file = join(folder, "kept.csv");
    writeFileSync(file, "old");
    const others = [numbers, tableFromArrays({ n: ["x"] })];
    expect(await failureOf(() => writeTables(others, file), folder)).toEqual([
      "incompatible",
      '~/kept.csv: table 2 has the columns "n": Dictionary<Int32, Utf8>; expected those of the first: "n": Float64. Give all tables of a file the same columns, of the same types and in the same order.',
    ]);
    expect(readFileSync(file, "utf8")).toBe("old");
    expect(readdirSync(folder).filter((name) => name.includes("writing"))).toEqual([]);
  });

  test("refuses dictionaries that differ, in Arrow files", async () => {
    const tables = [tableFromArrays({ n: ["x"] }), tableFromArrays({ n: ["y"] })];
    expect(await failureOf(() => writeTables(tables, join(folder, "d.arrow")), folder)).toEqual([
      "incompatible",
      '~/d.arrow, column "n": a dictionary with other entries than in the first table; expected one dictionary for all tables of a file. Make the column plain text, or write a .parquet, .csv or .jsonl file.',
    ]);
    await writeTables(tables, join(folder, "d.csv"));
    expect(readFileSync(join(folder, "d.csv"), "utf8")).toBe("n\nx\ny\n");
  });

  test("refuses to write no table", async () => {
    expect(await failureOf(() => writeTables([], join(folder, "none.csv")), folder)).toEqual([
      "empty",
      "~/none.csv: no tables; expected at least one, if without rows, as it tells the columns.",
    ]);
  });

  test("refuses what is no table", async () => {
    expect(await failureOf(() => writeTables([numbers, 7 as never], join(folder, "x.csv")))).toEqual([
      "bad_table",
      "writeTables: 7; expected an Arrow table. Make one with tableFromRows(rows), readTable(file), or apache-arrow's tableFromArrays.",
    ]);
  });

  test("throws what the tables throw, and leaves nothing behind", async () => {
    function* failing(): Generator<Table> {
      yield numbers;
      throw new Error("lost");
    }
    await expect(writeTables(failing(), join(folder, "lost.csv"))).rejects.toThrow("lost");
    expect(readdirSync(folder).filter((name) => name.includes("lost"))).toEqual([]);
  });
});
