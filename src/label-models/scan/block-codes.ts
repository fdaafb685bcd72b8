import type { LabelMatrix } from "../../matrix/label-matrix.ts";
import type { VoteArray } from "../../matrix/vote-array.ts";

/** Joint votes of a block fit a byte: larger tables leave the processor's first cache, and are slower. */
const maxSymbols = 256;

/** Rows encoded at a time, so that the codes stay in the cache while a block's columns are added to them. */
const windowRows = 16384;

/** Functions grouped in blocks, and each row's joint vote of each block as one byte. */
export interface BlockCodes {
  /** K + 1: abstain is 0, label code v is v + 1. */
  readonly radix: number;
  /** The first function of each block, and m at the end. */
  readonly starts: Int32Array;
  /** N bytes for each block: its functions' symbols as digits, the first function's the highest. */
  readonly codes: readonly Uint8Array[];
}

/** How many functions of K labels a block holds; 0 when there are too many labels. */
export function blockWidth(labels: number): number {
  return Math.floor(Math.log(maxSymbols) / Math.log(labels + 1) + 1e-9);
}

/** Encodes a label matrix of up to 127 labels. O(N m), 4 votes an instruction. */
export function encodeBlocks(matrix: LabelMatrix): BlockCodes {
  const m = matrix.functions.length;
  const radix = matrix.labels.size + 1;
  const width = blockWidth(matrix.labels.size);
  const starts = Int32Array.from({ length: Math.ceil(m / width) + 1 }, (_, b) => Math.min(m, b * width));
  const codes = Array.from({ length: starts.length - 1 }, (_, b) => {
    // A whole number of words, so that 4 bytes can be read and written as one.
    const words = new Int32Array(Math.ceil(matrix.rows / 4));
    const columns = matrix.votes.slice(starts[b], starts[b + 1]);
    for (let first = 0; first < matrix.rows; first += windowRows) {
      const rows = Math.min(windowRows, matrix.rows - first);
      const window = words.subarray(first / 4, first / 4 + Math.ceil(rows / 4));
      for (const column of columns) addDigit(window, wordsOf(column, first, rows), radix);
    }
    return new Uint8Array(words.buffer, 0, matrix.rows);
  });
  return { radix, starts, codes };
}

/** Some rows' votes, 4 to a word. */
function wordsOf(column: VoteArray, first: number, rows: number): Int32Array {
  const from = column.byteOffset + first;
  if (column.BYTES_PER_ELEMENT === 1 && from % 4 === 0 && rows % 4 === 0) {
    return new Int32Array(column.buffer, from, rows / 4);
  }
  const copy = new Int8Array(4 * Math.ceil(rows / 4)).fill(-1);
  copy.set(column.subarray(first, first + rows));
  return new Int32Array(copy.buffer);
}

/**
 * codes x radix + vote + 1, on the 4 bytes of each word at once. No byte carries into its neighbor: codes stay below
 * 256, and -1 + 1 is made without its sign bit (0x7f + 1 = 0x80, whose low 7 bits are 0).
 */
function addDigit(codes: Int32Array, votes: Int32Array, radix: number): void {
  for (let i = 0; i < codes.length; i++) {
    const symbols = (((votes[i] ?? 0) & 0x7f7f7f7f) + 0x01010101) & 0x7f7f7f7f;
    codes[i] = Math.imul(codes[i] ?? 0, radix) + symbols;
  }
}

/** The votes in each code of a block of some functions: code c has the votes `offsets[c]` to `offsets[c + 1]`. */
export interface DecodedBlock {
  readonly offsets: Int32Array;
  readonly functions: Int32Array;
  readonly labels: Int16Array;
}

/** Which votes the codes of block `b` stand for. */
export function decodeBlock({ radix, starts }: BlockCodes, b: number): DecodedBlock {
  const [first = 0, end = 0] = [starts[b], starts[b + 1]];
  const size = radix ** (end - first);
  const offsets = new Int32Array(size + 1);
  const functions: number[] = [];
  const labels: number[] = [];
  for (let code = 0; code < size; code++) {
    for (let j = first; j < end; j++) {
      const symbol = Math.floor(code / radix ** (end - 1 - j)) % radix;
      if (symbol === 0) continue;
      functions.push(j);
      labels.push(symbol - 1);
    }
    offsets[code + 1] = functions.length;
  }
  return { offsets, functions: Int32Array.from(functions), labels: Int16Array.from(labels) };
}
