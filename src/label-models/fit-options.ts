import type { Gold } from "../labels/gold.ts";
import type { ProgressHandler } from "../util/progress.ts";
import type { ClassBalance } from "./class-balance.ts";
import type { LabelModelKind } from "./fit-report.ts";
import type { AccuracyPrior, DependencyOption } from "./known.ts";

/** How a label model is fitted. */
export interface FitOptions<L extends string = string, N extends string = string> {
  /**
   * Which model. `"majority"` counts votes; `"weighted-majority"` weighs them by agreement; `"dawid-skene"` learns a
   * confusion matrix a function, `"one-coin"` one accuracy, `"triplets"` the same without rounds, from pairs that
   * agree; `"ebcc"` adds latent subtypes of labels, for workers who err together.
   * @defaultValue "em"
   */
  readonly labelModel?: LabelModelKind | undefined;
  /**
   * The probability of each label before any vote: `"uniform"`, given, or `"estimate"`: learned from the votes, by the
   * kinds that can (`"em"`, and with three functions or more `"dawid-skene"`, `"one-coin"` and `"ebcc"`). Where you
   * know the shares, give them, above all those of a rare label.
   * @defaultValue "estimate" for the kinds that learn it, "uniform" for the others
   */
  readonly classBalance?: ClassBalance<L> | undefined;
  /**
   * Rows whose label is known, for `"em"`: the label of each row, null where it is not known. They enter the fit as
   * evidence, also of the class balance where that is estimated: choose them at random. Their own predictions stay
   * those of their votes. Labels kept for scoring do not belong here. Above 64 labels they are evidence in the fit only.
   * @defaultValue none
   */
  readonly gold?: Gold<L> | undefined;
  /**
   * What is known of the accuracies of labeling functions before any vote, for `"em"`: by name, a share above 0 and
   * below 1, or a share and how many votes it is worth. It takes the place of what all functions have in common.
   * @defaultValue nothing
   */
  readonly accuracies?: { readonly [F in N]?: AccuracyPrior | undefined } | undefined;
  /** Which labeling functions depend on each other, for `"em"`. @defaultValue "learn" */
  readonly dependencies?: DependencyOption<N> | undefined;
  /**
   * The label of rows on which no function votes, for `"em"`: for functions that only vote for a label, never against
   * it. Such rows then count as covered; no other row changes.
   * @defaultValue none: they have the class balance as their probabilities, and no hard label
   */
  readonly defaultLabel?: L | undefined;
  /** Most rounds of estimation, 1 to 1,000,000; `"majority"` and `"triplets"` need none. @defaultValue 100 */
  readonly maxIterations?: number | undefined;
  /**
   * The estimates have settled when nothing changes by this much in a round: a posterior; for `"em"` a function's
   * expected votes, as a share of its votes; for `"weighted-majority"` a weight.
   * @defaultValue 1e-5 for "em", 1e-4 for the others
   */
  readonly tolerance?: number | undefined;
  /**
   * The seed of what is drawn at random. No model draws anything: the result is the same for every seed.
   * @defaultValue 0
   */
  readonly seed?: number | string | undefined;
  /** Is told of each round. @defaultValue a line on standard error after a second, where that is a terminal */
  readonly onProgress?: ProgressHandler | undefined;
}
