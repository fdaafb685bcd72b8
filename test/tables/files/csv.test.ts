import { test } from "@fast-check/vitest";
import { Table, Utf8, vectorFromArray } from "apache-arrow";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { describe, expect } from "vitest";

import { readCsv, type CsvReading } from "../../../src/tables/files/csv.ts";
import { cellSpelling, writeCsv } from "../../../src/tables/files/csv-write.ts";
import { tableFromRows } from "../../../src/tables/from-rows.ts";
import { readByWindows } from "../arbitrary-columns.ts";
import { tableValues } from "../exact-values.ts";
import { failureOf } from "../expect-error.ts";

const reading: CsvReading = { delimiter: ",", nullValues: [""], declared: new Map(), inferTypes: true };

const read = (text: string | Buffer, options: Partial<CsvReading> = {}): Promise<Table> =>
  readCsv(Buffer.from(text), "data.csv", { ...reading, ...options });

const valuesOf = async (text: string | Buffer, options: Partial<CsvReading> = {}): Promise<unknown> =>
  tableValues(await read(text, options));

const failure = (text: string | Buffer, options: Partial<CsvReading> = {}): Promise<[string, string]> =>
  failureOf(() => read(text, options));

async function written(table: Table, delimiter = ","): Promise<string> {
  let text = "";
  for await (const piece of writeCsv([table], "data.csv", delimiter)) text += piece;
  return text;
}

describe("a CSV cell", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", ";", "|", ",", '"', "\r", "\n", "\ufeff", " ", "é"),
    maxLength: 6,
  });
  test.prop([text, fc.constantFrom(",", ";", "\t", "||", "|;|")])(
    "is spelled as csv-stringify spells it",
    (value, delimiter) => {
      const expected = stringify([[value]], { delimiter, quoted_match: /^$|^\ufeff/ });
      expect(`${cellSpelling(delimiter)(value)}\n`).toBe(expected);
    },
  );
});

