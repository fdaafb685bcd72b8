import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { FeatureMatrix, isFeatureMatrix } from "../../../src/index.ts";

const matrix = new FeatureMatrix({
  columns: 4,
  offsets: Float64Array.of(0, 2, 2, 3),
  indices: Int32Array.of(0, 3, 1),
  values: Float32Array.of(1, 2, 3),
  fingerprint: null,
});

describe("a feature matrix", () => {
  test("knows its shape, and is recognized by its brand", () => {
    expect([matrix.rows, matrix.columns, isFeatureMatrix(matrix), isFeatureMatrix({})]).toEqual([3, 4, true, false]);
  });

  test("gives some rows in the order given, repeated ones too", () => {
    const { offsets, indices, values } = matrix.takeRows([2, 1, 0, 0]);
    expect([...offsets]).toEqual([0, 1, 1, 3, 5]);
    expect([...indices]).toEqual([1, 0, 3, 0, 3]);
    expect([...values]).toEqual([3, 1, 2, 1, 2]);
  });

  test.each([[-1], [3], [0.5], [Number.NaN]])("has no row %s", (row) => {
    expect(() => matrix.takeRows([row])).toThrow("feature matrix, takeRows");
  });

  test("prints its shape", () => {
    expect(inspect(matrix)).toBe("FeatureMatrix: 3 rows x 4 features, 1.0 entries a row");
  });
});
