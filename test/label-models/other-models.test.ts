import { describe, expect, test } from "vitest";

import { scoreLabels } from "../../src/analysis/score.ts";
import { fitLabelModel } from "../../src/label-models/fit.ts";
import type { LabelModelKind } from "../../src/label-models/fit-report.ts";
import { majorityVote } from "../../src/label-models/majority.ts";
import { labelsOf, matrixOfRows } from "../util/arbitrary-votes.ts";
import { caught } from "../util/caught.ts";
import { expectClose } from "../util/compare.ts";
import { simulateVotes, type Plan } from "../util/simulated-votes.ts";

const accuracies = [0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6];
const plan = (balance: readonly number[]): Plan => ({
  rows: 3000,
  balance,
  functions: accuracies.map((accuracy) => ({ accuracy, coverage: 0.7 })),
});
const kinds: readonly LabelModelKind[] = ["weighted-majority", "dawid-skene", "one-coin", "triplets", "ebcc"];

describe.each(kinds)('on votes simulated from the model, "%s"', (labelModel) => {
  test.each([[[0.5, 0.5]], [[0.4, 0.3, 0.3]]])("beats majority vote with balance %j", (balance) => {
    for (const seed of [1, 2, 3]) {
      const { votes, truth } = simulateVotes(seed, plan(balance));
      const own = scoreLabels(fitLabelModel(votes, { labelModel }).predict(votes), truth);
      expect(own.accuracy).toBeGreaterThan(scoreLabels(majorityVote(votes), truth).accuracy + 0.005);
    }
  });

  test("finds the planted accuracies", () => {
    const { votes } = simulateVotes(4, plan([0.5, 0.5]));
    const learned = fitLabelModel(votes, { labelModel }).functions.map(({ accuracy }) => accuracy ?? 0);
    learned.forEach((accuracy, j) => expect(Math.abs(accuracy - (accuracies[j] ?? 0))).toBeLessThan(0.06));
  });

  test("has a confusion matrix a function, up to 64 labels, with probabilities in its rows", () => {
    const { votes } = simulateVotes(5, plan([0.5, 0.3, 0.2]));
    const [first] = fitLabelModel(votes, { labelModel }).functions;
    if (labelModel === "weighted-majority") {
      expect(first?.confusion).toBeNull();
      return;
    }
    expect(first?.confusion?.map((row) => row.reduce((sum, p) => sum + p, 0).toFixed(9))).toEqual(
      new Array<string>(3).fill("1.000000000"),
    );
    first?.confusion?.forEach((row, y) => expect(row[y]).toBeGreaterThan(0.8));
    const many = matrixOfRows(labelsOf(65), [
      [0, 1, 64],
      [3, 3, 3],
    ]);
    expect(fitLabelModel(many, { labelModel }).functions[0]?.confusion).toBeNull();
  });
});

describe.each(["dawid-skene", "one-coin", "ebcc"] as const)('"%s"', (labelModel) => {
  const { votes } = simulateVotes(6, plan([0.8, 0.2]));

  test("learns the class balance where it is not given", () => {
    const [first = 0] = fitLabelModel(votes, { labelModel }).classBalance;
    expect(Math.abs(first - 0.8)).toBeLessThan(0.04);
  });

  test("keeps a given one, and a uniform one when it is asked for", () => {
    const classBalance = { "label 0": 0.7, "label 1": 0.3 };
    expectClose([fitLabelModel(votes, { labelModel, classBalance }).classBalance], [[0.7, 0.3]], 1e-12);
    expect(fitLabelModel(votes, { labelModel, classBalance: "uniform" }).classBalance).toEqual([0.5, 0.5]);
  });

  test("guesses where only one function votes, and says so", () => {
    const { report, functions } = fitLabelModel(
      matrixOfRows(labelsOf(2), [
        [0, -1],
        [1, -1],
      ]),
      { labelModel },
    );
    expect(report.stopReason).toBe("no two functions vote: there is nothing to compare");
    expect(functions.map(({ accuracy }) => accuracy?.toFixed(9) ?? null)).toEqual(["0.700000000", null]);
  });
});

describe('"weighted-majority"', () => {
  test("lets one good function outvote two that vote by lot", () => {
    const { votes } = simulateVotes(7, {
      rows: 2000,
      balance: [0.5, 0.5],
      functions: [0.95, 0.9, 0.9, 0.5, 0.5].map((accuracy) => ({ accuracy, coverage: 0.9 })),
    });
    const model = fitLabelModel(votes, { labelModel: "weighted-majority" });
    const next = matrixOfRows(labelsOf(2), [[0, -1, -1, 1, 1]]);
    expect(model.predict(next).hard()).toEqual(["label 0"]);
    expect(model.report.converged).toBe(true);
  });

  test("never overturns a unanimous vote, even of functions that mostly disagree with the others", () => {
    const rows = Array.from({ length: 60 }, (_, i) => [
      i % 2,
      i % 2,
      i % 2,
      1 - (i % 2),
      i % 5 === 0 ? 1 - (i % 2) : -1,
    ]);
    const model = fitLabelModel(matrixOfRows(labelsOf(2), rows), { labelModel: "weighted-majority" });
    expect(model.predict(matrixOfRows(labelsOf(2), [[-1, -1, -1, 1, 1]])).hard()).toEqual(["label 1"]);
  });
});

