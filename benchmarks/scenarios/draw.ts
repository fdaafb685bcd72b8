import { compressVotes, LabelMatrix, labelSet, type VotePatterns } from "labelwright";
import type { Random } from "../../src/util/random.ts";
import { averageTables, type Copy, type VotePlan } from "./plan.ts";

/** Votes with known truth. */
export interface DrawnVotes {
  /** The label of code y is named `c<y>`, function j `lf_<j>`. */
  readonly votes: VotePatterns;
  /** The true label code of each row. */
  readonly truth: Int16Array;
}

const sumUp = (probabilities: readonly number[]): number[] => {
  let sum = 0;
  return probabilities.map((p) => (sum += p));
};

/** The place at which rising sums of probabilities pass a random number. */
function choose(sums: readonly number[], random: Random): number {
  const at = random();
  for (let i = 0; i < sums.length - 1; i++) if (at < (sums[i] ?? 0)) return i;
  return sums.length - 1;
}

/** Votes of a copier where it repeats its leader. */
function repeatLeader(columns: readonly Int8Array[], { copier, leader, share, keep = 1 }: Copy, random: Random): void {
  const [own, led] = [columns[copier], columns[leader]];
  if (own === undefined || led === undefined) throw new Error(`no function ${copier} or ${leader}`);
  for (let row = 0; row < own.length; row++) {
    if (random() < share) own[row] = keep === 1 || random() < keep ? (led[row] ?? -1) : -1;
  }
}

/** Draws truth, and then votes, by a plan; as patterns that know each row. */
export function drawVotes(plan: VotePlan, random: Random): DrawnVotes {
  const { rows, balance, kinds, copies } = plan;
  const byLabel = sumUp(balance);
  const byKind = balance.map((_, y) => sumUp(kinds.map(({ shares }) => shares[y] ?? 0)));
  const byVote = kinds.map(({ tables }) => tables.map((table) => table.map(sumUp)));
  const columns = (kinds[0]?.tables ?? []).map(() => new Int8Array(rows));
  const truth = new Int16Array(rows);
  for (let row = 0; row < rows; row++) {
    const y = choose(byLabel, random);
    truth[row] = y;
    const sums = byVote[kinds.length === 1 ? 0 : choose(byKind[y] ?? [], random)];
    columns.forEach((column, j) => (column[row] = choose(sums?.[j]?.[y] ?? [], random) - 1));
  }
  for (const copy of copies) repeatLeader(columns, copy, random);
  const functions = columns.map((_, j) => ({ name: `lf_${j}`, fingerprint: null, labels: null }));
  const labels = labelSet(balance.map((_, y) => `c${y}`));
  return { votes: compressVotes(new LabelMatrix({ labels, functions, votes: columns })), truth };
}

/**
 * The accuracy, on covered rows, of the rule of Bayes that knows the class balance and how each function votes, but
 * takes functions as independent. Abstentions count as evidence too.
 */
export function bayesAccuracy(plan: VotePlan, { votes, truth }: DrawnVotes): number {
  const logs = averageTables(plan).map((table) => table.map((row) => row.map((p) => Math.log(Math.max(p, 1e-12)))));
  const { offsets, functions, codes } = votes.votes;
  const silent = plan.balance.map((p, y) => logs.reduce((sum, log) => sum + (log[y]?.[0] ?? 0), Math.log(p)));
  const best = Array.from(votes.counts, (_, u) => {
    const scores = [...silent];
    const [start = 0, end = 0] = offsets.subarray(u, u + 2);
    if (start === end) return -1;
    for (let i = start; i < end; i++) {
      const log = logs[functions[i] ?? -1];
      scores.forEach((score, y) => (scores[y] = score + (log?.[y]?.[1 + (codes[i] ?? 0)] ?? 0) - (log?.[y]?.[0] ?? 0)));
    }
    return scores.indexOf(Math.max(...scores));
  });
  let [right, covered] = [0, 0];
  votes.rowPatterns?.forEach((u, row) => {
    if (best[u] === -1) return;
    covered++;
    if (best[u] === truth[row]) right++;
  });
  return right / covered;
}
