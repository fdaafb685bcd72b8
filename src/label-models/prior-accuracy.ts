import { LabelingError } from "../errors.ts";
import type { VotePatterns } from "../matrix/vote-patterns.ts";

/** The accuracy that is guessed of a function before its votes are compared with others'. */
export const guessedAccuracy = 0.7;

/** Cells of the tables that are still fitted densely: two tables of 8 bytes a cell, 2 GB. */
export const maxDenseCells: number = 2 ** 27;

/** Refuses dense tables that no memory could hold. @throws LabelingError `too_large` */
export function checkDenseSize(patterns: VotePatterns, remedy: string): void {
  const [m, k] = [patterns.functions.length, patterns.labels.size];
  if (m * k * k <= maxDenseCells) return;
  throw new LabelingError("too_large", {
    where: "fitLabelModel",
    got: `${m} labeling functions and ${k} labels: ${m * k * k} probabilities to learn`,
    expected: `at most ${maxDenseCells}`,
    remedy,
  });
}

/** The confusion matrix of a function with one accuracy and errors spread evenly; null above 64 labels. */
export function confusionOfAccuracy(accuracy: number, k: number): readonly (readonly number[])[] | null {
  if (k > maxConfusionLabels) return null;
  const error = (1 - accuracy) / (k - 1);
  return Array.from({ length: k }, (_, y) => Array.from({ length: k }, (_each, v) => (v === y ? accuracy : error)));
}

/** Above this many labels, estimates have no confusion matrix. */
export const maxConfusionLabels = 64;
