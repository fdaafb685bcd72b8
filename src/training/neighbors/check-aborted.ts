import { LabelingError } from "../../errors.ts";

/** @throws LabelingError `aborted`, once the signal says so. */
export function checkAborted(signal: AbortSignal | undefined, row: number, where: string): void {
  if (signal?.aborted !== true) return;
  throw new LabelingError("aborted", {
    where,
    got: `the signal to stop, at row ${row}`,
    details: { row },
    cause: signal.reason,
  });
}
