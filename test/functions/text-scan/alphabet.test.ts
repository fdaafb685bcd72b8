import { describe, expect, test } from "vitest";
import {
  Alphabet,
  otherSymbol,
  otherWordSymbol,
  spaceSymbol,
  uncomposed,
} from "../../../src/functions/text-scan/alphabet.ts";

const at = (text: string): number => text.codePointAt(0) ?? 0;

describe("alphabet", () => {
  const alphabet = new Alphabet(["sk", "é+ ß"]);

  test("gives characters that are equal but for case one symbol", () => {
    for (const alike of ["sSſ", "kK", "éÉ", "ßẞ"]) {
      expect(new Set(Array.from(alike, (each) => alphabet.lookUp(at(each)))).size).toBe(1);
    }
  });

  test("gives characters of no term one of two symbols, and white space one", () => {
    expect(["x", "7", "_", "я"].map((each) => alphabet.lookUp(at(each)) - 1)).toEqual([1, 1, 1, 1]);
    expect(["-", "中", "😂"].map((each) => alphabet.lookUp(at(each)) - 1)).toEqual([0, 0, 0]);
    expect([" ", "\n", "\u00a0", "\ufeff"].map((each) => alphabet.lookUp(at(each)) - 1)).toEqual([2, 2, 2, 2]);
    expect([otherSymbol, otherWordSymbol, spaceSymbol]).toEqual([0, 1, 2]);
  });

  test("marks each character that composition may change or join to its neighbors", () => {
    for (let code = 0; code < 0x110000; code++) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const character = String.fromCodePoint(code);
      const parts = Array.from(character.normalize("NFD"));
      const isMarked = (each: string): boolean => alphabet.lookUp(at(each)) >= uncomposed;
      if (character.normalize("NFC") !== character && !isMarked(character)) expect.fail(code.toString(16));
      if (parts.slice(1).some((each) => !isMarked(each))) expect.fail(`a part of ${code.toString(16)}`);
      // A character that takes another place among marks has an order of its own.
      const moves = [`q${character}\u0334`, `q\u0301${character}`].some((each) => each.normalize("NFC") !== each);
      if (moves && !isMarked(character)) expect.fail(`order of ${code.toString(16)}`);
    }
  });
});
