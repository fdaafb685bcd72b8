import { LabelingError } from "../errors.ts";
import { goldCodes, type Gold } from "../labels/gold.ts";
import { describe } from "../util/checks.ts";
import { isProbabilisticLabels, type ProbabilisticLabels } from "./probabilistic-labels.ts";

/** The rows on which labels can be held against gold: some function covers them, and gold is known. */
export interface ScoredRows {
  readonly labels: ProbabilisticLabels;
  /** Their row numbers, rising; at least one. */
  readonly rows: Int32Array;
  /** The code of the true label of every row, -1 = unknown. */
  readonly truth: Int32Array;
  /** Number of rows with gold, covered or not. */
  readonly known: number;
}

/**
 * Finds the rows to score. O(N).
 *
 * @throws LabelingError for gold that does not fit, or when no row counts.
 */
export function scoredRows<L extends string>(labels: ProbabilisticLabels<L>, gold: Gold<L>, where: string): ScoredRows {
  if (!isProbabilisticLabels(labels)) {
    throw new LabelingError("bad_option", {
      where,
      got: describe(labels),
      expected: "probabilistic labels, then gold",
      remedy: "Make them with model.predict(votes) or majorityVote(votes).",
    });
  }
  const truth = goldCodes(gold, labels.labels, labels.rows, where);
  const known = Int32Array.from(truth.keys()).filter((row) => (truth[row] ?? -1) >= 0);
  const rows = known.filter((row) => labels.covered(row));
  if (rows.length > 0) return { labels, rows, truth, known: known.length };
  throw new LabelingError("empty", { where, got: "no covered row with gold", expected: "at least one" });
}
