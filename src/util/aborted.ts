import { LabelingError } from "../errors.ts";

/** The error of what a signal stopped; `row` is how far it was, where rows are counted. */
export function abortedError(signal: AbortSignal, where: string, row: number | null = null): LabelingError {
  return new LabelingError("aborted", {
    where,
    got: row === null ? "the signal to stop" : `the signal to stop, at row ${row}`,
    ...(row === null ? {} : { details: { row } }),
    cause: signal.reason,
  });
}

/** @throws LabelingError `aborted`, once the signal says so. */
export function checkAborted(signal: AbortSignal | undefined, where: string, row: number | null = null): void {
  if (signal?.aborted === true) throw abortedError(signal, where, row);
}
