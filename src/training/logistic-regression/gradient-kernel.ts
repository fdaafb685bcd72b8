import { inBlocks, type SparseRows } from "./sparse-rows.ts";

/**
 * Adds to `gradient`, laid out as the parameters (features x scores weights, then the intercepts), what `residuals` say
 * of them: the derivative of the loss by each score, rows x scores. O(entries x scores).
 */
export function addGradient(sparse: SparseRows, residuals: Float64Array, scores: number, gradient: Float64Array): void {
  inBlocks(
    scores,
    (first) => addFour(sparse, residuals, scores, first, gradient),
    (first) => addTwo(sparse, residuals, scores, first, gradient),
    (first) => addOne(sparse, residuals, scores, first, gradient),
  );
  const intercepts = gradient.length - scores;
  for (let i = 0, from = 0; i < sparse.rows; i++) {
    for (let y = intercepts; y < gradient.length; y++) gradient[y] = (gradient[y] ?? 0) + (residuals[from++] ?? 0);
  }
}

function addOne(
  sparse: SparseRows,
  residuals: Float64Array,
  scores: number,
  first: number,
  gradient: Float64Array,
): void {
  const { rows, offsets, indices, values } = sparse;
  for (let i = 0, e = 0; i < rows; i++) {
    const end = offsets[i + 1] ?? 0;
    const residual = residuals[i * scores + first] ?? 0;
    for (; e < end; e++) {
      const to = (indices[e] ?? 0) * scores + first;
      gradient[to] = (gradient[to] ?? 0) + (values[e] ?? 0) * residual;
    }
  }
}

function addTwo(
  sparse: SparseRows,
  residuals: Float64Array,
  scores: number,
  first: number,
  gradient: Float64Array,
): void {
  const { rows, offsets, indices, values } = sparse;
  for (let i = 0, e = 0; i < rows; i++) {
    const end = offsets[i + 1] ?? 0;
    const from = i * scores + first;
    const [residual0, residual1] = [residuals[from] ?? 0, residuals[from + 1] ?? 0];
    for (; e < end; e++) {
      const value = values[e] ?? 0;
      const to = (indices[e] ?? 0) * scores + first;
      gradient[to] = (gradient[to] ?? 0) + value * residual0;
      gradient[to + 1] = (gradient[to + 1] ?? 0) + value * residual1;
    }
  }
}

function addFour(
  sparse: SparseRows,
  residuals: Float64Array,
  scores: number,
  first: number,
  gradient: Float64Array,
): void {
  const { rows, offsets, indices, values } = sparse;
  for (let i = 0, e = 0; i < rows; i++) {
    const end = offsets[i + 1] ?? 0;
    const from = i * scores + first;
    const residual0 = residuals[from] ?? 0;
    const residual1 = residuals[from + 1] ?? 0;
    const residual2 = residuals[from + 2] ?? 0;
    const residual3 = residuals[from + 3] ?? 0;
    for (; e < end; e++) {
      const value = values[e] ?? 0;
      const to = (indices[e] ?? 0) * scores + first;
      gradient[to] = (gradient[to] ?? 0) + value * residual0;
      gradient[to + 1] = (gradient[to + 1] ?? 0) + value * residual1;
      gradient[to + 2] = (gradient[to + 2] ?? 0) + value * residual2;
      gradient[to + 3] = (gradient[to + 3] ?? 0) + value * residual3;
    }
  }
}
