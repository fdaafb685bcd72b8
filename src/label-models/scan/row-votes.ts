import type { VoteRows } from "./vote-rows.ts";

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

/** Rows with every function's last answer only; the same rows where nobody answers twice. */
export function keepLastAnswers(rows: VoteRows): VoteRows {
  const row = new RowVotes(rows);
  const size = rows.weights.length;
  const offsets = new Int32Array(size + 1);
  for (let u = 0; u < size; u++) offsets[u + 1] = (offsets[u] ?? 0) + row.read(u);
  const total = offsets[size] ?? 0;
  if (total === rows.functions.length) return rows;
  const functions = new Int32Array(total);
  const codes = new Int16Array(total);
  for (let u = 0; u < size; u++) {
    const count = row.read(u);
    functions.set(row.functions.subarray(0, count), offsets[u]);
    codes.set(row.codes.subarray(0, count), offsets[u]);
  }
  return { ...rows, offsets, functions, codes, strengths: null };
}
