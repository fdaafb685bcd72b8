import { describe, expect, it } from "vitest";
import { drawGrowth } from "../../../benchmarks/label-model/growth-plot.ts";
import type { GrowthSeries } from "../../../benchmarks/label-model/growth.ts";

const point = (size: number, ms: number): GrowthSeries["points"][number] => ({ size, ms, iterations: 5 });
const rows: GrowthSeries = {
  name: "a < b & c",
  along: "rows",
  points: [point(1e4, 1), point(1e5, 10), point(1e6, 100)],
};

/** The places of the dots of a drawing. */
const dots = (svg: string): { x: number; y: number }[] =>
  [...svg.matchAll(/<circle cx="([^"]+)" cy="([^"]+)"/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));

describe("drawGrowth", () => {
  it("draws proportional growth as a straight line: both axes are logarithmic", () => {
    const [a, b, c] = dots(drawGrowth([rows]));
    expect((a?.x ?? 0) + (c?.x ?? 0)).toBeCloseTo(2 * (b?.x ?? NaN), 0);
    expect((a?.y ?? 0) + (c?.y ?? 0)).toBeCloseTo(2 * (b?.y ?? NaN), 0);
    expect(c?.y).toBeLessThan(a?.y ?? NaN);
  });
  it("has a panel for each size that grows, and a legend that is text, not markup", () => {
    const svg = drawGrowth([rows, { ...rows, name: "d", along: "labels" }]);
    expect(svg.match(/time by \w+/g)).toEqual(["time by rows", "time by labels"]);
    expect(svg).toContain("a &lt; b &amp; c");
    expect(svg).toContain(">10 ms<");
    expect(svg).toContain(">1M<");
  });
  it("leaves out series without points, and has a place for a single one", () => {
    expect(dots(drawGrowth([{ ...rows, points: [] }]))).toEqual([]);
    const single = drawGrowth([{ ...rows, points: [point(100, 7)] }]);
    expect(dots(single).every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
    expect(dots(single)).toHaveLength(1);
  });
});
