import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { HashIndex } from "../../src/util/hash-index.ts";

/** Numbers words with a HashIndex; hashes come from `hashOf`. */
function numberWords(words: readonly number[], hashOf: (word: number) => number): number[] {
  const index = new HashIndex();
  const known: number[] = [];
  return words.map((word) => {
    const before = index.size;
    const u = index.find(hashOf(word), (each) => known[each] === word);
    if (u === before) known.push(word);
    return u;
  });
}

function numberWithMap(words: readonly number[]): number[] {
  const map = new Map<number, number>();
  return words.map((word) => {
    const number = map.get(word) ?? map.size;
    map.set(word, number);
    return number;
  });
}

describe("HashIndex", () => {
  test.prop([fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 3000 })])(
    "numbers things as a Map does, in order of first appearance",
    (words) => {
      expect(numberWords(words, (word) => Math.imul(word, 0x9e3779b1))).toEqual(numberWithMap(words));
    },
  );

  test.prop([fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 500 }), fc.integer({ min: 1, max: 7 })])(
    "tells things apart whose hashes are equal",
    (words, hashes) => {
      expect(numberWords(words, (word) => word % hashes)).toEqual(numberWithMap(words));
    },
  );

  test("takes a 32-bit hash with or without its sign", () => {
    const index = new HashIndex();
    const withSign = 0xffff_fff0 | 0;
    expect(index.find(withSign, () => true)).toBe(0);
    expect(index.find(0xffff_fff0, () => true)).toBe(0);
    expect(index.find(withSign, () => true)).toBe(0);
    expect(index.size).toBe(1);
  });

  test("keeps the numbers while it widens: 100,000 things, each looked up again", () => {
    const words = Array.from({ length: 100_000 }, (_, i) => i);
    expect(numberWords([...words, ...words], (word) => Math.imul(word, 0x85ebca6b))).toEqual([...words, ...words]);
  });
});
