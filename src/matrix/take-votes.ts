import type { VoteArray } from "./vote-array.ts";
import type { PatternVotes } from "./vote-patterns.ts";

/** Confidences are kept in this many equal steps, so that they do not make every row a pattern of its own. */
export const confidenceSteps = 10;

/** The confidence step of a vote, from 1 to `confidenceSteps`. */
export const stepOf = (confidence: number): number => Math.max(1, Math.round(confidence * confidenceSteps));

/** How much a vote counts in a pattern. */
const strengthOf = (confidence: number): number => stepOf(confidence) / confidenceSteps;

/** One function's votes on all rows. */
export interface VoteColumn {
  readonly votes: VoteArray;
  readonly confidences: Float32Array | null;
}

/** Rows turned from columns at a time: with hundreds of functions they still fit in the cache. */
const turnedRows = 256;

/** How many votes there are on some rows. A code's sign bit tells an abstention without a branch, which would mispredict. */
function countVotes(columns: readonly VoteColumn[], rows: Int32Array): number {
  let count = 0;
  for (const { votes } of columns) {
    for (let u = 0; u < rows.length; u++) count += 1 + ((votes[rows[u] ?? 0] ?? -1) >> 31);
  }
  return count;
}

/**
 * The votes on some rows, as patterns. Some hundred rows at a time are turned from columns into rows, which then
 * close up over the abstentions: the next vote overwrites each of them.
 */
export function takeVotes(columns: readonly VoteColumn[], rows: Int32Array): PatternVotes {
  const m = columns.length;
  const total = countVotes(columns, rows);
  const offsets = new Int32Array(rows.length + 1);
  const functions = new Int32Array(total + 1); // one more for an abstention at the very end
  const codes = new Int16Array(total + 1);
  const strengths = columns.some(({ confidences }) => confidences !== null) ? new Float32Array(total + 1) : null;
  const window = new Int16Array(turnedRows * m);
  let k = 0;
  for (let first = 0; first < rows.length; first += turnedRows) {
    const end = Math.min(first + turnedRows, rows.length);
    columns.forEach(({ votes }, j) => {
      for (let u = first, cell = j; u < end; u++, cell += m) window[cell] = votes[rows[u] ?? 0] ?? -1;
    });
    for (let u = first, cell = 0; u < end; u++) {
      for (let j = 0; j < m; j++, cell++) {
        const code = window[cell] ?? -1;
        functions[k] = j;
        codes[k] = code;
        if (strengths !== null) strengths[k] = strengthOf(columns[j]?.confidences?.[rows[u] ?? 0] ?? 1);
        k += 1 + (code >> 31);
      }
      offsets[u + 1] = k;
    }
  }
  const counted = strengths?.subarray(0, total).some((strength) => strength !== 1) === true;
  return {
    offsets,
    functions: functions.subarray(0, total),
    codes: codes.subarray(0, total),
    strengths: counted ? strengths.subarray(0, total) : null,
  };
}
