import { keepLastAnswers, RowVotes } from "./row-votes.ts";
import type { VoteRows } from "./vote-rows.ts";

/** How often functions vote on the same rows, and the same. */
export interface PairCounts {
  /** m x m: rows on which both vote; on the diagonal, rows on which the function votes. */
  readonly over: Float64Array;
  /** m x m: rows on which they vote for the same label. */
  readonly agree: Float64Array;
}

/** Up to this many functions x labels all pairs of votes are counted in one table, which fits the processor's caches. */
const fewKeys = 512;

/**
 * Counts pairs of votes; of a function's repeated answers on a row the last one counts, and counts once. Exact on the
 * rows given. O(sum of squared votes of a row + m^2).
 */
export function countPairs(rows: VoteRows): PairCounts {
  const m = rows.functionCount;
  const k = rows.labels;
  if (m * k <= fewKeys) return sumJointVotes(countJointVotes(rows), m, k);
  return countByFunction(keepLastAnswers(rows));
}

/**
 * One function after the other: for each row on which it votes, the votes behind its own are counted in a line of m
 * pairs, which stays in the cache where a table of m^2 would not.
 */
function countByFunction(rows: VoteRows): PairCounts {
  const { offsets, functions, codes, weights, functionCount: m } = rows;
  const { starts, votes, rowOf } = sortByFunction(rows);
  const over = new Float64Array(m * m);
  const agree = new Float64Array(m * m);
  // Two numbers a pair, side by side: rows on which they agree, and on which they differ.
  const line = new Float64Array(2 * m);
  for (let j = 0; j < m; j++) {
    line.fill(0);
    for (let n = starts[j] ?? 0; n < (starts[j + 1] ?? 0); n++) {
      const vote = votes[n] ?? 0;
      const u = rowOf[n] ?? 0;
      addVotes(line, weights[u] ?? 0, functions, codes, vote, offsets[u + 1] ?? 0);
    }
    for (let l = 0; l < m; l++) {
      const agreed = line[2 * l] ?? 0;
      agree[j * m + l] = agreed;
      over[j * m + l] = agreed + (line[2 * l + 1] ?? 0);
    }
  }
  return { over: mirror(over, m), agree: mirror(agree, m) };
}

/** Counts a vote with itself and those behind it on its row. */
function addVotes(
  line: Float64Array,
  weight: number,
  functions: Int32Array,
  codes: Int16Array,
  vote: number,
  end: number,
): void {
  const code = codes[vote] ?? 0;
  for (let i = vote; i < end; i++) {
    // Whether they differ as 0 or 1, by the sign bit: a branch on it would be mispredicted.
    const cell = 2 * (functions[i] ?? 0) + (-((codes[i] ?? 0) ^ code) >>> 31);
    line[cell] = (line[cell] ?? 0) + weight;
  }
}

/** The votes of each function, row after row: those of j from `starts[j]` to `starts[j + 1]`. */
function sortByFunction({ offsets, functions, weights, functionCount }: VoteRows): {
  readonly starts: Int32Array;
  readonly votes: Int32Array;
  readonly rowOf: Int32Array;
} {
  const starts = new Int32Array(functionCount + 1);
  for (let i = 0; i < functions.length; i++) {
    const behind = (functions[i] ?? 0) + 1;
    starts[behind] = (starts[behind] ?? 0) + 1;
  }
  for (let j = 0; j < functionCount; j++) starts[j + 1] = (starts[j + 1] ?? 0) + (starts[j] ?? 0);
  const next = starts.slice();
  const votes = new Int32Array(functions.length);
  const rowOf = new Int32Array(functions.length);
  for (let u = 0; u < weights.length; u++) {
    for (let i = offsets[u] ?? 0; i < (offsets[u + 1] ?? 0); i++) {
      const at = next[functions[i] ?? 0] ?? 0;
      votes[at] = i;
      rowOf[at] = u;
      next[functions[i] ?? 0] = at + 1;
    }
  }
  return { starts, votes, rowOf };
}

function sumJointVotes(joint: Float64Array, m: number, k: number): PairCounts {
  const over = new Float64Array(m * m);
  const agree = new Float64Array(m * m);
  for (let a = 0, cell = 0; a < m * k; a++) {
    for (let b = 0; b < m * k; b++, cell++) {
      const pair = Math.floor(a / k) * m + Math.floor(b / k);
      const count = joint[cell] ?? 0;
      over[pair] = (over[pair] ?? 0) + count;
      if (a % k === b % k) agree[pair] = (agree[pair] ?? 0) + count;
    }
  }
  return { over, agree };
}

/**
 * mK x mK: rows on which function j votes v and function l votes w, in cell `(j K + v) m K + l K + w`; on the diagonal,
 * rows on which j votes v. Memory 8 (m K)^2 bytes: for few functions and labels. The last of repeated answers counts.
 */
export function countJointVotes(rows: VoteRows): Float64Array {
  const k = rows.labels;
  const width = rows.functionCount * k;
  const joint = new Float64Array(width * width);
  const row = new RowVotes(rows);
  const { functions, codes } = row;
  const keys = new Int32Array(rows.functionCount);
  for (let u = 0; u < rows.weights.length; u++) {
    const weight = rows.weights[u] ?? 0;
    const count = row.read(u);
    for (let a = 0; a < count; a++) keys[a] = (functions[a] ?? 0) * k + (codes[a] ?? 0);
    for (let a = 0; a < count; a++) {
      const from = (keys[a] ?? 0) * width;
      for (let b = a; b < count; b++) {
        const cell = from + (keys[b] ?? 0);
        joint[cell] = (joint[cell] ?? 0) + weight;
      }
    }
  }
  return mirror(joint, width);
}

/** Copies the half above the diagonal to below it: only that half is counted. */
function mirror(square: Float64Array, size: number): Float64Array {
  for (let a = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++) {
      // Rows in which functions do not rise put some counts below the diagonal.
      const sum = (square[a * size + b] ?? 0) + (square[b * size + a] ?? 0);
      square[a * size + b] = sum;
      square[b * size + a] = sum;
    }
  }
  return square;
}
