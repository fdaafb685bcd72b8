import { describe, expect, test } from "vitest";
import { dropFunctions, fitLabelModel, scoreLabels, summarizeWorkers, synthesizeAnswers } from "../../../src/index.ts";

const quiet = { onProgress: (): void => undefined };
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Four crowds of middling workers and busy spammers, with one item in five known. */
const crowds = [0, 1, 2, 3].map((seed) => {
  const made = synthesizeAnswers({
    items: 240,
    labels: ["a", "b", "c"],
    workers: [
      { name: "regular", count: 8, accuracies: { from: 0.45, to: 0.8 } },
      { name: "random", count: 2, spam: "random", activity: 2 },
      { name: "same", spam: "same", activity: 2 },
    ],
    gold: 0.2,
    seed,
  });
  const known = (made.votes.ids ?? []).map((item) => made.gold.get(item) ?? null);
  const others = made.truth.map((label, row) => (known[row] === null ? label : null));
  const score = (votes: typeof made.votes, gold?: typeof known): number =>
    scoreLabels(fitLabelModel(votes, { gold, ...quiet }).predict(votes), others).accuracy;
  const [blind, told] = [
    summarizeWorkers(made.votes, quiet),
    summarizeWorkers(made.votes, { gold: made.gold, ...quiet }),
  ];
  const planted = (name: string): number => made.plan.functions.find((each) => each.name === name)?.accuracy ?? NaN;
  const error = (report: typeof blind): number =>
    mean(report.workers.map(({ name, accuracy }) => Math.abs((accuracy ?? NaN) - planted(name))));
  return {
    plain: score(made.votes),
    withGold: score(made.votes, known),
    screened: score(dropFunctions(made.votes, blind.suspects)),
    suspects: blind.suspects,
    errors: [error(blind), error(told)] as const,
  };
});

describe("on four crowds with busy spammers", () => {
  test("gold questions make the labels of other items better", () => {
    expect(mean(crowds.map(({ withGold }) => withGold))).toBeGreaterThan(mean(crowds.map(({ plain }) => plain)) + 0.01);
  });
  test("gold questions bring accuracies nearer to what was planted", () => {
    expect(mean(crowds.map(({ errors }) => errors[1]))).toBeLessThan(mean(crowds.map(({ errors }) => errors[0])));
  });
  test("labels without suspects are better, and no honest worker is suspected", () => {
    expect(mean(crowds.map(({ screened }) => screened))).toBeGreaterThan(mean(crowds.map(({ plain }) => plain)) + 0.01);
    expect(crowds.flatMap(({ suspects }) => suspects).filter((name) => name.startsWith("regular"))).toEqual([]);
  });
});
