import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";

import { foldText, normalizedTexts, normalizeText } from "../../src/functions/text-fold.ts";

/** All characters of Unicode that are letters with case, or whose folding changes them. */
function charactersWithCase(): string[] {
  const found: string[] = [];
  for (let code = 0; code < 0x110000; code++) {
    if (code >= 0xd800 && code < 0xe000) continue; // halves of characters
    const character = String.fromCodePoint(code);
    if (/[\p{L}\p{CWCM}\p{Cased}]/u.test(character) || foldText(character) !== character) found.push(character);
  }
  return found;
}

const escaped = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

describe("foldText", () => {
  test("makes the same characters equal as a regular expression with flags iu, in all of Unicode", () => {
    const composed = charactersWithCase().filter((character) => character.normalize("NFC") === character);
    const byFolding = new Map<string, string[]>();
    for (const character of composed) {
      const folded = foldText(character);
      byFolding.set(folded, [...(byFolding.get(folded) ?? []), character]);
    }
    const withCase = composed.filter((character) => /\p{CWCM}|\p{Cased}/u.test(character));
    const all = withCase.join("");
    const differing = withCase.filter((character) => {
      const equals = all.match(new RegExp(escaped(character), "giu"));
      return equals?.join() !== byFolding.get(foldText(character))?.join();
    });
    expect(withCase.length).toBeGreaterThan(2500);
    expect(differing).toEqual([]);
    const known = new Set(withCase);
    const caseless = composed.filter((character) => !known.has(character));
    expect(caseless.filter((character) => foldText(character) !== character)).toEqual([]);
  });

  test.each([
    ["Straße", "straße"],
    ["STRASSE", "strasse"],
    ["STRAẞE", "straße"],
    ["ΣΊΣΥΦΟΣ", "σίσυφοσ"],
    ["Σίσυφος", "σίσυφοσ"],
    ["İstanbul", "İstanbul"],
    ["ısı", "ısı"],
    ["ISI", "isi"],
    ["\u212aelvin ſet", "kelvin set"], // the Kelvin sign and the long s
    ["Cafe\u0301", "café"],
    ["😀 OK", "😀 ok"],
    ["", ""],
  ])("folds %s to %s", (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  property.prop([fc.string({ unit: "binary" })])("changes nothing the second time", (text) => {
    expect(foldText(foldText(text))).toBe(foldText(text));
  });
});

describe("normalizeText", () => {
  property.prop([fc.string({ unit: "binary" })])("is Unicode's composed form", (text) => {
    expect(normalizeText(text)).toBe(text.normalize("NFC"));
  });
  test("leaves every single character below U+0300 as it is, as its shortcut assumes", () => {
    const low = Array.from({ length: 0x300 }, (_, code) => String.fromCharCode(code));
    expect(low.filter((character) => character.normalize("NFC") !== character)).toEqual([]);
  });
});

describe("normalizedTexts", () => {
  test("works the texts of a column out once", () => {
    const column = { values: ["cafe\u0301", "x"], valid: null };
    expect(normalizedTexts(column)).toEqual(["café", "x"]);
    expect(normalizedTexts(column)).toBe(normalizedTexts(column));
  });
});
