import { inspect } from "node:util";
import { labelSet } from "../../../labels/label-set.ts";
import type { LearnerInput } from "../../../training/learner-input.ts";
import { takeInputRows } from "../../../training/learner-input.ts";
import { broken, expectNear, expectSame, makeLaw, type ConformanceLaw } from "../law.ts";
import {
  drawPoints,
  encoded,
  labels,
  names,
  rowsOf,
  soften,
  softLabels,
  train,
  trained,
  trainingData,
  unseen,
  type LearnerCase,
} from "./subject.ts";

const onUnseen = "33 new points around the corners";

/** Laws of what a trained model predicts. */
export function predictionLaws<X extends LearnerInput>(): readonly ConformanceLaw<LearnerCase<X>>[] {
  return [
    makeLaw({
      name: "frozen",
      title: "a learner and its models are frozen, say their names, and print as a short text",
      explanation: "What was learned must not change under those who use it, and people must see what it is.",
      body: async (subject) => {
        const learner = subject.make();
        const model = await trained(subject);
        expectSame([Object.isFrozen(learner), Object.isFrozen(model)], [true, true], "learner and model frozen");
        expectSame(model.learner, learner.name, "the name of the model's learner");
        const { length } = inspect(model);
        if (length <= 10 || length >= 2000) broken("its model, printed", `${length} characters`, "10 to 2,000");
      },
    }),
    makeLaw({
      name: "keeps-labels",
      title: "a model keeps the labels that it was trained on, in their order",
      explanation: "Probabilities are told apart by their place.",
      body: async (subject) => {
        const model = await trained(subject);
        const predicted = await model.predict(trainingData(subject).input);
        expectSame([model.labels.names, predicted.labels.names], [names, names], "labels of model and prediction");
      },
    }),
    makeLaw({
      name: "learns-three-labels",
      title: "it learns what is plain to see, on rows that it has not seen",
      explanation: "Three labels around three corners of a plane: a learner that misses them has a fault.",
      body: async (subject) => {
        const predicted = await (await trained(subject)).predict(encoded(subject, unseen.points));
        expectSame(
          predicted.hard(),
          unseen.truth.map((y) => names[y]),
          onUnseen,
        );
      },
    }),
    makeLaw({
      name: "learns-two-labels",
      title: "it learns two labels as well",
      explanation: "Two labels are often a case of their own.",
      body: async (subject) => {
        const [rows, others] = [drawPoints(40, 3, 2), drawPoints(20, 4, 2)];
        const two = labelSet(["no", "yes"]);
        const data = { input: encoded(subject, rows.points), labels: soften(rows.truth, two), weights: null };
        const predicted = await (await subject.make().fit(data)).predict(encoded(subject, others.points));
        expectSame(
          predicted.hard(),
          others.truth.map((y) => two.names[y]),
          "20 new points around two corners",
        );
      },
    }),
    makeLaw({
      name: "probabilities",
      title: "it gives every row numbers from 0 to 1 that sum to 1, and covers it",
      explanation: "Whatever decides by them takes them for probabilities.",
      body: async (subject) => {
        const predicted = await (await trained(subject)).predict(encoded(subject, unseen.points));
        expectSame(predicted.rows, 33, "rows");
        for (const [i, row] of rowsOf(predicted).entries()) {
          const sum = row.reduce((all, p) => all + p, 0);
          if (!row.every((p) => p >= 0 && p <= 1) || Math.abs(sum - 1) > 1e-12) {
            broken(onUnseen, `row ${i}: ${row.join(", ")}, which sum to ${sum}`, "numbers from 0 to 1 that sum to 1");
          }
          if (!predicted.covered(i)) broken(onUnseen, `row ${i} is not covered`, "every row covered");
        }
      },
    }),
    makeLaw({
      name: "rows-by-themselves",
      title: "it predicts each row by itself: in any order, alone or with others, none at all",
      explanation: "Rows come in any order and company; a batch is not a row's business.",
      body: async (subject) => {
        const model = await trained(subject);
        const predict = async (points: typeof unseen.points): Promise<number[][]> =>
          rowsOf(await model.predict(encoded(subject, points)));
        const all = await predict(unseen.points);
        expectNear((await predict(unseen.points.toReversed())).toReversed(), all, 1e-12, `${onUnseen}, reversed`);
        expectNear(await predict(unseen.points.slice(5, 6)), all.slice(5, 6), 1e-12, "one of them alone");
        const none = takeInputRows(encoded(subject, unseen.points), []);
        expectSame((await model.predict(none)).rows, 0, "no rows");
      },
    }),
    makeLaw({
      name: "same-bits",
      title: "it gives the same bits for the same data and seed",
      explanation: "Labels must be made again as they were, or nobody can say why they differ.",
      body: async (subject) => {
        const predict = async (): Promise<number[][]> =>
          rowsOf(await (await trained(subject)).predict(encoded(subject, unseen.points)));
        expectNear(await predict(), await predict(), 0, onUnseen);
      },
    }),
    makeLaw({
      name: "rows-that-count",
      title: "it leaves out rows that nothing covers, and those of weight 0",
      explanation: "Nothing is known of such a row: training on its uniform label teaches the learner noise.",
      body: async (subject) => {
        const { input, labels: soft } = trainingData(subject);
        const wrong = soften(
          train.truth.map((y) => (y + 1) % 3),
          labels,
        );
        const twice = encoded(subject, [...train.points, ...train.points]);
        const rows = [...rowsOf(soft), ...rowsOf(wrong)];
        const covered = softLabels(
          rows.map((row, i) => (i < 60 ? row : null)),
          labels,
        );
        const weights = Float64Array.from(rows, (_, i) => (i < 60 ? 1 : 0));
        const expected = rowsOf(await (await trained(subject)).predict(input));
        const byCoverage = await subject.make().fit({ input: twice, labels: covered, weights: null }, { seed: 7 });
        expectNear(rowsOf(await byCoverage.predict(input)), expected, 1e-3, "as many rows again, not covered");
        const byWeight = await subject
          .make()
          .fit({ input: twice, labels: softLabels(rows, labels), weights }, { seed: 7 });
        expectNear(rowsOf(await byWeight.predict(input)), expected, 1e-3, "as many rows again, of weight 0");
      },
    }),
  ];
}
