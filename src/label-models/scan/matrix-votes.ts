import type { LabelMatrix } from "../../matrix/label-matrix.ts";
import type { VoteArray } from "../../matrix/vote-array.ts";
import type { VoteRows } from "./vote-rows.ts";

/** Rows listed at a time: the places their votes go to stay in the cache while all columns are gone through. */
const windowRows = 4096;

/** Four abstentions as one number. */
const noVotes = -1;

/**
 * The votes of a matrix without confidences, each row by itself, in two passes over the columns: how many votes a row
 * has, and which. Four abstentions are skipped at a time, so that sparse columns cost less than a nanosecond a cell.
 */
export function rowsOfMatrix(matrix: LabelMatrix): VoteRows {
  const { rows } = matrix;
  const offsets = new Int32Array(rows + 1);
  for (const column of matrix.votes) countColumn(column, offsets);
  for (let i = 0; i < rows; i++) offsets[i + 1] = (offsets[i + 1] ?? 0) + (offsets[i] ?? 0);
  const functions = new Int32Array(offsets[rows] ?? 0);
  const codes = new Int16Array(functions.length);
  const next = offsets.slice();
  for (let first = 0; first < rows; first += windowRows) {
    const end = Math.min(rows, first + windowRows);
    matrix.votes.forEach((column, j) => placeColumn(column, j, first, end, next, functions, codes));
  }
  const weights = new Float64Array(rows).fill(1);
  const shape = { functionCount: matrix.functions.length, labels: matrix.labels.size };
  return { offsets, functions, codes, strengths: null, weights, ...shape };
}

/** The part of a column that can be read four votes at a time, or nothing. */
function wordsOf(column: VoteArray): Int32Array {
  const whole = column.BYTES_PER_ELEMENT === 1 && column.byteOffset % 4 === 0;
  return whole ? new Int32Array(column.buffer, column.byteOffset, column.length >> 2) : new Int32Array();
}

/** Adds 1 to the number behind each row that has a vote. */
function countColumn(column: VoteArray, counts: Int32Array): void {
  const words = wordsOf(column);
  for (let w = 0; w < words.length; w++) {
    if (words[w] === noVotes) continue;
    // The sign bit tells an abstention without a branch, which would be mispredicted.
    for (let i = 4 * w; i < 4 * w + 4; i++) counts[i + 1] = (counts[i + 1] ?? 0) + 1 + ((column[i] ?? -1) >> 31);
  }
  for (let i = 4 * words.length; i < column.length; i++) {
    counts[i + 1] = (counts[i + 1] ?? 0) + 1 + ((column[i] ?? -1) >> 31);
  }
}

/** Writes a column's votes on the rows `first` to `end` to the rows' next free places, which move on. */
function placeColumn(
  column: VoteArray,
  j: number,
  first: number,
  end: number,
  next: Int32Array,
  functions: Int32Array,
  codes: Int16Array,
): void {
  const words = wordsOf(column);
  const place = (i: number): void => {
    const code = column[i] ?? -1;
    if (code < 0) return;
    const at = next[i] ?? 0;
    functions[at] = j;
    codes[at] = code;
    next[i] = at + 1;
  };
  let i = first;
  for (let w = first >> 2; i + 4 <= end && w < words.length; w++, i += 4) {
    if (words[w] === noVotes) continue;
    for (let one = i; one < i + 4; one++) place(one);
  }
  for (; i < end; i++) place(i);
}
