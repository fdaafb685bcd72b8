import { labelSet, ProbabilisticLabels } from "labelwright";
import { describe, expect, it } from "vitest";
import { expectedCalibrationError } from "../../../benchmarks/accuracy/calibration.ts";

const soft = (rows: readonly (readonly [number, number])[], covered = rows.map(() => 1)): ProbabilisticLabels =>
  new ProbabilisticLabels({
    labels: labelSet(["no", "yes"]),
    probabilities: Float64Array.from(rows.flat()),
    covered: Uint8Array.from(covered),
    rowPatterns: null,
  });

describe("expectedCalibrationError", () => {
  it("is 0 where confidence is the share of right labels", () => {
    const labels = soft([
      [0.25, 0.75],
      [0.25, 0.75],
      [0.25, 0.75],
      [0.25, 0.75],
    ]);
    expect(expectedCalibrationError(labels, ["yes", "no", "yes", "yes"])).toBe(0);
  });
  it("weighs bins by their rows", () => {
    // Two rows at 0.9, one right: 0.4 apart. One row at 0.6, right: 0.4 apart. One at 1, right: 0 apart.
    const labels = soft([
      [0.1, 0.9],
      [0.1, 0.9],
      [0.6, 0.4],
      [0, 1],
    ]);
    expect(expectedCalibrationError(labels, ["yes", "no", "no", "yes"])).toBeCloseTo((2 * 0.4 + 0.4 + 0) / 4, 12);
  });
  it("counts a tie as right by its share", () => {
    expect(expectedCalibrationError(soft([[0.5, 0.5]]), ["yes"])).toBe(0);
  });
  it("leaves out rows without votes and rows without gold", () => {
    const labels = soft(
      [
        [0, 1],
        [0, 1],
        [0, 1],
      ],
      [1, 0, 1],
    );
    expect(expectedCalibrationError(labels, ["yes", "no", null])).toBe(0);
  });
});
