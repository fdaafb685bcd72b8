import { fewestAnswers, type Realized } from "./crowd.ts";

/** What somebody says of a worker. */
export interface Claim {
  readonly accuracy: number;
  readonly low: number;
  readonly high: number;
}

/** How claims compare with what is true. */
export interface Scored {
  readonly workers: number;
  /** Spearman's rank correlation of estimated and true accuracies. */
  readonly correlation: number;
  /** The share of intervals that hold the true accuracy. */
  readonly coverage: number;
  /** Their mean width. */
  readonly width: number;
  /** The mean of estimated less true accuracy. */
  readonly bias: number;
}

/** Ranks from 0, ties sharing the mean of theirs. */
function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  for (let i = 0, end = 0; i < order.length; i = end) {
    while (end < order.length && values[order[end] ?? 0] === values[order[i] ?? 0]) end++;
    for (let k = i; k < end; k++) ranks[order[k] ?? 0] = (i + end - 1) / 2;
  }
  return ranks;
}

/** Spearman's rank correlation. */
export function rankCorrelation(x: readonly number[], y: readonly number[]): number {
  const [a, b] = [ranksOf(x), ranksOf(y)];
  const mean = (a.length - 1) / 2;
  let [both, ofA, ofB] = [0, 0, 0];
  a.forEach((rank, i) => {
    const other = (b[i] ?? 0) - mean;
    both += (rank - mean) * other;
    ofA += (rank - mean) ** 2;
    ofB += other ** 2;
  });
  return both / Math.sqrt(ofA * ofB);
}

/** Scores claims on workers with enough answers. `truth` gives the accuracy to find. */
export function scoreClaims(
  claims: readonly (Claim | null)[],
  truth: (worker: number) => number,
  isCounted: (worker: number) => boolean,
): Scored {
  const pairs = claims.flatMap((claim, j) => (claim !== null && isCounted(j) ? [{ claim, accuracy: truth(j) }] : []));
  const mean = (of: (pair: (typeof pairs)[number]) => number): number =>
    pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
  return {
    workers: pairs.length,
    correlation: rankCorrelation(
      pairs.map(({ claim }) => claim.accuracy),
      pairs.map(({ accuracy }) => accuracy),
    ),
    // Shares of few answers meet the ends of intervals exactly.
    coverage: mean(({ claim, accuracy }) => (claim.low - 1e-9 <= accuracy && accuracy <= claim.high + 1e-9 ? 1 : 0)),
    width: mean(({ claim }) => claim.high - claim.low),
    bias: mean(({ claim, accuracy }) => claim.accuracy - accuracy),
  };
}

/** As above against the share of right answers on items with gold. */
export const scoreRealized = (claims: readonly (Claim | null)[], { answers, right }: Realized): Scored =>
  scoreClaims(
    claims,
    (j) => (right[j] ?? 0) / (answers[j] ?? 1),
    (j) => (answers[j] ?? 0) >= fewestAnswers,
  );
