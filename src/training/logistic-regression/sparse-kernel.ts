/** Rows of features in compressed form, as in a feature matrix. */
export interface SparseRows {
  readonly rows: number;
  readonly offsets: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float32Array;
}

/**
 * The scores of each row: `parameters` holds features x scores weights, then an intercept for each score. Writes
 * rows x scores. O(entries x scores).
 */
export function scoreRows(sparse: SparseRows, parameters: Float64Array, scores: number, out: Float64Array): void {
  if (scores === 1) scoreOnce(sparse, parameters, out);
  else scoreEach(sparse, parameters, scores, out);
}

function scoreOnce({ rows, offsets, indices, values }: SparseRows, parameters: Float64Array, out: Float64Array): void {
  const intercept = parameters[parameters.length - 1] ?? 0;
  for (let i = 0, e = 0; i < rows; i++) {
    const end = offsets[i + 1] ?? 0;
    let score = intercept;
    for (; e < end; e++) score += (values[e] ?? 0) * (parameters[indices[e] ?? 0] ?? 0);
    out[i] = score;
  }
}

function scoreEach(sparse: SparseRows, parameters: Float64Array, scores: number, out: Float64Array): void {
  const { rows, offsets, indices, values } = sparse;
  const intercepts = parameters.length - scores;
  for (let i = 0, e = 0; i < rows; i++) {
    const end = offsets[i + 1] ?? 0;
    const to = i * scores;
    for (let y = 0; y < scores; y++) out[to + y] = parameters[intercepts + y] ?? 0;
    for (; e < end; e++) {
      const value = values[e] ?? 0;
      const from = (indices[e] ?? 0) * scores;
      for (let y = 0; y < scores; y++) out[to + y] = (out[to + y] ?? 0) + value * (parameters[from + y] ?? 0);
    }
  }
}

/**
 * Adds to `gradient`, laid out as the parameters, what `residuals` (the derivative of the loss by each score) says of
 * them. O(entries x scores).
 */
export function addGradient(sparse: SparseRows, residuals: Float64Array, scores: number, gradient: Float64Array): void {
  if (scores === 1) addGradientOnce(sparse, residuals, gradient);
  else addGradientEach(sparse, residuals, scores, gradient);
}

function addGradientOnce(sparse: SparseRows, residuals: Float64Array, gradient: Float64Array): void {
  const { rows, offsets, indices, values } = sparse;
  let intercept = 0;
  for (let i = 0, e = 0; i < rows; i++) {
    const end = offsets[i + 1] ?? 0;
    const residual = residuals[i] ?? 0;
    intercept += residual;
    for (; e < end; e++) {
      const feature = indices[e] ?? 0;
      gradient[feature] = (gradient[feature] ?? 0) + (values[e] ?? 0) * residual;
    }
  }
  gradient[gradient.length - 1] = (gradient[gradient.length - 1] ?? 0) + intercept;
}

function addGradientEach(sparse: SparseRows, residuals: Float64Array, scores: number, gradient: Float64Array): void {
  const { rows, offsets, indices, values } = sparse;
  const intercepts = gradient.length - scores;
  for (let i = 0, e = 0; i < rows; i++) {
    const end = offsets[i + 1] ?? 0;
    const from = i * scores;
    for (let y = 0; y < scores; y++) {
      gradient[intercepts + y] = (gradient[intercepts + y] ?? 0) + (residuals[from + y] ?? 0);
    }
    for (; e < end; e++) {
      const value = values[e] ?? 0;
      const to = (indices[e] ?? 0) * scores;
      for (let y = 0; y < scores; y++) {
        gradient[to + y] = (gradient[to + y] ?? 0) + value * (residuals[from + y] ?? 0);
      }
    }
  }
}

/** Adds the weighed squares of each feature's values to `out`, features numbers. O(entries). */
export function addSquares(sparse: SparseRows, rowWeights: Float64Array, out: Float64Array): void {
  const { rows, offsets, indices, values } = sparse;
  for (let i = 0, e = 0; i < rows; i++) {
    const end = offsets[i + 1] ?? 0;
    const weight = rowWeights[i] ?? 0;
    for (; e < end; e++) {
      const value = values[e] ?? 0;
      const feature = indices[e] ?? 0;
      out[feature] = (out[feature] ?? 0) + weight * value * value;
    }
  }
}
