import { inspect } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { tableFromArrays } from "apache-arrow";

import { scoreLabels } from "../../src/analysis/score.ts";
import { fitLabelModel } from "../../src/label-models/fit.ts";
import type { FitOptions } from "../../src/label-models/fit-options.ts";
import { majorityVote } from "../../src/label-models/majority.ts";
import { votesFromAnswers } from "../../src/matrix/answers.ts";
import { labelMatrix } from "../../src/matrix/from-arrays.ts";
import { labelSet } from "../../src/labels/label-set.ts";
import type { Progress } from "../../src/util/progress.ts";
import { labelsOf, matrixOfRows, randomRows } from "../util/arbitrary-votes.ts";
import { caught } from "../util/caught.ts";
import { expectClose, rowsOf } from "../util/compare.ts";
import { simulateVotes, type Plan } from "../util/simulated-votes.ts";

const labels = labelSet(["ham", "spam"]);
const votes = labelMatrix(labels, {
  a: ["spam", "ham", null, "spam"],
  b: ["spam", "ham", "ham", null],
  c: ["spam", "spam", "ham", "ham"],
});

describe("fitLabelModel", () => {
  test("stops when no expected count of votes changes by the tolerance, and says so", () => {
    const { report } = fitLabelModel(votes, { tolerance: 0.01 });
    expect(report).toMatchObject({
      converged: true,
      stopReason: "no function's expected votes changed by more than 0.01 of its votes",
      rows: 4,
      coveredRows: 4,
    });
    expect(report.iterations).toBeLessThan(100);
  });

  test("reports the objective of the rounds in which the prior stays, not of those in which it is learned", () => {
    const { report } = fitLabelModel(votes);
    expect(report.objective.length).toBeGreaterThan(0);
    expect(report.objective.length).toBeLessThan(report.iterations);
  });

  test("stops at the limit of rounds, and says so", () => {
    const { report } = fitLabelModel(votes, { maxIterations: 3, tolerance: 0 });
    expect(report).toMatchObject({ iterations: 3, converged: false, stopReason: "the limit of 3 rounds was reached" });
  });

  test("explicit undefined means the default", () => {
    const options: FitOptions = {
      labelModel: undefined,
      classBalance: undefined,
      maxIterations: undefined,
      tolerance: undefined,
      seed: undefined,
      onProgress: undefined,
    };
    expect(JSON.stringify(fitLabelModel(votes, options))).toBe(JSON.stringify(fitLabelModel(votes)));
  });

  test("tells a handler of each round, and of the end", () => {
    const told: Progress[] = [];
    fitLabelModel(votes, { maxIterations: 2, tolerance: 0, onProgress: (progress) => told.push(progress) });
    expect(told).toEqual([
      { task: "fitting the label model, round", done: 1, total: null },
      { task: "fitting the label model, round", done: 2, total: null },
      { task: "fitting the label model", done: 1, total: 1 },
    ]);
  });

  test("writes nothing to the terminal", () => {
    const write = vi.spyOn(process.stderr, "write");
    fitLabelModel(votes);
    expect(write).not.toHaveBeenCalled();
    write.mockRestore();
  });

  test.each<[FitOptions<"ham" | "spam">, string]>([
    [
      { labelModel: "snorkel" as "em" },
      'labelModel: "snorkel"; expected one of "em", "majority", "weighted-majority", "dawid-skene", "one-coin", "triplets", "ebcc".',
    ],
    [{ maxIterations: 0 }, "maxIterations: 0; expected a whole number from 1 to 1000000."],
    [{ maxIterations: 2.5 }, "maxIterations: 2.5; expected a whole number from 1 to 1000000."],
    [{ tolerance: -1 }, "tolerance: -1; expected a number from 0 to 1."],
    [{ tolerance: NaN }, "tolerance: NaN; expected a number from 0 to 1."],
    [
      { classBalance: "balanced" as "uniform" },
      'classBalance: "balanced"; expected "uniform", "estimate", or a probability for each label.',
    ],
    [
      { classBalance: null as unknown as "uniform" },
      'classBalance: null; expected "uniform", "estimate", or a probability for each label.',
    ],
    [
      { classBalance: { ham: 0.5, spam: 0.3, eggs: 0.2 } as Record<"ham" | "spam", number> },
      'classBalance: a probability for "eggs"; expected one for each of "ham", "spam".',
    ],
    [
      { classBalance: { ham: 1 } as Record<"ham" | "spam", number> },
      'classBalance: no probability for "spam"; expected one for each of "ham", "spam".',
    ],
    [
      { classBalance: { ham: 0.5, spam: 0.6 } },
      "classBalance: ham=0.5, spam=0.6; expected probabilities above 0 that sum to 1. A label that never occurs should not be in the label set.",
    ],
    [
      { classBalance: { ham: 1, spam: 0 } },
      "classBalance: ham=1, spam=0; expected probabilities above 0 that sum to 1. A label that never occurs should not be in the label set.",
    ],
    [
      { classBalance: { ham: NaN, spam: 0.5 } },
      "classBalance: ham=NaN, spam=0.5; expected probabilities above 0 that sum to 1. A label that never occurs should not be in the label set.",
    ],
  ])("refuses %j", (options, message) => {
    expect(caught(() => fitLabelModel(votes, options)).message).toBe(`fitLabelModel, ${message}`);
  });

  test("scales a class balance that sums to 1 within 1 %", () => {
    const { classBalance } = fitLabelModel(votes, { classBalance: { ham: 0.333, spam: 0.666 } });
    expectClose([classBalance], [[1 / 3, 2 / 3]], 1e-12);
  });

  test("holds 12,000 labels, as a vote then has two numbers instead of one for each label", () => {
    const many = matrixOfRows(labelsOf(12_000), [[0], [11_999]]);
    const model = fitLabelModel(many);
    expect(model.predict(many).hard()).toEqual(["label 0", "label 11999"]);
    expect(model.toJSON().table).toMatchObject({ form: "compact" });
  });

  test.each([
    [12_000, 2, "144000000 pairs of functions", "Leave out functions with few votes, or use majorityVote."],
    [
      5000,
      32_000,
      "160000000 pairs of a function and a label",
      "Leave out functions with few votes, or labels, or use majorityVote.",
    ],
  ])("refuses %i functions and %i labels, which memory may not hold, with the remedy", (m, k, pairs, remedy) => {
    const many = matrixOfRows(labelsOf(k), [new Array<number>(m).fill(0)]);
    const error = caught(() => fitLabelModel(many));
    expect(error.code).toBe("too_large");
    expect(error.message).toBe(
      `fitLabelModel: ${m} labeling functions and ${k} labels: ${pairs}; expected at most 134217728. ${remedy}`,
    );
  });

  test("prints 40 of many functions, and how many more there are", () => {
    const rows = randomRows(7, { rows: 5, functions: 43, labels: 2, coverage: 0.9 });
    const lines = inspect(fitLabelModel(matrixOfRows(labels, rows))).split("\n");
    expect(lines.at(-1)).toBe("… and 3 more");
    expect(lines.at(-2)).toMatch(/^lf 39 /);
  });

  test("knows the one label of a function that votes for one only", () => {
    const model = fitLabelModel(
      labelMatrix(labels, { a: ["spam", null, "spam"], b: ["ham", "spam", null], c: [null, null, null] }),
    );
    expect(model.functions.map((func) => func.onlyLabel)).toEqual(["spam", null, null]);
  });

  test("lets a vote of low confidence count for less", () => {
    const rows = randomRows(6, { rows: 400, functions: 4, labels: 2, coverage: 0.8 });
    const sure = matrixOfRows(labels, [...rows, [1, -1, -1, -1]]);
    const unsure = matrixOfRows(labels, [...rows, [1, -1, -1, -1]], {
      confidences: [...rows.map(() => [1, 1, 1, 1]), [0.2, 1, 1, 1]],
    });
    const last = (matrix: typeof sure): number => fitLabelModel(matrix).predict(matrix).probability(400, "spam");
    expect(last(unsure)).toBeGreaterThan(0.5);
    expect(last(unsure)).toBeLessThan(last(sure));
  });
});

