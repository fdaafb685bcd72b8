import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect } from "vitest";

import { parseJson, toJson } from "../../../src/tables/build/json-text.ts";

describe("parseJson", () => {
  test("gives whole numbers beyond 2^53 as bigints, and no others", () => {
    expect(
      parseJson('{"id":1234567890123456789,"n":[9007199254740991,-9007199254740993],"f":1234567890123456789.5}'),
    ).toEqual({
      id: 1234567890123456789n,
      n: [9007199254740991, -9007199254740993n],
      f: Number("1234567890123456789.5"),
    });
  });

  test("reads the bare words that Python writes", () => {
    expect(parseJson('{"a":NaN,"b":[Infinity,-Infinity],"c":"NaN Infinity"}')).toEqual({
      a: NaN,
      b: [Infinity, -Infinity],
      c: "NaN Infinity",
    });
  });

  test("leaves digits in text alone, whatever marks the text holds", () => {
    const text =
      '{"a":"12345678901234567890","b":"#12345678901234567890","c":"\\u002312345678901234567890","d":12345678901234567890}';
    expect(parseJson(text)).toEqual({
      a: "12345678901234567890",
      b: "#12345678901234567890",
      c: "#12345678901234567890",
      d: 12345678901234567890n,
    });
  });

  test("refuses what is not JSON", () => {
    expect(() => parseJson('{"a":NaNa}')).toThrow(SyntaxError);
    expect(() => parseJson('{"a":1234567890123456789')).toThrow(SyntaxError);
    expect(() => parseJson("")).toThrow(SyntaxError);
  });

  test.prop([fc.jsonValue()])("reads ordinary JSON as JSON.parse does", (value) => {
    const text = JSON.stringify(value);
    fc.pre(!/\d{16}/.test(text));
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  test.prop([fc.array(fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.string()))])(
    "loses no digit of 64-bit integers, in any company",
    (values) => {
      const read = parseJson(toJson(values)) as unknown[];
      expect(read.map((value) => (typeof value === "number" ? BigInt(value) : value))).toEqual(values);
    },
  );
});

test("toJson writes bigints as numbers, and what JSON lacks as text", () => {
  expect(toJson({ a: 1n, b: [NaN, -0, Infinity], c: undefined, d: new Date(0), e: 'q"' })).toBe(
    '{"a":1,"b":["NaN",-0,"Infinity"],"c":null,"d":"1970-01-01T00:00:00.000Z","e":"q\\""}',
  );
});
