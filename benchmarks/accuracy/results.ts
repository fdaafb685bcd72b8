import { compressVotes, isLabelMatrix, scoreLabels, type ReliabilityBin } from "labelwright";
import { measureDecisions, type DecisionResult } from "./decisions.ts";
import type { Method } from "./methods.ts";
import type { VoteSet } from "./sets.ts";

/** What a method reached on a set. */
export interface MethodResult {
  readonly method: string;
  /** Accuracy, or F1 of the second class where the set says so; 0 to 1. NaN, as all figures, where it failed. */
  readonly score: number;
  readonly logLoss: number;
  readonly brier: number;
  /** Expected calibration error, 15 bins. */
  readonly calibrationError: number;
  /** The rows by the confidence of their label, 15 bins; none where it failed. */
  readonly reliability: readonly ReliabilityBin[];
  /** Rounds of estimation and whether they settled; null where nothing is fitted. */
  readonly rounds: number | null;
  readonly converged: boolean | null;
  /** Fitting and predicting, in milliseconds, once and cold. */
  readonly ms: number;
}

/** All results on a set. */
export interface SetResult {
  readonly name: string;
  readonly kind: VoteSet["kind"];
  readonly metric: VoteSet["metric"];
  readonly rows: number;
  readonly functions: number;
  readonly patterns: number;
  /** Rows that count: covered, with gold. */
  readonly scoredRows: number;
  readonly truth: number | null;
  readonly target: number | null;
  readonly methods: readonly MethodResult[];
  /** What the label model's probabilities are worth by other rules; none where the metric is accuracy. */
  readonly decisions: readonly DecisionResult[];
}

/** Of a method that gave nothing. */
const failed = (method: string): MethodResult => {
  const figures = { score: NaN, logLoss: NaN, brier: NaN, calibrationError: NaN, ms: NaN };
  return { method, ...figures, reliability: [], rounds: null, converged: null };
};

/** Runs all methods on a set and scores them. */
export function measureSet(set: VoteSet, methods: readonly Method[]): SetResult {
  const { votes, gold, name, kind, metric } = set;
  let scoredRows = 0;
  const results = methods.map((method): MethodResult => {
    const start = performance.now();
    const outcome = method.fit(set);
    if (outcome === null) return failed(method.name);
    const { labels, report, ms = performance.now() - start } = outcome;
    const score = scoreLabels(labels, gold);
    scoredRows = score.rows;
    return {
      method: method.name,
      score: metric === "f1" ? (score.f1[set.classes[1] ?? ""] ?? NaN) : score.accuracy,
      logLoss: score.logLoss,
      brier: score.brier,
      calibrationError: score.calibrationError,
      reliability: score.reliability,
      rounds: report?.iterations ?? null,
      converged: report?.converged ?? null,
      ms,
    };
  });
  return {
    name,
    kind,
    metric,
    rows: votes.rows,
    functions: votes.functions.length,
    patterns: isLabelMatrix(votes) ? compressVotes(votes).size : votes.size,
    scoredRows,
    truth: set.truth ?? null,
    target: set.target ?? null,
    methods: results,
    decisions: metric === "f1" ? measureDecisions(set) : [],
  };
}

/** The result of one method on a set. */
export function resultOf(set: SetResult, method: string): MethodResult {
  const found = set.methods.find((each) => each.method === method);
  if (found === undefined) throw new Error(`no result of ${method} on ${set.name}`);
  return found;
}

/** The methods that were run. */
export const methodNames = (sets: readonly SetResult[]): readonly string[] =>
  sets[0]?.methods.map(({ method }) => method) ?? [];

/** Sets of equal make and different seeds. */
export interface SetGroup {
  readonly name: string;
  readonly sets: readonly SetResult[];
}

/** Groups generated sets, which are named `NAME.SEED` and have a known truth, by name; other sets are each alone. */
export function groupBySeed(sets: readonly SetResult[]): readonly SetGroup[] {
  const groups = new Map<string, SetResult[]>();
  for (const set of sets) {
    const name = set.truth === null ? set.name : set.name.replace(/\.[^.]*$/, "");
    groups.set(name, [...(groups.get(name) ?? []), set]);
  }
  return Array.from(groups, ([name, group]) => ({ name, sets: group }));
}
