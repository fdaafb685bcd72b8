import { setImmediate } from "node:timers/promises";

import { LabelingError } from "../../errors.ts";
import { describe } from "../../util/checks.ts";
import type { FeatureMatrix } from "../features/feature-matrix.ts";
import type { LearnedModel, Learner } from "../learner.ts";
import { fitInSteps } from "./fit.ts";
import { logisticRegressionFromJson } from "./from-json.ts";
import { logisticRegressionName, type LogisticRegressionModel } from "./model.ts";
import { completeLimits, type LogisticRegressionOptions } from "./options.ts";

const pauseMilliseconds = 50;

/**
 * The default learner, for whatever takes a learner: `fitLogisticRegression` with these options. Its fit pauses some
 * times a second, so that a signal can stop it.
 *
 * @throws LabelingError for options out of range.
 *
 * @example
 * ```ts
 * import { FeatureMatrix, labelMatrix, labelSet, logisticRegression, majorityVote } from "labelwright";
 *
 * const learner = logisticRegression({ regularization: 1 });
 * const labels = majorityVote(labelMatrix(labelSet(["ham", "spam"]), { link: ["ham", "spam"] }));
 * const input = new FeatureMatrix({
 *   columns: 1,
 *   offsets: Float64Array.of(0, 0, 1),
 *   indices: Int32Array.of(0),
 *   values: Float32Array.of(1),
 *   fingerprint: null,
 * });
 * const model = await learner.fit({ input, labels, weights: null });
 * console.log((await model.predict(input)).hard()); // [ "ham", "spam" ]
 * ```
 */
export function logisticRegression(options: LogisticRegressionOptions = {}): Learner<FeatureMatrix> {
  completeLimits(options, "logisticRegression");
  return Object.freeze<Learner<FeatureMatrix>>({
    name: logisticRegressionName,
    fit: async ({ input, labels, weights }, fitOptions = {}) => {
      const { seed, signal, onProgress, start } = fitOptions;
      const steps = fitInSteps(input, labels, { ...options, seed, signal, onProgress, weights, start: asStart(start) });
      let pausedAt = performance.now();
      for (;;) {
        const { done, value } = steps.next();
        if (done === true) return value;
        if (performance.now() - pausedAt < pauseMilliseconds) continue;
        await setImmediate();
        pausedAt = performance.now();
      }
    },
    fromJson: logisticRegressionFromJson,
  });
}

/** A model to start from, whose labels and features are checked where the fit starts. */
function asStart<L extends string>(start: LearnedModel | null | undefined): LogisticRegressionModel<L> | null {
  if (start === undefined || start === null) return null;
  if (start.learner === logisticRegressionName) return start as LogisticRegressionModel<L>;
  throw new LabelingError("incompatible", {
    where: "logisticRegression, start",
    got: `a model of the learner ${describe(start.learner)}`,
    expected: `one of ${JSON.stringify(logisticRegressionName)}`,
  });
}
