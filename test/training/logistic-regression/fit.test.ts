import { inspect } from "node:util";
import { describe, expect, test } from "vitest";

import {
  featureMatrix,
  FeatureMatrix,
  fitLogisticRegression,
  labelSet,
  logisticRegression,
  type LabelSet,
  type LogisticRegressionFitOptions,
  type Progress,
} from "../../../src/index.ts";
import { caught, rejection } from "../../util/caught.ts";
import { rowsOf } from "../../util/compare.ts";
import { softLabels } from "../../util/soft-labels.ts";
import { encoded, randomData } from "./random-data.ts";

const features = new FeatureMatrix({
  columns: 3,
  offsets: Float64Array.of(0, 2, 3, 4, 6),
  indices: Int32Array.of(0, 1, 1, 0, 0, 1),
  values: Float32Array.of(1, 0.5, 1, 1, 0.1, 1),
  fingerprint: "these",
});
const names = labelSet(["ham", "spam"]);
const labels = softLabels([[0.9, 0.1], [0.2, 0.8], [0.7, 0.3], null], names);
const fit = (options?: LogisticRegressionFitOptions<"ham" | "spam">): ReturnType<typeof fitLogisticRegression> =>
  fitLogisticRegression(features, labels, options);
const bad = (value: unknown): never => value as never;

describe("fitLogisticRegression", () => {
  test("gives the rows it was fitted on their labels, and those that nothing covers one too", () => {
    const model = fit({ regularization: 0.01 });
    expect(model.predict(features).hard()).toEqual(["ham", "spam", "ham", "spam"]);
    expect([model.report.rows, model.report.features, model.report.converged]).toEqual([3, 2, true]);
    expect([...model.weights.subarray(4)]).toEqual([0, 0]); // the third feature occurs nowhere
  });

  test("draws all rows to the shares of the labels as the regularization grows", () => {
    const model = fit({ regularization: 1e9, classWeights: "none" });
    for (const [ham] of rowsOf(model.predict(features))) expect(ham).toBeCloseTo((0.9 + 0.2 + 0.7) / 3, 4);
  });

  test("tempers label weights by default: the odds of two labels of 1 % and 99 % become their root", () => {
    const x = featureMatrix(Array.from({ length: 100 }, () => [1]));
    const rows = softLabels(
      Array.from({ length: 100 }, (_, i) => (i === 0 ? [0, 1] : [1, 0])),
      names,
    );
    const odds = (options: LogisticRegressionFitOptions<"ham" | "spam">): number => {
      const [ham = NaN, spam = NaN] = fitLogisticRegression(x, rows, { ...options, tolerance: 1e-8 })
        .predict(x)
        .row(0);
      return spam / ham;
    };
    expect(odds({})).toBeCloseTo(Math.sqrt(1 / 99), 4);
    expect(odds({ classWeights: "none" })).toBeCloseTo(1 / 99, 4);
    expect(odds({ classWeights: "balanced" })).toBeCloseTo(1, 4);
    expect(odds({ classWeights: { spam: 3 } })).toBeCloseTo(3 / 99, 4);
  });

  test("warns of labels that no row has, and still fits", () => {
    const one = softLabels([[1, 0], [1, 0], null, null], names);
    const model = fitLogisticRegression(features, one);
    expect(model.report.warnings).toEqual(['no row is labelled "spam": the model can hardly predict it']);
    expect(model.predict(features).hard()).toEqual(["ham", "ham", "ham", "ham"]);
  });

  test("learns the shares of labels from rows without features", () => {
    const none = new FeatureMatrix({
      columns: 0,
      offsets: new Float64Array(5),
      indices: new Int32Array(0),
      values: new Float32Array(0),
      fingerprint: null,
    });
    const model = fitLogisticRegression(none, labels, { classWeights: "none", tolerance: 1e-9 });
    expect(model.predict(none).probability(3, "ham")).toBeCloseTo(0.6, 8);
    expect(model.report.warnings).toEqual(["no row has any feature: the model predicts the same for all"]);
  });

  test("says that it stopped at the most iterations, and that this is too early", () => {
    const { report } = fit({ maxIterations: 1, tolerance: 1e-9 });
    expect([report.iterations, report.converged, report.stopReason]).toEqual([1, false, "1 iterations reached"]);
    expect(report.warnings[0]).toContain("raise maxIterations or the regularization");
    expect(fit({ maxIterations: 0 }).report.loss).toHaveLength(1);
  });

  test("needs fewer iterations from an earlier model of nearly the same rows", () => {
    const data = encoded(randomData(1, 200, 8, 3));
    const cold = fitLogisticRegression(data.features, data.labels);
    const weights = Array.from({ length: 200 }, (_, i) => (i < 10 ? 1.2 : 1));
    const warm = fitLogisticRegression(data.features, data.labels, { weights, start: cold });
    expect(warm.report.iterations).toBeLessThan(cold.report.iterations / 2);
  });

  test("tells its progress, and can be stopped there", () => {
    const seen: Progress[] = [];
    fit({ onProgress: (progress) => seen.push(progress) });
    expect(seen[0]).toEqual({ task: "fit logistic regression", done: 1, total: 100 });
    expect(seen.at(-1)?.done).toBe(100);
    const stop = new AbortController();
    const error = caught(() => fit({ signal: stop.signal, onProgress: () => stop.abort(new Error("enough")) }));
    expect(error.code).toBe("aborted");
    expect(error.message).toBe("fitLogisticRegression: stopped after 1 iterations.");
    expect(error.cause).toBe(stop.signal.reason);
  });

  test("prints how it went", () => {
    const lines = inspect(fit()).split("\n");
    expect(lines[0]).toBe("Logistic regression of 2 labels, fitted on 3 rows and 2 of 3 features");
    expect(lines[1]).toBe("labels: ham 60.0 %, spam 40.0 %");
    expect(lines[2]).toMatch(/^\d+ iterations, converged \(the gradient is at most 0.0003\); loss 0\.\d{4}$/);
  });
});

