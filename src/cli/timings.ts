import type { FunctionTiming } from "../matrix/timings.ts";

/** Milliseconds of all functions from which on the slowest is always named, and from which on if it takes most of it. */
const longRun = 1000;
const notableRun = 200;

/** The slowest function, where time matters: a line for people, or none. */
export function slowestLine(timings: readonly FunctionTiming[] | null): readonly string[] {
  const [first, ...others] = timings ?? [];
  if (first === undefined || others.length === 0) return [];
  const total = others.reduce((sum, { milliseconds }) => sum + milliseconds, first.milliseconds);
  const slowest = others.reduce((most, each) => (each.milliseconds > most.milliseconds ? each : most), first);
  const share = slowest.milliseconds / total;
  if (total < (share > 0.5 ? notableRun : longRun)) return [];
  const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);
  const part = `${seconds(slowest.milliseconds)} of ${seconds(total)} s`;
  return [`slowest: ${slowest.function} ${(100 * share).toFixed(0)} % of the time of labeling functions (${part})`];
}

/** Times for JSON, in microseconds at most. */
export const roundedTimings = (timings: readonly FunctionTiming[] | null): readonly FunctionTiming[] | null =>
  timings?.map(({ function: name, milliseconds }) => ({
    function: name,
    milliseconds: Math.round(milliseconds * 1000) / 1000,
  })) ?? null;
