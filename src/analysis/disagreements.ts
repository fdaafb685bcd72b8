import { LabelingError } from "../errors.ts";
import { isLabelMatrix, type LabelMatrix } from "../matrix/label-matrix.ts";
import type { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { checkNumber, describe } from "../util/checks.ts";

/** A row on which labeling functions disagree. */
export interface Disagreement<L extends string = string, N extends string = string> {
  readonly row: number;
  /** The entropy of its votes, in bits: 0 when all agree, log2(K) when all labels get equally many. */
  readonly entropy: number;
  /** What each function voted; abstentions left out. */
  readonly votes: Readonly<Partial<Record<N, L>>>;
}

function entropyOf(counts: Int32Array, total: number): number {
  let entropy = 0;
  for (const count of counts) if (count > 0) entropy -= (count / total) * Math.log2(count / total);
  return entropy;
}

function checkArguments(votes: LabelMatrix, labels: ProbabilisticLabels | undefined): void {
  if (!isLabelMatrix(votes)) {
    throw new LabelingError("bad_option", {
      where: "findDisagreements",
      got: describe(votes),
      expected: "a label matrix",
      remedy: "Vote patterns do not know their rows: give the matrix they were made from.",
    });
  }
  if (labels === undefined || labels.rows === votes.rows) return;
  throw new LabelingError("incompatible", {
    where: "findDisagreements, labels",
    got: `labels of ${labels.rows} rows`,
    expected: `labels of the ${votes.rows} rows of the votes`,
  });
}

/**
 * The rows on which labeling functions disagree most: by entropy of the votes, then by how undecided the labels are
 * (when given), then by number of votes, then in row order. Good rows to look at when improving functions. O(N m).
 *
 * @throws LabelingError for vote patterns, or `labels` of another number of rows.
 *
 * @example
 * ```ts
 * import { findDisagreements, labelMatrix, labelSet } from "labelwright";
 *
 * const votes = labelMatrix(labelSet(["ham", "spam"]), { a: ["spam", "ham"], b: ["spam", "spam"] });
 * console.log(findDisagreements(votes)); // row 1, entropy 1
 * ```
 */
export function findDisagreements<L extends string, N extends string>(
  votes: LabelMatrix<L, N>,
  options: { readonly limit?: number | undefined; readonly labels?: ProbabilisticLabels<L> | undefined } = {},
): readonly Disagreement<L, N>[] {
  const limit = checkNumber(options.limit, 10, { where: "findDisagreements, limit", min: 0, whole: true });
  checkArguments(votes, options.labels);
  const confidences = options.labels?.confidences();
  const counts = new Int32Array(votes.labels.size);
  const found: { row: number; entropy: number; rank: number; confidence: number; total: number }[] = [];
  for (let row = 0; row < votes.rows; row++) {
    counts.fill(0);
    let total = 0;
    for (const column of votes.votes) {
      const code = column[row] ?? -1;
      if (code < 0) continue;
      counts[code] = (counts[code] ?? 0) + 1;
      total++;
    }
    const entropy = total < 2 ? 0 : entropyOf(counts, total);
    if (entropy === 0) continue;
    const rank = Math.round(entropy * 1e9); // equal for equal shares, in whatever order they were summed
    found.push({ row, entropy, rank, confidence: confidences?.[row] ?? 0, total });
  }
  found.sort((a, b) => b.rank - a.rank || a.confidence - b.confidence || b.total - a.total || a.row - b.row);
  return Object.freeze(
    found
      .slice(0, limit)
      .map(({ row, entropy }) => Object.freeze({ row, entropy, votes: Object.freeze(votes.votesOf(row)) })),
  );
}
