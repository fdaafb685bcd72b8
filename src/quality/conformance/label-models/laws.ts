import type { TestFramework } from "../../check/test-framework.ts";
import type { ConformanceLaw, ConformanceOptions } from "../law.ts";
import type { ConformanceReport } from "../report.ts";
import { checkLaws, testLaws } from "../run.ts";
import { agreementLaws } from "./agreement.ts";
import { explanationLaws } from "./explanations.ts";
import { permutationLaws } from "./permutations.ts";
import { posteriorLaws } from "./posteriors.ts";
import { smallVoteLaws } from "./small-votes.ts";
import type { LabelModelCase } from "./subject.ts";
import { valueLaws } from "./values.ts";

/**
 * The laws of label models, whatever they learn. A model of your own that obeys them can stand in for those of this
 * package.
 *
 * @example
 * ```ts
 * import { labelModelLaws } from "labelwright/testing";
 *
 * for (const { name, title } of labelModelLaws) console.log(`${name}: ${title}`);
 * ```
 */
export const labelModelLaws: readonly ConformanceLaw<LabelModelCase>[] = Object.freeze([
  ...posteriorLaws,
  ...permutationLaws,
  ...explanationLaws,
  ...smallVoteLaws,
  ...agreementLaws,
  ...valueLaws,
]);

/**
 * Checks a label model of your own against the laws of label models. It needs a fit that takes a label matrix or vote
 * patterns and gives a model with `predict`; explanations are tested where the case says `explains`, JSON where it has
 * `fromJson`.
 *
 * Give the fit what the laws ask for: `rounds` where it goes in rounds, `classBalance` where it starts from one, `seed`
 * where it draws. Laws that are not for your model are left out with `except`, each with its reason.
 *
 * @returns What was found; a broken law is no error here. Cost: some hundred fits, most of them small.
 * @throws LabelingError `bad_option` for a case without a name, an unknown law in `except`, wrong options.
 *
 * @example
 * ```ts
 * import { majorityVote } from "labelwright";
 * import { checkLabelModel } from "labelwright/testing";
 *
 * const report = await checkLabelModel(
 *   {
 *     name: "majority vote",
 *     fit: () => Object.freeze({ predict: (votes: Parameters<typeof majorityVote>[0]) => majorityVote(votes) }),
 *     except: {
 *       "no-votes": "its class balance is uniform",
 *       "rows-without-votes": "its class balance is uniform",
 *       "refuses-other-votes": "it has learned nothing of its functions",
 *       "refuses-no-votes": "its fit looks at nothing",
 *     },
 *   },
 *   { runs: 20 },
 * );
 * console.log(report.passed); // true
 * ```
 */
export function checkLabelModel(subject: LabelModelCase, options: ConformanceOptions = {}): Promise<ConformanceReport> {
  return checkLaws(labelModelLaws, subject, options, "checkLabelModel");
}

/**
 * Registers the checks of `checkLabelModel` with any test framework, one test for each law.
 *
 * @throws LabelingError `bad_option` as `checkLabelModel`, at once.
 *
 * @example
 * ```ts no-run
 * import { describe, test } from "vitest"; // or from "node:test", or jest's own
 * import { majorityVote } from "labelwright";
 * import { testLabelModel } from "labelwright/testing";
 *
 * const fit = () => Object.freeze({ predict: (votes: Parameters<typeof majorityVote>[0]) => majorityVote(votes) });
 * testLabelModel({ name: "my model", fit }, { describe, test });
 * ```
 */
export function testLabelModel(
  subject: LabelModelCase,
  framework: TestFramework,
  options: ConformanceOptions = {},
): void {
  testLaws(labelModelLaws, subject, framework, options, "testLabelModel");
}
