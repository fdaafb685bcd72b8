import { fc, test } from "@fast-check/vitest";
import { runInNewContext } from "node:vm";
import { describe, expect } from "vitest";
import { printRow, printText } from "../../../src/quality/report/print-row.ts";

describe("printText", () => {
  test.each([
    ["plain", '"plain"'],
    ['say "hi"', '"say \\"hi\\""'],
    ["a\u00a0b\u200b\ufeff", '"a\\u00a0b\\u200b\\ufeff"'],
    ["e\u0301", '"e\\u0301"'],
    ["👨‍👩‍👧", '"👨‍👩‍👧"'],
    ["a".repeat(30), '"a".repeat(30)'],
    [`${"ab ".repeat(20)}!`, '"ab ".repeat(20) + "!"'],
    ["日本語", '"日本語"'],
  ])("of %j is JavaScript that gives it", (text, printed) => {
    expect(printText(text)).toBe(printed);
  });

  test.prop([
    fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc.string().map((part) => part.repeat(9)),
    ),
  ])("gives the text again, up to its longest", (text) => {
    if (text.length <= 400) expect(runInNewContext(printText(text))).toBe(text);
  });

  test("cuts what is very long, and tells its length", () => {
    const text = Array.from({ length: 300 }, (_, i) => String(i)).join(" ");
    expect(printText(text)).toMatch(/^"0 1 2 .*" … \(1089 characters\)$/);
  });
});

describe("printRow", () => {
  test("leaves out nulls, quotes names that are no words, and writes lists and odd numbers", () => {
    const row = { text: "a", none: null, "likes count": -0, x: NaN, tags: ["b", "c"], flag: true };
    expect(printRow(row)).toBe('{ text: "a", "likes count": -0, x: NaN, tags: ["b", "c"], flag: true }');
    expect(printRow({ text: null })).toBe("{}");
  });

  test("shows the first items of a long list", () => {
    const printed = printRow({ codes: Array.from({ length: 50 }, (_, i) => i) });
    expect(printed).toMatch(/^\{ codes: \[0, 1, .*, 19, … \(50 items\)\] \}$/);
  });
});
