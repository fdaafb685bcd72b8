/** Mistakes with learners that the compiler must find; see functions.test.ts. */
import type { Table } from "apache-arrow";
import {
  featureMatrix,
  fitLogisticRegression,
  labelMatrix,
  labelSet,
  learnerFromFunctions,
  logisticRegression,
  majorityVote,
  tableFromRows,
  type FeatureMatrix,
  type LearnedModel,
  type Learner,
  type LogisticRegressionModel,
  type ProbabilisticLabels,
} from "labelwright";
import { expect, expectTypeOf, test } from "vitest";

const names = labelSet(["ham", "spam"]);
const votes = labelMatrix(names, { a: ["ham", "spam"] });
const labels = majorityVote(votes);
const input = featureMatrix([[0], [1]]);
const table = tableFromRows([{ text: "a" }, { text: "b" }]);

const ofTables = learnerFromFunctions<Table, null>({ name: "a", fit: () => null, predict: () => [] });

test("types find options that do not fit", () => {
  const mistakes = (): unknown[] => [
    // @ts-expect-error "spma" is no label
    fitLogisticRegression(input, labels, { classWeights: { spma: 2 } }),
    // @ts-expect-error "equal" is no kind of class weights
    fitLogisticRegression(input, labels, { classWeights: "equal" }),
    // @ts-expect-error a table is no feature matrix
    fitLogisticRegression(table, labels),
    // @ts-expect-error there is no option C
    logisticRegression({ C: 3 }),
    // @ts-expect-error a feature matrix is no table
    ofTables.fit({ input, labels, weights: null }),
    // @ts-expect-error no predict
    learnerFromFunctions<Table, null>({ name: "a", fit: () => null }),
    // @ts-expect-error text is no probability
    learnerFromFunctions<Table, null>({ name: "a", fit: () => null, predict: () => [["1"]] }),
  ];
  expect(mistakes).toBeTypeOf("function");
});

test("types keep labels, input and model", () => {
  const model = fitLogisticRegression(input, labels, { classWeights: { spam: 2 } });
  expectTypeOf(model).toEqualTypeOf<LogisticRegressionModel<"ham" | "spam">>();
  expectTypeOf(model.predict(input)).toEqualTypeOf<ProbabilisticLabels<"ham" | "spam">>();
  expectTypeOf(logisticRegression()).toEqualTypeOf<Learner<FeatureMatrix>>();
  const any: LearnedModel<"ham" | "spam", FeatureMatrix> = model;
  const learner = learnerFromFunctions<Table, number>({
    name: "rows",
    fit: ({ labels: given }) => given.rows,
    predict: (rows, some) => {
      expectTypeOf(rows).toEqualTypeOf<number>();
      return Array.from({ length: some.numRows }, () => [0.5, 0.5]);
    },
  });
  expectTypeOf(learner).toEqualTypeOf<Learner<Table>>();
  expect(any).toBe(model);
});
