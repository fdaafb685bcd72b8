import type { VotePatterns } from "../../matrix/vote-patterns.ts";
import type { WorkerEntries } from "./entries.ts";

/** How a worker's answers go with others' answers to the same items. */
export interface WorkerAgreement {
  /** Pairs of an answer of his and one of somebody else. */
  readonly pairs: number;
  /** The share of them that agree. */
  readonly share: number;
  /**
   * The same, corrected for chance: 1 where all agree, 0 where no more do than by how often he and the others give each
   * label, below 0 where fewer do. Null where chance alone would make all agree.
   */
  readonly kappa: number | null;
}

/** Agreement of each worker with all others, each pair of answers counted once; null where he shares no item. O(answers K). */
export function agreements({ votes, size, labels, functions }: VotePatterns): readonly (WorkerAgreement | null)[] {
  const [m, k] = [functions.length, labels.size];
  const own = new Float64Array(m * k);
  const theirs = new Float64Array(m * k);
  const agreed = new Float64Array(m);
  const counts = new Float64Array(k);
  const mine = new Float64Array(k);
  for (let u = 0; u < size; u++) {
    const [start, end] = [votes.offsets[u] ?? 0, votes.offsets[u + 1] ?? 0];
    counts.fill(0);
    for (let i = start; i < end; i++) counts[votes.codes[i] ?? 0] = (counts[votes.codes[i] ?? 0] ?? 0) + 1;
    for (let i = start, to = i; i < end; i = to) {
      const j = votes.functions[i] ?? 0;
      mine.fill(0);
      for (; to < end && votes.functions[to] === j; to++)
        mine[votes.codes[to] ?? 0] = (mine[votes.codes[to] ?? 0] ?? 0) + 1;
      const others = end - start - (to - i);
      for (let v = 0; v < k; v++) {
        const rest = (counts[v] ?? 0) - (mine[v] ?? 0);
        agreed[j] = (agreed[j] ?? 0) + (mine[v] ?? 0) * rest;
        own[j * k + v] = (own[j * k + v] ?? 0) + (mine[v] ?? 0) * others;
        theirs[j * k + v] = (theirs[j * k + v] ?? 0) + (to - i) * rest;
      }
    }
  }
  return functions.map((_, j) => {
    const pairs = own.subarray(j * k, (j + 1) * k).reduce((sum, n) => sum + n, 0);
    if (pairs === 0) return null;
    let chance = 0;
    for (let v = 0; v < k; v++) chance += ((own[j * k + v] ?? 0) / pairs) * ((theirs[j * k + v] ?? 0) / pairs);
    const share = (agreed[j] ?? 0) / pairs;
    return Object.freeze({ pairs, share, kappa: chance < 1 - 1e-12 ? (share - chance) / (1 - chance) : null });
  });
}

/** How steady a worker is on items he answered more than once. */
export interface WorkerConsistency {
  /** Items he answered more than once. */
  readonly items: number;
  /** Of pairs of his answers to one item, the share that agree. */
  readonly share: number;
}

/** Steadiness of each worker; null where he repeats nothing. */
export function consistencies({ starts, answerStarts, codes }: WorkerEntries): readonly (WorkerConsistency | null)[] {
  return Array.from({ length: starts.length - 1 }, (_, j) => {
    let [items, pairs, same] = [0, 0, 0];
    for (let e = starts[j] ?? 0; e < (starts[j + 1] ?? 0); e++) {
      const answers = codes.subarray(answerStarts[e], answerStarts[e + 1]);
      if (answers.length < 2) continue;
      items++;
      answers.forEach((code, a) => {
        for (let b = a + 1; b < answers.length; b++) {
          pairs++;
          if (answers[b] === code) same++;
        }
      });
    }
    return pairs === 0 ? null : Object.freeze({ items, share: same / pairs });
  });
}
