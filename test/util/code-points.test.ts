import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { compareCodePoints } from "../../src/util/code-points.ts";

/** The order of two texts as lists of code points. */
function naiveOrder(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i]?.codePointAt(0) ?? -1) - (right[i]?.codePointAt(0) ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

const text = fc.string({
  unit: fc.constantFrom("a", "b", "é", "\ue000", "\ufb00", "\uffff", "😀", "😁", "𐀀"),
  maxLength: 4,
});

describe("compareCodePoints", () => {
  test.prop([text, text])("orders as the lists of code points do", (a, b) => {
    expect(Math.sign(compareCodePoints(a, b))).toBe(Math.sign(naiveOrder(a, b)));
  });
  test("puts an emoji after every letter, and a prefix before the longer text", () => {
    expect(["😀", "\ufb00", "z", "Z", "", "zz"].sort(compareCodePoints)).toEqual(["", "Z", "z", "zz", "\ufb00", "😀"]);
  });
});
