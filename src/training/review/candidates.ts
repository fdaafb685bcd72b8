import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import type { FeatureMatrix } from "../features/feature-matrix.ts";

/** The rows there are to choose from, with what is known of them; all of them checked. */
export interface Candidates {
  readonly probabilities: ProbabilisticLabels;
  /** Rows that may be asked about, rising. */
  readonly rows: Int32Array;
  readonly features: FeatureMatrix | null;
  /** Rows with the same votes, where that is known. */
  readonly patterns: RowPatterns | null;
  /** What asking about each row costs; null: each the same. */
  readonly costs: ArrayLike<number> | null;
}

/** Which rows have the same votes. Rows without votes are a pattern each: they have nothing in common. */
export interface RowPatterns {
  /** The pattern of each row. */
  readonly ofRow: Int32Array;
  /** How many rows show each pattern. */
  readonly sizes: Int32Array;
  /** How many rows of each pattern have an answer. */
  readonly answered: Int32Array;
}

/** A row chosen. */
export interface Choice {
  readonly row: number;
  /** Why, by the strategy's own measure. */
  readonly score: number;
  readonly strategy:
    "expected-gain" | "uncertain-diverse" | "entropy" | "margin" | "least-confident" | "conflict" | "random";
}

/** What is left to spend: a number of rows, and a sum of costs. */
export interface Purse {
  count: number;
  budget: number;
}

export const costOf = ({ costs }: Candidates, row: number): number => costs?.[row] ?? 1;

/** Whether a row can be afforded. */
export const affords = (purse: Purse, cost: number): boolean => purse.count > 0 && cost <= purse.budget + 1e-9;

/** Spends on a row. */
export function spend(purse: Purse, cost: number): void {
  purse.count--;
  purse.budget -= cost;
}

/** Numbers the patterns so that each row without votes has one of its own. O(N + U). */
export function numberPatterns(
  patternOfRow: (row: number) => number,
  isCovered: (pattern: number) => boolean,
  rows: number,
  answeredRows: Iterable<number>,
): RowPatterns {
  const numbers = new Map<number, number>();
  let size = 0;
  const ofRow = Int32Array.from({ length: rows }, (_, row) => {
    const u = patternOfRow(row);
    if (!isCovered(u)) return size++;
    const known = numbers.get(u);
    if (known !== undefined) return known;
    numbers.set(u, size);
    return size++;
  });
  const sizes = new Int32Array(size);
  const answered = new Int32Array(size);
  for (const u of ofRow) sizes[u] = (sizes[u] ?? 0) + 1;
  for (const row of answeredRows) {
    const u = ofRow[row] ?? 0;
    answered[u] = (answered[u] ?? 0) + 1;
  }
  return { ofRow, sizes, answered };
}