describe("on crowd answers", () => {
  const answers = tableFromArrays({
    item: ["1", "1", "1", "2", "2", "2", "3", "3", "1"],
    worker: ["a", "b", "c", "a", "b", "c", "a", "b", "a"],
    label: ["x", "x", "y", "y", "y", "y", "x", "x", "x"],
  });
  const sparse = votesFromAnswers(answers);

  test("labels items, in order, and names workers", () => {
    const model = fitLabelModel(sparse);
    expect(model.predict(sparse).hard()).toEqual(["x", "y", "x"]);
    expect(model.functions.map((func) => [func.name, func.votes])).toEqual([
      ["a", 4],
      ["b", 3],
      ["c", 2],
    ]);
  });

  test("covers an item once, however often a worker answered it", () => {
    expect(fitLabelModel(sparse).functions.map((func) => func.coverage)).toEqual([1, 1, 2 / 3]);
  });

  test("counts a repeated answer as a vote of its own", () => {
    const once = votesFromAnswers(answers.slice(0, 8));
    const [repeated] = rowsOf(fitLabelModel(sparse, { maxIterations: 1 }).predict(sparse));
    const [single] = rowsOf(fitLabelModel(once, { maxIterations: 1 }).predict(once));
    expect(repeated?.[0]).toBeGreaterThan(single?.[0] ?? 1);
  });
});

