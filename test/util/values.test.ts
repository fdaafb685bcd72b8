import { inspect } from "node:util";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { LabelingError } from "../../src/errors.ts";
import { brandAs, brands, hasBrand } from "../../src/util/brands.ts";
import { growFloat32, growFloat64, growInt16, growInt32 } from "../../src/util/grow.ts";
import { canonicalJson, fingerprint } from "../../src/util/hash.ts";
import { softmaxInPlace } from "../../src/util/logs.ts";

describe("grow", () => {
  test.each([
    ["growInt32", growInt32, new Int32Array([1, 2])],
    ["growInt16", growInt16, new Int16Array([1, 2])],
    ["growFloat32", growFloat32, new Float32Array([1, 2])],
    ["growFloat64", growFloat64, new Float64Array([1, 2])],
  ] as const)("%s keeps the array where it is long enough, else copies it into a longer one", (_, grow, array) => {
    const growAny = grow as (array: unknown, needed: number) => Int32Array;
    expect(growAny(array, 2)).toBe(array);
    const grown = growAny(array, 50);
    expect(grown.length).toBeGreaterThanOrEqual(50);
    expect([...grown.subarray(0, 3)]).toEqual([1, 2, 0]);
    expect(grown.constructor).toBe(array.constructor);
  });
});

describe("fingerprint", () => {
  test.prop([fc.dictionary(fc.string(), fc.jsonValue())])("does not depend on the order of keys", (value) => {
    const turned = Object.fromEntries(Object.entries(value).reverse());
    expect(fingerprint(turned)).toBe(fingerprint(value));
  });
  test("differs for lists in another order", () => {
    expect(fingerprint(["a", "b"])).not.toBe(fingerprint(["b", "a"]));
  });
  test("is 32 hex digits", () => {
    expect(fingerprint({ a: 1 })).toMatch(/^[0-9a-f]{32}$/);
  });
  test("canonicalJson sorts keys at every depth", () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: "x" })).toBe('{"a":"x","b":[{"c":null,"d":1}]}');
  });
});

describe("softmaxInPlace", () => {
  test.prop([fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 })])(
    "gives probabilities that sum to 1",
    (values) => {
      const p = Float64Array.from(values);
      softmaxInPlace(p);
      expect(p.every((each) => each >= 0 && each <= 1)).toBe(true);
      expect(p.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
    },
  );
  test("returns the log of the weights' sum, without overflow", () => {
    expect(softmaxInPlace(Float64Array.of(1000, 1000))).toBeCloseTo(1000 + Math.log(2), 12);
    expect(softmaxInPlace(Float64Array.of(0, Math.log(3)))).toBeCloseTo(Math.log(4), 12);
  });
  test("gives equal shares where nothing is possible", () => {
    const p = Float64Array.of(-Infinity, -Infinity);
    expect(softmaxInPlace(p)).toBe(-Infinity);
    expect([...p]).toEqual([0.5, 0.5]);
  });
});

describe("brandAs", () => {
  test("marks a value and decides how it prints", () => {
    const value = {};
    brandAs(value, brands.task, () => "Task of ham and spam");
    expect(hasBrand(value, Symbol.for("labelwright.Task"))).toBe(true);
    expect(hasBrand(value, brands.pack)).toBe(false);
    expect(hasBrand(null, brands.task)).toBe(false);
    expect(inspect(value)).toBe("Task of ham and spam");
    expect(Object.keys(value)).toEqual([]);
  });
});

describe("LabelingError", () => {
  const cause = new Error("disk");
  const error = new LabelingError("bad_option", {
    where: "fit, rounds",
    got: "-1",
    expected: "a whole number",
    remedy: "Give one.",
    details: { rounds: -1 },
    cause,
  });
  test("says where, what came, what was expected and the remedy", () => {
    expect(error.message).toBe("fit, rounds: -1; expected a whole number. Give one.");
    expect(new LabelingError("empty", { where: "fit", got: "no rows" }).message).toBe("fit: no rows.");
  });
  test("says the same to programs", () => {
    expect(error).toMatchObject({
      name: "LabelingError",
      code: "bad_option",
      where: "fit, rounds",
      details: { rounds: -1 },
    });
    expect(error.cause).toBe(cause);
    expect(Object.isFrozen(error.details)).toBe(true);
  });
  test("is recognized by its brand, in whatever copy of the package it was made", () => {
    expect(LabelingError.is(error)).toBe(true);
    expect(LabelingError.is({ [Symbol.for("labelwright.error")]: true })).toBe(true);
    expect(LabelingError.is(new Error("x"))).toBe(false);
    expect(LabelingError.is(null)).toBe(false);
  });
});
