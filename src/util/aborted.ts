import { setMaxListeners } from "node:events";
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

/**
 * Waits for `pending`, or until the signal says to stop, which rejects with the signal's reason: what is awaited may never
 * end by itself.
 */
export async function untilAborted<T>(pending: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await pending;
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([pending, stopped]);
  } finally {
    signal.removeEventListener("abort", stop);
    pending.catch(() => undefined); // left behind, it may still fail: nobody is there to hear it
  }
}

/** A controller that is aborted with `signal`, and may be so before; `unlink` it when its work is done. */
export function linkedController(signal: AbortSignal | undefined): {
  readonly controller: AbortController;
  readonly unlink: () => void;
} {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal); // whatever is under way listens: ten would be a warning
  const stop = (): void => controller.abort(signal?.reason);
  if (signal?.aborted === true) stop();
  else signal?.addEventListener("abort", stop, { once: true });
  return { controller, unlink: () => signal?.removeEventListener("abort", stop) };
}