describe("on votes simulated from the model", () => {
  const accuracies = [0.9, 0.85, 0.8, 0.75, 0.7, 0.7, 0.65, 0.6, 0.6, 0.55];
  const plan = (balance: readonly number[]): Plan => ({
    rows: 4000,
    balance,
    functions: accuracies.map((accuracy, j) => ({ accuracy, coverage: 0.35 + 0.05 * (j % 4) })),
  });

  test.each([
    ["two labels", [0.5, 0.5], 0.06],
    ["three labels", [1 / 3, 1 / 3, 1 / 3], 0.06],
    ["two labels, 70 to 30, balance given", [0.7, 0.3], 0.06],
  ])("learned accuracies are near the planted ones: %s", (_, balance, within) => {
    for (const seed of [1, 2, 3]) {
      const simulated = simulateVotes(seed, plan(balance)).votes;
      const classBalance = Object.fromEntries(balance.map((p, y) => [`label ${y}`, p]));
      const learned = fitLabelModel(simulated, { classBalance }).functions.map((func) => func.accuracy ?? 0);
      learned.forEach((accuracy, j) => expect(Math.abs(accuracy - (accuracies[j] ?? 0))).toBeLessThan(within));
    }
  });

  test.each([[2], [3], [5]])("its labels beat majority vote with %i labels", (k) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { votes: simulated, truth } = simulateVotes(seed, plan(new Array<number>(k).fill(1 / k)));
      const model = scoreLabels(fitLabelModel(simulated).predict(simulated), truth);
      const majority = scoreLabels(majorityVote(simulated), truth);
      expect(model.accuracy).toBeGreaterThan(majority.accuracy + 0.005);
      expect(model.logLoss).toBeLessThan(majority.logLoss);
    }
  });
});

describe("fitLabelModel warns", () => {
  test("of labels that nobody voted for, naming some of many", () => {
    const many = matrixOfRows(labelsOf(100), [[0, 1, 2]]);
    const named = Array.from({ length: 8 }, (_, i) => `label ${i + 3}`).join(", ");
    expect(fitLabelModel(many).report.warnings).toContain(`No function ever voted for: ${named} and 89 more.`);
  });

  test("of a label -1, which is how others spell abstention", () => {
    const votes = labelMatrix(labelSet(["-1", "0", "1"]), {
      a: ["-1", "0", "1"],
      b: ["-1", "0", "0"],
      c: ["0", "0", "1"],
    });
    expect(fitLabelModel(votes).report.warnings).toContain(
      'One label is "-1". If it means abstention, say so when reading: abstain: ["-1"], --abstain -1.',
    );
  });

  test("of labels that are hardly labels, as when a column of names was read as votes", () => {
    const names = Array.from({ length: 30 }, (_, row) => `name ${row}`);
    const votes = labelMatrix(labelSet(names), { a: names, b: names });
    expect(fitLabelModel(votes).report.warnings).toContain(
      '30 labels on 30 rows: is one of "a", "b" no vote? Leave such columns out: ignore, --ignore.',
    );
  });
});