describe('"triplets"', () => {
  test("turns the votes of an adversary around", () => {
    const { votes } = simulateVotes(8, {
      rows: 2000,
      balance: [0.5, 0.5],
      functions: [0.85, 0.8, 0.8, 0.75, 0.1].map((accuracy) => ({ accuracy, coverage: 0.8 })),
    });
    const { functions } = fitLabelModel(votes, { labelModel: "triplets" });
    expect(functions[4]?.confusion?.[0]?.[0]).toBeLessThan(0.2);
  });

  test("takes the median: one pair of copies does not spoil the accuracies of the others", () => {
    const simulated = simulateVotes(9, {
      rows: 4000,
      balance: [0.5, 0.5],
      functions: [0.85, 0.8, 0.75, 0.8, 0.7].map((accuracy) => ({ accuracy, coverage: 1 })),
    }).votes;
    const rows = Array.from({ length: simulated.rows }, (_, i) => {
      const row = simulated.votes.map((column) => column[i] ?? -1);
      return [...row, row[4] ?? -1];
    });
    const { functions } = fitLabelModel(matrixOfRows(labelsOf(2), rows), { labelModel: "triplets" });
    functions.slice(0, 4).forEach(({ confusion }, j) => {
      expect(Math.abs((confusion?.[0]?.[0] ?? 0) - ([0.85, 0.8, 0.75, 0.8][j] ?? 0))).toBeLessThan(0.05);
    });
  });

  test("guesses the accuracy of functions that share too few rows, and warns", () => {
    const rows = Array.from({ length: 90 }, (_, i) => [0, 1, 2].map((j) => (i % 3 === j ? i % 2 : -1)));
    const { functions, report } = fitLabelModel(matrixOfRows(labelsOf(2), rows), { labelModel: "triplets" });
    expect(functions.map(({ confusion }) => confusion?.[0]?.[0])).toEqual([0.7, 0.7, 0.7]);
    expect(report.warnings).toEqual([
      "Too few agreements to solve for, and so taken to be right in 70 %: lf 0, lf 1, lf 2.",
    ]);
  });

  test("is refused for more functions than pairs can be counted of", () => {
    const many = matrixOfRows(labelsOf(2), [new Array<number>(4097).fill(0)]);
    expect(caught(() => fitLabelModel(many, { labelModel: "triplets" }))).toMatchObject({
      code: "too_large",
      message:
        "fitLabelModel: 4097 labeling functions: agreements of 8390656 pairs; expected at most 4096 functions. " +
        'Use labelModel: "one-coin", which needs no pairs.',
    });
  });
});

test.each(["dawid-skene", "ebcc"] as const)('"%s" refuses tables that no memory could hold', (labelModel) => {
  const many = matrixOfRows(labelsOf(12_000), [
    [0, 0],
    [11_999, 0],
  ]);
  expect(caught(() => fitLabelModel(many, { labelModel })).message).toMatch(
    /^fitLabelModel: 2 labeling functions and 12000 labels: 288000000 probabilities to learn/,
  );
});

test('"ebcc" sees that workers err on the same rows, and "dawid-skene" does not', () => {
  // Each label has rows on which three of seven functions see the other label, all three together.
  const { votes: clean, truth } = simulateVotes(10, {
    rows: 1200,
    balance: [0.5, 0.5],
    functions: new Array(7).fill(null).map(() => ({ accuracy: 0.85, coverage: 1 })),
  });
  const rows = Array.from({ length: clean.rows }, (_, i) =>
    clean.votes.map((column, j) => (i % 3 === 0 && j < 3 ? 1 - (column[i] ?? 0) : (column[i] ?? -1))),
  );
  const votes = matrixOfRows(labelsOf(2), rows);
  const { report } = fitLabelModel(votes, { labelModel: "ebcc" });
  expect(report.starts.find(({ chosen }) => chosen)?.name).toBe("10 subtypes a label");
  const logLoss = (labelModel: LabelModelKind): number =>
    scoreLabels(fitLabelModel(votes, { labelModel }).predict(votes), truth).logLoss;
  expect(logLoss("ebcc")).toBeLessThan(logLoss("dawid-skene"));
});
