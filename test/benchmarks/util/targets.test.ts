import { describe, expect, it } from "vitest";
import { formatTarget, isMet, type Target } from "../../../benchmarks/util/targets.ts";

const target = (value: number, good: Target["good"]): Target => ({
  name: "speed",
  value,
  target: 10,
  good,
  format: (each) => each.toFixed(1),
});

describe("targets", () => {
  it("are met when reached exactly, from either side", () => {
    expect([isMet(target(10, "above")), isMet(target(10, "below"))]).toEqual([true, true]);
  });
  it("say by how much they are passed", () => {
    expect(formatTarget(target(12.5, "above"))).toBe("PASS  speed: 12.5 (target >= 10.0, by 2.5)");
  });
  it("say by how much they are missed", () => {
    expect(formatTarget(target(12.5, "below"))).toBe("MISS  speed: 12.5 (target <= 10.0, by 2.5)");
  });
});
