import { computePosteriorsCompact, sweepCompact } from "./compact-sweep.ts";
import { computePosteriors, sweepDense, sweepTwo } from "./dense-sweep.ts";
import { countEvidence, sampleRows, type VoteRows } from "./vote-rows.ts";
import type { CompactCounts, CompactScores, DenseCounts, DenseScores, PosteriorStep, VoteScan } from "./vote-scan.ts";

/** Passes over the votes of weighted rows one by one. */
export class PatternScan implements VoteScan {
  readonly kind = "votes";
  readonly functions: number;
  readonly labels: number;
  readonly size: number;
  readonly rows: number;
  readonly coveredRows: number;
  readonly covered: Uint8Array;
  readonly rowPatterns: Int32Array | null;
  readonly evidence: Float64Array;
  readonly #votes: VoteRows;

  constructor(votes: VoteRows, rowPatterns: Int32Array | null = null) {
    this.#votes = votes;
    this.functions = votes.functionCount;
    this.labels = votes.labels;
    this.size = votes.weights.length;
    this.rowPatterns = rowPatterns;
    this.evidence = countEvidence(votes);
    this.covered = new Uint8Array(this.size);
    let [rows, coveredRows] = [0, 0];
    for (let u = 0; u < this.size; u++) {
      const weight = votes.weights[u] ?? 0;
      rows += weight;
      if ((votes.offsets[u + 1] ?? 0) === (votes.offsets[u] ?? 0)) continue;
      this.covered[u] = 1;
      coveredRows += weight;
    }
    this.rows = rows;
    this.coveredRows = coveredRows;
    Object.freeze(this);
  }

  sweep(scores: DenseScores, counts: DenseCounts): number {
    return this.labels === 2
      ? sweepTwo(this.#votes, this.evidence, this.coveredRows, scores, counts)
      : sweepDense(this.#votes, scores, counts);
  }

  sweepCompact(scores: CompactScores, counts: CompactCounts): number {
    return sweepCompact(this.#votes, scores, counts);
  }

  posteriors(scores: DenseScores, out: Float64Array): PosteriorStep {
    return computePosteriors(this.#votes, scores, out);
  }

  posteriorsCompact(scores: CompactScores, out: Float64Array): PosteriorStep {
    return computePosteriorsCompact(this.#votes, scores, out);
  }

  sample(most: number): VoteRows {
    return sampleRows(this.#votes, most);
  }

  sampleScan(most: number): VoteScan {
    return this.size <= most ? this : new PatternScan(this.sample(most));
  }
}
