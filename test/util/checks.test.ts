import { describe, expect, test } from "vitest";

import {
  checkChoice,
  checkDistinct,
  checkName,
  checkNumber,
  describe as describeValue,
  listNames,
} from "../../src/util/checks.ts";

describe("describe", () => {
  test.each([
    [null, "null"],
    [undefined, "undefined"],
    ["spam", '"spam"'],
    ["x".repeat(61), `"${"x".repeat(57)}..."`],
    [1.5, "1.5"],
    [NaN, "NaN"],
    [true, "true"],
    [12n, "12n"],
    [(): number => 1, "a function"],
    [[1, 2], "an array of 2"],
    [Promise.resolve(1), "a promise"],
    [new TypeError("no"), "TypeError: no"],
    [Symbol("s"), "a symbol"],
    [{}, "an object with no keys"],
    [{ a: 1, b: 2, c: 3, d: 4, e: 5 }, "an object with a, b, c, d"],
  ])("describe(%s) is %s", (value, text) => {
    expect(describeValue(value)).toBe(text);
  });
});

describe("listNames", () => {
  test("quotes names", () => {
    expect(listNames(["ham", 'a "b"'])).toBe('"ham", "a \\"b\\""');
  });
  test("shows at most 8, and how many more there are", () => {
    const names = Array.from({ length: 10 }, (_, i) => `n${i}`);
    expect(listNames(names)).toBe('"n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7" and 2 more');
    expect(listNames(names, 1)).toBe('"n0" and 9 more');
  });
  test("of no names is empty", () => {
    expect(listNames([])).toBe("");
  });
});

describe("checkName", () => {
  test("gives back a name as it is", () => {
    expect(checkName(" a ", "x")).toBe(" a ");
  });
  test.each([
    ["", '""'],
    ["  ", '"  "'],
    [null, "null"],
    [3, "3"],
  ])("refuses %j", (value, got) => {
    expect(() => checkName(value, "task, id")).toThrow(`task, id: ${got}; expected text that is not empty.`);
  });
});

describe("checkDistinct", () => {
  test("names the first repetition", () => {
    expect(() => checkDistinct(["a", "b", "a", "b"], "names", "Rename one of them.")).toThrow(
      'names: "a" more than once; expected each name once. Rename one of them.',
    );
  });
  test("accepts names that differ", () => {
    expect(() => checkDistinct(["a", "b"], "names", "")).not.toThrow();
  });
});

describe("checkNumber", () => {
  test("undefined gives the default", () => {
    expect(checkNumber(undefined, 100, { where: "x", min: 1 })).toBe(100);
  });
  test("accepts the ends of the range, and infinity where there is no upper end", () => {
    expect(checkNumber(0, 1, { where: "x", min: 0, max: 1 })).toBe(0);
    expect(checkNumber(1, 0, { where: "x", min: 0, max: 1 })).toBe(1);
    expect(checkNumber(Infinity, 0, { where: "x", min: 0, whole: true })).toBe(Infinity);
  });
  test.each([
    [NaN, { min: 0 }, "x: NaN; expected a number of at least 0."],
    [-1, { min: 0 }, "x: -1; expected a number of at least 0."],
    [1.5, { min: 0, max: 1 }, "x: 1.5; expected a number from 0 to 1."],
    [1.5, { min: 1, whole: true }, "x: 1.5; expected a whole number of at least 1."],
    ["5", { min: 1, max: 9, whole: true }, 'x: "5"; expected a whole number from 1 to 9.'],
  ])("refuses %s", (value, range, message) => {
    expect(() => checkNumber(value as number, 3, { where: "x", ...range })).toThrow(message);
  });
});

describe("checkChoice", () => {
  test("undefined gives the default; a choice gives itself", () => {
    expect(checkChoice(undefined, "a", ["a", "b"], "x")).toBe("a");
    expect(checkChoice("b", "a", ["a", "b"], "x")).toBe("b");
  });
  test("refuses anything else", () => {
    expect(() => checkChoice("c", "a", ["a", "b"], "ties")).toThrow('ties: "c"; expected one of "a", "b".');
  });
});
