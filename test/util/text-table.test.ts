import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { formatTextTable, shorten, textWidth } from "../../src/util/text-table.ts";

describe("textWidth", () => {
  test.each([
    ["", 0],
    ["spam", 4],
    ["café", 4],
    ["cafe\u0301", 4], // a combining accent takes no place of its own
    ["日本語", 6],
    ["한국", 4],
    ["ｆｕｌｌ", 8],
    ["😀", 2],
    ["a😀b", 4],
    ["𠀋", 2],
    ["❤\ufe0f", 2],
    ["👍🏽", 2],
    ["–", 1],
  ])("textWidth(%j) is %i", (text, width) => {
    expect(textWidth(text)).toBe(width);
  });
});

describe("shorten", () => {
  test("leaves a text that fits as it is", () => {
    expect(shorten("four", 4)).toBe("four");
  });
  test("cuts a longer one, with an ellipsis within the width", () => {
    expect(shorten("five5", 4)).toBe("fiv…");
  });
  test("puts the text on one line", () => {
    expect(shorten("  one\n\ttwo  ", 20)).toBe("one two");
  });
  test("leaves no blank before the ellipsis", () => {
    expect(shorten("one two", 5)).toBe("one…");
  });
  test("does not cut a wide glyph in half", () => {
    expect(shorten("日本語日本語", 4)).toBe("日…");
    expect(shorten("😀😀😀", 4)).toBe("😀…");
  });
  test.prop([fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 30 })])(
    "never exceeds the width",
    (text, width) => {
      expect(textWidth(shorten(text, width))).toBeLessThanOrEqual(width);
    },
  );
});

describe("formatTextTable", () => {
  test("aligns columns under their titles, with a rule", () => {
    const text = formatTextTable(
      [{ title: "name" }, { title: "votes", align: "right" }],
      [
        ["has_link", "7"],
        ["日本", "12345678"],
      ],
    );
    expect(text.split("\n")).toEqual([
      "name         votes",
      "──────────────────",
      "has_link         7",
      "日本      12345678",
    ]);
  });
  test("shows a missing cell as empty, and no blanks at line ends", () => {
    expect(formatTextTable([{ title: "a" }, { title: "b" }], [["long"], []])).toBe("a     b\n───────\nlong\n");
  });
  test("without rows shows the head alone", () => {
    expect(formatTextTable([{ title: "a" }], [])).toBe("a\n─");
  });
});
