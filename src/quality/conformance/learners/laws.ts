import type { LearnerInput } from "../../../training/learner-input.ts";
import type { TestFramework } from "../../check/test-framework.ts";
import type { ConformanceLaw, ConformanceOptions } from "../law.ts";
import type { ConformanceReport } from "../report.ts";
import { checkLaws, testLaws } from "../run.ts";
import { predictionLaws } from "./predictions.ts";
import { refusalLaws } from "./refusals.ts";
import type { LearnerCase } from "./subject.ts";

const lawsOf = <X extends LearnerInput>(): readonly ConformanceLaw<LearnerCase<X>>[] =>
  Object.freeze([...predictionLaws<X>(), ...refusalLaws<X>()]);

/**
 * The laws of learners, whatever they learn. A learner of your own that obeys them can be self-trained, and choose the
 * rows that people look at.
 *
 * @example
 * ```ts
 * import { learnerLaws } from "labelwright/testing";
 *
 * for (const { name, title } of learnerLaws) console.log(`${name}: ${title}`);
 * ```
 */
export const learnerLaws: readonly ConformanceLaw<LearnerCase>[] = lawsOf();

/**
 * Checks a learner of your own against the laws of learners: a `Learner`, such as `learnerFromFunctions` makes of two
 * functions. It is trained on points of a plane, which `encode` turns into its input.
 *
 * @returns What was found; a broken law is no error here. Cost: some twenty trainings on 60 rows.
 * @throws LabelingError `bad_option` for a case without a name, an unknown law in `except`, wrong options.
 *
 * @example
 * ```ts
 * import { logisticRegression } from "labelwright";
 * import { checkLearner } from "labelwright/testing";
 *
 * const report = await checkLearner({ name: "logistic regression", make: () => logisticRegression() });
 * console.log(report.passed); // true
 * ```
 */
export function checkLearner<X extends LearnerInput>(
  subject: LearnerCase<X>,
  options: ConformanceOptions = {},
): Promise<ConformanceReport> {
  return checkLaws(lawsOf<X>(), subject, options, "checkLearner");
}

/**
 * Registers the checks of `checkLearner` with any test framework, one test for each law.
 *
 * @throws LabelingError `bad_option` as `checkLearner`, at once.
 *
 * @example
 * ```ts no-run
 * import { describe, test } from "vitest"; // or from "node:test", or jest's own
 * import { logisticRegression } from "labelwright";
 * import { testLearner } from "labelwright/testing";
 *
 * testLearner({ name: "logistic regression", make: () => logisticRegression() }, { describe, test });
 * ```
 */
export function testLearner<X extends LearnerInput>(
  subject: LearnerCase<X>,
  framework: TestFramework,
  options: ConformanceOptions = {},
): void {
  testLaws(lawsOf<X>(), subject, framework, options, "testLearner");
}
