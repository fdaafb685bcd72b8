import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { maximizeBetween } from "../../src/util/maximize.ts";

describe("maximizeBetween", () => {
  const number = fc.double({ min: -100, max: 100, noNaN: true });

  test.prop([number, number, fc.double({ min: 0.01, max: 50, noNaN: true }), fc.constantFrom(1, 0.01, 1e-4)])(
    "finds the peak of a parabola, or the bound beside it",
    (peak, low, width, tolerance) => {
      const at = maximizeBetween((x) => -((x - peak) ** 2), low, low + width, tolerance);
      expect(Math.abs(at - Math.min(low + width, Math.max(low, peak)))).toBeLessThanOrEqual(tolerance);
    },
  );

  test("finds one of several peaks", () => {
    const at = maximizeBetween(Math.sin, 0, 20, 1e-6);
    expect(Math.sin(at)).toBeCloseTo(1, 9);
  });

  test("asks once a step, and twice at the start", () => {
    let asked = 0;
    maximizeBetween((x) => (asked++, -x * x), -1, 1, 1e-3);
    expect(asked).toBeLessThanOrEqual(Math.ceil(1.4404 * Math.log2(2 / 1e-3)) + 2);
  });

  test("with a tolerance wider than the bounds is their middle", () => {
    expect(maximizeBetween((x) => x, 2, 4, 5)).toBe(3);
  });
});
