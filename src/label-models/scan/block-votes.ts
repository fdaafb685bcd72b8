import type { PatternVotes } from "../../matrix/vote-patterns.ts";
import type { BlockCodes, DecodedBlock } from "./block-codes.ts";

/** Rows listed at a time: their votes stay in the cache while the blocks are gone through. */
const windowRows = 1024;

/**
 * The votes of all rows one by one. How many votes a code has is not predictable, so no loop runs over them: as many
 * places as a block could fill are written for each code, and those beyond its votes are overwritten by the next one.
 */
export function listVotes(blocks: BlockCodes, decoded: readonly DecodedBlock[]): PatternVotes {
  const { rows, codes, labels } = blocks;
  const width = decoded.reduce((widest, block) => Math.max(widest, block.width), 0);
  const offsets = countByRow(blocks, decoded);
  const total = offsets[rows] ?? 0;
  // A vote is one number here, function x K + label, in `width` places for each code of each block.
  const keys = new Int32Array(codes.length * 256 * width);
  const sizes = new Int32Array(codes.length * 256);
  decoded.forEach((block, b) => {
    for (let code = 0; code < block.offsets.length - 1; code++) {
      const from = block.offsets[code] ?? 0;
      const size = (block.offsets[code + 1] ?? 0) - from;
      sizes[b * 256 + code] = size;
      for (let n = 0; n < size; n++) {
        keys[(b * 256 + code) * width + n] = (block.functions[from + n] ?? 0) * labels + (block.labels[from + n] ?? 0);
      }
    }
  });
  const listed = new Int32Array(total + width);
  const rowCodes = new Int32Array(windowRows * codes.length);
  let next = 0;
  for (let first = 0; first < rows; first += windowRows) {
    const end = Math.min(rows, first + windowRows);
    codes.forEach((block, b) => {
      for (let i = first, cell = b; i < end; i++, cell += codes.length) rowCodes[cell] = b * 256 + (block[i] ?? 0);
    });
    next = listCodes(rowCodes, (end - first) * codes.length, keys, sizes, width, listed, next);
  }
  return { offsets, ...splitKeys(listed.subarray(0, total), blocks.functions, labels), strengths: null };
}

/** Lists the votes of some codes from place `next` on; returns the place behind them. */
function listCodes(
  codes: Int32Array,
  count: number,
  keys: Int32Array,
  sizes: Int32Array,
  width: number,
  listed: Int32Array,
  next: number,
): number {
  let at = next;
  for (let cell = 0; cell < count; cell++) {
    const code = codes[cell] ?? 0;
    for (let n = 0, from = code * width; n < width; n++) listed[at + n] = keys[from + n] ?? 0;
    at += sizes[code] ?? 0;
  }
  return at;
}

/** Function and label of each vote. */
function splitKeys(
  keys: Int32Array,
  functionCount: number,
  labels: number,
): { readonly functions: Int32Array; readonly codes: Int16Array } {
  const functionOf = Int32Array.from({ length: functionCount * labels }, (_, key) => Math.floor(key / labels));
  const codes = new Int16Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? 0;
    const j = functionOf[key] ?? 0;
    codes[i] = key - j * labels;
    keys[i] = j;
  }
  return { functions: keys, codes };
}

/** Where each row's votes start, and the number of all at the end. */
function countByRow({ rows, codes }: BlockCodes, decoded: readonly DecodedBlock[]): Int32Array {
  const offsets = new Int32Array(rows + 1);
  codes.forEach((block, b) => {
    const sizes = new Int32Array(256);
    const ends = decoded[b]?.offsets ?? new Int32Array(1);
    for (let code = 0; code < ends.length - 1; code++) sizes[code] = (ends[code + 1] ?? 0) - (ends[code] ?? 0);
    for (let i = 0; i < rows; i++) offsets[i + 1] = (offsets[i + 1] ?? 0) + (sizes[block[i] ?? 0] ?? 0);
  });
  for (let i = 0; i < rows; i++) offsets[i + 1] = (offsets[i + 1] ?? 0) + (offsets[i] ?? 0);
  return offsets;
}
