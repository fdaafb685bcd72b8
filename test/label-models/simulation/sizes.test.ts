import { describe, expect, test } from "vitest";
import { evenTable, range, simplePlan, uniform } from "../../../benchmarks/scenarios/plan.ts";
import { fitLabelModel } from "../../../src/label-models/fit.ts";
import { fitAndScore, majorityAccuracy, ofColumns, simulate, sumError, type Simulation } from "./harness.ts";
import { makeRandom } from "../../../src/util/random.ts";

/** Few labels are drawn by plan; with hundreds of labels a table for each function would be too large. */
function manyLabels(rows: number, labels: number, functions: number, coverage: number, accuracy: number): Simulation {
  const random = makeRandom(1, "many labels");
  const truth = range(rows).map(() => Math.floor(random() * labels));
  const columns = range(functions).map(() =>
    truth.map((label) => {
      if (random() >= coverage) return -1;
      return random() < accuracy ? label : Math.floor(random() * labels);
    }),
  );
  return {
    votes: ofColumns(labels, columns),
    truth: truth.map((label) => `c${label}`),
  };
}

// Five rounds: with so many labels a round takes a while, and settling is not what is tested.
describe("large shapes finish, sum to 1, and are as right as majority vote, less half a point", () => {
  test.each<[string, () => Simulation]>([
    ["1,500 labels, 15 functions, 2,000 rows", () => manyLabels(2000, 1500, 15, 0.4, 0.6)],
    ["56 labels, 1,200 functions, 1,000 rows", () => manyLabels(1000, 56, 1200, 0.01, 0.5)],
    [
      "2 labels, 3,000 functions, 500 rows",
      () =>
        simulate(
          1,
          simplePlan(
            500,
            uniform(2),
            range(3000).map((j) => evenTable(2, 0.01, 0.55 + (j % 30) / 100)),
          ),
        ),
    ],
  ])(
    "%s",
    (_, make) => {
      const made = make();
      const { soft, accuracy } = fitAndScore(made, { maxIterations: 5 });
      expect(sumError(soft)).toBeLessThan(1e-9);
      expect(accuracy).toBeGreaterThanOrEqual(majorityAccuracy(made) - 0.005);
    },
    180_000,
  );
});

describe("the result", () => {
  const { votes } = simulate(
    4,
    simplePlan(
      1000,
      uniform(3),
      range(6).map((j) => evenTable(3, 0.5, 0.5 + 0.06 * j)),
    ),
  );
  test("is the same for every seed, to the bit", () => {
    const texts = [0, 1, "other"].map((seed) => JSON.stringify(fitLabelModel(votes, { seed })));
    expect(new Set(texts).size).toBe(1);
  });
  test("is the same whatever the order of the rows, up to rounding", () => {
    const { counts, labels, functions } = votes;
    expect(counts.length).toBeGreaterThan(100);
    const rows = range(votes.rows).reverse();
    const columns = functions.map((_, j) => {
      const column = range(votes.rows).map(() => -1);
      rows.forEach((row, place) => {
        const u = votes.rowPatterns?.[row] ?? row;
        for (let i = votes.votes.offsets[u] ?? 0; i < (votes.votes.offsets[u + 1] ?? 0); i++)
          if (votes.votes.functions[i] === j) column[place] = votes.votes.codes[i] ?? -1;
      });
      return column;
    });
    const turned = ofColumns(labels.size, columns);
    const [a, b] = [fitLabelModel(votes).predict(votes), fitLabelModel(turned).predict(turned)];
    const difference = Math.max(
      ...rows.flatMap((row, place) => Array.from(a.row(row), (p, y) => Math.abs(p - (b.row(place)[y] ?? NaN)))),
    );
    expect(difference).toBeLessThan(1e-6);
  });
});
