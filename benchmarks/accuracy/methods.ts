import { fitLabelModel, majorityVote, type FitReport, type ProbabilisticLabels } from "labelwright";
import type { VoteSet } from "./sets.ts";

/** What a method made of a set's votes. */
export interface Outcome {
  readonly labels: ProbabilisticLabels;
  /** How the fit went; null where nothing is fitted. */
  readonly report: FitReport | null;
  /** How long it took, where the clock around `fit` does not tell. */
  readonly ms?: number;
}

/** A way from votes to labels: a column of the tables. To compare another label model, add it to `ownMethods`. */
export interface Method {
  readonly name: string;
  /** Fits on all rows, without gold, and predicts the same rows. */
  readonly fit: (set: VoteSet) => Outcome;
}

/** The method whose figures must reach the targets. */
export const measuredMethod = "label model";

/** The methods of this package. */
export const ownMethods: readonly Method[] = [
  { name: "majority vote", fit: ({ votes }) => ({ labels: majorityVote(votes), report: null }) },
  {
    name: measuredMethod,
    fit: ({ votes }) => {
      const model = fitLabelModel(votes);
      return { labels: model.predict(votes), report: model.report };
    },
  },
];
