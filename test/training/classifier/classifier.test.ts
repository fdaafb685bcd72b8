import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  classifierFromJson,
  isClassifier,
  labelSet,
  learnerFromFunctions,
  logisticRegression,
  makeClassifier,
  tableFromRows,
  trainClassifier,
  type Classifier,
  type ClassifierSpec,
  type FeatureMatrix,
} from "../../../src/index.ts";
import { caught, rejection } from "../../util/caught.ts";
import { softLabels } from "../../util/soft-labels.ts";

const labels = labelSet(["ham", "spam"]);
const texts = ["free cash", "win cash", "see you", "you there", "cash for you"];
const table = tableFromRows(texts.map((text) => ({ text })));
const soft = softLabels([[0.1, 0.9], [0.2, 0.8], [0.9, 0.1], [0.8, 0.2], null], labels);
const quiet = { onProgress: () => undefined };
const train = (spec: Partial<ClassifierSpec> = {}): Promise<Classifier<"ham" | "spam">> =>
  trainClassifier(table, soft, { text: ["text"], ...quiet, ...spec });

describe("a classifier", () => {
  test("labels rows that no function covers, and any other row", async () => {
    const classifier = await train();
    const predicted = await classifier.predict(table);
    expect(predicted.hard().slice(0, 4)).toEqual(["spam", "spam", "ham", "ham"]);
    expect(predicted.covered(4)).toBe(true);
    expect((await classifier.predict(tableFromRows([{ text: "cash" }, { text: "see" }]))).hard()).toEqual([
      "spam",
      "ham",
    ]);
    expect([isClassifier(classifier), isClassifier({}), Object.isFrozen(classifier)]).toEqual([true, false, true]);
  });

  test("gives the same for a table of many pieces as row by row", async () => {
    const classifier = await train();
    const many = tableFromRows(Array.from({ length: 20_000 }, (_, i) => ({ text: texts[i % texts.length] ?? "" })));
    const predicted = await classifier.predict(many);
    const once = await classifier.predict(table);
    expect(predicted.rows).toBe(20_000);
    for (const row of [0, 16_383, 16_384, 19_999]) expect([...predicted.row(row)]).toEqual([...once.row(row % 5)]);
  });

  test("labels a table without rows", async () => {
    expect((await (await train()).predict(tableFromRows([], { columns: { text: "utf8" } }))).rows).toBe(0);
  });

  test("weights count", async () => {
    const only = await train({ weights: [1, 1, 0, 0, 0] });
    expect((await only.predict(table)).probability(2, "spam")).toBeGreaterThan(
      (await (await train()).predict(table)).probability(2, "spam"),
    );
  });

  test("a signal stops training and labeling", async () => {
    const signal = AbortSignal.abort();
    expect((await rejection(train({ signal }))).code).toBe("aborted");
    expect((await rejection((await train()).predict(table, { signal }))).code).toBe("aborted");
  });

  test("prints what it is", async () => {
    expect(inspect(await train())).toMatch(
      /^Classifier: logistic-regression on \d+ features of "text", labels "ham", "spam"$/,
    );
  });

  test.each<[string, () => unknown, string]>([
    ["no features", () => makeClassifier({} as never, {} as never), "makeClassifier, features: an object with no keys"],
  ])("is not made of %s", (_, run, message) => expect(caught(run).message).toContain(message));

  test.each<[string, () => Promise<unknown>, string]>([
    [
      "labels of other rows",
      () => trainClassifier(table, softLabels([[1, 0]], labels), { text: ["text"] }),
      "trainClassifier: labels of 1 rows",
    ],
    [
      "no labels",
      () => trainClassifier(table, null as never, { text: ["text"] }),
      "trainClassifier: null; expected probabilistic labels",
    ],
    ["no columns", () => trainClassifier(table, soft, {}), "no columns"],
    ["another table", async () => (await train()).predict(tableFromRows([{ body: "x" }])), '"text"'],
    ["no table", async () => (await train()).predict([] as never), "expected an Arrow table"],
  ])("refuses %s", async (_, run, message) => expect((await rejection(run())).message).toContain(message));
});

describe("a classifier's JSON", () => {
  test("gives back one that predicts the same, to the bit", async () => {
    const classifier = await train();
    const json = JSON.parse(JSON.stringify(classifier)) as object;
    const back = classifierFromJson(json, { labels });
    expect((await back.predict(table)).probabilities).toEqual((await classifier.predict(table)).probabilities);
    expect(JSON.parse(JSON.stringify(back))).toEqual(json);
  });

  test("of another learner needs that learner", async () => {
    const constant = learnerFromFunctions<FeatureMatrix, number>({
      name: "constant",
      fit: () => 0.25,
      predict: (p, input) => Array.from({ length: input.rows }, () => [p, 1 - p]),
      toJson: (p) => p,
      fromJson: (json) => Number(json),
    });
    const json: unknown = JSON.parse(JSON.stringify(await train({ learner: constant })));
    expect(caught(() => classifierFromJson(json)).message).toContain(
      'a model of "constant"; expected one of "logistic-regression"',
    );
    const back = classifierFromJson(json, { learner: constant });
    expect([...(await back.predict(table)).row(0)]).toEqual([0.25, 0.75]);
  });

  test.each<[string, (json: Record<string, unknown>) => unknown, string, string]>([
    ["no object", () => [], "corrupt_file", "classifier JSON, the whole: an array of 0; expected an object"],
    [
      "another version",
      (json) => ({ ...json, schema: "labelwright.classifier/9" }),
      "unsupported_format",
      "labelwright.classifier/9",
    ],
    ["no labels", ({ labels: _, ...json }) => json, "corrupt_file", "classifier JSON, labels: undefined"],
    ["no features", ({ features: _, ...json }) => json, "corrupt_file", "features JSON"],
    ["no model", ({ model: _, ...json }) => json, "corrupt_file", "logistic regression JSON"],
  ])("of %s is refused", async (_, change, code, message) => {
    const json = JSON.parse(JSON.stringify(await train())) as Record<string, unknown>;
    const error = caught(() => classifierFromJson(change(json)));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
  });

  test("of other labels is refused", async () => {
    const json: unknown = JSON.parse(JSON.stringify(await train({ learner: logisticRegression() })));
    expect(caught(() => classifierFromJson(json, { labels: labelSet(["spam", "ham"]) })).message).toBe(
      'classifier JSON, labels: "ham", "spam"; expected "spam", "ham", in this order.',
    );
  });
});
