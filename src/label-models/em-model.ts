import type { LabelSet } from "../labels/label-set.ts";
import { checkSameVoters } from "../matrix/vote-source.ts";
import { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { asPatterns, coveredPatterns } from "./as-patterns.ts";
import { computePosteriors } from "./em-kernel.ts";
import type { FitReport, FunctionEstimate } from "./fit-report.ts";
import type { LabelModel, Votes } from "./label-model.ts";
import { brandAs } from "../util/brands.ts";
import { describeModel, modelBrand } from "./describe-model.ts";
import { modelSchema } from "./model-json.ts";

/** The parts of a fitted EM model. */
export interface EmModelParts<L extends string, N extends string> {
  readonly labels: LabelSet<L>;
  readonly functions: readonly FunctionEstimate<N>[];
  readonly classBalance: Float64Array;
  /** m x K x K: log T[j, v, y]. */
  readonly logTable: Float64Array;
  readonly report: FitReport;
}

/** A fitted EM model as a frozen value. */
export function makeEmModel<L extends string, N extends string>(parts: EmModelParts<L, N>): LabelModel<L, N> {
  const { labels, functions, classBalance, logTable, report } = parts;
  const logBalance = classBalance.map(Math.log);
  const cells = labels.size ** 2;
  const model: LabelModel<L, N> = {
    kind: "em",
    labels,
    functions,
    classBalance: Object.freeze([...classBalance]),
    report,
    predict: (votes: Votes<L, N>): ProbabilisticLabels<L> => {
      const patterns = asPatterns(votes, "predict");
      checkSameVoters(model, patterns, "predict");
      const probabilities = new Float64Array(patterns.size * labels.size);
      computePosteriors(patterns.votes, patterns.counts, logTable, logBalance, probabilities);
      const covered = coveredPatterns(patterns);
      return new ProbabilisticLabels({ labels, probabilities, covered, rowPatterns: patterns.rowPatterns });
    },
    toJSON: () => ({
      schema: modelSchema,
      kind: "em",
      labels: labels.names,
      functions,
      classBalance: [...classBalance],
      logVoteProbabilities: functions.map((_, j) => Array.from(logTable.subarray(j * cells, (j + 1) * cells))),
      report,
    }),
  };
  brandAs(model, modelBrand, () => describeModel(model));
  return Object.freeze(model);
}
