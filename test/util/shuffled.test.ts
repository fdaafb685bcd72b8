import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";

import { makeRandom } from "../../src/util/random.ts";
import { shuffled, shuffledRange } from "../../src/util/shuffled.ts";

test.prop([fc.array(fc.integer()), fc.integer()])(
  "keeps all numbers, in the same order for the same seed",
  (values, seed) => {
    const once = shuffled(values, makeRandom(seed, "test"));
    expect(Array.from(once).sort()).toEqual(Array.from(Int32Array.from(values)).sort());
    expect(shuffled(values, makeRandom(seed, "test"))).toEqual(once);
  },
);

test("shuffles the numbers from 0 as it shuffles others", () => {
  const range = shuffledRange(9, makeRandom(1, "test"));
  expect(range).toEqual(shuffled([0, 1, 2, 3, 4, 5, 6, 7, 8], makeRandom(1, "test")));
  expect(Array.from(range)).not.toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});
