import type { LabelMatrix } from "../../matrix/label-matrix.ts";
import type { VoteArray } from "../../matrix/vote-array.ts";

/** Joint votes of a block fit a byte: larger tables leave the processor's first cache, and are slower. */
const maxSymbols = 256;

/** Rows encoded at a time, so that the codes stay in the cache while a block's columns are added to them. */
const windowRows = 16384;

/** Functions grouped in blocks, and each row's joint vote of each block as one byte. */
export interface BlockCodes {
  /** Number of functions (m), of labels (K), and of rows (N). */
  readonly functions: number;
  readonly labels: number;
  readonly rows: number;
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
  return { functions: m, labels: matrix.labels.size, rows: matrix.rows, radix, starts, codes };
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

/** The codes of some rows. */
export function takeCodes(blocks: BlockCodes, rows: Int32Array): BlockCodes {
  const codes = blocks.codes.map((block) => {
    const taken = new Uint8Array(rows.length);
    for (let i = 0; i < rows.length; i++) taken[i] = block[rows[i] ?? 0] ?? 0;
    return taken;
  });
  return { ...blocks, rows: rows.length, codes };
}

/** Whether each row has a vote, one byte a row: whether any of its codes is not 0. */
export function coverOf({ codes, rows }: BlockCodes): Uint8Array {
  const covered = new Uint8Array(rows);
  for (let first = 0; first < rows; first += windowRows) {
    const window = covered.subarray(first, first + windowRows);
    for (const block of codes) addBits(window, block.subarray(first, first + windowRows));
    for (let i = 0; i < window.length; i++) window[i] = Math.min(1, window[i] ?? 0);
  }
  return covered;
}

function addBits(to: Uint8Array, from: Uint8Array): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] ?? 0) | (from[i] ?? 0);
}

/** m x K: votes of each function for each label. */
export function countVotes(blocks: BlockCodes, decoded: readonly DecodedBlock[]): Float64Array {
  const evidence = new Float64Array(blocks.functions * blocks.labels);
  const counts = blocks.codes.map(() => new Int32Array(256));
  // Two blocks at a time: two chains of loads and stores run side by side.
  for (let b = 0; b < counts.length; b += 2) {
    const [a, codesA, c, codesC] = [counts[b], blocks.codes[b], counts[b + 1], blocks.codes[b + 1]];
    if (a !== undefined && codesA !== undefined) tally(a, codesA, c ?? new Int32Array(256), codesC ?? codesA);
  }
  decoded.forEach((block, b) => {
    for (let code = 0; code < block.offsets.length - 1; code++) {
      for (let i = block.offsets[code] ?? 0; i < (block.offsets[code + 1] ?? 0); i++) {
        const cell = (block.functions[i] ?? 0) * blocks.labels + (block.labels[i] ?? 0);
        evidence[cell] = (evidence[cell] ?? 0) + (counts[b]?.[code] ?? 0);
      }
    }
  });
  return evidence;
}

function tally(a: Int32Array, codesA: Uint8Array, b: Int32Array, codesB: Uint8Array): void {
  for (let i = 0; i < codesA.length; i++) {
    const atA = codesA[i] ?? 0;
    const atB = codesB[i] ?? 0;
    a[atA] = (a[atA] ?? 0) + 1;
    b[atB] = (b[atB] ?? 0) + 1;
  }
}

/** The votes in each code of a block of some functions: code c has the votes `offsets[c]` to `offsets[c + 1]`. */
export interface DecodedBlock {
  /** How many functions there are. */
  readonly width: number;
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
  return {
    width: end - first,
    offsets,
    functions: Int32Array.from(functions),
    labels: Int16Array.from(labels),
  };
}
