import { describe, expect, it } from "vitest";
import { halfInterval, mean, median } from "../../../benchmarks/util/statistics.ts";

describe("median", () => {
  it("is the middle of an odd number of values, in any order", () => expect(median([9, 1, 5])).toBe(5));
  it("is the mean of the two middle ones of an even number", () => expect(median([4, 1, 3, 100])).toBe(3.5));
  it("compares numbers, not text", () => expect(median([10, 9, 100])).toBe(10));
  it("of nothing is NaN", () => expect(median([])).toBeNaN());
});

describe("mean", () => {
  it("adds and divides", () => expect(mean([1, 2, 6])).toBe(3));
});

describe("halfInterval", () => {
  it("is Student's t times the standard error", () => {
    // Standard deviation 1, three values: 4.303 / sqrt(3).
    expect(halfInterval([1, 2, 3])).toBeCloseTo(4.303 / Math.sqrt(3), 12);
  });
  it("uses the normal distribution beyond 31 values", () => {
    const values = Array.from({ length: 100 }, (_, i) => i % 2);
    expect(halfInterval(values)).toBeCloseTo((1.96 * Math.sqrt(25 / 99)) / 10, 12);
  });
  it("of a single value is not known", () => expect(halfInterval([1])).toBeNaN());
});
