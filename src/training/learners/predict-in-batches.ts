import { LabelingError } from "../../errors.ts";
import type { LabelSet } from "../../labels/label-set.ts";
import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { describe } from "../../util/checks.ts";
import { inOrder } from "../../util/in-order.ts";
import { countInputRows, takeInputRows, type LearnerInput } from "../learner-input.ts";
import { predictedLabels } from "../predicted-labels.ts";
import { takeProbabilities, type Batch } from "./batch-probabilities.ts";
import type { BatchProbabilities, LearnerFunctions } from "./learner-functions.ts";

/** How rows are parted. */
export interface BatchLimits {
  readonly batchRows: number;
  readonly concurrency: number;
}

/** What an aborted learner throws. */
export function abortedLearner(where: string, signal: AbortSignal): LabelingError {
  return new LabelingError("aborted", { where, got: "the learner was stopped", cause: signal.reason });
}

/** The error of a function of the user's that failed. */
export function failedFunction(where: string, error: unknown, details: Record<string, unknown> = {}): LabelingError {
  const facts = { where, got: describe(error), expected: "no error", details, cause: error };
  return new LabelingError("function_failed", facts);
}

/** A result, unless the signal is heard before it is there. */
export async function orAborted<T>(
  run: () => T | Promise<T>,
  where: string,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (signal === undefined) return run();
  if (signal.aborted) throw abortedLearner(where, signal);
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(abortedLearner(where, signal));
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([run(), aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** Asks a predict function batch by batch, in order, and checks its answers. */
export async function predictInBatches<L extends string, X extends LearnerInput, M>(
  { name, predict }: LearnerFunctions<X, M>,
  model: M,
  input: X,
  labels: LabelSet<L>,
  limits: BatchLimits,
  signal: AbortSignal | undefined,
): Promise<ProbabilisticLabels<L>> {
  const rows = countInputRows(input, `learner "${name}", predict`);
  const { batchRows, concurrency } = limits;
  const batches = Array.from({ length: Math.ceil(rows / batchRows) }, (_, b): Batch => {
    const firstRow = b * batchRows;
    const size = Math.min(batchRows, rows - firstRow);
    return { firstRow, rows: size, where: `learner "${name}", predict, rows ${firstRow} to ${firstRow + size - 1}` };
  });
  const ask = async (batch: Batch): Promise<BatchProbabilities> => {
    const { firstRow, rows: size, where } = batch;
    const some =
      size === rows
        ? input
        : takeInputRows(
            input,
            Int32Array.from({ length: size }, (_, i) => firstRow + i),
          );
    try {
      return await orAborted(() => predict(model, some, { labels, firstRow, signal }), where, signal);
    } catch (error) {
      if (signal?.aborted === true) throw abortedLearner(where, signal);
      throw failedFunction(where, error, { firstRow, rows: size });
    }
  };
  const out = new Float64Array(rows * labels.size);
  let done = 0;
  for await (const given of inOrder(
    batches.map((batch) => () => ask(batch)),
    concurrency,
  )) {
    const batch = batches[done++];
    if (batch !== undefined) takeProbabilities(given, batch, labels, out);
  }
  return predictedLabels(labels, out);
}