describe("readTable(csv)", () => {
  test("gives every column the narrowest type that loses nothing", async () => {
    const text = "id,n,f,b,d,t,s\n007,1,1.5,true,2024-01-01,2024-01-01T10:00:00Z,x\n008,,NaN,false,,,\n";
    const table = await read(text);
    expect(table.schema.fields.map((field) => String(field))).toEqual([
      "id: Utf8",
      "n: Int64",
      "f: Float64",
      "b: Bool",
      "d: Date32<DAY>",
      "t: Timestamp<MILLISECOND, UTC>",
      "s: Utf8",
    ]);
    expect(tableValues(table)).toEqual({
      id: ["007", "008"],
      n: [1n, null],
      f: [1.5, NaN],
      b: [true, false],
      d: [Date.UTC(2024, 0, 1), null],
      t: [BigInt(Date.UTC(2024, 0, 1, 10)) * 1_000_000n, null],
      s: ["x", null],
    });
  });

  test("reads line breaks, quotes and delimiters in quoted cells, a byte order mark and all line ends", async () => {
    expect(await valuesOf('\ufeff"a",b\r\n"x\r\ny","say ""hi"""\r\n"1,2",😀\r\n')).toEqual({
      a: ["x\r\ny", "1,2"],
      b: ['say "hi"', "😀"],
    });
    expect(await valuesOf("a,b\rx,y\r")).toEqual({ a: ["x"], b: ["y"] });
    expect(await valuesOf("a,b\nx,y")).toEqual({ a: ["x"], b: ["y"] });
  });

  test("tells an empty cell, which is null, from a quoted one, which is empty text in a text column", async () => {
    const text = 's,n\n"",""\n,\n"""""",3\nx,"4"';
    expect(await valuesOf(text)).toEqual({ s: ["", null, '""', "x"], n: [null, null, 3n, 4n] });
    expect(await valuesOf('\ufeff"","b"\n1,2').catch((error: unknown) => (error as Error).message)).toContain(
      "no name for column 1",
    );
    expect(await valuesOf('a,b\n",""",""\n"","",\n'.replace('"","",', '"",""'))).toEqual({
      a: [',"', ""],
      b: ["", ""],
    });
    expect(await valuesOf('a||b\n""||x\n||""\n', { delimiter: "||" })).toEqual({ a: ["", null], b: ["x", ""] });
  });

  test("takes the cells it is told for null, quoted or not", async () => {
    const nulls = { nullValues: ["NA", "-1"] };
    expect(await valuesOf('a,b\nNA,"-1"\nx,\n', nulls)).toEqual({ a: [null, "x"], b: [null, ""] });
    expect(await valuesOf("a,b\nNA,5\nx,\n", nulls)).toEqual({ a: [null, "x"], b: [5n, null] });
    expect(await valuesOf("a,b\n,x\n", { nullValues: [] })).toEqual({ a: [""], b: ["x"] });
  });

  test("reads text alone where it is told not to infer types, but for declared columns", async () => {
    const declared = new Map([
      ["n", "int8" as const],
      ["absent", "utf8" as const],
    ]);
    expect(await valuesOf("a,n\n1,1\ntrue,2\n", { inferTypes: false, declared })).toEqual({
      a: ["1", "true"],
      n: [1n, 2n],
    });
  });

  test("passes over blank lines, except in a file of one column, where they are null", async () => {
    expect(await valuesOf("a,b\n\nx,y\n\n\n")).toEqual({ a: ["x"], b: ["y"] });
    expect(await valuesOf('a\nx\n\n""\ny\n\n')).toEqual({ a: ["x", null, "", "y", null] });
  });

  test("reads a header alone as no rows", async () => {
    const table = await read("a,b\n", { declared: new Map([["b", "int32" as const]]) });
    expect([table.numRows, String(table.schema)]).toEqual([0, "Schema<{ 0: a: Utf8, 1: b: Int32 }>"]);
  });

  test("names row, line and column of a bad number, also behind cells of several lines", async () => {
    const declared = new Map([["likes", "int32" as const]]);
    expect(await failure('text,likes\n"two\nlines",1\n\nx,many\n', { declared })).toEqual([
      "wrong_type",
      'data.csv, row 1 (line 4), column "likes": "many"; expected int32. Correct it, or read the column as text: { columns: { "likes": "utf8" } }.'.replace(
        "line 4",
        "line 5",
      ),
    ]);
  });

  test("says which row has another number of cells than the header", async () => {
    expect(await failure("a,b\r\n1,2\r\n1,2,3\r\n")).toEqual([
      "corrupt_file",
      'data.csv, row 1 (line 3): 3 cells; expected 2, as in the header ("a", "b"). Quote cells that hold the delimiter ",", or name another: { delimiter: ";" }.',
    ]);
    expect((await failure("a,b\n1\n"))[1]).toContain("data.csv, row 0 (line 2): 1 cell; expected 2");
  });

  test("refuses a name that is missing or there twice", async () => {
    expect(await failure(",a\n0,1\n")).toEqual([
      "bad_table",
      "data.csv: no name for column 1 in the header; expected a name for every column. Name it, or leave it out (pandas writes its index so: use to_csv(index=False)).",
    ]);
    expect(await failure("a,b,a\n1,2,3\n")).toEqual([
      "duplicate_name",
      'data.csv: "a" more than once in the header; expected each name once. Rename one of the columns.',
    ]);
  });

  test("says where a quoted cell without an end begins, and where quotes are out of place", async () => {
    expect(await failure('a,b\n"x ""y""","1\n2,3\n')).toEqual([
      "corrupt_file",
      "data.csv: the quoted cell that begins on line 2 has no end; expected a closing quote. The file is damaged or cut short: make or copy it again.",
    ]);
    expect(await failure('a,b\nx,y\n5" pipe,2\n')).toEqual([
      "corrupt_file",
      'data.csv, row 1 (line 3): a quote inside a cell that is not quoted; expected cells that are quoted as a whole or not at all. Quote the cell, and write each quote inside it twice: "say ""hello""".',
    ]);
    expect((await failure('a,b\n"x"y,2\n'))[1]).toContain("data.csv, row 0 (line 2): text after a closing quote");
    expect((await failure('"a"x,b\n1,2\n'))[1]).toContain("data.csv, line 1: text after a closing quote");
  });

  test("refuses files without a header, and bytes that are not UTF-8", async () => {
    expect(await failure("\ufeff\n \n")).toEqual([
      "empty",
      "data.csv: a file of blank lines; expected a header line. Check what wrote it.",
    ]);
    expect((await failure(""))[1]).toBe("data.csv: an empty file; expected a header line. Check what wrote it.");
    expect(await failure(Buffer.from("a\ncaf\xe9\n", "latin1"))).toEqual([
      "corrupt_file",
      "data.csv: bytes that are not UTF-8 text; expected CSV text in UTF-8. Save the file as UTF-8 (from Latin-1: iconv -f latin1 -t utf-8).",
    ]);
  });

  test("keeps apart empty cells and control characters", async () => {
    expect(await valuesOf('a,b\n"",\u0001\u0001\n\u0001\u0002,""\n')).toEqual({
      a: ["", "\u0001\u0002"],
      b: ["\u0001\u0001", ""],
    });
  });
});

