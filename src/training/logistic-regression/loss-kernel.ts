/**
 * The noise-aware loss of rows whose scores are known: the expected -log p(label) under the labels' probabilities,
 * weighed and summed. One score a row stands for the second of two labels (the first has score 0); otherwise there is
 * one score for each label.
 */
export interface RowTargets {
  /** Scores a row: 1 for two labels, else the number of labels. */
  readonly scores: number;
  /** U x scores: the probability of each label (of the second one, where there is one score). */
  readonly targets: Float64Array;
  /** The row of `targets` that each row has. */
  readonly rowTargets: Int32Array;
  /** How much each row counts. */
  readonly rowWeights: Float64Array;
}

/** Where the line from `at` along `along` is looked at, and what is found there. */
export interface ScoreLine {
  /** Rows x scores. */
  readonly at: Float64Array;
  readonly along: Float64Array;
  /** Rows x scores; receives the derivative of the loss by each score. */
  readonly residuals: Float64Array;
}

/**
 * The loss at `at + step * along`. Writes the derivative by each score to `residuals`, and the derivative along the line
 * to `slope[0]`. O(rows x scores).
 */
export function lossOnLine(rows: RowTargets, line: ScoreLine, step: number, slope: Float64Array): number {
  return rows.scores === 1 ? lossOfTwo(rows, line, step, slope) : lossOfMany(rows, line, step, slope);
}

function lossOfTwo(rows: RowTargets, line: ScoreLine, step: number, slope: Float64Array): number {
  const { targets, rowTargets, rowWeights } = rows;
  const { at, along, residuals } = line;
  let loss = 0;
  let rise = 0;
  for (let i = 0; i < rowWeights.length; i++) {
    const change = along[i] ?? 0;
    const score = (at[i] ?? 0) + step * change;
    const target = targets[rowTargets[i] ?? 0] ?? 0;
    const weight = rowWeights[i] ?? 0;
    const small = Math.exp(score > 0 ? -score : score); // from 0 to 1: never overflows
    const p = (score > 0 ? 1 : small) / (1 + small);
    loss += weight * ((score > 0 ? score : 0) + Math.log(1 + small) - target * score);
    const residual = weight * (p - target);
    residuals[i] = residual;
    rise += residual * change;
  }
  slope[0] = rise;
  return loss;
}

function lossOfMany(rows: RowTargets, line: ScoreLine, step: number, slope: Float64Array): number {
  const { scores: k, targets, rowTargets, rowWeights } = rows;
  const { at, along, residuals } = line;
  let loss = 0;
  let rise = 0;
  for (let i = 0; i < rowWeights.length; i++) {
    const from = i * k;
    const base = (rowTargets[i] ?? 0) * k;
    const weight = rowWeights[i] ?? 0;
    let max = -Infinity;
    let expected = 0;
    for (let y = 0; y < k; y++) {
      const score = (at[from + y] ?? 0) + step * (along[from + y] ?? 0);
      residuals[from + y] = score;
      expected += (targets[base + y] ?? 0) * score;
      if (score > max) max = score;
    }
    let sum = 0;
    for (let y = 0; y < k; y++) sum += residuals[from + y] = Math.exp((residuals[from + y] ?? 0) - max);
    loss += weight * (max + Math.log(sum) - expected);
    for (let y = 0; y < k; y++) {
      const residual = weight * ((residuals[from + y] ?? 0) / sum - (targets[base + y] ?? 0));
      residuals[from + y] = residual;
      rise += residual * (along[from + y] ?? 0);
    }
  }
  slope[0] = rise;
  return loss;
}
