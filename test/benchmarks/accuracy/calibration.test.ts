import { describe, expect, it } from "vitest";
import { poolReliability } from "../../../benchmarks/accuracy/calibration.ts";

describe("poolReliability", () => {
  it("weighs the bins of several sets by their rows, and keeps their order", () => {
    const bin = (from: number, rows: number, meanConfidence: number, accuracy: number) => ({
      from,
      to: from + 0.1,
      rows,
      meanConfidence,
      accuracy,
    });
    const pooled = poolReliability([[bin(0.8, 1, 0.8, 1)], [bin(0.6, 5, 0.65, 0.2), bin(0.8, 3, 0.88, 0)], []]);
    expect(pooled.map(({ from, rows }) => [from, rows])).toEqual([
      [0.6, 5],
      [0.8, 4],
    ]);
    expect(pooled[1]?.meanConfidence).toBeCloseTo(0.86, 12);
    expect(pooled[1]?.accuracy).toBeCloseTo(0.25, 12);
  });
});
