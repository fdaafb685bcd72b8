import { inspect } from "node:util";
import { describe, expect, test } from "vitest";

import {
  featureMatrix,
  labelSet,
  learnerFromFunctions,
  type BatchProbabilities,
  type FeatureMatrix,
  type LearnedModel,
  type LearnerFunctions,
  type TrainingData,
} from "../../../src/index.ts";
import { caught, rejection } from "../../util/caught.ts";
import { rowsOf } from "../../util/compare.ts";
import { softLabels } from "../../util/soft-labels.ts";
import { centroidFunctions } from "./centroids.ts";

const names = labelSet(["ham", "spam"]);
const input = featureMatrix([[0], [1], [2], [3], [4], [5], [6]]);
const labels = softLabels([[1, 0], [1, 0], null, [1, 0], [0, 1], [0, 1], [0, 1]], names);
const data = { input, labels, weights: null };
const half = [0.5, 0.5];

type Functions = LearnerFunctions<FeatureMatrix, string>;
type Predict = (rows: number, firstRow: number) => unknown;

/** A learner whose predict gives whatever it is told to. */
const learned = (
  predict: Predict,
  more: Partial<Functions> = {},
): Promise<LearnedModel<"ham" | "spam", FeatureMatrix>> => {
  const learner = learnerFromFunctions<FeatureMatrix, string>({
    name: "mine",
    fit: () => "a model",
    predict: (_model, some, { firstRow }) => predict(some.rows, firstRow) as BatchProbabilities,
    batchRows: 3,
    ...more,
  });
  return Promise.resolve(learner.fit(data));
};
const predicted = async (predict: Predict, more?: Partial<Functions>): Promise<number[][]> =>
  rowsOf(await (await learned(predict, more)).predict(input));
const failure = async (predict: Predict, more?: Partial<Functions>): Promise<{ code: string; message: string }> => {
  const { code, message } = await rejection(predicted(predict, more));
  return { code, message };
};

