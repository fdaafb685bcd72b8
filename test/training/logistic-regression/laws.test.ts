import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import {
  fitLogisticRegression,
  type ClassWeights,
  type LogisticRegressionFitOptions,
  type LogisticRegressionModel,
} from "../../../src/index.ts";
import { expectClose, rowsOf } from "../../util/compare.ts";
import { encoded, randomData, type PlainData } from "./random-data.ts";

const exact: LogisticRegressionFitOptions = { tolerance: 1e-9, maxIterations: 2000 };
const data = fc
  .record({ seed: fc.nat(1e6), rows: fc.integer({ min: 1, max: 40 }), columns: fc.integer({ min: 1, max: 6 }) })
  .chain((shape) => fc.integer({ min: 2, max: 4 }).map((k) => randomData(shape.seed, shape.rows, shape.columns, k)));
const classWeights = fc.constantFrom<ClassWeights>("none", "balanced", "tempered");

const fit = (plain: PlainData, options: LogisticRegressionFitOptions = {}): LogisticRegressionModel => {
  const { features, labels } = encoded(plain);
  return fitLogisticRegression(features, labels, { ...exact, ...options });
};
const predict = (model: LogisticRegressionModel, plain: PlainData): number[][] =>
  rowsOf(model.predict(encoded(plain).features));

/** Numbers in an order drawn by a seed. */
const shuffled = (length: number, seed: number): number[] =>
  Array.from({ length }, (_, i) => i).sort((a, b) => ((a * 7919 + seed) % 101) - ((b * 7919 + seed) % 101) || a - b);

describe("a logistic regression", () => {
  test.prop([data, classWeights])("predicts probabilities that sum to 1", (plain, weights) => {
    for (const row of predict(fit(plain, { classWeights: weights }), plain)) {
      expect(row.every((p) => p >= 0 && p <= 1)).toBe(true);
      expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    }
  });

  test.prop([data, classWeights])("is the same bits at every fit", (plain, weights) => {
    const json = (): string => JSON.stringify(fit(plain, { classWeights: weights, tolerance: 1e-4 }));
    expect(json()).toBe(json());
  });

  test.prop([data, classWeights, fc.nat(100)])("does not depend on the order of rows", (plain, weights, seed) => {
    const order = shuffled(plain.x.length, seed);
    const other = { x: order.map((i) => plain.x[i] ?? []), q: order.map((i) => plain.q[i] ?? []) };
    const options = { classWeights: weights };
    expectClose(predict(fit(other, options), plain), predict(fit(plain, options), plain), 1e-6);
  });

  test.prop([data, fc.nat(100)])("does not depend on the order of features", (plain, seed) => {
    const order = shuffled(plain.x[0]?.length ?? 0, seed);
    const other = { ...plain, x: plain.x.map((row) => order.map((d) => row[d] ?? 0)) };
    expectClose(predict(fit(other), other), predict(fit(plain), plain), 1e-6);
  });

  test.prop([data, classWeights, fc.nat(100)])("does not depend on the order of labels", (plain, weights, seed) => {
    const order = shuffled(plain.q[0]?.length ?? 0, seed);
    const turn = (rows: readonly (readonly number[])[]): number[][] =>
      rows.map((row) => order.map((y) => row[y] ?? NaN));
    const options = { classWeights: weights };
    const other = { ...plain, q: turn(plain.q) };
    expectClose(predict(fit(other, options), other), turn(predict(fit(plain, options), plain)), 1e-6);
  });

  test.prop([data, classWeights])("counts a row of weight 2 as two rows", (plain, weights) => {
    const twice = { x: [...plain.x, ...plain.x.slice(0, 3)], q: [...plain.q, ...plain.q.slice(0, 3)] };
    const byWeight = fit(plain, { classWeights: weights, weights: plain.x.map((_, i) => (i < 3 ? 2 : 1)) });
    expectClose(predict(byWeight, plain), predict(fit(twice, { classWeights: weights }), plain), 1e-6);
  });

  test.prop([data, classWeights])("takes a soft label as hard ones, weighed by it", (plain, weights) => {
    const k = plain.q[0]?.length ?? 2;
    const hard = plain.q.flatMap((row, i) =>
      row.map((p, y) => ({
        weight: p,
        x: plain.x[i] ?? [],
        q: Array.from({ length: k }, (_, z) => (z === y ? 1 : 0)),
      })),
    );
    const each = { x: hard.map(({ x }) => x), q: hard.map(({ q }) => q) };
    const model = fit(each, { classWeights: weights, weights: hard.map(({ weight }) => weight) });
    expectClose(predict(model, plain), predict(fit(plain, { classWeights: weights }), plain), 1e-6);
  });

  test.prop([data, data])("reaches the same from any start", (plain, other) => {
    const k = plain.q[0]?.length ?? 2;
    const d = plain.x[0]?.length ?? 1;
    const moved = {
      x: other.x.map((row) => Array.from({ length: d }, (_, i) => row[i] ?? 0)),
      q: other.q.map((row) =>
        Array.from({ length: k }, (_, y) => (y === 0 ? (row[0] ?? 0) : (1 - (row[0] ?? 0)) / (k - 1))),
      ),
    };
    const start = fit(moved, { tolerance: 1e-3 });
    expectClose(predict(fit(plain, { start }), plain), predict(fit(plain), plain), 1e-6);
  });

  test.prop([data, classWeights])("never lets the loss rise", (plain, weights) => {
    const { loss } = fit(plain, { classWeights: weights }).report;
    loss.forEach((each, i) => expect(each).toBeLessThanOrEqual((loss[i - 1] ?? each) * (1 + 1e-13)));
  });
});
