import { compressVotes } from "../../matrix/compress.ts";
import { LabelMatrix } from "../../matrix/label-matrix.ts";
import { isVotePatterns, type VotePatterns } from "../../matrix/vote-patterns.ts";
import { BlockScan } from "./block-scan.ts";
import { blockWidth, encodeBlocks } from "./block-codes.ts";
import { rowsOfMatrix } from "./matrix-votes.ts";
import { PatternScan } from "./pattern-scan.ts";
import { rowsOfPatterns, stridedRows } from "./vote-rows.ts";
import type { VoteScan } from "./vote-scan.ts";

/** Rows looked at to tell whether rows repeat. */
const triedRows = 2048;

/** Matrices below this many rows are always compressed: it takes a millisecond or two. */
const fewRows = 20_000;

/** Scans are remembered with their matrix, which never changes: fit and predict on the same votes encode them once. */
const scans = new WeakMap<LabelMatrix, VoteScan>();

/**
 * Makes votes ready for passes over all rows. Patterns are scanned as they are. A matrix is compressed to patterns when
 * its rows repeat or votes have confidences; else it is scanned in blocks of functions, or, where votes are few or
 * labels many, vote by vote. Deterministic. Kept as long as the matrix: at most some bytes a vote.
 */
export function openScan(votes: LabelMatrix | VotePatterns): VoteScan {
  if (isVotePatterns(votes)) return new PatternScan(rowsOfPatterns(votes), votes.rowPatterns);
  const known = scans.get(votes);
  if (known !== undefined) return known;
  const scan = scanMatrix(votes);
  scans.set(votes, scan);
  return scan;
}

function scanMatrix(matrix: LabelMatrix): VoteScan {
  const { density, repeats } = tryRows(matrix);
  if (repeats) {
    const patterns = compressVotes(matrix);
    return new PatternScan(rowsOfPatterns(patterns), patterns.rowPatterns);
  }
  const k = matrix.labels.size;
  const width = blockWidth(k);
  // A look-up for each block and label but one, or two for each vote and label.
  return width >= 2 && k - 1 < 2 * density * k * width
    ? new BlockScan(encodeBlocks(matrix))
    : new PatternScan(rowsOfMatrix(matrix));
}

/** The share of cells that are votes, and whether rows repeat often enough to be compressed. */
function tryRows(matrix: LabelMatrix): { readonly density: number; readonly repeats: boolean } {
  const { labels, functions } = matrix;
  const possible = (labels.size + 1) ** functions.length;
  if (matrix.rows < fewRows || possible < matrix.rows / 4 || matrix.confidences.some((each) => each !== null)) {
    return { density: 1, repeats: true };
  }
  const rows = stridedRows(matrix.rows, triedRows);
  const votes = matrix.votes.map((column) => {
    const taken = column.BYTES_PER_ELEMENT === 1 ? new Int8Array(rows.length) : new Int16Array(rows.length);
    for (let i = 0; i < rows.length; i++) taken[i] = column[rows[i] ?? 0] ?? -1;
    return taken;
  });
  const patterns = compressVotes(new LabelMatrix({ labels, functions, votes, rows: rows.length }));
  const cast = patterns.counts.reduce((sum, count, u) => {
    return sum + count * ((patterns.votes.offsets[u + 1] ?? 0) - (patterns.votes.offsets[u] ?? 0));
  }, 0);
  return { density: cast / (rows.length * functions.length), repeats: patterns.size < rows.length / 2 };
}
