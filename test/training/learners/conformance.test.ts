import type { Table } from "apache-arrow";
import { describe, test } from "vitest";

import {
  featureMatrix,
  learnerFromFunctions,
  logisticRegression,
  tableFromRows,
  type FeatureMatrix,
  type LearnerInput,
} from "../../../src/index.ts";
import { testLearner as testAnyLearner, type LearnerCase } from "../../../src/testing.ts";
import { centroidFunctions } from "./centroids.ts";

const table = (points: readonly (readonly [number, number])[]): Table =>
  tableFromRows(points.map(([x, z]) => ({ x, z })));

const testLearner = <X extends LearnerInput>(subject: LearnerCase<X>): void => {
  testAnyLearner(subject, { describe, test });
};

testLearner({ name: "logisticRegression", make: () => logisticRegression() });

testLearner({
  name: "logisticRegression with rows held out",
  make: () => logisticRegression({ holdOut: 0.2, classWeights: "balanced", regularization: 0.01 }),
  encode: featureMatrix,
});

testLearner({
  name: "learnerFromFunctions of features, all at once",
  make: () => learnerFromFunctions(centroidFunctions<FeatureMatrix>()),
  encode: featureMatrix,
});

testLearner({
  name: "learnerFromFunctions of a table, later, in batches, side by side",
  make: () => {
    const functions = centroidFunctions<Table>();
    return learnerFromFunctions<Table, Awaited<ReturnType<typeof functions.fit>>>({
      ...functions,
      fit: async (data, options) => functions.fit(data, options),
      predict: async (model, input, options) => functions.predict(model, input, options),
      batchRows: 4,
      concurrency: 3,
    });
  },
  encode: table,
});

testLearner({
  name: "learnerFromFunctions whose models cannot be kept",
  make: () => {
    const { name, fit, predict } = centroidFunctions<Table>();
    return learnerFromFunctions({ name, fit, predict });
  },
  encode: table,
});
