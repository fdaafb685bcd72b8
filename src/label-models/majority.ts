import type { LabelSet } from "../labels/label-set.ts";
import type { VotePatterns } from "../matrix/vote-patterns.ts";
import { checkSameVoters } from "../matrix/vote-source.ts";
import { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { brandAs } from "../util/brands.ts";
import { asPatterns, coveredPatterns } from "./as-patterns.ts";
import { describeModel, modelBrand } from "./describe-model.ts";
import { countWarnings, estimatesOf } from "./estimates.ts";
import type { FitReport, FunctionEstimate } from "./fit-report.ts";
import type { LabelModel, Votes } from "./label-model.ts";
import { modelSchema } from "./model-json.ts";
import { countVotes } from "./vote-counts.ts";

/** Two sums of votes closer than this are a tie: confidences are tenths, kept in 32 bits. */
const tieTolerance = 1e-4;

/** U x K: each pattern's probability shared evenly among the labels with most votes; the balance where there are none. */
function majorityPosteriors(patterns: VotePatterns, balance: readonly number[]): Float64Array {
  const { offsets, codes, strengths } = patterns.votes;
  const k = patterns.labels.size;
  const posteriors = new Float64Array(patterns.size * k);
  const sums = new Float64Array(k);
  for (let u = 0; u < patterns.size; u++) {
    const [start, end] = [offsets[u] ?? 0, offsets[u + 1] ?? 0];
    if (start === end) {
      posteriors.set(balance, u * k);
      continue;
    }
    sums.fill(0);
    for (let i = start; i < end; i++) sums[codes[i] ?? 0] = (sums[codes[i] ?? 0] ?? 0) + (strengths?.[i] ?? 1);
    const max = sums.reduce((a, b) => Math.max(a, b), 0);
    const tied = sums.reduce((count, sum) => count + (sum >= max - tieTolerance ? 1 : 0), 0);
    for (let y = 0; y < k; y++) posteriors[u * k + y] = (sums[y] ?? 0) >= max - tieTolerance ? 1 / tied : 0;
  }
  return posteriors;
}

/**
 * The label most functions vote for, on each row: the plain alternative to a label model. Tied labels share the
 * probability evenly; rows no function covers have equal probabilities. Votes with a confidence count by it.
 * O(votes in distinct patterns).
 *
 * @example
 * ```ts
 * import { labelMatrix, labelSet, majorityVote } from "labelwright";
 *
 * const votes = labelMatrix(labelSet(["ham", "spam"]), { a: ["spam", "ham"], b: ["spam", "spam"], c: ["ham", null] });
 * console.log(majorityVote(votes).hard()); // [ "spam", null ]: the second row is a tie
 * ```
 */
export function majorityVote<L extends string, N extends string>(votes: Votes<L, N>): ProbabilisticLabels<L> {
  return predictMajority(asPatterns(votes, "majorityVote"), uniform(votes.labels));
}

const uniform = (labels: LabelSet): readonly number[] => new Array<number>(labels.size).fill(1 / labels.size);

function predictMajority<L extends string>(
  patterns: VotePatterns<L>,
  balance: readonly number[],
): ProbabilisticLabels<L> {
  return new ProbabilisticLabels({
    labels: patterns.labels,
    probabilities: majorityPosteriors(patterns, balance),
    covered: coveredPatterns(patterns),
    rowPatterns: patterns.rowPatterns,
  });
}

/** Majority vote behind the interface of label models; a function's accuracy is its agreement with the majority. */
export function fitMajority<L extends string, N extends string>(
  patterns: VotePatterns<L, N>,
  classBalance: Float64Array,
): LabelModel<L, N> {
  const counts = countVotes(patterns);
  const posteriors = majorityPosteriors(patterns, [...classBalance]);
  const right = new Float64Array(patterns.functions.length);
  const { offsets, functions, codes, strengths } = patterns.votes;
  for (let u = 0; u < patterns.size; u++) {
    for (let i = offsets[u] ?? 0; i < (offsets[u + 1] ?? 0); i++) {
      const j = functions[i] ?? 0;
      const agreement = posteriors[u * patterns.labels.size + (codes[i] ?? 0)] ?? 0;
      right[j] = (right[j] ?? 0) + (patterns.counts[u] ?? 0) * (strengths?.[i] ?? 1) * agreement;
    }
  }
  return makeMajorityModel({
    labels: patterns.labels,
    functions: estimatesOf(patterns, counts, (j) => right[j] ?? 0),
    classBalance: [...classBalance],
    report: Object.freeze({
      iterations: 0,
      converged: true,
      stopReason: "majority vote needs no rounds",
      logLikelihood: Object.freeze([]),
      rows: patterns.rows,
      coveredRows: counts.coveredRows,
      patterns: patterns.size,
      warnings: Object.freeze(countWarnings(patterns, counts).filter((warning) => !warning.includes("prior"))),
    }),
  });
}

/** A majority model as a frozen value. */
export function makeMajorityModel<L extends string, N extends string>(parts: {
  readonly labels: LabelSet<L>;
  readonly functions: readonly FunctionEstimate<N>[];
  readonly classBalance: readonly number[];
  readonly report: FitReport;
}): LabelModel<L, N> {
  const { labels, functions, classBalance, report } = parts;
  const model: LabelModel<L, N> = {
    kind: "majority",
    labels,
    functions,
    classBalance: Object.freeze([...classBalance]),
    report,
    predict: (votes) => {
      const patterns = asPatterns(votes, "predict");
      checkSameVoters(model, patterns, "predict");
      return predictMajority(patterns, classBalance);
    },
    toJSON: () => ({
      schema: modelSchema,
      kind: "majority",
      labels: labels.names,
      functions,
      classBalance,
      logVoteProbabilities: null,
      report,
    }),
  };
  brandAs(model, modelBrand, () => describeModel(model));
  return Object.freeze(model);
}
