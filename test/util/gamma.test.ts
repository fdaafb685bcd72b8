import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { digamma, logGamma } from "../../src/util/gamma.ts";

const positive = fc.double({ min: 1e-3, max: 1e6, noNaN: true });

describe("digamma", () => {
  test("has its known values", () => {
    const euler = 0.5772156649015329;
    expect(digamma(1)).toBeCloseTo(-euler, 13);
    expect(digamma(0.5)).toBeCloseTo(-euler - 2 * Math.log(2), 13);
    expect(digamma(100)).toBeCloseTo(4.600161852738087, 12);
  });
  test.prop([positive])("rises by 1/x from x to x + 1", (x) => {
    expect(Math.abs(digamma(x + 1) - digamma(x) - 1 / x)).toBeLessThan(1e-11 * Math.max(1, 1 / x));
  });
});

describe("logGamma", () => {
  test("is the logarithm of factorials", () => {
    expect([1, 2, 5, 11].map(logGamma).map((log) => Math.round(Math.exp(log)))).toEqual([1, 1, 24, 3628800]);
    expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 13);
  });
  test.prop([positive])("rises by log x from x to x + 1", (x) => {
    const size = Math.max(1, Math.abs(logGamma(x)));
    expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x)) / size).toBeLessThan(1e-12);
  });
});
