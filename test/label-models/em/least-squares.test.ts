import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { minimize, type Problem } from "../../../src/label-models/em/least-squares.ts";

/** A line through points: parameters are its height at 0 and its slope. */
const lineThrough = (points: readonly (readonly [number, number])[], robust = 0): Problem => ({
  parameters: 2,
  residuals: points.length,
  robust,
  slopes: 2,
  fill: (i, t, out) => {
    const [x, y] = points[i] ?? [0, 0];
    out.value = (t[0] ?? 0) + (t[1] ?? 0) * x - y;
    out.at.set([0, 1]);
    out.slope.set([1, x]);
    out.size = 2;
  },
});

const number = fc.double({ min: -5, max: 5, noNaN: true });

describe("minimize", () => {
  test.prop([fc.array(fc.tuple(number, number), { minLength: 3, maxLength: 12 })])(
    "finds the least squares of a line, where the gradient is 0",
    (points) => {
      const [height = NaN, slope = NaN] = minimize(lineThrough(points), new Float64Array(2));
      const residuals = points.map(([x, y]) => height + slope * x - y);
      const size = 1 + residuals.reduce((sum, r) => sum + r * r, 0);
      expect(Math.abs(residuals.reduce((sum, r) => sum + r, 0))).toBeLessThan(1e-2 * size);
      expect(Math.abs(residuals.reduce((sum, r, i) => sum + r * (points[i]?.[0] ?? 0), 0))).toBeLessThan(1e-2 * size);
    },
  );

  const straight = [0, 1, 2, 3, 4, 5].map((x): [number, number] => [x, 1 + 2 * x]);

  test("finds a line through all points", () => {
    const found = minimize(lineThrough(straight), new Float64Array(2));
    expect([...found]).toEqual([expect.closeTo(1, 4), expect.closeTo(2, 4)]);
  });

  test("robust residuals do not follow a point far off, plain ones do", () => {
    const points = [...straight, [2.5, 40] as [number, number]];
    const start = Float64Array.of(0.5, 1.5);
    const robust = minimize(lineThrough(points, points.length), start);
    expect(Math.abs((robust[0] ?? NaN) - 1)).toBeLessThan(0.2);
    expect(minimize(lineThrough(points), start)[0]).toBeGreaterThan(4);
  });

  test("a parameter that nothing depends on stays where it was", () => {
    const problem: Problem = { ...lineThrough(straight), parameters: 3 };
    expect(minimize(problem, Float64Array.of(0, 0, 7))[2]).toBe(7);
  });

  test("derivatives by a parameter that is named twice add", () => {
    const twice: Problem = {
      parameters: 1,
      residuals: 1,
      robust: 0,
      slopes: 2,
      fill: (_, t, out) => {
        out.value = 3 * (t[0] ?? 0) - 6;
        out.at.set([0, 0]);
        out.slope.set([1, 2]);
        out.size = 2;
      },
    };
    expect(minimize(twice, new Float64Array(1))[0]).toBeCloseTo(2, 5);
  });

  test("without parameters there is nothing to do", () => {
    const start = new Float64Array(0);
    expect(minimize({ parameters: 0, residuals: 0, robust: 0, slopes: 0, fill: () => undefined }, start)).toBe(start);
  });
});
