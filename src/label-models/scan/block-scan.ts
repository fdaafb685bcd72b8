import type { LabelMatrix } from "../../matrix/label-matrix.ts";
import { blockTables, denseOfCompact, foldCompact, unfoldCounts } from "./block-tables.ts";
import { decodeBlock, encodeBlocks, type BlockCodes, type DecodedBlock } from "./block-codes.ts";
import { addCodes, countCodes, placeVotes } from "./block-kernels.ts";
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

  constructor(matrix: LabelMatrix) {
    this.functions = matrix.functions.length;
    this.labels = matrix.labels.size;
    this.size = matrix.rows;
    this.rows = matrix.rows;
    this.#codes = encodeBlocks(matrix);
    this.#decoded = this.#codes.codes.map((_, b) => decodeBlock(this.#codes, b));
    this.covered = new Uint8Array(this.size);
    this.evidence = new Float64Array(this.functions * this.labels);
    for (const [b, codes] of this.#codes.codes.entries()) this.#countVotes(codes, b);
    let coveredRows = 0;
    for (let i = 0; i < this.size; i++) {
      const one = Math.min(1, this.covered[i] ?? 0);
      this.covered[i] = one;
      coveredRows += one;
    }
    this.coveredRows = coveredRows;
    this.#mask = coveredRows === this.size ? null : this.covered;
    Object.freeze(this);
  }

  /** Adds the votes in a block's codes to the evidence; marks rows with any. */
  #countVotes(codes: Uint8Array, b: number): void {
    const { covered, evidence, labels } = this;
    const counts = new Float64Array(256);
    for (let i = 0; i < codes.length; i++) {
      const code = codes[i] ?? 0;
      covered[i] = (covered[i] ?? 0) | code;
      counts[code] = (counts[code] ?? 0) + 1;
    }
    const block = this.#decoded[b];
    if (block === undefined) return;
    for (let code = 0; code < block.offsets.length - 1; code++) {
      for (let i = block.offsets[code] ?? 0; i < (block.offsets[code + 1] ?? 0); i++) {
        const cell = (block.functions[i] ?? 0) * labels + (block.labels[i] ?? 0);
        evidence[cell] = (evidence[cell] ?? 0) + (counts[code] ?? 0);
      }
    }
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
      planes.forEach((plane, y) => {
        let sum = 0;
        for (let i = 0; i < rows; i++) sum += plane[i] ?? 0;
        labelRows[y + 1] = (labelRows[y + 1] ?? 0) + sum;
        countCodes(plane, histograms[y] ?? [], codes);
      });
    }
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
    const taken = stridedRows(this.size, most);
    const { codes } = this.#codes;
    const offsets = new Int32Array(taken.length + 1);
    codes.forEach((block, b) => {
      const ends = this.#decoded[b]?.offsets ?? new Int32Array();
      for (let i = 0; i < taken.length; i++) {
        const code = block[taken[i] ?? 0] ?? 0;
        offsets[i + 1] = (offsets[i + 1] ?? 0) + (ends[code + 1] ?? 0) - (ends[code] ?? 0);
      }
    });
    for (let i = 0; i < taken.length; i++) offsets[i + 1] = (offsets[i + 1] ?? 0) + (offsets[i] ?? 0);
    const functions = new Int32Array(offsets[taken.length] ?? 0);
    const labels = new Int16Array(functions.length);
    const next = offsets.slice();
    codes.forEach((block, b) => {
      const decoded = this.#decoded[b];
      if (decoded !== undefined) placeVotes(decoded, block, taken, next, functions, labels);
    });
    const weights = new Float64Array(taken.length).fill(1);
    const shape = { functionCount: this.functions, labels: this.labels };
    return { offsets, functions, codes: labels, strengths: null, weights, ...shape };
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