describe("rows held out", () => {
  const data = encoded(randomData(3, 120, 30, 2));
  const noisy = softLabels(
    rowsOf(data.labels).map((row, i) => (i % 3 === 0 ? row.toReversed() : row)),
    data.labels.labels,
  );

  test("end the fit where their loss is lowest", () => {
    const { report } = fitLogisticRegression(data.features, noisy, { holdOut: 0.25, regularization: 1e-6 });
    expect([report.rows, report.heldOutRows]).toEqual([90, 30]);
    expect(report.stopReason).toBe("the held-out loss has not fallen for 5 iterations");
    expect(report.converged).toBe(false);
    expect(report.warnings).toEqual([]);
    expect(report.heldOutLoss?.[report.keptIteration]).toBe(Math.min(...(report.heldOutLoss ?? [])));
    expect(report.iterations).toBe(report.keptIteration + 5);
  });

  test("are drawn by seed, or given", () => {
    const train = (options: LogisticRegressionFitOptions): string =>
      JSON.stringify(fitLogisticRegression(data.features, noisy, { maxIterations: 3, ...options }));
    expect(train({ holdOut: 0.2, seed: 1 })).toBe(train({ holdOut: 0.2, seed: 1 }));
    expect(train({ holdOut: 0.2, seed: 1 })).not.toBe(train({ holdOut: 0.2, seed: 2 }));
    expect(train({ seed: 1 })).toBe(train({ seed: 2 }));
    const given = fitLogisticRegression(data.features, noisy, { holdOut: [5, 7] });
    expect([given.report.rows, given.report.heldOutRows]).toEqual([118, 2]);
  });

  test("have no part in what is learned", () => {
    const rows = Array.from({ length: 40 }, (_, i) => 3 * i);
    const wild = softLabels(
      rowsOf(noisy).map((row, i) => (i % 3 === 0 ? [0.5, 0.5] : row)),
      noisy.labels,
    );
    const learn = (of: typeof noisy): readonly number[] =>
      fitLogisticRegression(data.features, of, { holdOut: rows, patience: 1000 }).report.loss;
    expect(learn(noisy)).toEqual(learn(wild));
  });
});

