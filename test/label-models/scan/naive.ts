import type { CompactScores, DenseScores } from "../../../src/label-models/scan/vote-scan.ts";
import type { VoteRows } from "../../../src/label-models/scan/vote-rows.ts";

/** One vote of a row. */
export interface Vote {
  readonly j: number;
  readonly v: number;
  readonly strength: number;
}

/** A row as a list of votes, with its weight. */
export interface NaiveRow {
  readonly weight: number;
  readonly votes: readonly Vote[];
}

/** Rows of votes as plain lists. */
export function listRows(rows: VoteRows): NaiveRow[] {
  return Array.from(rows.weights, (weight, u) => {
    const votes: Vote[] = [];
    for (let i = rows.offsets[u] ?? 0; i < (rows.offsets[u + 1] ?? 0); i++) {
      votes.push({ j: rows.functions[i] ?? 0, v: rows.codes[i] ?? 0, strength: rows.strengths?.[i] ?? 1 });
    }
    return { weight, votes };
  });
}

/** The last answer of each function on a row. */
export const lastAnswers = (votes: readonly Vote[]): Vote[] => [
  ...new Map(votes.map((each) => [each.j, each])).values(),
];

/** A row's posterior and log of the sum of exp(score), straight from the definition. */
export function naivePosterior(votes: readonly Vote[], { bias, table }: DenseScores): { q: number[]; logSum: number } {
  const k = bias.length;
  const scores = Array.from(bias, (b, y) =>
    votes.reduce((sum, { j, v, strength }) => sum + strength * (table[(j * k + v) * k + y] ?? 0), b),
  );
  const largest = Math.max(...scores);
  const logSum = largest + Math.log(scores.reduce((sum, each) => sum + Math.exp(each - largest), 0));
  return { q: scores.map((each) => Math.exp(each - logSum)), logSum };
}

/** Expected votes, rows of each label and the log likelihood, straight from the definition. */
export function naiveSweep(
  rows: readonly NaiveRow[],
  m: number,
  scores: DenseScores,
): { expected: Float64Array; labelRows: Float64Array; logLikelihood: number } {
  const k = scores.bias.length;
  const expected = new Float64Array(m * k * k);
  const labelRows = new Float64Array(k);
  let logLikelihood = 0;
  for (const { weight, votes } of rows) {
    if (votes.length === 0) continue;
    const { q, logSum } = naivePosterior(votes, scores);
    logLikelihood += weight * logSum;
    q.forEach((p, y) => {
      labelRows[y] = (labelRows[y] ?? 0) + weight * p;
      for (const { j, v, strength } of votes) {
        const cell = (j * k + v) * k + y;
        expected[cell] = (expected[cell] ?? 0) + weight * strength * p;
      }
    });
  }
  return { expected, labelRows, logLikelihood };
}

/** Compact scores as a full table. */
export function writtenOut({ bias, hit, miss }: CompactScores): DenseScores {
  const k = bias.length;
  const table = Float64Array.from({ length: hit.length * k }, (_, cell) => {
    const jv = Math.floor(cell / k);
    return (jv % k === cell % k ? hit[jv] : miss[jv]) ?? 0;
  });
  return { bias, table };
}
