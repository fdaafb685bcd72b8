import { describe, expect, test } from "vitest";
import { evenTable, range, simplePlan, uniform, type VotePlan } from "../../../benchmarks/scenarios/plan.ts";
import { fitAndScore, meanOverSeeds, simulate, withFunctions } from "./harness.ts";

const seeds = 5;

/** Five good functions, then a weak one with `copies` that repeat it. */
function goodAndCopies(labels: number, coverage: number, copies: number, share: number): VotePlan {
  const tables = [
    ...range(5).map(() => evenTable(labels, coverage, 0.8)),
    ...range(copies + 1).map(() => evenTable(labels, coverage, 1 / labels)),
  ];
  const copied = range(copies).map((i) => ({
    copier: 6 + i,
    leader: 5,
    share,
  }));
  return simplePlan(3000, uniform(labels), tables, copied);
}

describe("copies of a coin flip beside five good functions", () => {
  test.each([
    ["one coin flip, voting everywhere", goodAndCopies(2, 1, 0, 1)],
    ["five exact copies, voting everywhere", goodAndCopies(2, 1, 4, 1)],
    ["five exact copies, voting on every other row", goodAndCopies(2, 0.5, 4, 1)],
    ["five near copies, voting on every other row", goodAndCopies(2, 0.5, 4, 0.95)],
    ["five exact copies, four labels", goodAndCopies(4, 0.6, 4, 1)],
  ])("%s: cost at most a point of accuracy", (_, plan) => {
    const lost = meanOverSeeds(seeds, (seed) => {
      const all = simulate(seed, plan);
      // On the same rows: those that a good function covers.
      const good = withFunctions(all, range(5));
      const { soft } = fitAndScore(good);
      const seen = {
        ...all,
        truth: all.truth.map((label, row) => (soft.covered(row) ? label : null)),
      };
      return fitAndScore(good).accuracy - fitAndScore(seen).accuracy;
    });
    expect(lost).toBeLessThanOrEqual(0.01);
  });
});

describe("duplicated functions", () => {
  test("each function twice is worth no less than each function once, less a point", () => {
    const plan = simplePlan(
      3000,
      uniform(2),
      range(7).map((j) => evenTable(2, 0.6, 0.6 + 0.04 * j)),
    );
    const gained = meanOverSeeds(seeds, (seed) => {
      const once = simulate(seed, plan);
      return fitAndScore(withFunctions(once, [...range(7), ...range(7)])).accuracy - fitAndScore(once).accuracy;
    });
    expect(gained).toBeGreaterThanOrEqual(-0.01);
  });

  test("one function four times beside six others costs at most a point", () => {
    const plan = simplePlan(
      3000,
      uniform(2),
      range(7).map(() => evenTable(2, 0.6, 0.7)),
    );
    const gained = meanOverSeeds(seeds, (seed) => {
      const once = simulate(seed, plan);
      return fitAndScore(withFunctions(once, [0, 0, 0, ...range(7)])).accuracy - fitAndScore(once).accuracy;
    });
    expect(gained).toBeGreaterThanOrEqual(-0.01);
  });
});
