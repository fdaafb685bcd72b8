import { scoreLabels } from "../../../src/analysis/score.ts";
import { fitLabelModel } from "../../../src/label-models/fit.ts";
import type { FitOptions } from "../../../src/label-models/fit-options.ts";
import { majorityVote } from "../../../src/label-models/majority.ts";
import type { LabelModel } from "../../../src/label-models/label-model.ts";
import { labelSet } from "../../../src/labels/label-set.ts";
import { compressVotes } from "../../../src/matrix/compress.ts";
import { LabelMatrix } from "../../../src/matrix/label-matrix.ts";
import { makeVotes } from "../../../src/matrix/vote-array.ts";
import type { VotePatterns } from "../../../src/matrix/vote-patterns.ts";
import { sourceOfName } from "../../../src/matrix/vote-source.ts";
import type { ProbabilisticLabels } from "../../../src/probabilities/probabilistic-labels.ts";
import { makeRandom } from "../../../src/util/random.ts";
import { drawVotes } from "../../../benchmarks/scenarios/draw.ts";
import type { VotePlan } from "../../../benchmarks/scenarios/plan.ts";

/** Votes with the truth they were made from. */
export interface Simulation {
  readonly votes: VotePatterns;
  /** The name of each row's true label. */
  readonly truth: readonly (string | null)[];
}

/** Votes drawn by a plan. */
export function simulate(seed: number, plan: VotePlan): Simulation {
  const { votes, truth } = drawVotes(plan, makeRandom(seed, "simulation"));
  return {
    votes,
    truth: Array.from(truth, (code) => votes.labels.label(code)),
  };
}

/** Votes from a column of codes for each function, -1 = abstain; labels are named c0, c1 ... as in plans. */
export function ofColumns(labels: number, columns: readonly ArrayLike<number>[]): VotePatterns {
  const votes = columns.map((column) => {
    const codes = makeVotes(column.length, labels);
    codes.set(column);
    return codes;
  });
  const functions = columns.map((_, j) => sourceOfName(`lf_${j}`));
  const set = labelSet(Array.from({ length: labels }, (_, y) => `c${y}`));
  return compressVotes(new LabelMatrix({ labels: set, functions, votes }));
}

/** The codes of each function by row, -1 = abstain. */
export function columnsOf({ votes, functions, counts, rowPatterns }: VotePatterns): Int16Array[] {
  const byPattern = functions.map(() => new Int16Array(counts.length).fill(-1));
  for (let u = 0; u < counts.length; u++) {
    for (let i = votes.offsets[u] ?? 0; i < (votes.offsets[u + 1] ?? 0); i++) {
      const column = byPattern[votes.functions[i] ?? -1];
      if (column !== undefined) column[u] = votes.codes[i] ?? -1;
    }
  }
  return byPattern.map((column) => Int16Array.from(rowPatterns ?? [], (u) => column[u] ?? -1));
}

/** The same rows with the votes of some functions only, in the given order; a function may be named twice. */
export function withFunctions({ votes, truth }: Simulation, places: readonly number[]): Simulation {
  const columns = columnsOf(votes);
  const chosen = places.map((j) => columns[j] ?? new Int16Array());
  return { votes: ofColumns(votes.labels.size, chosen), truth };
}

/** A fit with default settings, and what it made of the votes. */
export interface Fitted {
  readonly model: LabelModel;
  readonly soft: ProbabilisticLabels;
  /** Share of right labels on covered rows, ties shared evenly. */
  readonly accuracy: number;
}

/** Fits, predicts the same rows, and scores them against the truth. */
export function fitAndScore({ votes, truth }: Simulation, options: FitOptions = {}): Fitted {
  const model = fitLabelModel(votes, options);
  const soft = model.predict(votes);
  return { model, soft, accuracy: scoreLabels(soft, truth).accuracy };
}

/** The same share for majority vote. */
export const majorityAccuracy = ({ votes, truth }: Simulation): number =>
  scoreLabels(majorityVote(votes), truth).accuracy;

/** The mean of `measure` over seeds 0, 1, ... */
export function meanOverSeeds(seeds: number, measure: (seed: number) => number): number {
  let sum = 0;
  for (let seed = 0; seed < seeds; seed++) sum += measure(seed);
  return sum / seeds;
}

/** How far the rows' probabilities are from summing to 1, at most. */
export function sumError(soft: ProbabilisticLabels): number {
  let largest = 0;
  for (let row = 0; row < soft.rows; row++) {
    const sum = soft.row(row).reduce((a, b) => a + b, 0);
    largest = Math.max(largest, Number.isFinite(sum) ? Math.abs(sum - 1) : Infinity);
  }
  return largest;
}
