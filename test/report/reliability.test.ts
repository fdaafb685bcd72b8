import { describe, expect, test } from "vitest";
import { labelSet, ProbabilisticLabels } from "../../src/index.ts";
import { measureReliability } from "../../src/report/reliability.ts";

describe("measureReliability", () => {
  test("is how often labels of each confidence are right; ties count by their share", () => {
    const soft = new ProbabilisticLabels({
      labels: labelSet(["x", "y"]),
      probabilities: Float64Array.of(0.91, 0.09, 0.97, 0.03, 0.5, 0.5, 1, 0, 0.9, 0.1, 0.7, 0.3),
      covered: Uint8Array.of(1, 1, 1, 1, 1, 0),
      rowPatterns: null,
    });
    const bins = measureReliability(soft, ["x", "y", "y", "x", null, "x"]);
    expect(bins).toEqual([
      { rows: 1, confidence: 0.5, accuracy: 0.5 },
      { rows: 3, confidence: expect.closeTo(0.96, 12) as number, accuracy: 2 / 3 },
    ]);
  });
});
