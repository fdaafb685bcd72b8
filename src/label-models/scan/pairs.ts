import type { VoteRows } from "./vote-rows.ts";

/** How often functions vote on the same rows, and the same. */
export interface PairCounts {
  /** m x m: rows on which both vote; on the diagonal, rows on which the function votes. */
  readonly over: Float64Array;
  /** m x m: rows on which they vote for the same label. */
  readonly agree: Float64Array;
}

/**
 * Counts pairs of votes; of a function's repeated answers on a row the last one counts, and counts once. Exact on the
 * rows given. O(sum of squared votes of a row + m^2).
 */
export function countPairs(rows: VoteRows): PairCounts {
  const m = rows.functionCount;
  const over = new Float64Array(m * m);
  const agree = new Float64Array(m * m);
  const row = new RowVotes(rows);
  const { functions, codes } = row;
  for (let u = 0; u < rows.weights.length; u++) {
    const weight = rows.weights[u] ?? 0;
    const count = row.read(u);
    for (let a = 0; a < count; a++) {
      const from = (functions[a] ?? 0) * m;
      const code = codes[a] ?? 0;
      for (let b = a; b < count; b++) {
        const cell = from + (functions[b] ?? 0);
        over[cell] = (over[cell] ?? 0) + weight;
        // Multiplied, not branched upon: whether functions agree is not predictable.
        agree[cell] = (agree[cell] ?? 0) + weight * Number(codes[b] === code);
      }
    }
  }
  return { over: mirror(over, m), agree: mirror(agree, m) };
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
  for (let u = 0; u < rows.weights.length; u++) {
    const weight = rows.weights[u] ?? 0;
    const count = row.read(u);
    for (let a = 0; a < count; a++) {
      const from = ((functions[a] ?? 0) * k + (codes[a] ?? 0)) * width;
      for (let b = a; b < count; b++) {
        const cell = from + (functions[b] ?? 0) * k + (codes[b] ?? 0);
        joint[cell] = (joint[cell] ?? 0) + weight;
      }
    }
  }
  return mirror(joint, width);
}

/** One row's votes, repeated answers of a function reduced to the last. */
export class RowVotes {
  readonly functions: Int32Array;
  readonly codes: Int16Array;
  readonly #rows: VoteRows;

  constructor(rows: VoteRows) {
    this.#rows = rows;
    this.functions = new Int32Array(rows.functionCount);
    this.codes = new Int16Array(rows.functionCount);
  }

  /** Reads row `u`; returns how many votes it has. */
  read(u: number): number {
    const { offsets, functions, codes } = this.#rows;
    const end = offsets[u + 1] ?? 0;
    let count = 0;
    for (let i = offsets[u] ?? 0; i < end; i++) {
      if (i + 1 < end && functions[i + 1] === functions[i]) continue;
      this.functions[count] = functions[i] ?? 0;
      this.codes[count++] = codes[i] ?? 0;
    }
    return count;
  }
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