describe("writeTable(csv)", () => {
  test("writes null as nothing, empty text in quotes, NaN, whole floats, lists and times", async () => {
    const table = tableFromRows([
      { s: "", f: 1, i: 5n, b: true, d: new Date(5), l: [1, null] },
      { s: null, f: NaN, i: null, b: null, d: null, l: null },
      { s: 'a "b"\n', f: -0, i: -5n, b: false, d: new Date(0), l: [] },
      { s: "é,", f: Infinity, i: 0n, b: false, d: new Date(0), l: [-Infinity] },
    ]);
    expect(await written(table)).toBe(
      [
        "s,f,i,b,d,l",
        '"",1.0,5,true,1970-01-01T00:00:00.005,"[1.0,null]"',
        ",NaN,,,,",
        '"a ""b""\n",-0.0,-5,false,1970-01-01T00:00:00.000,[]',
        '"é,",inf,0,false,1970-01-01T00:00:00.000,"[""-Infinity""]"',
        "",
      ].join("\n"),
    );
  });

  test("writes a header alone for no rows", async () => {
    expect(await written(tableFromRows([], { columns: { a: "utf8", "b,c": "bool" } }))).toBe('a,"b,c"\n');
  });

  test("refuses what CSV cannot hold", async () => {
    const failed = async (table: Table): Promise<[string, string]> => failureOf(() => written(table));
    expect(await failed(new Table({ s: vectorFromArray([{ a: 1 }]) }))).toEqual([
      "wrong_type",
      'data.csv, column "s": Struct<{a:Float64}>; expected text, numbers, booleans, timestamps, dates, or lists of them, which are all that a .csv file can hold. Leave out or convert the column, or write an .arrow file.',
    ]);
    expect(await failed(new Table({ "": vectorFromArray(["x"], new Utf8()) }))).toEqual([
      "bad_table",
      "data.csv: a column without a name; expected a name for every column. Rename the column.",
    ]);
    expect((await failed(new Table()))[1]).toBe("data.csv: a table without columns; expected at least one column.");
  });

  const anyCell = fc.oneof(
    fc.constantFrom(
      null,
      "",
      '"',
      '""',
      "\n",
      "\r",
      "\r\n",
      ",",
      ";",
      "\ufeff",
      " ",
      "\u0001\u0001",
      "#",
      "a,b",
      "NaN",
    ),
    fc.string({ unit: "grapheme", maxLength: 8 }),
    fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", "x", "\ufeff"), maxLength: 6 }),
  );
  const names = fc.uniqueArray(fc.string({ unit: fc.constantFrom("a", "b", '"', ",", "\n", "\ufeff"), minLength: 1 }), {
    minLength: 1,
    maxLength: 4,
  });

  test.prop([
    names.chain((columns) =>
      fc.tuple(fc.constant(columns), fc.array(fc.tuple(...columns.map(() => anyCell)), { maxLength: 20 })),
    ),
    fc.constantFrom(",", ";", "\t", "||"),
  ])("is read back as the same text and nulls, whatever the text and the names", async ([columns, rows], delimiter) => {
    const vectors = columns.map((_, c) =>
      vectorFromArray(
        rows.map((row) => row[c] ?? null),
        new Utf8(),
      ),
    );
    const table = new Table(
      Object.fromEntries(columns.map((name, c) => [name, vectors[c] ?? vectorFromArray([], new Utf8())])),
    );
    const back = await readCsv(Buffer.from(await written(table, delimiter)), "data.csv", {
      ...reading,
      delimiter,
      inferTypes: false,
    });
    expect(back.schema.names).toEqual(columns);
    expect(columns.map((name) => readByWindows(back, name, 8192))).toEqual(
      columns.map((_, c) => rows.map((row) => row[c] ?? null)),
    );
  });
});

test.prop([fc.string({ unit: fc.constantFrom("a", "1", ",", '"', "\n", "\r", " ", "-", "."), maxLength: 60 })])(
  "any text reads as a table or fails with a labeling error that names the file",
  async (text) => {
    const result = await read(text).then(
      (table) => table.numRows >= 0,
      (error: unknown) => (error as Error).name === "LabelingError" && (error as Error).message.startsWith("data.csv"),
    );
    expect(result).toBe(true);
  },
);
