import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect } from "vitest";

import type { ScalarType } from "../../../src/tables/column-types.ts";
import { kindOfText, parseText } from "../../../src/tables/build/text-values.ts";

describe("kindOfText", () => {
  test.each([
    ["int64", ["0", "7", "-12", "9007199254740991", "-9007199254740991"]],
    ["float64", ["1.5", "-0", "-0.0", ".5", "5.", "1e5", "1E-3", "NaN", "nan", "inf", "-inf", "Infinity", "-Infinity"]],
    ["whole float", ["9007199254740992", "-100000000000000000000", "123456789012345680000"]],
    ["bool", ["true", "false", "True", "FALSE"]],
    ["date", ["2024-02-29"]],
    ["naive", ["2024-02-29T12:00", "2024-02-29 12:00:00.5"]],
    ["zoned", ["2024-02-29T12:00Z", "2024-02-29 12:00:00+02:00"]],
    [
      "utf8",
      [
        "007",
        "+1",
        "-",
        ".",
        "1.2.3",
        "0x10",
        "1_000",
        "1,5",
        "9007199254740993",
        "12345678901234567890",
        "1e400",
        " 1",
      ],
    ],
    ["utf8", ["yes", "tRUE", "constructor", "toString", "null", "NA", "2023-02-29", "12:30", "-nan", "spam", "١٢"]],
  ])("takes for %s: %j", (kind, texts) => {
    expect(texts.map((text) => [text, kindOfText(text)])).toEqual(texts.map((text) => [text, kind]));
  });

  test.prop([fc.double({ noNaN: true, noDefaultInfinity: true })])(
    "knows every number that JavaScript writes",
    (value) => {
      const kind = kindOfText(String(value));
      expect(kind).toBe(
        Number.isInteger(value) && !String(value).includes("e")
          ? Number.isSafeInteger(value)
            ? "int64"
            : "whole float"
          : "float64",
      );
    },
  );
});

describe("parseText", () => {
  test.each<[ScalarType, string, unknown]>([
    ["utf8", " 1 ", " 1 "],
    ["bool", " True", true],
    ["bool", "0", false],
    ["int8", "-128", -128],
    ["int32", "+007", 7],
    ["int32", "3.0", 3],
    ["uint32", "4294967295", 4294967295],
    ["int64", "-9223372036854775808", -9223372036854775808n],
    ["uint64", "18446744073709551615", 18446744073709551615n],
    ["float64", " -1.5e3 ", -1500],
    ["float64", "007", 7],
    ["float32", "inf", Infinity],
    ["date", "1970-01-02", 1],
    ["date", "1970-01-02T00:00", 1],
  ])("reads a declared %s from %j", (type, text, value) => {
    expect(parseText(type, text)).toEqual(value);
  });

  test.each<[ScalarType, string]>([
    ["bool", "yes"],
    ["int8", "128"],
    ["uint8", "-1"],
    ["int32", "1.5"],
    ["int32", "abc"],
    ["int64", "9223372036854775808"],
    ["int64", "1e3"],
    ["float64", "0x10"],
    ["float64", "1,5"],
    ["float64", ""],
    ["timestamp", "yesterday"],
    ["date", "1970-01-02T12:00"],
  ])("refuses for %s: %j", (type, text) => {
    expect(parseText(type, text)).toBeUndefined();
  });
});
