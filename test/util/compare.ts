import { expect } from "vitest";

import type { ProbabilisticLabels } from "../../src/probabilities/probabilistic-labels.ts";

/** The probabilities of every row, as plain rows. */
export const rowsOf = (soft: ProbabilisticLabels): number[][] =>
  Array.from({ length: soft.rows }, (_, row) => Array.from(soft.row(row)));

/** The largest difference of two tables of numbers; infinite when their shapes differ. */
export function largestDifference(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (const [i, row] of a.entries()) {
    if (row.length !== b[i]?.length) return Infinity;
    for (const [y, p] of row.entries()) largest = Math.max(largest, Math.abs(p - (b[i][y] ?? NaN)));
  }
  return largest;
}

/** Expects two tables of numbers to be equal within a tolerance. NaN is equal to nothing. */
export function expectClose(
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
  within: number,
): void {
  const difference = largestDifference(a, b);
  expect(difference <= within ? "close" : difference).toBe("close");
}
