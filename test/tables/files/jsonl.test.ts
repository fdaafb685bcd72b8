import { test } from "@fast-check/vitest";
import type { Table } from "apache-arrow";
import fc from "fast-check";
import { describe, expect } from "vitest";

import type { ColumnType } from "../../../src/tables/column-types.ts";
import { tableFromRows } from "../../../src/tables/from-rows.ts";
import { readJsonl } from "../../../src/tables/files/jsonl.ts";
import { writeJsonl } from "../../../src/tables/files/jsonl-write.ts";
import { tableValues } from "../exact-values.ts";
import { failureOf } from "../expect-error.ts";

const read = (text: string | Buffer, columns: Record<string, ColumnType> = {}, inferTypes = true): Table =>
  readJsonl(Buffer.from(text), "data.jsonl", new Map(Object.entries(columns)), inferTypes);

const failure = (text: string | Buffer, columns: Record<string, ColumnType> = {}): Promise<[string, string]> =>
  failureOf(() => read(text, columns));

describe("readTable(jsonl)", () => {
  test("gives every key a column, and null where it is missing", () => {
    const table = read('{"a":"x","n":1,"f":1.5,"b":true,"l":["p",null]}\r\n\n{"b":null,"n":-2,"late":1e3}\n');
    expect(String(table.schema)).toBe(
      "Schema<{ 0: a: Utf8, 1: n: Int64, 2: f: Float64, 3: b: Bool, 4: l: List<Utf8>, 5: late: Int64 }>",
    );
    expect(tableValues(table)).toEqual({
      a: ["x", null],
      n: [1n, -2n],
      f: [1.5, null],
      b: [true, null],
      l: [["p", null], null],
      late: [null, 1000n],
    });
  });

  test("keeps whole numbers beyond 2^53, and what Python writes for NaN", () => {
    const table = read(
      '{"id":1234567890123456789,"u":18446744073709551615,"f":NaN,"g":1}\n{"id":2,"u":1,"f":1,"g":"-Infinity"}\n',
    );
    expect(tableValues(table)).toEqual({
      id: [1234567890123456789n, 2n],
      u: [18446744073709551615n, 1n],
      f: [NaN, 1],
      g: [1, -Infinity],
    });
  });

  test("reads keys that objects have anyway, and a byte order mark", () => {
    const table = read('\ufeff{"constructor":"x","__proto__":"y"}\n{}\n');
    expect(table.schema.names).toEqual(["constructor", "__proto__"]);
    expect(table.getChildAt(0)?.toJSON()).toEqual(["x", null]);
    expect(table.getChildAt(1)?.toJSON()).toEqual(["y", null]);
  });

  test("names line, column, both kinds and the remedy where kinds are mixed", async () => {
    expect(await failure('{"age":1}\n\n{"age":"old"}\n')).toEqual([
      "wrong_type",
      'data.jsonl, line 3, column "age": text ("old"); expected a number, as in line 1. Make them alike, or read the column as text: { columns: { "age": "utf8" } }.',
    ]);
    expect((await failure('{"a":"NaN"}\n{"a":1}\n{"a":"x"}\n'))[1]).toContain(
      'line 3, column "a": text ("x"); expected a number, as in line 2',
    );
    expect((await failure('{"a":"x"}\n{"a":1}\n'))[1]).toContain(
      'line 2, column "a": a number (1); expected text, as in line 1',
    );
    expect((await failure('{"a":true}\n{"a":[1]}\n'))[1]).toContain(
      "a list (an array of 1); expected true or false, as in line 1",
    );
    expect((await failure('{"a":[1]}\n{"a":["x"]}\n'))[1]).toContain(
      'line 2, column "a": text ("x"); expected a number, as in line 1',
    );
  });

  test("reads mixed and nested values as text where the column is declared so", () => {
    const text = '{"a":1,"m":{"k":[1,"x"]}}\n{"a":"x","m":null}\n{"a":true,"m":[[1]]}\n{"a":9007199254740993}\n';
    expect(tableValues(read(text, { a: "utf8", m: "utf8" }))).toEqual({
      a: ["1", "x", "true", "9007199254740993"],
      m: ['{"k":[1,"x"]}', null, "[[1]]", null],
    });
    expect(tableValues(read('{"a":1,"b":"x"}', {}, false))).toEqual({ a: ["1"], b: ["x"] });
  });

  test("refuses objects and lists inside lists, with the remedy", async () => {
    expect(await failure('{"m":{"a":1,"b":2}}')).toEqual([
      "wrong_type",
      'data.jsonl, line 1, column "m": an object with a, b; expected text, a number, true or false, a date, or a list of one of these. Keep it as JSON text: { columns: { "m": "utf8" } }.',
    ]);
    expect((await failure('{"m":[[1]]}'))[1]).toContain('line 1, column "m": a list inside a list; expected');
    expect((await failure('{"m":[{}]}'))[1]).toContain("an object with no keys; expected");
  });

  test("refuses to round whole numbers without being told", async () => {
    expect(await failure('{"n":1.5}\n{"n":9007199254740993}\n')).toEqual([
      "wrong_type",
      'data.jsonl, line 1, column "n": 1.5; expected whole numbers only, as line 2 has one beyond 2^53, which would be rounded beside it. Have it rounded, or keep the digits as text: { columns: { "n": "float64" } } or "utf8".',
    ]);
    expect(tableValues(read('{"n":1.5}\n{"n":9007199254740993}\n', { n: "float64" }))).toEqual({
      n: [1.5, 9007199254740992],
    });
    // What JavaScript writes for 1e20 and 2^53 loses nothing as a float.
    expect(tableValues(read('{"n":1.5}\n{"n":100000000000000000000}\n{"n":9007199254740992}\n'))).toEqual({
      n: [1.5, 1e20, 2 ** 53],
    });
    expect((await failure('{"n":"NaN"}\n{"n":9007199254740993}\n'))[1]).toContain('"NaN"; expected whole numbers only');
    expect(tableValues(read('{"n":1}\n{"n":100000000000000000000}\n'))).toEqual({ n: [1, 1e20] });
    expect(await failure('{"n":18446744073709551616}')).toEqual([
      "wrong_type",
      'data.jsonl, line 1, column "n": 18446744073709551616n; expected numbers below 2^64. Keep the digits as text: { columns: { "n": "utf8" } }.',
    ]);
  });

  test("says which value does not fit a declared type", async () => {
    expect(await failure('{"n":1}\n{"n":300}\n', { n: "uint8" })).toEqual([
      "wrong_type",
      'data.jsonl, line 2, column "n": 300; expected uint8. Correct it, or read the column as text: { columns: { "n": "utf8" } }.',
    ]);
  });

  test("says which line is no JSON object", async () => {
    expect(await failure('{"a":1}\n{"a":2\n{"a":3}\n')).toEqual([
      "corrupt_file",
      'data.jsonl, line 2: text that is not JSON; expected one JSON object, such as {"text":"hello"}. Write each row as an object on one line.',
    ]);
    expect(await failure('{"a":1}\n{"a":')).toEqual([
      "corrupt_file",
      'data.jsonl, line 2: text that is not JSON; expected one JSON object, such as {"text":"hello"}. It is the last line: the file may be cut short.',
    ]);
    expect((await failure("[1]\n"))[1]).toContain("data.jsonl, line 1: an array of 1; expected one JSON object");
    expect((await failure("null\n"))[1]).toContain("data.jsonl, line 1: null; expected one JSON object");
    expect((await failure(Buffer.from('{"a":"caf\xe9"}', "latin1")))[1]).toContain("bytes that are not UTF-8 text");
    expect(await failure(" \n\n")).toEqual([
      "empty",
      "data.jsonl: a file of blank lines; expected a JSON object on each line. Check what wrote it.",
    ]);
  });

  test.prop([
    fc.string({ unit: fc.constantFrom("{", "}", '"', ":", "1", "a", ",", "[", "]", "\n", "N", "aN"), maxLength: 40 }),
  ])("any text reads as a table or fails with a labeling error that names the file", (text) => {
    let outcome: unknown;
    try {
      outcome = read(text).numRows > 0;
    } catch (error) {
      outcome = (error as Error).name === "LabelingError" && (error as Error).message.startsWith("data.jsonl");
    }
    expect(outcome).toBe(true);
  });
});

describe("writeTable(jsonl)", () => {
  test("writes every key on every line, and keeps NaN apart from null", async () => {
    const table = tableFromRows([
      { "a b": "é\n", f: 1, i: 9007199254740993n, b: true, d: new Date(5), l: [1, NaN] },
      { "a b": null, f: NaN, i: null, b: null, d: null, l: [] },
      { "a b": "", f: -Infinity, i: -1n, b: false, d: new Date(0), l: null },
    ]);
    let text = "";
    for await (const piece of writeJsonl([table], "data.jsonl")) text += piece;
    expect(text).toBe(
      [
        '{"a b":"é\\n","f":1.0,"i":9007199254740993,"b":true,"d":"1970-01-01T00:00:00.005","l":[1.0,"NaN"]}',
        '{"a b":null,"f":"NaN","i":null,"b":null,"d":null,"l":[]}',
        '{"a b":"","f":"-Infinity","i":-1,"b":false,"d":"1970-01-01T00:00:00.000","l":null}',
        "",
      ].join("\n"),
    );
  });
});
