import { LabelingError } from "../../errors.ts";
import { checkNumber, describe } from "../../util/checks.ts";
import { terminalProgress, type ProgressHandler } from "../../util/progress.ts";
import { isFeatureMatrix, type FeatureMatrix } from "../features/feature-matrix.ts";
import { checkAborted } from "../../util/aborted.ts";
import { makeNeighbors, type Neighbors } from "./neighbors.ts";
import { makeRankedIndex } from "./ranked-index.ts";
import { NeighborSearch } from "./search-kernel.ts";

/** How neighbors are found. */
export interface FindNeighborsOptions {
  /** How many neighbors of each row, at most. @defaultValue 10 */
  readonly count?: number | undefined;
  /** The least similarity of a neighbor, from 0 to 1. A row of similarity 0 or less is never one. @defaultValue 0 */
  readonly minSimilarity?: number | undefined;
  /**
   * Features in more rows than this lead to no neighbor: rows that share nothing else are not found, and all other
   * similarities stay exact. The search stops early by itself: only a limit of about a hundred makes it faster.
   * @defaultValue Infinity: all neighbors are found
   */
  readonly maxRows?: number | undefined;
  /** Is told how far the search is. @defaultValue a line on standard error after a second, where that is a terminal */
  readonly onProgress?: ProgressHandler | undefined;
  /** Stops the search with an `aborted` error. @defaultValue none */
  readonly signal?: AbortSignal | undefined;
}

/** How long rows are searched before the event loop gets its turn. */
const sliceMilliseconds = 50;

/** `value` as a feature matrix; `where` names the caller. */
export function checkFeatureMatrix(value: unknown, where: string): FeatureMatrix {
  if (isFeatureMatrix(value)) return value;
  throw new LabelingError("bad_option", {
    where,
    got: describe(value),
    expected: "a feature matrix",
    remedy: "Make it with fitFeatures(table, { text: [...] }).encode(table).",
  });
}

/**
 * Finds the rows most similar to each row of a feature matrix, by the cosine of their features, exactly. A row is no neighbor of itself; equal similarities go by row number.
 *
 * An index from features to rows is gone through from rare features to common ones, until no other row can be among the
 * best (Bayardo, Ma, Srikant, "Scaling up all pairs similarity search", 2007). Cost: at worst the sum over features of the
 * square of their rows, which is N² D for dense embeddings; 10,000 short texts by
 * their words take 1.5 s, 100,000 take 2 minutes. Memory: 20 bytes an entry, 8 bytes a row, and the result at 8
 * bytes a neighbor.
 *
 * @throws LabelingError for anything but a feature matrix, options out of range, and `aborted` by the signal.
 *
 * @example
 * ```ts
 * import { FeatureMatrix, findNeighbors } from "labelwright";
 *
 * const features = new FeatureMatrix({
 *   columns: 3, // rows: (1, 1, 0), (1, 0, 0), (0, 0, 1)
 *   offsets: Float64Array.of(0, 2, 3, 4),
 *   indices: Int32Array.of(0, 1, 0, 2),
 *   values: Float32Array.of(1, 1, 1, 1),
 *   fingerprint: null,
 * });
 * const neighbors = await findNeighbors(features, { count: 1 });
 * console.log(Array.from(neighbors.indices)); // [ 1, 0, -1 ]
 * console.log(neighbors.similarities[0]); // 0.707...
 * ```
 */
export async function findNeighbors(features: FeatureMatrix, options: FindNeighborsOptions = {}): Promise<Neighbors> {
  const where = "findNeighbors";
  checkFeatureMatrix(features, where);
  const count = checkNumber(options.count, 10, { where: `${where}, count`, min: 1, max: 10_000, whole: true });
  const minSimilarity = checkNumber(options.minSimilarity, 0, { where: `${where}, minSimilarity`, min: 0, max: 1 });
  const maxRows = checkNumber(options.maxRows, Infinity, { where: `${where}, maxRows`, min: 1, whole: true });
  const { onProgress = terminalProgress(process.stderr), signal } = options;
  const { rows } = features;
  const indices = new Int32Array(rows * count).fill(-1);
  const similarities = new Float32Array(rows * count);
  checkAborted(signal, where, 0);
  const search = new NeighborSearch(makeRankedIndex(features), count, minSimilarity, maxRows);
  const { best } = search;
  const task = "finding neighbors";
  let sliceEnd = performance.now() + sliceMilliseconds;
  for (let row = 0; row < rows; row++) {
    search.search(row);
    indices.set(best.rows.subarray(0, best.count), row * count);
    similarities.set(best.similarities.subarray(0, best.count), row * count);
    if (performance.now() < sliceEnd) continue;
    onProgress({ task, done: row + 1, total: rows });
    await new Promise((resume) => setImmediate(resume));
    checkAborted(signal, where, row + 1);
    sliceEnd = performance.now() + sliceMilliseconds;
  }
  onProgress({ task, done: rows, total: rows });
  return makeNeighbors({ rows, count, indices, similarities });
}
