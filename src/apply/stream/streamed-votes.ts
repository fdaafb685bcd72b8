import type { FaultReport } from "../../matrix/faults.ts";
import type { FunctionTiming } from "../../matrix/timings.ts";
import type { VotePatterns } from "../../matrix/vote-patterns.ts";
import { printAs } from "../../util/brands.ts";

/** How many votes (one for each function and row, abstentions too) came from where. */
export interface CacheUse {
  /** Read from the cache. */
  readonly read: number;
  /** Computed in this run. */
  readonly computed: number;
}

/** What is left of a stream of rows after voting on it: nothing for each row. */
export interface StreamedVotes<L extends string = string, N extends string = string> {
  /** The distinct rows of votes and how often each occurs: what label models are fitted on. */
  readonly patterns: VotePatterns<L, N>;
  /** Number of rows. */
  readonly rows: number;
  /** Number of batches or parts. */
  readonly batches: number;
  /** Failures of labeling functions, when the run went on regardless. Rows count from the start of the stream. */
  readonly faults: FaultReport;
  /** How long each function took in this run, in order. What functions do together is shared evenly. */
  readonly timings: readonly FunctionTiming[];
  /** Which votes came from the cache. */
  readonly cache: CacheUse;
}

/** Freezes the result, and gives it the text it prints as. */
export function freezeStreamedVotes<L extends string, N extends string>(
  parts: StreamedVotes<L, N>,
): StreamedVotes<L, N> {
  const value = { ...parts, cache: Object.freeze(parts.cache) };
  const { patterns, rows, batches, faults, cache } = value;
  printAs(value, () => {
    const all = cache.read + cache.computed;
    const read = cache.read === 0 ? "" : `, ${((100 * cache.read) / all).toFixed(1)} % of the votes from the cache`;
    const failed = faults.count === 0 ? "" : `, ${faults.count} faults`;
    const names = patterns.functions.length === 1 ? "function" : "functions";
    return (
      `StreamedVotes: ${rows} rows in ${batches} batches x ${patterns.functions.length} labeling ${names}, ` +
      `${patterns.size} patterns${read}${failed}`
    );
  });
  return Object.freeze(value);
}
