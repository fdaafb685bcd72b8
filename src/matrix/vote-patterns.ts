import type { LabelSet } from "../labels/label-set.ts";
import { brandAs, brands, hasBrand } from "../util/brands.ts";
import { listNames } from "../util/checks.ts";
import { checkSources, type VoteSource } from "./vote-source.ts";

/**
 * The votes of all patterns, one after the other (compressed sparse rows): pattern `u` has the votes
 * `offsets[u]` to `offsets[u + 1]`, each with its function, its label code and its strength.
 */
export interface PatternVotes {
  /** U + 1 places. */
  readonly offsets: Int32Array;
  /** Which function voted. */
  readonly functions: Int32Array;
  /** For which label code; never -1. */
  readonly codes: Int16Array;
  /** With what confidence, in (0, 1]; null when every vote counts fully. */
  readonly strengths: Float32Array | null;
}

/** The parts of vote patterns. */
export interface VotePatternsParts<L extends string, N extends string> {
  readonly labels: LabelSet<L>;
  readonly functions: readonly VoteSource<N>[];
  readonly votes: PatternVotes;
  /** How many rows show each pattern. */
  readonly counts: Float64Array;
  /** The pattern of each row, where known. */
  readonly rowPatterns: Int32Array | null;
  /** Names of the rows, where they have any (the items of crowd answers). */
  readonly ids?: readonly string[] | null;
}

/**
 * The distinct rows of a label matrix and how often each occurs. Real label matrices have hundreds of distinct rows
 * among tens of thousands, and every estimate that does not look at the rows' contents is exact on them. Patterns
 * of shards merge by adding (`mergePatterns`) and leave by subtracting (`retractPatterns`).
 *
 * Sparse inside: memory is proportional to the votes in distinct rows, so crowd answers (thousands of workers, a
 * few answers an item) fit as they are, with one pattern an item.
 */
export class VotePatterns<L extends string = string, N extends string = string> {
  /** The labels; a vote's code is the place of its label. */
  readonly labels: LabelSet<L>;
  /** The labeling functions or workers. */
  readonly functions: readonly VoteSource<N>[];
  /** Number of distinct patterns (U). */
  readonly size: number;
  /** Number of rows (N): the sum of the counts. */
  readonly rows: number;
  /** The votes of each pattern. */
  readonly votes: PatternVotes;
  /** How many rows show each pattern. */
  readonly counts: Float64Array;
  /** The pattern of each row; null after merging without it, or retracting. */
  readonly rowPatterns: Int32Array | null;
  /** Names of the rows, where they have any. */
  readonly ids: readonly string[] | null;

  constructor(parts: VotePatternsParts<L, N>) {
    this.labels = parts.labels;
    this.functions = checkSources(parts.functions, "vote patterns");
    this.votes = Object.freeze(parts.votes);
    this.counts = parts.counts;
    this.size = parts.counts.length;
    this.rows = parts.counts.reduce((sum, count) => sum + count, 0);
    this.rowPatterns = parts.rowPatterns;
    this.ids = parts.ids ?? null;
    brandAs(this, brands.votePatterns, () => describePatterns(this));
    Object.freeze(this);
  }

  /** The votes of pattern `u`, by function name, in order; a function that answered twice shows its last vote. */
  votesOf(u: number): Partial<Record<N, L>> {
    const { offsets, functions, codes } = this.votes;
    const out: Partial<Record<N, L>> = {};
    for (let i = offsets[u] ?? 0; i < (offsets[u + 1] ?? 0); i++) {
      const source = this.functions[functions[i] ?? -1];
      const label = this.labels.label(codes[i] ?? -1);
      if (source !== undefined && label !== null) out[source.name] = label;
    }
    return out;
  }
}

const describePatterns = (patterns: VotePatterns): string =>
  `VotePatterns: ${patterns.size} patterns of ${patterns.rows} rows x ${patterns.functions.length} labeling functions, ` +
  `labels ${listNames(patterns.labels.names)}`;

/** Whether a value is vote patterns, of this or another copy of the package. */
export function isVotePatterns(value: unknown): value is VotePatterns {
  return hasBrand(value, brands.votePatterns);
}
