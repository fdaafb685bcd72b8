import { LabelingError } from "../../errors.ts";
import { goldCodes, type Gold } from "../../labels/gold.ts";
import { sameLabels, type LabelSet } from "../../labels/label-set.ts";
import { isLabelMatrix, type LabelMatrix } from "../../matrix/label-matrix.ts";
import { isProbabilisticLabels, type ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { printAs } from "../../util/brands.ts";
import { checkNumber, describe, listNames } from "../../util/checks.ts";
import {
  describeErrors,
  type BucketRows,
  type ErrorBucket,
  type ErrorBuckets,
  type FunctionErrors,
} from "./error-buckets.ts";

/** Who voted what: a name, and codes by row. */
interface Voter<N extends string> {
  readonly name: N;
  readonly codes: ArrayLike<number>;
}

const where = "bucketErrors";

function votersOf<N extends string>(votes: unknown): { labels: LabelSet; rows: number; voters: readonly Voter<N>[] } {
  if (isLabelMatrix(votes)) {
    const voters = votes.functions.map(({ name }, j) => ({ name: name as N, codes: votes.votes[j] ?? [] }));
    return { labels: votes.labels, rows: votes.rows, voters };
  }
  if (isProbabilisticLabels(votes))
    return { labels: votes.labels, rows: votes.rows, voters: [{ name: "labels" as N, codes: votes.hardCodes() }] };
  throw new LabelingError("bad_option", {
    where,
    got: describe(votes),
    expected: "a label matrix, or probabilistic labels",
    remedy: "Vote patterns do not know their rows: give the matrix they were made from.",
  });
}

function truthOf(truth: unknown, labels: LabelSet, rows: number): ArrayLike<number> {
  if (!isProbabilisticLabels(truth)) return goldCodes(truth as Gold, labels, rows, where);
  if (sameLabels(truth.labels, labels) && truth.rows === rows) return truth.hardCodes();
  throw new LabelingError("incompatible", {
    where: `${where}, labels`,
    got: `${truth.rows} rows, labels ${listNames(truth.labels.names)}`,
    expected: `those of the votes: ${rows} rows, labels ${listNames(labels.names)}`,
  });
}

const mostFirst = (a: ErrorBucket, b: ErrorBucket): number => b.count - a.count;

/** Counts the pairs of one function. Memory: the pairs that occur. */
function countPairs<L extends string, N extends string>(
  { name, codes }: Voter<N>,
  truth: ArrayLike<number>,
  labels: LabelSet<L>,
): FunctionErrors<L, N> {
  const k = labels.size;
  const counts = new Map<number, number>();
  for (let row = 0; row < truth.length; row++) {
    const actual = truth[row] ?? -1;
    if (actual < 0) continue;
    const pair = ((codes[row] ?? -1) + 1) * k + actual;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  const pairs = Array.from(counts).sort(([a], [b]) => a - b);
  const buckets = pairs.map(([pair, count]): ErrorBucket<L, N> =>
    Object.freeze({
      function: name,
      vote: labels.label(Math.floor(pair / k) - 1),
      gold: labels.names[pair % k] as L,
      count,
    }),
  );
  const sum = (which: (bucket: ErrorBucket<L, N>) => boolean): number =>
    buckets.reduce((total, bucket) => total + (which(bucket) ? bucket.count : 0), 0);
  const votes = sum(({ vote }) => vote !== null);
  const wrong = sum(({ vote, gold }) => vote !== null && vote !== gold);
  const accuracy = votes === 0 ? null : (votes - wrong) / votes;
  return Object.freeze({ name, votes, wrong, accuracy, buckets: Object.freeze(buckets.sort(mostFirst)) });
}

/** The first `limit` rows with a true label on which a vote is wanted. */
function findRows(
  codes: ArrayLike<number>,
  truth: ArrayLike<number>,
  wanted: (vote: number, gold: number) => boolean,
  limit: number | undefined,
): Int32Array {
  const most = checkNumber(limit, Infinity, { where: `${where}, limit`, min: 0, whole: true });
  const found: number[] = [];
  for (let row = 0; row < truth.length && found.length < most; row++) {
    const gold = truth[row] ?? -1;
    if (gold >= 0 && wanted(codes[row] ?? -1, gold)) found.push(row);
  }
  return Int32Array.from(found);
}

/**
 * Sorts votes into buckets: for each labeling function, how often it voted which label where which one is true, and
 * which rows these are. Give gold, or the labels of a model to see where functions go against it (rows without a label do
 * not count). Given probabilistic labels instead of votes, their errors against gold, under the name `labels`.
 *
 * O(N m). Memory: a count for each pair that occurs; rows are looked up in the votes when asked for.
 *
 * @throws LabelingError for vote patterns, gold or labels that do not fit, a name or label that is not there.
 *
 * @example
 * ```ts
 * import { bucketErrors, labelMatrix, labelSet } from "labelwright";
 *
 * const votes = labelMatrix(labelSet(["ham", "spam"]), { link: ["spam", "spam", null], short: ["ham", "ham", "ham"] });
 * const buckets = bucketErrors(votes, ["spam", "ham", "ham"]);
 * console.log(buckets); // a table of errors
 * console.log(buckets.wrongRows("link")); // [ 1 ]
 * console.log(buckets.rowsOf("short", { vote: "ham", gold: "spam", limit: 10 })); // [ 0 ]; takeRows(table, rows) shows them
 * ```
 */
export function bucketErrors<L extends string, N extends string = "labels">(
  votes: LabelMatrix<L, N> | ProbabilisticLabels<L>,
  truth: Gold<L> | ProbabilisticLabels<L>,
): ErrorBuckets<L, N> {
  const { labels, rows, voters } = votersOf<N>(votes);
  const actual = truthOf(truth, labels, rows);
  const functions = voters.map((voter) => countPairs(voter, actual, labels as LabelSet<L>));
  const codesOf = (name: N): ArrayLike<number> => {
    const voter = voters.find((each) => each.name === name);
    if (voter !== undefined) return voter.codes;
    throw new LabelingError("missing_column", {
      where,
      got: describe(name),
      expected: `one of the labeling functions: ${listNames(voters.map((each) => each.name))}`,
    });
  };
  const wrongOnes = functions.flatMap(({ buckets }) =>
    buckets.filter(({ vote, gold }) => vote !== null && vote !== gold),
  );
  const result: ErrorBuckets<L, N> = {
    rows,
    known: Array.from(actual).reduce((sum, code) => sum + (code >= 0 ? 1 : 0), 0),
    functions: Object.freeze(functions),
    errors: Object.freeze(wrongOnes.sort(mostFirst)),
    rowsOf: (name: N, { vote, gold, limit }: BucketRows<L> = {}) => {
      const voted = vote === undefined ? null : labels.code(vote);
      const right = gold === undefined ? null : labels.code(gold);
      const wanted = (v: number, y: number): boolean =>
        (voted === null ? v >= 0 : v === voted) && (right === null || y === right);
      return findRows(codesOf(name), actual, wanted, limit);
    },
    wrongRows: (name: N, { limit } = {}) => findRows(codesOf(name), actual, (v, y) => v >= 0 && v !== y, limit),
  };
  printAs(result, () => describeErrors(result));
  return Object.freeze(result);
}
