/** How long a labeling function took in a run. */
export interface FunctionTiming {
  /** Name of the labeling function. */
  readonly function: string;
  /** Milliseconds, of all threads together; of functions that are awaited at once, each counts the whole wait. */
  readonly milliseconds: number;
}

/** Timings of functions, frozen. */
export function makeTimings(names: readonly string[], milliseconds: readonly number[]): readonly FunctionTiming[] {
  return Object.freeze(names.map((name, j) => Object.freeze({ function: name, milliseconds: milliseconds[j] ?? 0 })));
}
