import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { logGamma } from "../../src/util/log-gamma.ts";

describe("logGamma", () => {
  // Figures of scipy.special.gammaln.
  test.each([
    [1e-300, 690.7755278982137],
    [1e-5, 11.512919692895826],
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247],
    [1.5, -0.12078223763524526],
    [2.5, 0.2846828704729192],
    [11.99, 17.477885575426185],
    [12.01, 17.526738806509965],
    [123.456, 469.6055471299295],
    [1e6, 12815504.569147611],
    [1e15, 3.3538776394910668e16],
  ])("of %d is right to 13 digits", (x, expected) => {
    expect(Math.abs(logGamma(x) - expected)).toBeLessThan(1e-13 * Math.max(1, Math.abs(expected)));
  });

  test("of a whole number is the logarithm of a factorial", () => {
    let factorial = 1;
    for (let n = 1; n <= 20; n++) {
      expect(logGamma(n + 1)).toBeCloseTo(Math.log((factorial *= n)), 11);
    }
  });

  test.prop([fc.double({ min: 1e-6, max: 1e6, noNaN: true })])("rises by log x from x to x + 1", (x) => {
    const size = Math.max(1, Math.abs(logGamma(x)), Math.abs(logGamma(x + 1)));
    expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x))).toBeLessThan(1e-12 * size);
  });
});
