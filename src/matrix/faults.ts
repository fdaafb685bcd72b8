/** One failure of a labeling function on one row; the row's vote is an abstention. */
export interface Fault {
  /** Name of the labeling function. */
  readonly function: string;
  /** Row number in the table, from 0. */
  readonly row: number;
  /** What was thrown, or what was wrong with the vote, in words. */
  readonly message: string;
}

/** The failures of a run that went on regardless. */
export interface FaultReport {
  /** How many there were. */
  readonly count: number;
  /** How many each labeling function had, in order of the matrix's columns. */
  readonly counts: readonly number[];
  /** The first ones of each function, in row order; option `keptFaults` says how many. */
  readonly kept: readonly Fault[];
}

/** The report of a run without failures. */
export function noFaults(functions: number): FaultReport {
  return Object.freeze({
    count: 0,
    counts: Object.freeze(new Array<number>(functions).fill(0)),
    kept: Object.freeze([]),
  });
}
