import { timeCandidates, type Candidate, type Timing } from "./rounds.ts";

/** How fast a candidate goes through rows. */
export interface Rate extends Timing {
  /** Rows it went through. */
  readonly rows: number;
  /** Rows a second of one core. */
  readonly rowsPerSecond: number;
}

/** Times candidates that go through `rows` rows each. */
export async function rateCandidates(
  rows: number,
  candidates: readonly Candidate[],
  rounds: number,
): Promise<readonly Rate[]> {
  const timings = await timeCandidates(candidates, rounds);
  return timings.map((timing) => ({ ...timing, rows, rowsPerSecond: (1000 * rows) / timing.cpuMs }));
}

/** The candidate of that name. */
export function rateOf<R extends Timing>(rates: readonly R[], name: string): R {
  const rate = rates.find((each) => each.name === name);
  if (rate === undefined) throw new Error(`nothing was measured for ${name}`);
  return rate;
}

/** A number without fraction, as people read it. */
export const integer = (value: number): string => Math.round(value).toLocaleString("en");
