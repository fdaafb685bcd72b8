import { describe, expect, test } from "vitest";
import { evenTable, range, simplePlan, uniform } from "../../../benchmarks/scenarios/plan.ts";
import { fitAndScore, meanOverSeeds, simulate, withFunctions } from "./harness.ts";

const seeds = 5;

describe("adversaries", () => {
  const tables = [...range(6).map(() => evenTable(2, 0.6, 0.75)), ...range(2).map(() => evenTable(2, 0.6, 0.2))];
  const plan = simplePlan(3000, uniform(2), tables);

  test("right on one row of five are known to be mostly wrong", () => {
    for (const seed of range(seeds)) {
      const { model } = fitAndScore(simulate(seed, plan));
      const accuracies = model.functions.map(({ accuracy }) => accuracy ?? NaN);
      expect(Math.max(...accuracies.slice(6))).toBeLessThan(0.5);
      expect(Math.min(...accuracies.slice(0, 6))).toBeGreaterThan(0.5);
    }
  });

  test("are worth no less than nothing", () => {
    const gained = meanOverSeeds(seeds, (seed) => {
      const all = simulate(seed, plan);
      const good = withFunctions(all, range(6));
      const { soft, accuracy } = fitAndScore(good);
      const seen = {
        ...all,
        truth: all.truth.map((label, row) => (soft.covered(row) ? label : null)),
      };
      return fitAndScore(seen).accuracy - accuracy;
    });
    expect(gained).toBeGreaterThanOrEqual(-0.005);
  });
});

describe("a coin flip beside five good functions", () => {
  test("costs at most a point", () => {
    const tables = [...range(5).map(() => evenTable(2, 1, 0.8)), evenTable(2, 1, 0.5)];
    const lost = meanOverSeeds(seeds, (seed) => {
      const all = simulate(seed, simplePlan(3000, uniform(2), tables));
      return fitAndScore(withFunctions(all, range(5))).accuracy - fitAndScore(all).accuracy;
    });
    expect(lost).toBeLessThanOrEqual(0.01);
  });
});
