import { guessedAccuracy } from "../prior-accuracy.ts";
import type { VoteCounts } from "../vote-counts.ts";

/** The class balance from expected rows of each label, each label counted once more. */
export function estimateBalance(labelRows: Float64Array): Float64Array {
  const sum = labelRows.reduce((a, b) => a + b, 0);
  return labelRows.map((rows) => (rows + 1) / (sum + labelRows.length));
}

/**
 * The table of log P(vote v | label y) from expected votes. Rounds need only the cells that were voted for; `complete`
 * fills in the others. Functions that never voted get the confusion matrix of a guessed accuracy. Returns the log
 * prior of the confusion matrices that were learned.
 */
export function estimateConfusions(
  expected: Float64Array,
  counts: VoteCounts,
  cells: Float64Array,
  k: number,
  complete: boolean,
): number {
  const pseudoVotes = 1 / k; // one for each true label
  let prior = 0;
  const totals = new Float64Array(k);
  for (let j = 0; j < counts.byFunction.length; j++) {
    if ((counts.byFunction[j] ?? 0) === 0) {
      if (complete) guessConfusion(cells, j, k);
      continue;
    }
    totals.fill(k * pseudoVotes);
    let unvoted = 0;
    for (let v = 0; v < k; v++) {
      if ((counts.byLabel[j * k + v] ?? 0) === 0) unvoted++;
      else for (let y = 0; y < k; y++) totals[y] = (totals[y] ?? 0) + (expected[(j * k + v) * k + y] ?? 0);
    }
    for (let v = 0; v < k; v++) {
      const isVoted = (counts.byLabel[j * k + v] ?? 0) > 0;
      if (!isVoted && !complete) continue;
      for (let y = 0; y < k; y++) {
        const cell = (j * k + v) * k + y;
        const log = Math.log(((expected[cell] ?? 0) + pseudoVotes) / (totals[y] ?? 1));
        cells[cell] = log;
        if (isVoted) prior += pseudoVotes * log;
      }
    }
    for (let y = 0; y < k; y++) prior += unvoted * pseudoVotes * Math.log(pseudoVotes / (totals[y] ?? 1));
  }
  return prior;
}

function guessConfusion(cells: Float64Array, j: number, k: number): void {
  const [hit, miss] = [Math.log(guessedAccuracy), Math.log((1 - guessedAccuracy) / (k - 1))];
  for (let v = 0; v < k; v++) for (let y = 0; y < k; y++) cells[(j * k + v) * k + y] = v === y ? hit : miss;
}
