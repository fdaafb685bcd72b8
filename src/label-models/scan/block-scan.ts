import { blockTables, denseOfCompact, foldCompact, unfoldCounts } from "./block-tables.ts";
import { coverOf, countVotes, decodeBlock, takeCodes, type BlockCodes, type DecodedBlock } from "./block-codes.ts";
import { addCodes, countCodes } from "./block-kernels.ts";
import { listVotes } from "./block-votes.ts";
import { squash, writePosteriors } from "./block-posteriors.ts";
import { stridedRows, type VoteRows } from "./vote-rows.ts";
import type { CompactCounts, CompactScores, DenseCounts, DenseScores, PosteriorStep, VoteScan } from "./vote-scan.ts";

/** Rows worked on at a time: their numbers stay in the processor's first cache beside the tables. */
const windowRows = 2048;

/**
 * Passes over rows that hardly repeat. Functions are grouped in blocks whose joint vote is one byte, so a row costs a
 * look-up for each block instead of each vote. One number a code: by how much it raises a label's log odds against the
 * first label; what the first label's scores add up to is known from the `evidence`.
 */
export class BlockScan implements VoteScan {
  readonly kind = "blocks";
  readonly functions: number;
  readonly labels: number;
  readonly size: number;
  readonly rows: number;
  readonly coveredRows: number;
  readonly covered: Uint8Array;
  readonly rowPatterns: null = null;
  readonly evidence: Float64Array;
  readonly #codes: BlockCodes;
  readonly #decoded: readonly DecodedBlock[];
  /** Null when every row is covered: nothing to multiply by. */
  readonly #mask: Uint8Array | null;

  /** @param codes Of a matrix, by `encodeBlocks`. */
  constructor(codes: BlockCodes) {
    this.functions = codes.functions;
    this.labels = codes.labels;
    this.size = codes.rows;
    this.rows = codes.rows;
    this.#codes = codes;
    this.#decoded = codes.codes.map((_, b) => decodeBlock(codes, b));
    this.covered = coverOf(codes);
    this.evidence = countVotes(codes, this.#decoded);
    let coveredRows = 0;
    for (let i = 0; i < this.size; i++) coveredRows += this.covered[i] ?? 0;
    this.coveredRows = coveredRows;
    this.#mask = coveredRows === this.size ? null : this.covered;
    Object.freeze(this);
  }

  sweep(scores: DenseScores, counts: DenseCounts): number {
    const k = this.labels;
    const tables = blockTables(this.#codes, k, scores.table);
    const histograms = tables.map((plane) => plane.map(() => new Float64Array(256)));
    const labelRows = counts.labelRows.fill(0);
    const planes = tables.map(() => new Float64Array(windowRows));
    let logLikelihood = this.#firstScores(scores);
    for (let first = 0; first < this.size; first += windowRows) {
      const rows = Math.min(windowRows, this.size - first);
      const codes = this.#score(first, rows, scores.bias, tables, planes);
      const mask = this.#mask?.subarray(first, first + rows) ?? null;
      logLikelihood += squash(planes, mask, rows);
      for (const [y, plane] of planes.entries()) countCodes(plane, histograms[y] ?? [], codes);
    }
    // Every row is counted once in the first block, whatever its code.
    for (const [y, [histogram]] of histograms.entries())
      labelRows[y + 1] = histogram === undefined ? 0 : sumOf(histogram);
    let others = 0;
    for (let y = 1; y < k; y++) others += labelRows[y] ?? 0;
    labelRows[0] = Math.max(0, this.coveredRows - others);
    unfoldCounts(this.#decoded, histograms, this.evidence, k, counts.expected);
    return logLikelihood;
  }

  sweepCompact(scores: CompactScores, counts: CompactCounts): number {
    const k = this.labels;
    const dense = denseOfCompact(scores, k);
    const expected = new Float64Array(dense.table.length);
    const logLikelihood = this.sweep(dense, { expected, labelRows: counts.labelRows });
    foldCompact(expected, k, counts);
    return logLikelihood;
  }

  posteriors(scores: DenseScores, out: Float64Array): PosteriorStep {
    const k = this.labels;
    const tables = blockTables(this.#codes, k, scores.table);
    const planes = tables.map(() => new Float64Array(windowRows));
    let logLikelihood = this.#firstScores(scores);
    let change = 0;
    for (let first = 0; first < this.size; first += windowRows) {
      const rows = Math.min(windowRows, this.size - first);
      this.#score(first, rows, scores.bias, tables, planes);
      const mask = this.#mask?.subarray(first, first + rows) ?? null;
      const written = writePosteriors(planes, mask, rows, out, first * k);
      logLikelihood += written.logLikelihood;
      change = Math.max(change, written.change);
    }
    return { logLikelihood, change };
  }

  posteriorsCompact(scores: CompactScores, out: Float64Array): PosteriorStep {
    return this.posteriors(denseOfCompact(scores, this.labels), out);
  }

  sample(most: number): VoteRows {
    const taken = takeCodes(this.#codes, stridedRows(this.size, most));
    const votes = listVotes(taken, this.#decoded);
    const weights = new Float64Array(taken.rows).fill(1);
    return { ...votes, weights, functionCount: this.functions, labels: this.labels };
  }

  sampleScan(most: number): VoteScan {
    return this.size <= most ? this : new BlockScan(takeCodes(this.#codes, stridedRows(this.size, most)));
  }

  /** The scores of the first label, summed over covered rows. */
  #firstScores({ bias, table }: DenseScores): number {
    let sum = this.coveredRows * (bias[0] ?? 0);
    for (let cell = 0; cell < this.evidence.length; cell++) {
      sum += (this.evidence[cell] ?? 0) * (table[cell * this.labels] ?? 0);
    }
    return sum;
  }

  /** Writes the log odds of a window of rows into the planes; returns the window's codes. */
  #score(
    first: number,
    rows: number,
    bias: Float64Array,
    tables: readonly (readonly Float64Array[])[],
    planes: readonly Float64Array[],
  ): readonly Uint8Array[] {
    const codes = this.#codes.codes.map((block) => block.subarray(first, first + rows));
    planes.forEach((plane, y) => {
      plane.fill((bias[y + 1] ?? 0) - (bias[0] ?? 0));
      addCodes(plane, tables[y] ?? [], codes);
    });
    return codes;
  }
}

const sumOf = (numbers: Float64Array): number => numbers.reduce((sum, each) => sum + each, 0);
