import { LabelingError } from "../../errors.ts";
import { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { checkNumber } from "../../util/checks.ts";
import { terminalProgress } from "../../util/progress.ts";
import type { FeatureMatrix } from "../features/feature-matrix.ts";
import { checkAborted } from "../../util/aborted.ts";
import { findNeighbors, type FindNeighborsOptions } from "./find-neighbors.ts";
import { joinNeighbors, stepsFrom } from "./neighbor-graph.ts";
import { isNeighbors, type Neighbors } from "./neighbors.ts";
import { spreadOnce, sumToOne } from "./spread-kernel.ts";
import { checkLabels } from "../../probabilities/check-labels.ts";

/** How labels are propagated. */
export interface PropagateOptions extends FindNeighborsOptions {
  /** How many neighbors of each row, at most. Not with neighbors that are found already. @defaultValue 10 */
  readonly count?: number | undefined;
  /** The least similarity over which labels go from row to row, from 0 to 1. @defaultValue 0.2 */
  readonly minSimilarity?: number | undefined;
  /** How many neighbors in a row may lie between a row and the nearest labeled one: rows farther away stay uncovered. @defaultValue 3 */
  readonly maxSteps?: number | undefined;
  /**
   * How much of a labeled row's labels comes from its neighbors, from 0 (its labels stay as they are) to 1 (only its
   * neighbors count, wherever it has some). @defaultValue 0.5
   */
  readonly alpha?: number | undefined;
}

const tolerance = 1e-5;
const maxRounds = 1000;

function checkRows(labels: ProbabilisticLabels, rows: number, where: string): void {
  checkLabels(labels, `${where}, labels`, "Predict them with a label model: fitLabelModel(votes).predict(votes).");
  if (labels.rows === rows) return;
  throw new LabelingError("bad_option", {
    where: `${where}, labels`,
    got: `labels of ${labels.rows} rows`,
    expected: `labels of the ${rows} rows of the features`,
  });
}

/** Which rows have labels to spread. */
function labeledRows(labels: ProbabilisticLabels): Uint8Array {
  return Uint8Array.from({ length: labels.rows }, (_, row) =>
    labels.covered(row) && labels.row(row).every((p) => !Number.isNaN(p)) ? 1 : 0,
  );
}

/** N x K: the labels of labeled rows, and their mean for the others. */
function startOf(labels: ProbabilisticLabels, labeled: Uint8Array): Float64Array {
  const k = labels.labels.size;
  const start = new Float64Array(labels.rows * k);
  const mean = new Float64Array(k);
  for (let row = 0; row < labels.rows; row++) {
    if (labeled[row] !== 1) continue;
    const own = labels.row(row);
    start.set(own, row * k);
    for (let y = 0; y < k; y++) mean[y] = (mean[y] ?? 0) + (own[y] ?? 0);
  }
  const total = mean.reduce((sum, value) => sum + value, 0);
  const share = mean.map((value) => value / total);
  for (let row = 0; row < labels.rows; row++) if (labeled[row] !== 1) start.set(share, row * k);
  return start;
}

/**
 * Carries labels from the rows that have some to the rows most similar to them, and on from there: each uncovered row gets
 * the mean of its neighbors' labels, weighted by similarity, until nothing changes (Zhu, Ghahramani, Lafferty, "Semi-supervised
 * learning using Gaussian fields and harmonic functions", 2003), and each labeled row becomes a mix of its neighbors and
 * its own labels, as in Zhou et al., "Learning with local and global consistency" (2004).
 *
 * Rows are neighbors where one is among the `count` most similar of the other, with a similarity of `minSimilarity` or
 * more. A row is covered where it was, or where a labeled row is within `maxSteps` steps; the others stay as they are.
 * Cost: that of `findNeighbors`, then N k K for each of some tens of rounds.
 *
 * @param features The rows' features, or their neighbors where they are found already.
 * @param labels Probabilistic labels of the same rows.
 * @throws LabelingError for other features or labels, another number of rows, options out of range, and `aborted`.
 *
 * @example
 * ```ts
 * import { fitFeatures, probabilisticLabelsFromTable, propagateLabels, tableFromRows } from "labelwright";
 *
 * const texts = ["win cash now", "see you at lunch", "win cash today", "lunch at noon", "cash today"];
 * const table = tableFromRows(texts.map((text) => ({ text })));
 * const labels = probabilisticLabelsFromTable(
 *   tableFromRows([
 *     { p_ham: 0.1, p_spam: 0.9, covered: true },
 *     { p_ham: 0.9, p_spam: 0.1, covered: true },
 *     ...[0, 1, 2].map(() => ({ p_ham: 0.5, p_spam: 0.5, covered: false })),
 *   ]),
 * );
 * const features = fitFeatures(table, { text: ["text"], minRows: 1 }).encode(table);
 * console.log((await propagateLabels(features, labels)).hard()); // [ "spam", "ham", "spam", "ham", "spam" ]
 * ```
 */
export async function propagateLabels<L extends string>(
  features: FeatureMatrix | Neighbors,
  labels: ProbabilisticLabels<L>,
  options: PropagateOptions = {},
): Promise<ProbabilisticLabels<L>> {
  const where = "propagateLabels";
  const minSimilarity = checkNumber(options.minSimilarity, 0.2, { where: `${where}, minSimilarity`, min: 0, max: 1 });
  const maxSteps = checkNumber(options.maxSteps, 3, { where: `${where}, maxSteps`, min: 0, whole: true });
  const alpha = checkNumber(options.alpha, 0.5, { where: `${where}, alpha`, min: 0, max: 1 });
  const { onProgress = terminalProgress(process.stderr), signal } = options;
  const neighbors = isNeighbors(features)
    ? features
    : await findNeighbors(features, { ...options, minSimilarity, onProgress });
  checkRows(labels, neighbors.rows, where);
  checkAborted(signal, where, 0);

  const { rows } = neighbors;
  const k = labels.labels.size;
  const labeled = labeledRows(labels);
  const graph = joinNeighbors(neighbors, minSimilarity);
  const steps = stepsFrom(graph, labeled, maxSteps);
  const start = startOf(labels, labeled);
  let [from, to] = [start.slice(), start.slice()];
  for (let round = 0; round < maxRounds; round++) {
    const change = spreadOnce({ graph, labels: k, start, steps, alpha }, from, to);
    [from, to] = [to, from];
    if (change < tolerance) break;
    onProgress({ task: "propagating labels", done: round, total: null });
    await new Promise((resume) => setImmediate(resume));
    checkAborted(signal, where, 0);
  }
  for (let row = 0; row < rows; row++) if ((steps[row] ?? -1) < 0) from.set(labels.row(row), row * k);
  sumToOne(from, k);
  return new ProbabilisticLabels({
    labels: labels.labels,
    probabilities: from,
    covered: Uint8Array.from(steps, (step) => (step < 0 ? 0 : 1)),
    rowPatterns: null,
  });
}