describe("explain", () => {
  test("adds up to the probabilities", () => {
    const model = fit();
    const { probabilities, intercepts, parts } = model.explain(features, 0);
    const scores = intercepts.map((each, y) => each + parts.reduce((sum, part) => sum + (part.scores[y] ?? 0), 0));
    expect(parts.map(({ feature, value }) => [feature, value])).toEqual([
      [0, 1],
      [1, 0.5],
    ]);
    expect(Math.log((probabilities[1] ?? 0) / (probabilities[0] ?? 0))).toBeCloseTo(
      (scores[1] ?? 0) - (scores[0] ?? 0),
      6,
    );
    expect(inspect(model.explain(features, 0))).toContain("feature 0");
    expect(() => model.explain(features, 4)).toThrow("logistic regression, explain: 4; expected a row from 0 to 3.");
  });
});

describe("fitLogisticRegression refuses", () => {
  const other: LabelSet = labelSet(["spam", "ham"]);
  const three = softLabels(
    [
      [1, 0],
      [0, 1],
      [1, 0],
    ],
    names,
  );
  test.each<[string, () => unknown, string]>([
    [
      "no feature matrix",
      () => fitLogisticRegression(bad([[1]]), labels),
      "fitLogisticRegression: an array of 1; expected a feature matrix. Make one with fitFeatures",
    ],
    [
      "no labels",
      () => fitLogisticRegression(features, bad(["ham"])),
      "labels: an array of 1; expected probabilistic labels",
    ],
    [
      "other rows",
      () => fitLogisticRegression(features, three),
      "4 rows of features and 3 rows of labels; expected features and labels of the same rows",
    ],
    [
      "no covered row",
      () => fitLogisticRegression(features, softLabels([null, null, null, null], names)),
      "4 rows, none of them covered and with a weight above 0; expected at least one row to train on",
    ],
    [
      "no rows",
      () => fitLogisticRegression(features.takeRows([]), softLabels([], names)),
      "fitLogisticRegression: no rows; expected at least one row",
    ],
    ["only weights of 0", () => fit({ weights: [0, 0, 0, 1] }), "none of them covered and with a weight above 0"],
    ["too few weights", () => fit({ weights: [1, 1] }), "weights: 2 weights; expected one for each of the 4 rows"],
    ["a weight below 0", () => fit({ weights: [1, -1, 1, 1] }), "weight of row 1: -1; expected a number of at least 0"],
    [
      "a weight that is NaN",
      () => fit({ weights: [1, 1, 1, NaN] }),
      "weight of row 3: NaN; expected a number of at least 0",
    ],
    [
      "no regularization",
      () => fit({ regularization: 0 }),
      "regularization: 0; expected a number above 0. Without any",
    ],
    ["an infinite one", () => fit({ regularization: Infinity }), "regularization: Infinity; expected a number above 0"],
    [
      "parts of iterations",
      () => fit({ maxIterations: 1.5 }),
      "maxIterations: 1.5; expected a whole number of at least 0",
    ],
    ["a tolerance below 0", () => fit({ tolerance: -1 }), "tolerance: -1; expected a number of at least 0"],
    ["no patience", () => fit({ patience: 0 }), "patience: 0; expected a whole number of at least 1"],
    [
      "unknown class weights",
      () => fit({ classWeights: bad("equal") }),
      'classWeights: "equal"; expected one of "none", "tempered", "balanced"',
    ],
    [
      "class weights of no label",
      () => fit({ classWeights: bad({ eggs: 1 }) }),
      'classWeights: "eggs"; expected labels among "ham", "spam"',
    ],
    [
      "class weights below 0",
      () => fit({ classWeights: { ham: -1 } }),
      'classWeights, "ham": -1; expected a number of at least 0',
    ],
    [
      "class weights of 0",
      () => fit({ classWeights: { ham: 0, spam: 0 } }),
      "the weight 0 for every label that occurs; expected a weight above 0 for one of them",
    ],
    [
      "all rows held out",
      () => fit({ holdOut: [0, 1, 2] }),
      "holdOut: 3 of the 3 rows that count held out; expected at least one held out and one to train on",
    ],
    [
      "a share of 1 held out",
      () => fit({ holdOut: 1 }),
      "holdOut: 1; expected a share of the rows, from 0 to below 1, or row numbers",
    ],
    ["a row held out that is none", () => fit({ holdOut: [4] }), "holdOut: 4; expected row numbers from 0 to 3"],
    [
      "a start of other features",
      () => fit({ start: fitLogisticRegression(featureMatrix([[1], [2], [3], [4]]), labels) }),
      "start: 3 features; expected the 1 that the model was fitted on",
    ],
    [
      "a start of other labels",
      () => fit({ start: bad(fitLogisticRegression(features, softLabels([[1, 0], [0, 1], null, null], other))) }),
      'start: a model of the labels "spam", "ham"; expected the labels "ham", "spam"',
    ],
    [
      "labels that are not probabilities",
      () => fitLogisticRegression(features, softLabels([[0.5, 0.5], [NaN, 1], [1, 0], null], names)),
      "labels of row 1: an array of 2 with the sum NaN; expected probabilities that sum to 1",
    ],
  ])("%s", (_, run, message) => {
    expect(caught(run).message).toContain(message);
  });

  test("features that are no numbers, or not there", () => {
    const withEntry = (index: number, value: number): FeatureMatrix =>
      new FeatureMatrix({
        columns: 2,
        offsets: Float64Array.of(0, 1, 1, 1, 1),
        indices: Int32Array.of(index),
        values: Float32Array.of(value),
        fingerprint: null,
      });
    const run = (index: number, value: number) => (): unknown => fitLogisticRegression(withEntry(index, value), labels);
    expect(run(2, 1)).toThrow("features of row 0: the value 1 of feature 2; expected numbers of features 0 to 1");
    expect(run(0, NaN)).toThrow("features of row 0: the value NaN of feature 0");
    const model = fitLogisticRegression(withEntry(0, 1), labels);
    expect(() => model.predict(withEntry(2, 1))).toThrow("features of row 0: the value 1 of feature 2");
    expect(() => model.predict(withEntry(0, NaN))).toThrow("features of row 0: a value that is no number");
  });

  test("to predict other features", () => {
    const model = fit();
    const { offsets, indices, values } = features;
    const renamed = new FeatureMatrix({ columns: 3, offsets, indices, values, fingerprint: "others" });
    expect(() => model.predict(renamed)).toThrow(
      "features with the fingerprint others; expected those the model was fitted on, these.",
    );
    expect(() => model.predict(featureMatrix([[1]]))).toThrow(
      "1 features; expected the 3 that the model was fitted on",
    );
  });
});

