/** Rows with a predicted probability for each label, and a given label. */
export interface GivenLabels {
  /** N x K, row by row; each sums to 1. */
  readonly predicted: Float64Array;
  /** The code given to each row; -1 = none. */
  readonly given: Int32Array;
  /** Number of labels (K). */
  readonly labels: number;
  /** From which probability on a row is taken to have each label; null: what rows given the label have in the mean. */
  readonly thresholds: Float64Array | null;
}

/** How given labels and predictions go together. */
export interface ConfidentCounts {
  /** The probability from which on a row is taken to have each label; NaN where the label is given to none. */
  readonly thresholds: Float64Array;
  /** K x K, given label by label that is confidently true: rows counted. The diagonal is at least 1. */
  readonly joint: Float64Array;
  /** The label that is confidently true of each row; -1 where none is, or none is given. */
  readonly confident: Int32Array;
}

/** Thresholds are met up to this much, as sums round. */
const slack = 1e-6;

/** The mean prediction of each label over the rows it is given to, of one or more givers; NaN where it is given to none. */
export function meanPredictions(predicted: Float64Array, givers: readonly Int32Array[], k: number): Float64Array {
  const sums = new Float64Array(k);
  const rowsOf = new Float64Array(k);
  for (const given of givers) {
    given.forEach((code, row) => {
      if (code < 0) return;
      sums[code] = (sums[code] ?? 0) + (predicted[row * k + code] ?? 0);
      rowsOf[code] = (rowsOf[code] ?? 0) + 1;
    });
  }
  return sums.map((sum, y) => sum / (rowsOf[y] ?? 0));
}

/**
 * Counts the confident joint of confident learning (Northcutt, Jiang and Chuang 2021): a row is confidently of the label
 * whose prediction reaches the label's threshold; of several such labels, of the most probable one. O(N K).
 */
export function countConfident(rows: GivenLabels): ConfidentCounts {
  const { predicted, given, labels: k } = rows;
  const thresholds = rows.thresholds ?? meanPredictions(predicted, [given], k);
  const joint = new Float64Array(k * k);
  const confident = Int32Array.from(given, (code, row) => {
    if (code < 0) return -1;
    let best = -1;
    for (let y = 0; y < k; y++) {
      const p = predicted[row * k + y] ?? 0;
      if (!(p >= (thresholds[y] ?? NaN) - slack)) continue; // a label that is never given has no threshold
      if (best < 0 || p > (predicted[row * k + best] ?? 0)) best = y;
    }
    if (best >= 0) joint[code * k + best] = (joint[code * k + best] ?? 0) + 1;
    return best;
  });
  for (let y = 0; y < k; y++) joint[y * k + y] = Math.max(1, joint[y * k + y] ?? 0);
  return { thresholds, joint, confident };
}

/** The joint as shares of all rows that have a label: each given label gets the share it has, whatever was confident. */
export function calibrateJoint(joint: Float64Array, given: Int32Array, k: number): Float64Array {
  const rowsOf = new Float64Array(k);
  let total = 0;
  for (const code of given) {
    if (code < 0) continue;
    rowsOf[code] = (rowsOf[code] ?? 0) + 1;
    total++;
  }
  return joint.map((count, i) => {
    const from = Math.floor(i / k);
    const sum = joint.subarray(from * k, (from + 1) * k).reduce((all, each) => all + each, 0);
    return total === 0 ? 0 : ((count / sum) * (rowsOf[from] ?? 0)) / total;
  });
}
