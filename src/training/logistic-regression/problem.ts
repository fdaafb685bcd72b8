import { LabelingError } from "../../errors.ts";
import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { describe } from "../../util/checks.ts";
import type { FeatureMatrix } from "../features/feature-matrix.ts";
import { weighClasses, type ClassWeights } from "./class-weights.ts";
import { compactFeatures, compactRows, type CompactFeatures } from "./compact.ts";
import type { CountedRows } from "./counted-rows.ts";
import type { RowTargets } from "./loss-kernel.ts";
import type { SparseRows } from "./sparse-rows.ts";

/** Rows with what they should be scored as; their weights sum to 1. */
export type WeighedRows = SparseRows & RowTargets;

/**
 * What is minimized: the weighed mean of the rows' expected losses plus `penalty / 2` times the sum of squared weights.
 */
export interface FitProblem {
  readonly train: WeighedRows;
  readonly heldOut: WeighedRows | null;
  readonly features: CompactFeatures;
  /** Scores a row: 1 for two labels. */
  readonly scores: number;
  readonly penalty: number;
  /** The share of each label among the training labels, before they are weighed; K numbers. */
  readonly shares: Float64Array;
  /** The same with weighed labels. */
  readonly weighedShares: Float64Array;
}

/** What a problem is made of. */
export interface ProblemParts<L extends string> {
  readonly features: FeatureMatrix;
  readonly labels: ProbabilisticLabels<L>;
  /** 0 for rows that do not count. */
  readonly weights: Float64Array;
  readonly rows: CountedRows;
  readonly classWeights: ClassWeights<L> | undefined;
  readonly regularization: number;
  readonly where: string;
}

/** The problem as the kernels see it. O(entries + D + U K). */
export function makeProblem<L extends string>(parts: ProblemParts<L>): FitProblem {
  const { features: matrix, labels, weights, rows, where } = parts;
  const k = labels.labels.size;
  const shares = shareOfLabels(labels, weights, rows.train, where);
  const factors = weighClasses(parts.classWeights, labels.labels, shares, `${where}, classWeights`);
  const { targets, sizes } = weighTargets(labels.probabilities, factors);
  const weighedShares = shares.map((share, y) => share * (factors[y] ?? 0));
  const features = compactFeatures(matrix, rows.train, where);
  const scores = k === 2 ? 1 : k;
  const seen = scores === 1 ? targets.filter((_, i) => i % 2 === 1) : targets;
  const weigh = (some: Int32Array): { readonly rows: WeighedRows; readonly total: number } => {
    const rowTargets = some.map((row) => labels.rowPatterns?.[row] ?? row);
    const rowWeights = Float64Array.from(some, (row, i) => (weights[row] ?? 0) * (sizes[rowTargets[i] ?? 0] ?? 0));
    const total = rowWeights.reduce((sum, weight) => sum + weight, 0);
    if (!(total > 0)) {
      throw new LabelingError("bad_option", {
        where: `${where}, classWeights`,
        got: "the weight 0 for every label that occurs",
        expected: "a weight above 0 for one of them",
      });
    }
    rowWeights.forEach((weight, i) => (rowWeights[i] = weight / total));
    return { rows: { ...compactRows(matrix, some, features), scores, targets: seen, rowTargets, rowWeights }, total };
  };
  const train = weigh(rows.train);
  return {
    train: train.rows,
    heldOut: rows.heldOut && weigh(rows.heldOut).rows,
    features,
    scores,
    penalty: parts.regularization / train.total,
    shares,
    weighedShares,
  };
}

/** The share of each label: the weighed mean of the rows' probabilities, which are checked on the way. */
function shareOfLabels(
  labels: ProbabilisticLabels,
  weights: Float64Array,
  rows: Int32Array,
  where: string,
): Float64Array {
  const k = labels.labels.size;
  const patternWeights = new Float64Array(labels.coveredPatterns.length);
  for (const row of rows) {
    const u = labels.rowPatterns?.[row] ?? row;
    patternWeights[u] = (patternWeights[u] ?? 0) + (weights[row] ?? 0);
  }
  const total = patternWeights.reduce((sum, weight) => sum + weight, 0);
  const shares = new Float64Array(k);
  patternWeights.forEach((weight, u) => {
    if (weight === 0) return;
    const probabilities = labels.probabilities.subarray(u * k, (u + 1) * k);
    const sum = probabilities.reduce((all, p) => all + p, 0);
    if (!(Math.abs(sum - 1) < 1e-6) || probabilities.some((p) => p < 0)) {
      const row = rows.find((each) => (labels.rowPatterns?.[each] ?? each) === u);
      throw new LabelingError("bad_option", {
        where: `${where}, labels of row ${row}`,
        got: `${describe([...probabilities])} with the sum ${sum}`,
        expected: "probabilities that sum to 1",
        details: { row },
      });
    }
    probabilities.forEach((p, y) => (shares[y] = (shares[y] ?? 0) + (weight / total) * p));
  });
  return shares;
}

/** Each term times its label's factor, as probabilities again and the sum that they had. */
function weighTargets(
  probabilities: Float64Array,
  factors: Float64Array,
): { readonly targets: Float64Array; readonly sizes: Float64Array } {
  const k = factors.length;
  const sizes = new Float64Array(probabilities.length / k);
  const targets = probabilities.map((p, i) => p * (factors[i % k] ?? 0));
  sizes.forEach((_, u) => {
    let size = 0;
    for (let i = u * k; i < (u + 1) * k; i++) size += targets[i] ?? 0;
    sizes[u] = size;
    for (let i = u * k; i < (u + 1) * k; i++) targets[i] = size > 0 ? (targets[i] ?? 0) / size : 1 / k;
  });
  return { targets, sizes };
}
