import { describe, expect, test } from "vitest";

import { featureMatrix, fitLogisticRegression, labelSet, logisticRegressionFromJson } from "../../../src/index.ts";
import { bytesFromBase64, bytesToBase64 } from "../../../src/training/logistic-regression/base64.ts";
import { caught } from "../../util/caught.ts";
import { encoded, randomData } from "./random-data.ts";

const { features, labels } = encoded(randomData(1, 30, 5, 3));
const json = fitLogisticRegression(features, labels).toJSON();
const read = (change: Record<string, unknown>): string =>
  caught(() => logisticRegressionFromJson({ ...json, ...change })).message;
const base64 = (numbers: readonly number[]): string => bytesToBase64(Float32Array.from(numbers));

describe("the JSON form of a logistic regression", () => {
  test("holds 4 bytes a weight, of features that occur only, and one weight a feature for two labels", () => {
    const x = featureMatrix(
      Array.from({ length: 4 }, (_, i) => Array.from({ length: 1000 }, (_d, d) => (d < 6 ? i : 0))),
    );
    const two = encoded({
      x: [[1], [2], [3], [4]],
      q: [
        [1, 0],
        [1, 0],
        [0, 1],
        [0, 1],
      ],
    }).labels;
    const { kept, weights } = fitLogisticRegression(x, two).toJSON();
    expect([kept.length, weights.length]).toEqual([32, 32]); // 6 numbers of 4 bytes, in base64
  });

  test("is little-endian, on every machine", () => {
    expect(bytesToBase64(Int32Array.of(1, 256))).toBe(Buffer.from([1, 0, 0, 0, 0, 1, 0, 0]).toString("base64"));
    expect([...new Int32Array(bytesFromBase64("AQAAAAABAAA=") ?? new ArrayBuffer(0))]).toEqual([1, 256]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    [
      "labels",
      { labels: "ham" },
      'logistic regression JSON, labels: "ham"; expected an array of text. Fit the model again',
    ],
    ["columns", { columns: -1 }, "columns: -1; expected a whole number of at least 0"],
    ["features", { features: 1 }, "features: 1; expected text, or null"],
    ["intercepts", { intercepts: [0, NaN, 1] }, "intercepts: an array of 3; expected 3 numbers"],
    ["kept, beyond the features", { columns: 2 }, "expected rising numbers from 0 to 1 in base64"],
    ["kept, no base64", { kept: "?" }, 'kept: "?"; expected rising numbers'],
    ["weights, too few", { weights: base64([1]) }, "expected 15 numbers in base64"],
    ["weights, no numbers", { weights: base64(new Array<number>(15).fill(NaN)) }, "expected 15 numbers in base64"],
    ["report", { report: null }, "report: null; expected an object"],
    ["a part of the report", { report: { ...json.report, loss: 1 } }, "report.loss: 1; expected numbers"],
    [
      "schema",
      { schema: "labelwright.logistic-regression/9" },
      'expected "labelwright.logistic-regression/1". Read it with the version',
    ],
  ])("is refused with a wrong part: %s", (_, change, message) => {
    expect(read(change)).toContain(message);
  });

  test("is refused where it is no object, or has other labels than asked for", () => {
    expect(() => logisticRegressionFromJson("{}")).toThrow('the whole: "{}"; expected an object');
    const other = labelSet(["a", "b", "c"]);
    expect(() => logisticRegressionFromJson(json, other)).toThrow(
      'labels: "label 0", "label 1", "label 2"; expected "a", "b", "c"',
    );
  });
});
