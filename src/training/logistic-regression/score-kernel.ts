import { inBlocks, type SparseRows } from "./sparse-rows.ts";

/**
 * The scores of each row: `parameters` holds features x scores weights, then an intercept for each score. Writes
 * rows x scores. O(entries x scores).
 */
export function scoreRows(sparse: SparseRows, parameters: Float64Array, scores: number, out: Float64Array): void {
  inBlocks(
    scores,
    (first) => scoreFour(sparse, parameters, scores, first, out),
    (first) => scoreTwo(sparse, parameters, scores, first, out),
    (first) => scoreOne(sparse, parameters, scores, first, out),
  );
}

function scoreOne(
  sparse: SparseRows,
  parameters: Float64Array,
  scores: number,
  first: number,
  out: Float64Array,
): void {
  const { rows, offsets, indices, values } = sparse;
  const intercept = parameters[parameters.length - scores + first] ?? 0;
  for (let i = 0, e = 0; i < rows; i++) {
    const end = offsets[i + 1] ?? 0;
    let score = intercept;
    for (; e < end; e++) score += (values[e] ?? 0) * (parameters[(indices[e] ?? 0) * scores + first] ?? 0);
    out[i * scores + first] = score;
  }
}

function scoreTwo(
  sparse: SparseRows,
  parameters: Float64Array,
  scores: number,
  first: number,
  out: Float64Array,
): void {
  const { rows, offsets, indices, values } = sparse;
  const last = parameters.length - scores + first;
  const [intercept0, intercept1] = [parameters[last] ?? 0, parameters[last + 1] ?? 0];
  for (let i = 0, e = 0; i < rows; i++) {
    const end = offsets[i + 1] ?? 0;
    let [score0, score1] = [intercept0, intercept1];
    for (; e < end; e++) {
      const value = values[e] ?? 0;
      const from = (indices[e] ?? 0) * scores + first;
      score0 += value * (parameters[from] ?? 0);
      score1 += value * (parameters[from + 1] ?? 0);
    }
    const to = i * scores + first;
    out[to] = score0;
    out[to + 1] = score1;
  }
}

function scoreFour(
  sparse: SparseRows,
  parameters: Float64Array,
  scores: number,
  first: number,
  out: Float64Array,
): void {
  const { rows, offsets, indices, values } = sparse;
  const last = parameters.length - scores + first;
  for (let i = 0, e = 0; i < rows; i++) {
    const end = offsets[i + 1] ?? 0;
    let score0 = parameters[last] ?? 0;
    let score1 = parameters[last + 1] ?? 0;
    let score2 = parameters[last + 2] ?? 0;
    let score3 = parameters[last + 3] ?? 0;
    for (; e < end; e++) {
      const value = values[e] ?? 0;
      const from = (indices[e] ?? 0) * scores + first;
      score0 += value * (parameters[from] ?? 0);
      score1 += value * (parameters[from + 1] ?? 0);
      score2 += value * (parameters[from + 2] ?? 0);
      score3 += value * (parameters[from + 3] ?? 0);
    }
    const to = i * scores + first;
    out[to] = score0;
    out[to + 1] = score1;
    out[to + 2] = score2;
    out[to + 3] = score3;
  }
}
