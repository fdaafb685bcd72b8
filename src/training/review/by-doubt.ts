import type { VotePatterns } from "../../matrix/vote-patterns.ts";
import type { Random } from "../../util/random.ts";
import { affords, costOf, spend, type Candidates, type Choice, type Purse } from "./candidates.ts";
import { cosinesOf } from "./cosines.ts";
import { shuffled } from "../../util/shuffled.ts";
import { doubts, entropyOf, errorOf } from "./strategies.ts";

/** How rows chosen by a measure are kept apart: not at all, one a vote pattern, or far from each other by their features. */
export type ReviewDiversity = "none" | "patterns" | "features";

/** Candidates looked at for diversity, for each row wanted. */
const pool = 8;

/** Chooses the rows with the most of a measure for their cost; equals by row number. O(N K + N log N), with features O(count x entries). */
export function chooseByDoubt(
  candidates: Candidates,
  strategy: "entropy" | "margin" | "least-confident" | "conflict",
  votes: VotePatterns | null,
  diversity: ReviewDiversity,
  purse: Purse,
  answered: Iterable<number>,
): Choice[] {
  const { rows, probabilities } = candidates;
  const conflicts = strategy === "conflict" && votes !== null ? conflictsOf(votes) : null;
  const measure = (row: number): number => {
    if (strategy !== "conflict") return doubts[strategy](probabilities.row(row));
    const conflict = conflicts?.[votes?.rowPatterns?.[row] ?? row] ?? 0;
    return conflict + (conflict > 0 ? 1e-6 * errorOf(probabilities.row(row)) : 0); // equals by how unsure the label is
  };
  const worth = new Map<number, number>();
  for (const row of rows) worth.set(row, measure(row) / costOf(candidates, row));
  const worthOf = (row: number): number => worth.get(row) ?? 0;
  const ranked = Array.from(rows).sort((a, b) => worthOf(b) - worthOf(a) || a - b);
  const order =
    diversity === "none"
      ? ranked
      : diversity === "patterns"
        ? onePerPattern(ranked, candidates)
        : farthestFirst(ranked, candidates, purse.count, answered);
  return takeInOrder(order, candidates, purse, strategy, (row) => worthOf(row) * costOf(candidates, row));
}

/** Draws rows at random. */
export function chooseAtRandom(candidates: Candidates, purse: Purse, random: Random): Choice[] {
  return takeInOrder(shuffled(candidates.rows, random), candidates, purse, "random", () => 0);
}

function takeInOrder(
  order: Iterable<number>,
  candidates: Candidates,
  purse: Purse,
  strategy: Choice["strategy"],
  score: (row: number) => number,
): Choice[] {
  const choices: Choice[] = [];
  for (const row of order) {
    if (purse.count === 0) break;
    if (!affords(purse, costOf(candidates, row))) continue;
    spend(purse, costOf(candidates, row));
    choices.push({ row, score: score(row), strategy });
  }
  return choices;
}

/** The first row of each pattern in order, then the second of each, and so on. */
function onePerPattern(ranked: readonly number[], { patterns }: Candidates): number[] {
  const seen = new Map<number, number>();
  const turns = ranked.map((row) => {
    const u = patterns?.ofRow[row] ?? row;
    const turn = seen.get(u) ?? 0;
    seen.set(u, turn + 1);
    return { row, turn };
  });
  return turns.sort((a, b) => a.turn - b.turn).map(({ row }) => row); // a stable sort
}

/**
 * Of the first rows, the one least like those answered or chosen, again and again (k-center, greedily: Gonzalez 1985;
 * Sener and Savarese 2018); then the others.
 */
function farthestFirst(
  ranked: readonly number[],
  { features }: Candidates,
  count: number,
  answered: Iterable<number>,
): number[] {
  if (features === null) return [...ranked];
  const near = ranked.slice(0, Math.min(ranked.length, pool * count));
  const cosines = cosinesOf(features);
  const likeness = new Float64Array(near.length);
  const approach = (row: number): void => {
    const similar = cosines.to(row);
    near.forEach((other, i) => (likeness[i] = Math.max(likeness[i] ?? 0, similar[other] ?? 0)));
  };
  for (const row of answered) approach(row);
  const order: number[] = [];
  const taken = new Set<number>();
  while (order.length < Math.min(count, near.length)) {
    let best = -1;
    near.forEach((row, i) => {
      if (!taken.has(row) && (best < 0 || (likeness[i] ?? 0) < (likeness[best] ?? 0) - 1e-9)) best = i;
    });
    const row = near[best] ?? 0;
    taken.add(row);
    order.push(row);
    approach(row);
  }
  return [...order, ...ranked.filter((row) => !taken.has(row))];
}

/** The entropy of each pattern's votes, in bits. */
function conflictsOf(votes: VotePatterns): Float64Array {
  const { offsets, codes } = votes.votes;
  const shares = new Float64Array(votes.labels.size);
  return Float64Array.from({ length: votes.size }, (_, u) => {
    const [start, end] = [offsets[u] ?? 0, offsets[u + 1] ?? 0];
    shares.fill(0);
    for (let i = start; i < end; i++) shares[codes[i] ?? 0] = (shares[codes[i] ?? 0] ?? 0) + 1 / (end - start);
    return Math.round(entropyOf(shares) * 1e9) / 1e9;
  });
}
