import { labelSet } from "../../../labels/label-set.ts";
import { featureMatrix } from "../../../training/features/dense-matrix.ts";
import { isFeatureMatrix } from "../../../training/features/feature-matrix.ts";
import type { LearnerInput } from "../../../training/learner-input.ts";
import { broken, expectNear, expectSame, makeLaw, refusalWith, type ConformanceLaw } from "../law.ts";
import { labels, rowsOf, soften, softLabels, train, trained, trainingData, type LearnerCase } from "./subject.ts";

/** Laws of models as JSON, of what is refused, and of signals. */
export function refusalLaws<X extends LearnerInput>(): readonly ConformanceLaw<LearnerCase<X>>[] {
  return [
    makeLaw({
      name: "json",
      title: "a model goes through JSON text bit for bit and refuses other labels, or says that it cannot be kept",
      explanation: "Models are kept and moved as JSON: what comes back must be what was trained.",
      body: async (subject) => {
        const { fromJson } = subject.make();
        const model = await trained(subject);
        if (fromJson === null) {
          await refusalWith("toJSON of a model without fromJson", ["unsupported_format"], () => model.toJSON());
          return;
        }
        const { input } = trainingData(subject);
        const text = JSON.stringify(model);
        const json: unknown = JSON.parse(text);
        const back = fromJson(json, labels);
        expectSame(back.learner, model.learner, "the name of the learner");
        expectNear(rowsOf(await back.predict(input)), rowsOf(await model.predict(input)), 0, "60 points");
        expectSame(JSON.stringify(back), text, "written again");
        const others = labelSet(["spam", "ham", "other"]);
        await refusalWith("labels in another order", ["incompatible"], () => fromJson(json, others));
        await refusalWith('{ schema: "none" }', ["unsupported_format"], () => fromJson({ schema: "none" }, labels));
      },
    }),
    makeLaw({
      name: "refuses-bad-data",
      title: "it refuses labels of another number of rows, no rows that count, weights below 0, and what is no input",
      explanation: "Training on rows that are shifted against their labels gives a model, and a wrong one.",
      body: async (subject) => {
        const learner = subject.make();
        const data = trainingData(subject);
        const fewer = soften(train.truth.slice(1), labels);
        const error = await refusalWith("59 labels for 60 rows", ["bad_option", "incompatible"], () =>
          learner.fit({ ...data, labels: fewer }),
        );
        if (!/59.*60|60.*59/.test(error.message)) broken("59 labels for 60 rows", error.message, "both numbers in it");
        const none = softLabels(
          train.truth.map(() => null),
          labels,
        );
        await refusalWith("no row that is covered", ["empty"], () => learner.fit({ ...data, labels: none }));
        const negative = new Float64Array(60).fill(-1);
        await refusalWith("weights of -1", ["bad_option"], () => learner.fit({ ...data, weights: negative }));
        await refusalWith("an input that is an object", ["bad_option"], () => learner.fit({ ...data, input: {} as X }));
      },
    }),
    makeLaw({
      name: "refuses-other-input",
      title: "a model refuses to predict rows of another form than it was trained on",
      explanation: "Columns of other features have the same shape: predictions would be wrong, and look right.",
      body: async (subject) => {
        const model = await trained(subject);
        const { input } = trainingData(subject);
        const other: LearnerInput = featureMatrix(isFeatureMatrix(input) ? [[1, 2, 3, 4, 5, 6, 7]] : [[1]]);
        await refusalWith("features of another kind or number", ["incompatible"], () => model.predict(other as X));
        await refusalWith("an object", ["bad_option"], () => model.predict({} as X));
      },
    }),
    makeLaw({
      name: "heeds-signal",
      title: "training ends with an aborted error where its signal says so, and keeps the reason",
      explanation: "Training takes long: whoever starts it must be able to stop it.",
      body: async (subject) => {
        const gone = AbortSignal.abort(new Error("no time"));
        const error = await refusalWith("a signal that has said so", ["aborted"], () =>
          subject.make().fit(trainingData(subject), { signal: gone }),
        );
        if (error.cause !== gone.reason) broken("a signal that has said so", "another cause", "the signal's reason");
      },
    }),
  ];
}
