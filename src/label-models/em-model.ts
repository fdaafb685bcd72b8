import { LabelingError } from "../errors.ts";
import type { LabelSet } from "../labels/label-set.ts";
import { checkSameVoters } from "../matrix/vote-source.ts";
import { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { brandAs } from "../util/brands.ts";
import { asPatterns, coveredPatterns } from "./as-patterns.ts";
import { describeModel, modelBrand } from "./describe-model.ts";
import { computePosteriors } from "./em-kernel.ts";
import type { FitReport, FunctionEstimate } from "./fit-report.ts";
import type { LabelModel, Votes } from "./label-model.ts";
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

/** Numbers that still fit into one JSON text: at 20 characters each, half of the longest string V8 holds. */
const maxJsonNumbers = 12_000_000;

function checkJsonSize(numbers: number): typeof modelSchema {
  if (numbers <= maxJsonNumbers) return modelSchema;
  throw new LabelingError("too_large", {
    where: "label model as JSON",
    got: `${numbers} vote probabilities`,
    expected: `at most ${maxJsonNumbers}`,
    remedy: "Predict with the model in memory, or fit on fewer labels.",
  });
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
      schema: checkJsonSize(logTable.length),
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
