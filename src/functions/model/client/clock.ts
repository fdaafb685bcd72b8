/** Where a client takes the time from, and how it waits. A test's own clock makes waits take no time. */
export interface ModelClock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after some milliseconds; rejects with the signal's reason once it says to stop. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}

/** The time of the machine. */
export const systemClock: ModelClock = Object.freeze({ now: () => Date.now(), sleep });
