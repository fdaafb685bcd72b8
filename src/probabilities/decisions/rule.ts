import type { TiePolicy } from "../ties.ts";

/**
 * Takes the label of least expected cost (the Bayes decision; with a cost of abstaining, that of Chow 1970). O(U K²).
 */
export interface CostRule<L extends string = string> {
  /**
   * `costs[truth][decision]`: what it costs to decide for one label where another is the true one. A number for each
   * pair, usually 0 where both are the same; negative ones are gains.
   */
  readonly costs: Readonly<Record<L, Readonly<Record<L, number>>>>;
  /** What it costs to give a row no label; rows all of whose labels cost more get none. @defaultValue never */
  readonly abstain?: number | undefined;
}

/**
 * Takes labels that are probable enough. Without `label`: the most probable label where its probability reaches the
 * threshold, else none. With `label`: that label where its probability reaches the threshold, else the most probable
 * of the others, as scikit-learn's `FixedThresholdClassifier` does for two classes.
 */
export interface ThresholdRule<L extends string = string> {
  /** From 0 to 1; reached when equal. */
  readonly threshold: number;
  /** The label that the threshold is for. @defaultValue whichever is most probable */
  readonly label?: L | undefined;
}

/**
 * Gives one label to the rows on which its F1 is expected to be largest, judged by the probabilities alone; each other row
 * gets the most probable of the other labels.
 *
 * The rows are those where the label is most probable (Lewis 1995), as many as give the largest expected F1 over all
 * covered rows, rows being independent; exact as in Jansche 2007 and Ye and others 2012, but in O(N + U log U). Rows with the
 * same probabilities are decided alike. In effect a threshold, about half of the F1 that can be expected, so lower than 0.5 (Lipton
 * and others 2014): it finds a rare label that is seldom the most probable one. It is as good as the probabilities are.
 */
export interface MaximizeF1Rule<L extends string = string> {
  /** The label whose F1 counts. */
  readonly maximizeF1: L;
}

/** How a label is chosen by the probabilities of all: the most probable one, or by costs, a threshold, or F1. */
export type DecisionRule<L extends string = string> = "argmax" | CostRule<L> | ThresholdRule<L> | MaximizeF1Rule<L>;

/** How hard labels are taken from probabilities. */
export interface HardOptions<L extends string = string> {
  /** Which label a row gets. @defaultValue "argmax", the most probable one */
  readonly rule?: DecisionRule<L> | undefined;
  /** What a row gets on which the rule finds several labels equally good. @defaultValue "abstain" */
  readonly ties?: TiePolicy | undefined;
  /** Seed of `ties: "random"`. @defaultValue 0 */
  readonly seed?: number | string | undefined;
}
