import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  logisticRegression,
  type FeatureMatrix,
  type LearnedModel,
  type Learner,
  type LearnerFitOptions,
  type TrainingData,
} from "../../../src/index.ts";
import { ProbabilisticLabels } from "../../../src/probabilities/probabilistic-labels.ts";
import { checkLearner, learnerLaws, testLearner, type LearnerCase } from "../../../src/testing.ts";
import { rejection } from "../../util/caught.ts";

type Input = FeatureMatrix;

const base = logisticRegression();
const sound: LearnerCase<Input> = { name: "sound", make: () => logisticRegression() };

/** A learner like the sound one, but for what happens to its data, its models, or itself. */
function learner(parts: {
  readonly data?: <L extends string>(data: TrainingData<L, Input>) => TrainingData<L, Input>;
  readonly options?: (options: LearnerFitOptions) => LearnerFitOptions;
  readonly model?: <L extends string>(model: LearnedModel<L, Input>) => LearnedModel<L, Input>;
  readonly self?: Partial<Learner<Input>>;
}): LearnerCase<Input> {
  const { data = (same) => same, options = (same) => same, model = (same) => same, self = {} } = parts;
  return {
    name: "broken",
    make: () =>
      Object.freeze({
        name: base.name,
        fit: async <L extends string>(given: TrainingData<L, Input>, how: LearnerFitOptions = {}) =>
          model(await base.fit(data(given), options(how))),
        fromJson: base.fromJson,
        ...self,
      }),
  };
}

/** A model like another, but for its predictions. */
function predicting<L extends string>(
  model: LearnedModel<L, Input>,
  predict: (soft: ProbabilisticLabels<L>, input: Input) => ProbabilisticLabels<L>,
): LearnedModel<L, Input> {
  return Object.freeze({
    learner: model.learner,
    labels: model.labels,
    predict: async (input: Input) => predict(await model.predict(input), input),
    toJSON: () => model.toJSON(),
  });
}

function withRows<L extends string>(
  soft: ProbabilisticLabels<L>,
  change: (row: readonly number[], i: number) => readonly number[],
): ProbabilisticLabels<L> {
  const rows = Array.from({ length: soft.rows }, (_, i) => change(Array.from(soft.row(i)), i));
  const probabilities = Float64Array.from(rows.flat());
  return new ProbabilisticLabels({
    labels: soft.labels,
    probabilities,
    covered: new Uint8Array(soft.rows).fill(1),
    rowPatterns: null,
  });
}

let calls = 0;
const turned = learner({
  model: (model) => predicting(model, (soft) => withRows(soft, (row) => [...row.slice(1), row[0] ?? 0])),
});

/** A broken learner for each law. */
const broken: Readonly<Record<string, LearnerCase<Input>>> = {
  frozen: learner({ model: (model) => ({ ...model, predict: (input) => model.predict(input) }) }),
  "keeps-labels": learner({
    model: (model) => ({
      ...model,
      labels: { ...model.labels, names: model.labels.names.toReversed() },
    }),
  }),
  "learns-three-labels": turned,
  "learns-two-labels": turned,
  probabilities: learner({
    model: (model) => predicting(model, (soft) => withRows(soft, (row) => row.map((p) => p * 1.01))),
  }),
  "rows-by-themselves": learner({
    model: (model) =>
      predicting(model, (soft) => withRows(soft, (row, i) => (i === 0 ? row.map(() => 1 / row.length) : row))),
  }),
  "same-bits": learner({
    model: (model) =>
      predicting(model, (soft) =>
        withRows(soft, ([p = 0, q = 0, ...others]) => {
          const shift = Math.min(p, q) * 1e-6 * (calls++ % 2);
          return [p + shift, q - shift, ...others];
        }),
      ),
  }),
  "rows-that-count": learner({ data: (data) => ({ ...data, weights: null }) }),
  json: learner({ self: { fromJson: (_json, labels) => ({ labels }) as never } }),
  "refuses-bad-data": learner({
    data: (data) => ({ ...data, weights: data.weights === null ? null : data.weights.map(Math.abs) }),
  }),
  "refuses-other-input": learner({
    model: (model) =>
      Object.freeze({
        ...model,
        predict: (input: Input) => model.predict(input.columns === 2 ? input : input.takeRows([])),
        toJSON: () => model.toJSON(),
      }),
  }),
  "heeds-signal": learner({ options: ({ seed }) => ({ seed }) }),
};

describe("checkLearner", () => {
  test("finds nothing in a sound learner", async () => {
    const report = await checkLearner(sound);
    expect(report.failures).toEqual([]);
    expect(report.laws.map(({ law, outcome }) => [law, outcome])).toEqual(
      learnerLaws.map(({ name }) => [name, "holds"]),
    );
    expect(inspect(report)).toContain(`passed: ${learnerLaws.length} laws hold`);
  });

  test.each(learnerLaws.map(({ name }) => name))("finds the learner that breaks the law %s", async (name) => {
    const subject = broken[name];
    expect(subject).toBeDefined();
    const { failures } = await checkLearner(subject as LearnerCase<Input>);
    const failure = failures.find(({ law }) => law === name);
    expect(failure).toMatchObject({
      came: expect.stringMatching(/./) as string,
      expected: expect.stringMatching(/./) as string,
    });
  });

  test("says what came and what was expected", async () => {
    const { failures } = await checkLearner(broken["heeds-signal"] as LearnerCase<Input>);
    expect(failures).toMatchObject([
      {
        law: "heeds-signal",
        on: "a signal that has said so",
        came: "no error",
        expected: "an error that says what is wrong",
      },
    ]);
  });

  test("refuses a case without a name, and an unknown law", async () => {
    const noName = await rejection(checkLearner({ make: sound.make } as LearnerCase<Input>));
    expect(noName.message).toBe("checkLearner, name: undefined; expected text that is not empty.");
    const unknown = await rejection(checkLearner({ ...sound, except: { no: "reason" } }));
    expect(unknown.message).toContain('checkLearner, except: "no"; expected names of laws: "frozen"');
  });
});

test("testLearner refuses what is no test framework, at once", () => {
  expect(() => {
    testLearner(sound, { describe } as never);
  }).toThrow(
    "testLearner, framework: an object with describe; expected an object with the functions describe and test.",
  );
});
