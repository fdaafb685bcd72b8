import { LabelingError } from "../../errors.ts";
import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { describe } from "../../util/checks.ts";
import { makeRandom } from "../../util/random.ts";

/** The rows that a fit is about. */
export interface CountedRows {
  /** Those trained on, rising. */
  readonly train: Int32Array;
  /** Those held out to see when to stop, rising; null where none are. */
  readonly heldOut: Int32Array | null;
}

/**
 * The weight of each row: as given, but 0 where nothing covers the row.
 *
 * @throws LabelingError for weights that are not numbers of at least 0, one for each row; where no row counts.
 */
export function weighRows(
  labels: ProbabilisticLabels,
  given: ArrayLike<number> | null | undefined,
  where: string,
): Float64Array {
  if (given !== undefined && given !== null && (given as { length: unknown }).length !== labels.rows) {
    throw new LabelingError("bad_option", {
      where: `${where}, weights`,
      got: typeof given.length === "number" ? `${given.length} weights` : describe(given),
      expected: `one for each of the ${labels.rows} rows`,
    });
  }
  let counted = 0;
  const weights = Float64Array.from({ length: labels.rows }, (_, row) => {
    const weight: unknown = given?.[row] ?? (given ? undefined : 1);
    if (typeof weight !== "number" || !(weight >= 0 && weight < Infinity)) {
      throw new LabelingError("bad_option", {
        where: `${where}, weight of row ${row}`,
        got: describe(weight),
        expected: "a number of at least 0",
        details: { row },
      });
    }
    const isCovered = labels.coveredPatterns[labels.rowPatterns?.[row] ?? row] === 1;
    if (isCovered && weight > 0) counted++;
    return isCovered ? weight : 0;
  });
  if (counted === 0) {
    throw new LabelingError("empty", {
      where,
      got: labels.rows === 0 ? "no rows" : `${labels.rows} rows, none of them covered and with a weight above 0`,
      expected: "at least one row to train on",
      remedy: "Train on rows that some labeling function votes on.",
    });
  }
  return weights;
}

/**
 * Parts the rows that count into those to train on and those held out: a share drawn by seed, or the rows given.
 *
 * @throws LabelingError for a share or rows that leave nothing on one of the sides.
 */
export function holdOutRows(
  weights: Float64Array,
  holdOut: number | ArrayLike<number> | undefined,
  seed: number | string,
  where: string,
): CountedRows {
  const counted = Int32Array.from(weights.keys()).filter((row) => (weights[row] ?? 0) > 0);
  if (holdOut === undefined || holdOut === 0) return { train: counted, heldOut: null };
  const isHeldOut =
    typeof holdOut === "number"
      ? drawRows(counted, weights.length, checkShare(holdOut, where), seed)
      : givenRows(holdOut, weights.length, where);
  const heldOut = counted.filter((row) => isHeldOut[row] === 1);
  const train = counted.filter((row) => isHeldOut[row] !== 1);
  if (heldOut.length > 0 && train.length > 0) return { train, heldOut };
  throw new LabelingError("bad_option", {
    where,
    got: `${heldOut.length} of the ${counted.length} rows that count held out`,
    expected: "at least one held out and one to train on",
    remedy: "Leave out holdOut to train on all rows.",
  });
}

function checkShare(share: number, where: string): number {
  if (share > 0 && share < 1) return share;
  throw new LabelingError("bad_option", {
    where,
    got: describe(share),
    expected: "a share of the rows, from 0 to below 1, or row numbers",
  });
}

function drawRows(counted: Int32Array, rows: number, share: number, seed: number | string): Uint8Array {
  const random = makeRandom(seed, "rows held out of a fit");
  const pool = counted.slice();
  const isDrawn = new Uint8Array(rows);
  const count = Math.round(share * counted.length);
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(random() * (pool.length - i));
    isDrawn[pool[j] ?? 0] = 1;
    pool[j] = pool[i] ?? 0;
  }
  return isDrawn;
}

function givenRows(given: ArrayLike<number>, rows: number, where: string): Uint8Array {
  const isGiven = new Uint8Array(rows);
  for (const row of Array.from(given)) {
    if (!Number.isInteger(row) || row < 0 || row >= rows) {
      throw new LabelingError("bad_option", {
        where,
        got: describe(row),
        expected: `row numbers from 0 to ${rows - 1}, or a share of the rows`,
      });
    }
    isGiven[row] = 1;
  }
  return isGiven;
}
