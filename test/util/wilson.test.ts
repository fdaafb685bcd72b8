import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";

import { wilsonBounds } from "../../src/util/wilson.ts";

test("gives the interval of Wilson's paper: 2 of 10 at 95 %", () => {
  const [low, high] = wilsonBounds(2, 10, 1.959963984540054);
  expect([low.toFixed(4), high.toFixed(4)]).toEqual(["0.0567", "0.5098"]);
});

test.prop([fc.nat({ max: 500 }), fc.nat({ max: 500 }), fc.double({ min: 0.1, max: 4, noNaN: true })])(
  "holds the share, stays within 0 to 1, and mirrors",
  (right, wrong, z) => {
    fc.pre(right + wrong > 0);
    const [low, high] = wilsonBounds(right, right + wrong, z);
    const share = right / (right + wrong);
    expect(low >= 0 && low <= share && share <= high && high <= 1).toBe(true);
    const [otherLow, otherHigh] = wilsonBounds(wrong, right + wrong, z);
    expect([1 - otherHigh, 1 - otherLow].map((x) => x.toFixed(9))).toEqual([low, high].map((x) => x.toFixed(9)));
  },
);
