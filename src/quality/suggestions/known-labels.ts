import { LabelingError } from "../../errors.ts";
import { goldCodes, type Gold } from "../../labels/gold.ts";
import { sameLabels, type LabelSet } from "../../labels/label-set.ts";
import { isProbabilisticLabels, type ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";

/** What is known of the labels of some rows. */
export interface KnownLabels {
  /** The probability of each label of each row, row by row (N x K); 0 where nothing is known. */
  readonly probabilities: Float64Array;
  /** 1 for rows of which something is known. */
  readonly known: Uint8Array;
}

function ofProbabilities(given: ProbabilisticLabels, labels: LabelSet, rows: number, where: string): KnownLabels {
  if (given.rows !== rows || !sameLabels(given.labels, labels)) {
    throw new LabelingError("incompatible", {
      where: `${where}, labels`,
      got: `labels of ${given.rows} rows, of ${given.labels.names.join(", ")}`,
      expected: `labels of the ${rows} rows of the table, of ${labels.names.join(", ")}`,
    });
  }
  const probabilities = new Float64Array(rows * labels.size);
  const known = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    if (!given.covered(row)) continue;
    known[row] = 1;
    probabilities.set(given.row(row), row * labels.size);
  }
  return { probabilities, known };
}

/**
 * What gold or probabilistic labels say, row by row.
 *
 * @throws LabelingError for labels of other rows; `empty` where no row has a label, or all have the same one.
 */
export function knownLabels(
  given: Gold | ProbabilisticLabels,
  labels: LabelSet,
  rows: number,
  where: string,
): KnownLabels {
  const found = isProbabilisticLabels(given)
    ? ofProbabilities(given, labels, rows, where)
    : ofGold(goldCodes(given, labels, rows, `${where}, labels`), labels.size);
  const { probabilities, known } = found;
  const seen = new Set<number>();
  probabilities.forEach((p, i) => {
    if (p > 0) seen.add(i % labels.size);
  });
  if (seen.size >= 2) return found;
  const count = known.reduce((sum, each) => sum + each, 0);
  throw new LabelingError("empty", {
    where: `${where}, labels`,
    got: count === 0 ? "no row with a label" : `${count} rows with a label, all of them of one label`,
    expected: "rows of two labels at least",
    remedy: "Label some rows by hand, 50 say, drawn at random; or give the labels of a label model.",
  });
}

function ofGold(codes: Int32Array, size: number): KnownLabels {
  const probabilities = new Float64Array(codes.length * size);
  codes.forEach((code, row) => {
    if (code >= 0) probabilities[row * size + code] = 1;
  });
  return { probabilities, known: Uint8Array.from(codes, (code) => (code >= 0 ? 1 : 0)) };
}
