import {
  fitFeatures,
  fitLabelModel,
  fitLogisticRegression,
  majorityVote,
  selfTrain,
  takeRows,
  ProbabilisticLabels,
  type LabelSet,
  type SelfTrainingRound,
} from "labelwright";
import { votesOn, type TextSet } from "./text-sets.ts";

/** What is compared. Each gives a label to every test row. */
export const methods = [
  "majority vote",
  "label model",
  "majority vote + learner",
  "label model + learner",
  "label model + self-training",
  "gold + learner",
] as const;
export type Method = (typeof methods)[number];

/** What every method says of the test rows: N x K probabilities each. */
export interface Outcome {
  readonly test: Int32Array;
  readonly predicted: Readonly<Record<Method, Float64Array>>;
  readonly history: readonly SelfTrainingRound[];
}

/**
 * Trains on some rows without their gold (but for the last method) and labels others: label model, features and learner
 * see the training rows only, all with their default settings.
 */
export async function runMethods(set: TextSet, train: Int32Array, test: Int32Array): Promise<Outcome> {
  const [votes, testVotes] = [votesOn(set, train), votesOn(set, test)];
  const labelModel = fitLabelModel(votes, { onProgress: () => undefined });
  const soft = labelModel.predict(votes);
  const trainTable = takeRows(set.table, train);
  const features = fitFeatures(trainTable, { text: ["text"] });
  const x = features.encode(trainTable);
  const y = features.encode(takeRows(set.table, test));
  const learned = (labels: ProbabilisticLabels): Float64Array => {
    return rowsOf(fitLogisticRegression(x, labels, { onProgress: () => undefined }).predict(y));
  };
  const trained = await selfTrain(x, soft, {
    gold: Int32Array.from(train, (row) => set.truth[row] ?? -1),
    onProgress: () => undefined,
  });
  return {
    test,
    predicted: {
      "majority vote": rowsOf(majorityVote(testVotes)),
      "label model": rowsOf(labelModel.predict(testVotes)),
      "majority vote + learner": learned(majorityVote(votes)),
      "label model + learner": learned(soft),
      "label model + self-training": rowsOf(await trained.model.predict(y)),
      "gold + learner": learned(goldLabels(set.labels, set.truth, train)),
    },
    history: trained.history,
  };
}

/** What each method says of the test rows of all outcomes, one after the other. */
export function labelsOn(
  labels: LabelSet,
  outcomes: readonly Outcome[],
): Readonly<Record<Method, ProbabilisticLabels>> {
  const of = (method: Method): ProbabilisticLabels => {
    const probabilities = Float64Array.from(outcomes.flatMap(({ predicted }) => Array.from(predicted[method])));
    const covered = new Uint8Array(probabilities.length / labels.size).fill(1);
    return new ProbabilisticLabels({ labels, probabilities, covered, rowPatterns: null });
  };
  return Object.fromEntries(methods.map((method) => [method, of(method)])) as Record<Method, ProbabilisticLabels>;
}

/** Probabilities written out row by row. */
function rowsOf(labels: ProbabilisticLabels): Float64Array {
  const k = labels.labels.size;
  const out = new Float64Array(labels.rows * k);
  for (let row = 0; row < labels.rows; row++) out.set(labels.row(row), row * k);
  return out;
}

function goldLabels(labels: LabelSet, truth: Int32Array, rows: Int32Array): ProbabilisticLabels {
  const probabilities = new Float64Array(rows.length * labels.size);
  rows.forEach((row, i) => (probabilities[i * labels.size + (truth[row] ?? 0)] = 1));
  return new ProbabilisticLabels({
    labels,
    probabilities,
    covered: new Uint8Array(rows.length).fill(1),
    rowPatterns: null,
  });
}
