import { describe, expect, test } from "vitest";

import { misfitOf, upperMisfit } from "../../../src/label-models/em/misfit.ts";
import { makeRandom, type Random } from "../../../src/util/random.ts";

/** A standard normal (Box and Muller). */
const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

function draw(seed: number, count: number, misfit: number): { residuals: Float64Array; variances: Float64Array } {
  const random = makeRandom(seed, "misfit");
  const variances = Float64Array.from({ length: count }, () => 0.005 + 0.02 * random());
  return { residuals: variances.map((v) => Math.sqrt(misfit ** 2 + v) * normal(random)), variances };
}

describe("the misfit of log lifts", () => {
  test.each([0.1, 0.2, 0.5, 2])("of %d beyond counting noise is found", (misfit) => {
    const { residuals, variances } = draw(1, 2000, misfit);
    expect(misfitOf(residuals, variances) / misfit).toBeCloseTo(1, 0);
    expect(Math.abs(misfitOf(residuals, variances) / misfit - 1)).toBeLessThan(0.2);
  });

  test("is 0.01, the smallest, where counting noise is more than enough, and without pairs", () => {
    expect(misfitOf(Float64Array.of(0.01, -0.02, 0), Float64Array.of(1, 1, 1))).toBe(0.01);
    expect(misfitOf(new Float64Array(0), new Float64Array(0))).toBe(0.01);
  });

  test("is hardly moved by one pair of five that is far off", () => {
    const { residuals, variances } = draw(2, 2000, 0.2);
    const odd = residuals.map((r, i) => (i % 5 === 0 ? 50 : r));
    expect(misfitOf(odd, variances)).toBeLessThan(0.35);
  });

  test("that cannot be ruled out is larger, and the more so the fewer pairs there are", () => {
    const all = draw(3, 2000, 0.2);
    const few = { residuals: all.residuals.slice(0, 20), variances: all.variances.slice(0, 20) };
    const excess = ({ residuals, variances }: typeof all): number =>
      upperMisfit(residuals, variances) ** 2 - misfitOf(residuals, variances) ** 2;
    expect(excess(all)).toBeGreaterThan(0);
    expect(excess(few)).toBeGreaterThan(5 * excess(all));
  });
});
