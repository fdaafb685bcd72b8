import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import {
  shorterLists,
  simplerCells,
  simplerNumbers,
  simplerTexts,
} from "../../../src/quality/arbitraries/shrink-value.ts";

/** Takes the first simpler value, again and again, until there is none; how many steps that took. */
function stepsToNothing<T>(value: T, simpler: (value: T) => Iterable<T>): number {
  let steps = 0;
  for (let now = value; steps < 10_000; steps++) {
    const candidates = [...simpler(now)];
    const last = candidates.at(-1); // the one that changes least
    if (last === undefined) return steps;
    now = last;
  }
  return Infinity;
}

describe("simpler values", () => {
  test.prop([fc.array(fc.integer(), { maxLength: 30 })])(
    "of a list are shorter parts of it, the empty one first",
    (list) => {
      const shorter = [...shorterLists(list)];
      if (list.length > 0) expect(shorter[0]).toEqual([]);
      expect(shorter.every((each) => each.length < list.length)).toBe(true);
      for (const i of list.keys()) expect(shorter).toContainEqual(list.toSpliced(i, 1));
    },
  );

  test.prop([fc.string({ unit: "grapheme", maxLength: 12 })])(
    "of a text never cut a character in two, and come to an end",
    (text) => {
      for (const simpler of simplerTexts(text)) {
        expect(/[\ud800-\udfff]/u.test(simpler)).toBe(false);
        expect(simpler).not.toBe(text);
      }
      expect(stepsToNothing(text, simplerTexts)).toBeLessThan(500);
    },
  );

  test.prop([fc.oneof(fc.double({ min: -1000, max: 1000 }), fc.constantFrom(-0, 1000))])(
    "of a number come to an end",
    (number) => {
      expect([...simplerNumbers(number)].some((each) => Object.is(each, number))).toBe(false);
      expect(stepsToNothing(number, simplerNumbers)).toBeLessThan(5000);
    },
  );

  test.each([
    [Infinity, 1],
    [-Infinity, -1],
    [NaN, 1],
  ])("of %s are finite ones, of its sign", (number, first) => {
    const [zero, next, ...others] = simplerNumbers(number);
    expect([zero, next]).toEqual([0, first]);
    expect(others.every((each) => Math.sign(each) === Math.sign(first))).toBe(true);
  });

  test("of dates are whole days, alone and in lists", () => {
    const day = 86_400_000;
    const ofDate = [...simplerCells(day * 1000, "date")];
    expect(ofDate.length).toBeGreaterThan(5);
    expect(ofDate.every((each) => (each as number) % day === 0)).toBe(true);
    const ofList = [...simplerCells([day * 9], "list<date>")] as number[][];
    expect(ofList.flat().every((each) => each % day === 0)).toBe(true);
  });

  test("of flags and nulls", () => {
    expect([
      [...simplerCells(true, "bool")],
      [...simplerCells(false, "bool")],
      [...simplerCells(null, "utf8")],
    ]).toEqual([[false], [], []]);
  });
});
