import { describe, expect, test } from "vitest";
import { makeRandom } from "../../src/util/random.ts";
import { drawBeta, drawGamma, drawNormal } from "../../src/util/variates.ts";

const draws = 20_000;
const momentsOf = (draw: () => number): { mean: number; variance: number; values: number[] } => {
  const values = Array.from({ length: draws }, draw);
  const mean = values.reduce((sum, x) => sum + x, 0) / draws;
  return { mean, variance: values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws, values };
};

describe("draws have the mean and variance of their distribution", () => {
  test("normal", () => {
    const random = makeRandom(1, "normal");
    const { mean, variance, values } = momentsOf(() => drawNormal(random));
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
    expect(values.filter((x) => x > 1.6448536).length / draws).toBeCloseTo(0.05, 2);
  });

  test.each([0.2, 0.9, 1, 3.5, 400])("gamma of shape %d", (shape) => {
    const random = makeRandom(2, "gamma");
    const { mean, variance, values } = momentsOf(() => drawGamma(shape, random));
    expect(Math.abs(mean / shape - 1)).toBeLessThan(0.06);
    expect(Math.abs(variance / shape - 1)).toBeLessThan(0.12);
    expect(values.every((x) => x >= 0)).toBe(true);
  });

  test.each([
    [0.5, 0.5],
    [2, 8],
    [300, 20],
  ])("beta of %d and %d", (a, b) => {
    const random = makeRandom(3, "beta");
    const { mean, variance, values } = momentsOf(() => drawBeta(a, b, random));
    expect(mean).toBeCloseTo(a / (a + b), 2);
    expect(variance / ((a * b) / ((a + b) ** 2 * (a + b + 1)))).toBeCloseTo(1, 1);
    expect(values.every((x) => x >= 0 && x <= 1)).toBe(true);
  });

  test("the same seed gives the same draws", () => {
    const [a, b] = [makeRandom(4, "x"), makeRandom(4, "x")];
    expect(drawBeta(2, 3, a)).toBe(drawBeta(2, 3, b));
  });
});
