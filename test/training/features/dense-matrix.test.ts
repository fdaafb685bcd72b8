import { describe, expect, test } from "vitest";
import { featureMatrix, isFeatureMatrix } from "../../../src/index.ts";
import { caught } from "../../util/caught.ts";

describe("a feature matrix of ready-made numbers", () => {
  test.each([
    ["rows", [[0.5, 1, 0], Float64Array.of(0, 0, 2)]],
    ["numbers row by row", { values: Float32Array.of(0.5, 1, 0, 0, 0, 2), width: 3 }],
    ["numbers row by row in an array", { values: [0.5, 1, 0, 0, 0, 2], width: 3 }],
  ])("comes from %s", (_, numbers) => {
    const matrix = featureMatrix(numbers);
    expect(isFeatureMatrix(matrix)).toBe(true);
    expect([matrix.rows, matrix.columns, matrix.fingerprint]).toEqual([2, 3, null]);
    expect([[...matrix.offsets], [...matrix.indices], [...matrix.values]]).toEqual([
      [0, 2, 3],
      [0, 1, 2],
      [0.5, 1, 2],
    ]);
  });

  test("may have no rows", () => {
    expect([featureMatrix([]).rows, featureMatrix({ values: [], width: 2 }).columns]).toEqual([0, 2]);
  });

  test.each<[string, unknown, string]>([
    ["rows of different lengths", [[1, 2], [1]], "featureMatrix, row 1: 1 numbers; expected 2 numbers, as in row 0."],
    ["a row that is none", [[1, 2], null], "featureMatrix, row 1: null; expected 2 numbers, as in row 0."],
    ["text as a row", ["ab"], 'featureMatrix, row 0: "ab"; expected 2 numbers, as in row 0.'],
    ["NaN", [[1], [NaN]], "featureMatrix, row 1, column 0: NaN; expected a finite number, at most 3.4e38."],
    [
      "infinities",
      [[-Infinity]],
      "featureMatrix, row 0, column 0: -Infinity; expected a finite number, at most 3.4e38.",
    ],
    [
      "what 32 bits cannot hold",
      [[1e39]],
      "featureMatrix, row 0, column 0: 1e+39; expected a finite number, at most 3.4e38.",
    ],
    ["text", [["1"]], 'featureMatrix, row 0, column 0: "1"; expected a finite number, at most 3.4e38.'],
    [
      "an array that is no number of rows",
      { values: [1, 2, 3], width: 2 },
      "featureMatrix, values: 3 numbers; expected a multiple of the width, 2.",
    ],
    [
      "a width that is none",
      { values: [1, 2], width: 0 },
      "featureMatrix, width: 0; expected a whole number of at least 1.",
    ],
    [
      "anything else",
      "0.5, 1",
      'featureMatrix: "0.5, 1"; expected an array of rows, or { values, width }. ' +
        "Write for example featureMatrix([[0.5, 1], [0, 2]]).",
    ],
    [
      "nothing",
      null,
      "featureMatrix: null; expected an array of rows, or { values, width }. " +
        "Write for example featureMatrix([[0.5, 1], [0, 2]]).",
    ],
  ])("refuses %s", (_, numbers, message) => {
    expect(caught(() => featureMatrix(numbers as number[][])).message).toBe(message);
  });
});