describe("learnerFromFunctions", () => {
  test("asks for at most batchRows rows at a time, in order, with their labels and first row", async () => {
    const seen: unknown[] = [];
    const model = await learned(() => null, {
      predict: (of, some, options) => {
        seen.push([of, some.rows, options.firstRow, options.labels.names, rowValues(some)]);
        return Array.from({ length: some.rows }, () => half);
      },
    });
    await model.predict(input);
    expect(seen).toEqual([
      ["a model", 3, 0, ["ham", "spam"], [0, 1, 2]],
      ["a model", 3, 3, ["ham", "spam"], [3, 4, 5]],
      ["a model", 1, 6, ["ham", "spam"], [6]],
    ]);
  });

  test("has as many batches under way as concurrency says, and keeps their order", async () => {
    let [running, most] = [0, 0];
    const later = async (rows: number, firstRow: number): Promise<number[][]> => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, firstRow === 0 ? 20 : 1));
      running--;
      return Array.from({ length: rows }, (_, i) => [(firstRow + i) / 10, 1 - (firstRow + i) / 10]);
    };
    const expected = [0, 1, 2, 3, 4, 5, 6].map((i) => expect.closeTo(i / 10, 12) as number);
    for (const concurrency of [1, 2, 3]) {
      most = 0;
      const rows = await predicted(later, { concurrency });
      expect(rows.map(([ham]) => ham)).toEqual(expected);
      expect(most).toBe(concurrency);
    }
  });

  test.each<[string, Predict]>([
    ["arrays", (rows) => Array.from({ length: rows }, () => [0.25, 0.75])],
    ["typed arrays", (rows) => Array.from({ length: rows }, () => Float32Array.of(0.25, 0.75))],
    ["flat numbers", (rows) => Array.from({ length: 2 * rows }, (_, i) => (i % 2 === 0 ? 0.25 : 0.75))],
    ["a flat Float32Array", (rows) => Float32Array.from({ length: 2 * rows }, (_, i) => (i % 2 === 0 ? 0.25 : 0.75))],
    [
      "probabilistic labels",
      (rows) =>
        softLabels(
          Array.from({ length: rows }, () => [0.25, 0.75]),
          names,
        ),
    ],
    ["a promise", (rows) => Promise.resolve(Array.from({ length: rows }, () => [0.25, 0.75]))],
    ["rounded numbers", (rows) => Array.from({ length: rows }, () => [0.2501, 0.7503])],
  ])("takes %s", async (_, predict) => {
    for (const [ham, spam] of await predicted(predict)) {
      expect(ham).toBeCloseTo(0.25, 3);
      expect((ham ?? 0) + (spam ?? 0)).toBeCloseTo(1, 14);
    }
  });

  test.each<[string, Predict, string, string]>([
    [
      "too few rows",
      () => [half],
      "wrong_type",
      "rows 0 to 2: 1 rows; expected 3 arrays of 2 probabilities, or 6 numbers row by row.",
    ],
    ["too many numbers", (rows) => new Float64Array(rows), "wrong_type", "rows 0 to 2: 3 numbers; expected 3 arrays"],
    [
      "rows of other lengths",
      (rows, from) => Array.from({ length: rows }, (_, i) => (from + i === 4 ? [1] : half)),
      "wrong_type",
      "rows 3 to 5: 1 numbers for row 4; expected",
    ],
    ["no list", () => ({}), "wrong_type", "rows 0 to 2: an object with no keys; expected"],
    ["nothing", () => undefined, "wrong_type", "rows 0 to 2: undefined; expected"],
    [
      "NaN",
      (rows, from) => Array.from({ length: rows }, () => (from === 3 ? [NaN, 1] : half)),
      "function_failed",
      'rows 3 to 5, row 3: NaN as the probability of "ham"; expected a number from 0 to 1.',
    ],
    [
      "text",
      (rows) => Array.from({ length: rows }, () => ["1", "0"]),
      "function_failed",
      'row 0: "1" as the probability of "ham"',
    ],
    [
      "scores",
      (rows) => Array.from({ length: rows }, () => [0.9, 0.9]),
      "function_failed",
      "row 0: probabilities with the sum 1.8; expected a sum of 1. Turn scores into probabilities, for example by softmax.",
    ],
    [
      "other labels",
      (rows) =>
        softLabels(
          Array.from({ length: rows }, () => half),
          labelSet(["a", "b"]),
        ),
      "incompatible",
      'the labels "a", "b"; expected "ham", "spam"',
    ],
    ["labels of other rows", () => softLabels([half], names), "wrong_type", "labels of 1 rows; expected 3 rows"],
    [
      "a throw",
      () => thrown(),
      "function_failed",
      'learner "mine", predict, rows 0 to 2: Error: no such model; expected no error.',
    ],
    [
      "a rejection",
      (_rows, from) =>
        from === 6 ? Promise.reject(new Error("503")) : Promise.resolve(Array.from({ length: 3 }, () => half)),
      "function_failed",
      "rows 6 to 6: Error: 503",
    ],
  ])("refuses %s, and names the batch", async (_, predict, code, message) => {
    for (const concurrency of [1, 4]) {
      const error = await failure(predict, { concurrency });
      expect(error.code).toBe(code);
      expect(error.message).toContain('learner "mine", predict, rows');
      expect(error.message).toContain(message);
    }
  });

  test("tells programs which rows failed, and why", async () => {
    const cause = new Error("503");
    const error = await rejection(predicted(() => Promise.reject(cause)));
    expect(error.details).toEqual({ firstRow: 0, rows: 3 });
    expect(error.cause).toBe(cause);
  });

  test("gives fit only the rows that count", async () => {
    const seen: TrainingData<string, FeatureMatrix>[] = [];
    const learner = learnerFromFunctions<FeatureMatrix, null>({
      name: "mine",
      fit: (given) => {
        seen.push(given);
        return null;
      },
      predict: (_model, some) => Array.from({ length: some.rows }, () => half),
    });
    await learner.fit({ ...data, weights: Float64Array.of(1, 0, 3, 4, 5, 6, 7) });
    const [given] = seen;
    if (given === undefined) return expect.fail("fit was not called");
    expect(rowValues(given.input)).toEqual([0, 3, 4, 5, 6]); // row 2 is not covered, row 1 has weight 0
    expect([...(given.weights ?? [])]).toEqual([1, 4, 5, 6, 7]);
    expect(rowsOf(given.labels).map(([ham]) => ham)).toEqual([1, 1, 0, 0, 0]);
  });

  test.each<[string, Functions["fit"]]>([
    ["throws", () => thrown()],
    ["rejects", () => Promise.reject(new Error("no such model"))],
  ])("names the learner whose fit %s", async (_, fit) => {
    const error = await rejection(learned(() => [], { fit }));
    expect([error.code, error.message]).toEqual([
      "function_failed",
      'learner "mine", fit: Error: no such model; expected no error.',
    ]);
  });

  test("stops waiting when the signal says so, in fit and in predict, and hands it on", async () => {
    const never = (): Promise<never> => new Promise(() => undefined);
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error("enough")), 10);
    const learner = learnerFromFunctions<FeatureMatrix, string>({ name: "slow", fit: never, predict: never });
    const error = await rejection(Promise.resolve(learner.fit(data, { signal: stop.signal })));
    expect([error.code, error.message, error.cause]).toEqual([
      "aborted",
      'learner "slow", fit: the learner was stopped.',
      stop.signal.reason,
    ]);
    const second = new AbortController();
    const heard: (AbortSignal | undefined)[] = [];
    const model = await learned(() => [], {
      predict: (_model, _some, { signal }) => {
        heard.push(signal);
        setTimeout(() => second.abort(), 1);
        return never();
      },
    });
    expect(await rejection(Promise.resolve(model.predict(input, { signal: second.signal })))).toHaveProperty(
      "code",
      "aborted",
    );
    expect(heard).toEqual([second.signal]); // the next batches were not asked for
  });

  test("prints its name", async () => {
    expect(inspect(learnerFromFunctions(centroidFunctions<FeatureMatrix>()))).toBe('Learner "centroids"');
    expect(inspect(await learned(() => []))).toBe('Model of the learner "mine", labels "ham", "spam"');
  });

  test.each<[string, Partial<Record<keyof Functions, unknown>>, string]>([
    ["no name", { name: " " }, 'learnerFromFunctions, name: " "; expected text that is not empty.'],
    ["no fit", { fit: undefined }, 'learner "mine", fit: undefined; expected a function.'],
    ["no predict", { predict: 1 }, 'learner "mine", predict: 1; expected a function.'],
    ["batches of no rows", { batchRows: 0 }, 'learner "mine", batchRows: 0; expected a whole number of at least 1.'],
    [
      "half a batch at a time",
      { concurrency: 0.5 },
      'learner "mine", concurrency: 0.5; expected a whole number of at least 1.',
    ],
    ["toJson that is none", { toJson: {} }, 'learner "mine", toJson: an object with no keys; expected a function.'],
  ])("refuses %s", (_, wrong, message) => {
    const functions = { name: "mine", fit: () => "", predict: () => [], ...wrong } as Functions;
    expect(caught(() => learnerFromFunctions(functions)).message).toBe(message);
  });

  test("refuses JSON of another learner, or with parts missing", async () => {
    const learner = learnerFromFunctions(centroidFunctions<FeatureMatrix>());
    const json = JSON.parse(JSON.stringify(await learner.fit(data))) as Record<string, unknown>;
    const read = (change: Record<string, unknown>) => (): unknown => learner.fromJson?.({ ...json, ...change }, names);
    expect(read({ learner: "other" })).toThrow(
      'learner "centroids", fromJson, learner: "other"; expected "centroids".',
    );
    expect(read({ labels: null })).toThrow("fromJson, labels: null; expected an array of text");
    expect(read({ input: "rows" })).toThrow('fromJson, input: "rows"; expected "table" or "features"');
    expect(read({ columns: "1" })).toThrow('fromJson, columns: "1"; expected a whole number');
    expect(read({ features: 3 })).toThrow("fromJson, features: 3; expected text, or null");
    expect(() => learner.fromJson?.(null, names)).toThrow("fromJson, the whole: null; expected an object");
    const failing = learnerFromFunctions({ ...centroidFunctions<FeatureMatrix>(), fromJson: thrown });
    const message = 'learner "centroids", fromJson: Error: no such model; expected no error.';
    expect(() => failing.fromJson?.(json, names)).toThrow(message);
  });
});

function thrown(): never {
  throw new Error("no such model");
}

/** The value of the only feature on each row. */
function rowValues({ rows, offsets, values }: FeatureMatrix): number[] {
  return Array.from({ length: rows }, (_, i) => (offsets[i] === offsets[i + 1] ? 0 : (values[offsets[i] ?? 0] ?? NaN)));
}
