import { LabelingError } from "../../errors.ts";
import { sameLabels } from "../../labels/label-set.ts";
import { isLabelMatrix, type LabelMatrix } from "../../matrix/label-matrix.ts";
import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { printAs } from "../../util/brands.ts";
import { describe, listNames } from "../../util/checks.ts";
import { formatTextTable } from "../../util/text-table.ts";
import { meanPredictions } from "./confident-joint.ts";
import {
  checkPredicted,
  describeSuspicious,
  suspectLabels,
  type SuspiciousLabels,
  type SuspiciousOptions,
} from "./suspicious.ts";

/** The suspicious votes of one labeling function. */
export interface SuspiciousFunction<L extends string = string, N extends string = string> extends SuspiciousLabels<L> {
  /** The name of the labeling function. */
  readonly name: N;
}

const where = "findSuspiciousVotes";

/**
 * Finds votes that are likely wrong, as `findSuspiciousLabels` does for labels, for each labeling function by itself: the
 * function with the largest share of wrong votes first. From which probability on a row is taken to have a label is
 * found from the votes of all functions together, as many a function only ever votes for one label. Functions without
 * votes are left out. O(m N K).
 *
 * @param predicted Predictions by models that have not seen the row's own label, such as `crossPredict` makes.
 * @throws LabelingError for arguments that do not fit.
 *
 * @example
 * ```ts
 * import { findSuspiciousVotes, labelMatrix, probabilisticLabelsFromTable, tableFromRows } from "labelwright";
 *
 * const predicted = probabilisticLabelsFromTable(
 *   tableFromRows([0.9, 0.8, 0.95, 0.1, 0.2].map((p) => ({ p_ham: p, p_spam: 1 - p }))),
 * );
 * const votes = labelMatrix(predicted.labels, {
 *   short: ["ham", "ham", "ham", null, "ham"],
 *   link: [null, null, "spam", "spam", "spam"],
 * });
 * const functions = findSuspiciousVotes(predicted, votes);
 * console.log(functions); // a row a function: votes, suspicious ones, share of wrong ones
 * ```
 */
export function findSuspiciousVotes<L extends string, N extends string>(
  predicted: ProbabilisticLabels<L>,
  votes: LabelMatrix<L, N>,
  options: SuspiciousOptions = {},
): readonly SuspiciousFunction<L, N>[] {
  const probabilities = checkPredicted(predicted, where);
  if (!isLabelMatrix(votes)) {
    throw new LabelingError("bad_option", { where, got: describe(votes), expected: "a label matrix" });
  }
  const { labels, rows } = predicted;
  if (votes.rows !== rows || !sameLabels(votes.labels, labels)) {
    throw new LabelingError("incompatible", {
      where: `${where}, votes`,
      got: `${votes.rows} rows of labels ${listNames(votes.labels.names)}`,
      expected: `${rows} rows of labels ${listNames(labels.names)}, in this order`,
    });
  }
  const givers = votes.votes.map((column) =>
    Int32Array.from(column, (code, row) => (predicted.covered(row) ? code : -1)),
  );
  const thresholds = meanPredictions(probabilities, givers, labels.size);
  const found = votes.functions.flatMap(({ name }, j) => {
    const given = givers[j] ?? new Int32Array();
    if (given.every((code) => code < 0)) return [];
    const counted = { predicted: probabilities, given, labels: labels.size, thresholds };
    const own = suspectLabels(labels, counted, options, where);
    const named: SuspiciousFunction<L, N> = { name, ...own };
    printAs(named, () => `"${name}": ${describeSuspicious(own)}`);
    return [Object.freeze(named)];
  });
  found.sort((a, b) => b.noise - a.noise);
  printAs(found, () => describeFunctions(found));
  return Object.freeze(found);
}

function describeFunctions(functions: readonly SuspiciousFunction[]): string {
  const right = (title: string): { title: string; align: "right" } => ({ title, align: "right" });
  return formatTextTable(
    [{ title: "labeling function" }, ...["votes", "suspicious", "wrong, estimated"].map(right)],
    functions.map(({ name, rows, found, noise }) => [
      name,
      String(rows),
      String(found),
      `${(100 * noise).toFixed(1)} %`,
    ]),
  );
}
