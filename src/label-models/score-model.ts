import { checkSameVoters } from "../matrix/vote-source.ts";
import { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { brandAs } from "../util/brands.ts";
import { asPatterns, coveredPatterns } from "./as-patterns.ts";
import { describeModel, modelBrand } from "./describe-model.ts";
import { explainRow } from "./explain.ts";
import type { LabelModel } from "./label-model.ts";
import { jsonOfModel } from "./model-json.ts";
import type { ModelParts } from "./model-parts.ts";
import { rowOfVotes } from "./one-row.ts";
import { posteriorsOf } from "./posteriors.ts";

/**
 * A label model of any kind as a frozen value. All kinds predict alike: the score of a label is its bias and what each
 * vote adds to it, and probabilities are the softmax of scores.
 */
export function makeScoreModel<L extends string, N extends string>(parts: ModelParts<L, N>): LabelModel<L, N> {
  const { kind, labels, functions, report } = parts;
  const model: LabelModel<L, N> = {
    kind,
    labels,
    functions,
    classBalance: Object.freeze([...parts.classBalance]),
    report,
    predict: (votes) => {
      const patterns = asPatterns(votes, "predict");
      checkSameVoters(model, patterns, "predict");
      return new ProbabilisticLabels({
        labels,
        probabilities: posteriorsOf(patterns.votes, parts),
        covered: coveredPatterns(patterns),
        rowPatterns: patterns.rowPatterns,
      });
    },
    explain: (votes, row) => {
      const one = rowOfVotes(votes, row, "explain");
      checkSameVoters(model, one, "explain");
      return explainRow(one, parts);
    },
    toJSON: () => jsonOfModel(parts),
  };
  brandAs(model, modelBrand, () => describeModel(model));
  return Object.freeze(model);
}
