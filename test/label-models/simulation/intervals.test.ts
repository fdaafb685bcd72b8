import { describe, expect, test } from "vitest";
import {
  evenTable,
  oneLabelTable,
  range,
  simplePlan,
  uniform,
  type VoteTable,
} from "../../../benchmarks/scenarios/plan.ts";
import { makeRandom } from "../../../src/util/random.ts";
import { fitAndScore, simulate } from "./harness.ts";

/** Sets of votes of one kind: accuracies are drawn between 0.55 and 0.9. */
interface Kind {
  readonly rows: number;
  readonly balance: readonly number[];
  readonly functions: number;
  readonly table: (j: number, accuracy: number) => VoteTable;
}

/** The share of some 250 functions whose interval holds the accuracy they were made with. */
function coverageOf({ rows, balance, functions, table }: Kind): number {
  let [inside, all] = [0, 0];
  for (const seed of range(Math.ceil(250 / functions))) {
    const random = makeRandom(seed, "accuracies");
    const accuracies = range(functions).map(() => 0.55 + 0.35 * random());
    const tables = accuracies.map((accuracy, j) => table(j, accuracy));
    const { model } = fitAndScore(simulate(seed, simplePlan(rows, balance, tables)));
    model.functions.forEach(({ interval }, j) => {
      const [low, high] = interval ?? [NaN, NaN];
      const truth = accuracies[j] ?? NaN;
      all++;
      if (low <= truth && truth <= high) inside++;
    });
  }
  expect(all).toBeGreaterThanOrEqual(200);
  return inside / all;
}

const several = (rows: number, labels: number, functions: number, coverage: number): Kind => ({
  rows,
  balance: uniform(labels),
  functions,
  table: (_, accuracy) => evenTable(labels, coverage, accuracy),
});

describe("90 % intervals of accuracies hold the true one on 85 to 95 % of functions", () => {
  test.each<[string, Kind]>([
    ["2 labels, 1,000 rows", several(1000, 2, 10, 0.5)],
    ["2 labels, 5,000 rows", several(5000, 2, 10, 0.5)],
    ["5 labels, 1,000 rows", several(1000, 5, 12, 0.5)],
    ["3 labels, 300 rows", several(300, 3, 8, 0.6)],
    ["2 labels, 2,000 rows, sparse", several(2000, 2, 25, 0.1)],
  ])("functions of several labels: %s", (_, kind) => {
    const share = coverageOf(kind);
    expect(share).toBeGreaterThanOrEqual(0.85);
    expect(share).toBeLessThanOrEqual(0.95);
  });
});

// What a function of one label leaves open - the class balance, above all - is only partly in their intervals.
describe("90 % intervals of functions of one label are somewhat narrow: they hold the true accuracy on 80 to 97 %", () => {
  test.each([[[0.5, 0.5]], [[0.7, 0.3]], [uniform(3)]])("balance %j", (balance) => {
    const table = (j: number, accuracy: number): VoteTable =>
      oneLabelTable(balance, j % balance.length, 0.15, accuracy);
    const share = coverageOf({ rows: 3000, balance, functions: 12, table });
    expect(share).toBeGreaterThanOrEqual(0.8);
    expect(share).toBeLessThanOrEqual(0.97);
  });
});
