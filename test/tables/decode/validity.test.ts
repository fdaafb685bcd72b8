import { Null, vectorFromArray } from "apache-arrow";
import { describe, expect, test } from "vitest";

import type { DataShape } from "../../../src/tables/arrow-shape.ts";
import { bothValid, readValidity } from "../../../src/tables/decode/validity.ts";

const dataOf = (values: readonly unknown[]): DataShape => {
  const [data] = vectorFromArray(values as number[]).data;
  if (data === undefined) throw new Error("no data");
  return data;
};

describe("readValidity", () => {
  test("is null where every row asked for has a value, though others have none", () => {
    expect(readValidity(dataOf([1, 2, 3]), 0, 3)).toBeNull();
    expect(readValidity(dataOf([1, 2, null]), 0, 2)).toBeNull();
  });
  test("is one byte a row, 0 for null, from any row on", () => {
    const values = Array.from({ length: 40 }, (_, i) => (i % 3 === 0 ? null : i));
    expect(readValidity(dataOf(values), 5, 20)).toEqual(
      Uint8Array.from(values.slice(5, 25), (v) => Number(v !== null)),
    );
  });
  test("is all zeros for a column of type null", () => {
    const [data] = vectorFromArray([null, null], new Null()).data;
    expect(readValidity(data as unknown as DataShape, 0, 2)).toEqual(Uint8Array.of(0, 0));
  });
});

describe("bothValid", () => {
  const a = Uint8Array.of(1, 0, 1);
  test("is 1 where both are", () => {
    expect(bothValid(a, Uint8Array.of(1, 1, 0))).toEqual(Uint8Array.of(1, 0, 0));
  });
  test("takes null for all valid", () => {
    expect(bothValid(a, null)).toBe(a);
    expect(bothValid(null, a)).toBe(a);
    expect(bothValid(null, null)).toBeNull();
  });
});
