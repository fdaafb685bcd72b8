import type { VotePatterns } from "../../matrix/vote-patterns.ts";
import type { WorkerEntries } from "./entries.ts";

/** Two workers who answer alike more than their accuracies explain. */
export interface Twin {
  /** The place of the other one. */
  readonly other: number;
  /** Items that both answered. */
  readonly items: number;
  /** Items on which they say the same, and on how many that was to be expected. */
  readonly same: number;
  readonly expected: number;
  /** Whether this one is taken for the copier: he answered fewer items than the other, or came later. */
  readonly follows: boolean;
}

/** Items that two must share, the share of them on which they must say the same, and by how many standard errors too many. */
const [fewestItems, fewestSame, fewestErrors] = [10, 0.95, 4];

/** Pairs of answers that are looked at, at most: beyond it, items with the most answers are left out. */
const mostPairs = 2e7;

interface Meeting {
  items: number;
  same: number;
  expected: number;
  variance: number;
}

/**
 * Pairs of workers of whom one seems to copy the other, for each of them the one he is most like; null where there is none.
 * What is to be expected of two that judge for themselves follows from their confusion tables and what the label model
 * makes of each item. Repeats of a worker's answer to an item do not count. O(sum of squared answers of an item x K).
 *
 * @param tables K x K numbers a worker: the probability of each answer on items of each label.
 * @param posteriors K numbers an item.
 */
export function findTwins(
  votes: VotePatterns,
  entries: WorkerEntries,
  tables: readonly Float64Array[],
  posteriors: (item: number) => Float64Array,
): readonly (Twin | null)[] {
  const [m, k] = [votes.functions.length, votes.labels.size];
  const meetings = new Map<number, Meeting>();
  const entriesOf = (j: number): number => (entries.starts[j + 1] ?? 0) - (entries.starts[j] ?? 0);
  const isBusy = (j: number): boolean => entriesOf(j) >= fewestItems;
  const most = largestItem(votes);
  const { offsets, functions, codes } = votes.votes;
  for (let u = 0; u < votes.size; u++) {
    const [start, end] = [offsets[u] ?? 0, offsets[u + 1] ?? 0];
    if (end - start > most) continue;
    const posterior = posteriors(u);
    for (let i = start; i < end; i++) {
      const a = functions[i] ?? 0;
      if ((i > start && functions[i - 1] === a) || !isBusy(a)) continue;
      for (let l = i + 1; l < end; l++) {
        const b = functions[l] ?? 0;
        if (b === a || functions[l - 1] === b || !isBusy(b)) continue;
        let p = 0;
        for (let y = 0; y < k; y++) {
          let both = 0;
          for (let v = 0; v < k; v++) both += (tables[a]?.[y * k + v] ?? 0) * (tables[b]?.[y * k + v] ?? 0);
          p += (posterior[y] ?? 0) * both;
        }
        const key = a * m + b;
        const meeting = meetings.get(key) ?? { items: 0, same: 0, expected: 0, variance: 0 };
        meetings.set(key, meeting);
        meeting.items++;
        if (codes[i] === codes[l]) meeting.same++;
        meeting.expected += p;
        meeting.variance += p * (1 - p);
      }
    }
  }
  const twins = new Array<Twin | null>(m).fill(null);
  for (const [key, { items, same, expected, variance }] of meetings) {
    if (items < fewestItems || same / items < fewestSame) continue;
    if (same - expected < fewestErrors * Math.sqrt(variance + 0.25)) continue;
    const [a, b] = [Math.floor(key / m), key % m];
    const bFollows = entriesOf(b) <= entriesOf(a);
    for (const [one, twin] of [
      [a, { other: b, items, same, expected, follows: !bFollows }],
      [b, { other: a, items, same, expected, follows: bFollows }],
    ] as const) {
      const known = twins[one];
      const isBetter =
        known == null || (twin.follows !== known.follows ? twin.follows : surplus(twin) > surplus(known));
      if (isBetter) twins[one] = Object.freeze(twin);
    }
  }
  return twins;
}

const surplus = ({ same, expected }: Twin): number => same - expected;

/** The number of answers up to which all items together have few enough pairs. */
function largestItem({ votes, size }: VotePatterns): number {
  const sizes = Array.from({ length: size }, (_, u) => (votes.offsets[u + 1] ?? 0) - (votes.offsets[u] ?? 0));
  sizes.sort((a, b) => a - b);
  let pairs = 0;
  for (const n of sizes) {
    pairs += (n * (n - 1)) / 2;
    if (pairs > mostPairs) return n - 1;
  }
  return Infinity;
}
