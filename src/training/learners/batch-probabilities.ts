import { LabelingError } from "../../errors.ts";
import { sameLabels, type LabelSet } from "../../labels/label-set.ts";
import { isProbabilisticLabels, type ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { describe, listNames } from "../../util/checks.ts";
import type { BatchProbabilities } from "./learner-functions.ts";

/** The probabilities of a row may miss 1 by this in sum, as numbers of few digits do. */
const roundedBy = 1e-3;

/** A batch of rows of which a learner was asked. */
export interface Batch {
  readonly firstRow: number;
  readonly rows: number;
  /** Names the learner and the batch. */
  readonly where: string;
}

/**
 * Checks what a learner's predict function gave for a batch, and writes it to `out`, N x K, as probabilities that sum to 1.
 *
 * @throws LabelingError `wrong_type` for another shape; `function_failed` for numbers that are no probabilities.
 */
export function takeProbabilities(given: BatchProbabilities, batch: Batch, labels: LabelSet, out: Float64Array): void {
  const { rows, firstRow, where } = batch;
  const k = labels.size;
  const at = reader(given, batch, labels);
  for (let i = 0; i < rows; i++) {
    const to = (firstRow + i) * k;
    let sum = 0;
    for (let y = 0; y < k; y++) {
      const p = at(i, y);
      if (typeof p !== "number" || !(p >= -roundedBy && p <= 1 + roundedBy)) {
        throw new LabelingError("function_failed", {
          where: `${where}, row ${firstRow + i}`,
          got: `${describe(p)} as the probability of ${JSON.stringify(labels.names[y])}`,
          expected: "a number from 0 to 1",
          details: { row: firstRow + i, label: labels.names[y] },
        });
      }
      sum += out[to + y] = Math.max(0, p);
    }
    if (!(Math.abs(sum - 1) <= roundedBy)) {
      throw new LabelingError("function_failed", {
        where: `${where}, row ${firstRow + i}`,
        got: `probabilities with the sum ${sum}`,
        expected: "a sum of 1",
        remedy: "Turn scores into probabilities, for example by softmax.",
        details: { row: firstRow + i },
      });
    }
    for (let y = 0; y < k; y++) out[to + y] = (out[to + y] ?? 0) / sum;
  }
}

/** How to read the probability of a label on a row of the batch. */
function reader(given: BatchProbabilities, batch: Batch, labels: LabelSet): (row: number, label: number) => unknown {
  const { rows, where } = batch;
  const k = labels.size;
  const wrongShape = (got: string): LabelingError =>
    new LabelingError("wrong_type", {
      where,
      got,
      expected: `${rows} arrays of ${k} probabilities, or ${rows * k} numbers row by row`,
      details: { firstRow: batch.firstRow, rows },
    });
  if (isProbabilisticLabels(given)) return ofLabels(given, batch, labels);
  const list: unknown = given;
  if (!isList(list)) throw wrongShape(describe(list));
  const first = list[0];
  if (typeof first === "number" || (ArrayBuffer.isView(list) && rows > 0)) {
    if (list.length !== rows * k) throw wrongShape(`${list.length} numbers`);
    return (row, label) => list[row * k + label];
  }
  if (list.length !== rows) throw wrongShape(`${list.length} rows`);
  return (row, label) => {
    const of = list[row];
    if (isList(of) && of.length === k) return of[label];
    throw wrongShape(`${isList(of) ? `${of.length} numbers` : describe(of)} for row ${batch.firstRow + row}`);
  };
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);

function ofLabels(
  given: ProbabilisticLabels,
  { rows, where }: Batch,
  labels: LabelSet,
): (i: number, y: number) => number {
  if (!sameLabels(given.labels, labels)) {
    throw new LabelingError("incompatible", {
      where,
      got: `the labels ${listNames(given.labels.names)}`,
      expected: listNames(labels.names),
    });
  }
  if (given.rows === rows) return (row, label) => given.row(row)[label] ?? NaN;
  throw new LabelingError("wrong_type", { where, got: `labels of ${given.rows} rows`, expected: `${rows} rows` });
}
