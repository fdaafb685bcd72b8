import { countPairs } from "../scan/pairs.ts";
import type { VoteRows } from "../scan/vote-rows.ts";

/** How often pairs of functions meet, on weighted rows. */
export interface PairCounts {
  /** Number of functions (m). */
  readonly functions: number;
  /** m x m, symmetric: rows on which both vote. */
  readonly over: Float64Array;
  /** m x m: rows on which both vote for the same label. */
  readonly agree: Float64Array;
  /** m: rows on which a function votes. */
  readonly voted: Float64Array;
}

/** Counts the pairs of votes on each row. O(sum of squared votes of a row + m^2). */
export function countMeetings(rows: VoteRows): PairCounts {
  const { over, agree } = countPairs(rows);
  const functions = rows.functionCount;
  return {
    functions,
    over,
    agree,
    voted: Float64Array.from({ length: functions }, (_, j) => over[j * functions + j] ?? 0),
  };
}
