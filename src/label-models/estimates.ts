import type { LabelSet } from "../labels/label-set.ts";
import type { VotePatterns } from "../matrix/vote-patterns.ts";
import type { VoteSource } from "../matrix/vote-source.ts";
import { listNames } from "../util/checks.ts";
import type { FunctionEstimate } from "./fit-report.ts";
import type { VoteCounts } from "./vote-counts.ts";

/** What a kind of label model knows of each function beside how often it voted and how often it was right. */
export type Learned = Partial<Pick<FunctionEstimate, "standardError" | "interval" | "weight" | "confusion">>;

/** What was learned, function by function. */
export interface LearnedOfFunctions {
  /** Expected number of right votes of a function, each vote counted by its confidence. */
  readonly rightVotes: (j: number) => number;
  readonly learned?: (j: number) => Learned;
}

/** What was learned of each function, from the expected number of right votes of each. */
export function estimatesOf<N extends string>(
  functions: readonly VoteSource<N>[],
  labels: LabelSet,
  rows: number,
  counts: VoteCounts,
  { rightVotes, learned = () => ({}) }: LearnedOfFunctions,
): readonly FunctionEstimate<N>[] {
  const estimates = functions.map((source, j): FunctionEstimate<N> => {
    const votes = counts.byFunction[j] ?? 0;
    const evidence = counts.evidence[j] ?? 0;
    const { standardError = null, interval = null, weight = 1, confusion = null } = evidence === 0 ? {} : learned(j);
    return freezeEstimate({
      name: source.name,
      fingerprint: source.fingerprint,
      labels: source.labels,
      votes,
      coverage: rows === 0 ? 0 : (counts.rowsVoted[j] ?? 0) / rows,
      accuracy: evidence === 0 ? null : Math.min(1, rightVotes(j) / evidence),
      standardError,
      interval,
      weight,
      confusion,
      onlyLabel: labels.label(counts.onlyLabel[j] ?? -1),
    });
  });
  return Object.freeze(estimates);
}

/** An estimate with all its parts frozen, in the order in which it is written. */
export function freezeEstimate<N extends string>(estimate: FunctionEstimate<N>): FunctionEstimate<N> {
  const { name, fingerprint, labels, votes, coverage, accuracy, standardError, interval, weight } = estimate;
  return Object.freeze({
    name,
    fingerprint,
    labels: labels && Object.freeze([...labels]),
    votes,
    coverage,
    accuracy,
    standardError,
    interval: interval && Object.freeze([interval[0], interval[1]] as const),
    weight,
    confusion: estimate.confusion && Object.freeze(estimate.confusion.map((row) => Object.freeze([...row]))),
    onlyLabel: estimate.onlyLabel,
  });
}

/** Names in a warning, as many as a reader will read. */
const listFew = (names: readonly string[]): string =>
  names.length > 8 ? `${names.slice(0, 8).join(", ")} and ${names.length - 8} more` : names.join(", ");

/** Warnings that follow from who voted how often; `learns` for models that learn from how functions agree. */
export function countWarnings(patterns: VotePatterns, counts: VoteCounts, learns: boolean): string[] {
  const { functions, labels } = patterns;
  const k = labels.size;
  const warnings: string[] = [];
  if (patterns.rows === 0) warnings.push("There are no rows: nothing was learned.");
  else if (counts.coveredRows === 0) warnings.push("No labeling function voted on any row: nothing was learned.");
  const silent = functions.filter((_, j) => counts.byFunction[j] === 0).map((source) => source.name);
  if (silent.length > 0 && counts.coveredRows > 0)
    warnings.push(`Never voted, and so were not learned: ${listFew(silent)}.`);
  if (learns && functions.length < 3 && counts.coveredRows > 0) {
    warnings.push(
      "With fewer than 3 labeling functions, votes alone cannot tell who is right: accuracies stay close to the prior.",
    );
  }
  if (labels.has("-1")) {
    warnings.push('One label is "-1". If it means abstention, say so when reading: abstain: ["-1"], --abstain -1.');
  }
  if (labels.size > 20 && labels.size * 2 > patterns.rows) {
    warnings.push(
      `${labels.size} labels on ${patterns.rows} rows: is one of ${listNames(functions.map((source) => source.name))} no vote? ` +
        "Leave such columns out: ignore, --ignore.",
    );
  }
  const used = labels.names.map((_, v) => functions.some((_each, j) => (counts.byLabel[j * k + v] ?? 0) > 0));
  const unused = labels.names.filter((_, v) => used[v] !== true);
  if (unused.length > 0 && counts.coveredRows > 0) warnings.push(`No function ever voted for: ${listFew(unused)}.`);
  return warnings;
}
