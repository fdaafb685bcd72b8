import { LabelingError } from "../errors.ts";
import { goldCodes, type Gold } from "../labels/gold.ts";
import { describe } from "../util/checks.ts";
import { isProbabilisticLabels, type ProbabilisticLabels } from "./probabilistic-labels.ts";

/** The rows on which labels are held against gold: gold is known, and, unless others count too, some function covers them. */
export interface ScoredRows {
  readonly labels: ProbabilisticLabels;
  /** Their row numbers, rising; at least one. */
  readonly rows: Int32Array;
  /** The code of the true label of every row, -1 = unknown. */
  readonly truth: Int32Array;
  /** Number of rows with gold, covered or not. */
  readonly known: number;
}

/** `labels` as probabilistic labels. */
export function checkProbabilisticLabels<L extends string>(labels: ProbabilisticLabels<L>, where: string): void {
  if (isProbabilisticLabels(labels)) return;
  throw new LabelingError("bad_option", {
    where,
    got: describe(labels),
    expected: "probabilistic labels, then gold",
    remedy: "Make them with model.predict(votes) or majorityVote(votes).",
  });
}

/**
 * Finds the rows to score: those covered, or all (`which`). O(N).
 *
 * @throws LabelingError for gold that does not fit, or when no row counts.
 */
export function scoredRows<L extends string>(
  labels: ProbabilisticLabels<L>,
  gold: Gold<L>,
  where: string,
  which: "covered" | "all" = "covered",
): ScoredRows {
  checkProbabilisticLabels(labels, where);
  const truth = goldCodes(gold, labels.labels, labels.rows, where);
  const known = Int32Array.from(truth.keys()).filter((row) => (truth[row] ?? -1) >= 0);
  const rows = which === "all" ? known : known.filter((row) => labels.covered(row));
  if (rows.length > 0) return { labels, rows, truth, known: known.length };
  const got = which === "all" ? "no row with gold" : "no covered row with gold";
  throw new LabelingError("empty", { where, got, expected: "at least one" });
}