describe("logisticRegression", () => {
  test("checks its options at once", () => {
    expect(() => logisticRegression({ regularization: -1 })).toThrow("logisticRegression, regularization: -1;");
  });

  test("fits as fitLogisticRegression does, from a start too", async () => {
    const learner = logisticRegression({ regularization: 0.1 });
    const data = { input: features, labels, weights: Float64Array.of(1, 2, 3, 4) };
    const model = await learner.fit(data);
    expect(JSON.stringify(model)).toBe(JSON.stringify(fit({ regularization: 0.1, weights: data.weights })));
    const again = await learner.fit(data, { start: model });
    expect(again).toHaveProperty("report.iterations", 0);
    const error = await rejection(Promise.resolve(learner.fit(data, { start: bad({ learner: "mine" }) })));
    expect(error.message).toBe(
      'logisticRegression, start: a model of the learner "mine"; expected one of "logistic-regression".',
    );
  });

  test("pauses, so that a signal is heard while it fits", async () => {
    const { features: input, labels: of } = encoded(randomData(5, 40_000, 60, 4));
    const stop = new AbortController();
    const running = logisticRegression({ tolerance: 0, maxIterations: 1e6 }).fit(
      { input, labels: of, weights: null },
      { signal: stop.signal },
    );
    setTimeout(() => stop.abort(), 5);
    expect((await rejection(Promise.resolve(running))).code).toBe("aborted");
  });
});
