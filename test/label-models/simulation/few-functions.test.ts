import { describe, expect, test } from "vitest";
import { evenTable, simplePlan, uniform } from "../../../benchmarks/scenarios/plan.ts";
import {
  columnsOf,
  fitAndScore,
  majorityAccuracy,
  ofColumns,
  simulate,
  sumError,
  withFunctions,
  type Simulation,
} from "./harness.ts";

/** The label of a function where it votes, on every row it votes on. */
function agreesWith({ votes }: Simulation, hard: ArrayLike<number>, j: number): boolean {
  return columnsOf(votes)[j]?.every((code, row) => code === -1 || hard[row] === code) ?? false;
}

describe.each([2, 4])("one function, %i labels", (labels) => {
  const one = simulate(2, simplePlan(400, uniform(labels), [evenTable(labels, 0.6, 0.8)]));
  const { soft, model } = fitAndScore(one);

  test("its votes are the labels, and rows without a vote have none", () => {
    const hard = soft.hardCodes();
    expect(agreesWith(one, hard, 0)).toBe(true);
    expect(columnsOf(one.votes)[0]?.every((code, row) => code !== -1 || hard[row] === -1)).toBe(true);
  });
  test("is trusted neither fully nor not at all", () => {
    expect(model.functions[0]?.accuracy).toBeGreaterThan(0.5);
    expect(Math.max(...soft.confidences())).toBeLessThan(0.99);
  });
});

describe("two functions", () => {
  const two = simulate(3, simplePlan(600, uniform(2), [evenTable(2, 0.7, 0.9), evenTable(2, 0.7, 0.6)]));
  const { soft, accuracy } = fitAndScore(two);

  test("where both vote the same, or one votes alone, that is the label", () => {
    const [a = [], b = []] = columnsOf(two.votes);
    soft.hardCodes().forEach((code, row) => {
      const votes = [a[row] ?? -1, b[row] ?? -1].filter((vote) => vote >= 0);
      if (new Set(votes).size === 1) expect(code).toBe(votes[0]);
    });
  });
  test("are as right as majority vote, less half a point", () => {
    expect(accuracy).toBeGreaterThanOrEqual(majorityAccuracy(two) - 0.005);
  });
});

describe("rows and functions without votes", () => {
  const some = simulate(
    6,
    simplePlan(
      500,
      uniform(2),
      [0.6, 0.7, 0.8, 0.9].map((accuracy) => evenTable(2, 0.6, accuracy)),
    ),
  );
  const columns = columnsOf(some.votes);
  const plain = fitAndScore({
    ...some,
    votes: ofColumns(2, columns),
    truth: some.truth.map(() => "c0"),
  }).soft;

  test("a silent function changes no probability", () => {
    const silent = ofColumns(2, [...columns, new Int16Array(500).fill(-1)]);
    const { soft } = fitAndScore({
      votes: silent,
      truth: some.truth.map(() => "c0"),
    });
    expect(Math.max(...soft.probabilities.map((p, i) => Math.abs(p - (plain.probabilities[i] ?? NaN))))).toBeLessThan(
      1e-9,
    );
  });
  test("rows without votes change no label of the others, and have the class balance", () => {
    const longer = columns.map((column) => {
      const more = new Int16Array(700).fill(-1);
      more.set(column);
      return more;
    });
    const { soft, model } = fitAndScore({
      votes: ofColumns(2, longer),
      truth: new Array<string>(700).fill("c0"),
    });
    expect(soft.hardCodes().slice(0, 500)).toEqual(plain.hardCodes());
    expect(Array.from(soft.row(699))).toEqual(model.classBalance);
    expect([soft.covered(699), sumError(soft) < 1e-9]).toEqual([false, true]);
  });
});

describe("a label that never occurs", () => {
  test("takes no row, and costs the others at most a point", () => {
    const plan = simplePlan(
      2000,
      uniform(3),
      [0.6, 0.65, 0.7, 0.75, 0.8].map((accuracy) => evenTable(3, 0.6, accuracy)),
    );
    const three = simulate(7, plan);
    const columns = columnsOf(three.votes);
    const four = fitAndScore({ votes: ofColumns(4, columns), truth: three.truth });
    expect(four.soft.hardCodes().filter((code) => code === 3).length).toBe(0);
    expect(four.accuracy).toBeGreaterThanOrEqual(fitAndScore(three).accuracy - 0.01);
  });
});

describe("functions that are all the same", () => {
  test("have their votes as labels", () => {
    const one = withFunctions(simulate(1, simplePlan(500, uniform(3), [evenTable(3, 0.7, 0.8)])), [0, 0, 0, 0]);
    expect(fitAndScore(one).accuracy).toBeCloseTo(majorityAccuracy(one), 9);
    expect(agreesWith(one, fitAndScore(one).soft.hardCodes(), 0)).toBe(true);
  });
});
