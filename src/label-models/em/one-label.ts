import type { LabelSet } from "../../labels/label-set.ts";
import type { VoteSource } from "../../matrix/vote-source.ts";

/** Votes at which a function that voted for one label only is taken to know no other. */
const enoughVotes = 20;

/**
 * For each function the one label it votes for, or -1. What a function declares decides; else 20 votes or more for one
 * label alone. A function with fewer is judged by the company it keeps: among workers who vote for several labels, a
 * handful of equal answers means nothing; among functions of one label each, a rare one is another such function.
 */
export function findOneLabel(
  sources: readonly VoteSource[],
  labels: LabelSet,
  byLabel: Float64Array,
  byFunction: Float64Array,
): Int32Array {
  const k = labels.size;
  const seen = Int32Array.from(sources, (_, j) => {
    const voted = labels.names.flatMap((__, v) => ((byLabel[j * k + v] ?? 0) > 0 ? [v] : []));
    return voted.length === 1 ? (voted[0] ?? -1) : -1;
  });
  const declared = sources.map((source) => source.labels?.length);
  const known = (j: number): boolean => declared[j] !== undefined || (byFunction[j] ?? 0) >= enoughVotes;
  let [one, several] = [0, 0];
  sources.forEach((_, j) => {
    if ((byFunction[j] ?? 0) === 0 || !known(j)) return;
    if (seen[j] === -1 || (declared[j] ?? 1) > 1) several++;
    else one++;
  });
  return seen.map((v, j) => {
    if (v === -1 || (declared[j] ?? 1) > 1) return -1;
    return known(j) || one >= several ? v : -1;
  });
}
