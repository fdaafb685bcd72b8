import type fc from "fast-check";
import { checkAborted } from "../../util/aborted.ts";

/** The smallest failing value that was found. */
export interface Shrunk<T, F> {
  readonly value: T;
  readonly failure: F;
  /** The way to it, as fast-check counts: `0:3:1`. */
  readonly path: string;
  /** How many times the value got simpler. */
  readonly steps: number;
}

/** How far a value is made simpler. */
export interface ShrinkOptions<T> {
  /** How many values are tried, at most. */
  readonly trials: number;
  /** What a trial costs. @defaultValue nothing */
  readonly sizeOf?: (value: T) => number;
  readonly signal: AbortSignal | undefined;
}

/** All trials together cost no more than so many of the first value: some failures show in large values alone. */
const timesTheSize = 40;

/**
 * Makes a failing value simpler as long as it fails: each step takes the first simpler value that still fails.
 *
 * @param failureOf What is wrong with a value, or null.
 */
export async function shrinkFailure<T, F>(
  arbitrary: fc.Arbitrary<T>,
  start: { readonly value: T; readonly failure: F; readonly path: string },
  failureOf: (value: T) => Promise<F | null>,
  { trials, signal, sizeOf = () => 0 }: ShrinkOptions<T>,
): Promise<Shrunk<T, F>> {
  let best: Shrunk<T, F> = { ...start, steps: 0 };
  let left = trials;
  let room = sizeOf(start.value) * timesTheSize;
  for (let found = true; found && left > 0;) {
    found = false;
    let place = 0;
    for (const { value } of arbitrary.shrink(best.value, undefined)) {
      checkAborted(signal, "checkPack");
      const failure = await failureOf(value);
      left--;
      room -= sizeOf(value);
      if (failure !== null) {
        best = { value, failure, path: `${best.path}:${place}`, steps: best.steps + 1 };
        found = true;
      }
      if (found || left <= 0 || room < 0) break;
      place++;
    }
  }
  return best;
}
