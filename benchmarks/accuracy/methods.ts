import {
  fitLabelModel,
  majorityVote,
  type FitReport,
  type LabelModelKind,
  type ProbabilisticLabels,
} from "labelwright";
import type { VoteSet } from "./sets.ts";

/** What a method made of a set's votes. */
export interface Outcome {
  readonly labels: ProbabilisticLabels;
  /** How the fit went; null where nothing is fitted. */
  readonly report: FitReport | null;
  /** How long it took, where the clock around `fit` does not tell. */
  readonly ms?: number;
}

/** A way from votes to labels: a column of the tables. */
export interface Method {
  readonly name: string;
  /** Fits on all rows, without gold, and predicts the same rows; null where it fails. */
  readonly fit: (set: VoteSet) => Outcome | null;
}

/** The method whose figures must reach the targets: the label model with its default settings. */
export const measuredMethod = "label model";

/** The method it must not lose to. */
export const plainMethod = "majority vote";

/** The package's other label models, with their default settings. To compare another one, add a line. */
const otherKinds: readonly (readonly [name: string, kind: LabelModelKind])[] = [
  ["weighted majority", "weighted-majority"],
  ["Dawid-Skene", "dawid-skene"],
  ["one-coin", "one-coin"],
  ["triplets", "triplets"],
  ["EBCC", "ebcc"],
];

const methodOf = (name: string, labelModel?: LabelModelKind): Method => ({
  name,
  fit: ({ votes }) => {
    const model = fitLabelModel(votes, { labelModel });
    return { labels: model.predict(votes), report: model.report };
  },
});

/** The methods of this package. */
export const ownMethods: readonly Method[] = [
  { name: plainMethod, fit: ({ votes }) => ({ labels: majorityVote(votes), report: null }) },
  methodOf(measuredMethod),
  ...otherKinds.map(([name, kind]) => methodOf(name, kind)),
];
