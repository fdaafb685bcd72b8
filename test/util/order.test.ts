import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { median } from "../../src/util/order.ts";

describe("median", () => {
  test.each([
    [[3], 3],
    [[10, 9, 2], 9],
    [[4, 1, 3, 2], 2.5],
    [[-1, -10], -5.5],
    [[], NaN],
  ])("of %j is %d", (values, expected) => {
    expect(median(Float64Array.from(values))).toBe(expected);
  });

  test("leaves its argument as it is", () => {
    const values = Float64Array.of(3, 1, 2);
    median(values);
    expect([...values]).toEqual([3, 1, 2]);
  });

  test.prop([fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1 })])(
    "has no more than half of the values on either side",
    (values) => {
      const middle = median(Float64Array.from(values));
      expect(values.filter((x) => x < middle).length).toBeLessThanOrEqual(values.length / 2);
      expect(values.filter((x) => x > middle).length).toBeLessThanOrEqual(values.length / 2);
    },
  );
});
