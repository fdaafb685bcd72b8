import { describe, expect, test } from "vitest";
import { evenTable, range, simplePlan, uniform } from "../../../benchmarks/scenarios/plan.ts";
import { columnsOf, fitAndScore, majorityAccuracy, meanOverSeeds, ofColumns, simulate } from "./harness.ts";

/** What a function that votes the same on every row costs some others, in accuracy on the rows they cover. */
function costs(functions: number, code: number): { ours: number; majority: number } {
  const plan = simplePlan(
    2000,
    uniform(2),
    range(functions).map((j) => evenTable(2, 0.7, 0.7 + 0.05 * (j % 4))),
  );
  const cost = (of: "ours" | "majority"): number =>
    meanOverSeeds(8, (seed) => {
      const some = simulate(seed, plan);
      const { soft, accuracy } = fitAndScore(some);
      // On rows that only the constant covers nothing is known: leave them out.
      const truth = some.truth.map((label, row) => (soft.covered(row) ? label : null));
      const all = { votes: ofColumns(2, [...columnsOf(some.votes), new Int16Array(2000).fill(code)]), truth };
      return of === "ours" ? accuracy - fitAndScore(all).accuracy : majorityAccuracy(some) - majorityAccuracy(all);
    });
  return { ours: cost("ours"), majority: cost("majority") };
}

describe.each([0, 1])("a function that always votes for label %i", (code) => {
  test("costs four others little, and far less than it costs majority vote", () => {
    const { ours, majority } = costs(4, code);
    expect(ours).toBeLessThanOrEqual(0.015);
    expect(ours).toBeLessThan(majority / 2);
  });
  test("costs eight others at most a point", () => {
    expect(costs(8, code).ours).toBeLessThanOrEqual(0.01);
  });
});
