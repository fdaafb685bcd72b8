import { checkSameVoters } from "../matrix/vote-source.ts";
import { brandAs } from "../util/brands.ts";
import { checkVotes } from "./as-patterns.ts";
import { describeModel, modelBrand } from "./describe-model.ts";
import { explainRow } from "./explain.ts";
import type { LabelModel } from "./label-model.ts";
import { jsonOfModel } from "./model-json.ts";
import type { ModelParts } from "./model-parts.ts";
import { rowOfVotes } from "./one-row.ts";
import { predictVotes } from "./predict.ts";

/**
 * A label model of any kind as a frozen value. All kinds predict alike: the score of a label is its bias and what each
 * vote adds to it, and probabilities are the softmax of scores.
 */
export function makeScoreModel<L extends string, N extends string>(parts: ModelParts<L, N>): LabelModel<L, N> {
  const { kind, labels, functions, report, defaultLabel = -1 } = parts;
  const model: LabelModel<L, N> = {
    kind,
    labels,
    functions,
    classBalance: Object.freeze([...parts.classBalance]),
    defaultLabel: labels.label(defaultLabel),
    report,
    predict: (votes) => {
      checkVotes(votes, "predict");
      checkSameVoters(model, votes, "predict");
      return predictVotes(votes, parts);
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
