import type { LabelMatrix } from "../matrix/label-matrix.ts";
import { isVotePatterns } from "../matrix/vote-patterns.ts";
import { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { asPatterns, coveredPatterns } from "./as-patterns.ts";
import type { Votes } from "./label-model.ts";
import { posteriorsOf } from "./posteriors.ts";
import { openScan } from "./scan/scan.ts";
import type { VoteScan } from "./scan/vote-scan.ts";
import type { ScoreRule } from "./score-table.ts";

/** The probabilities of votes under a rule. Rows that hardly repeat are not compressed to patterns first. */
export function predictVotes<L extends string>(votes: Votes<L>, rule: ScoreRule): ProbabilisticLabels<L> {
  const scan = isVotePatterns(votes) ? null : scanInBlocks(votes, rule);
  if (scan !== null) {
    const { covered, probabilities } = predictScan(scan, rule);
    return new ProbabilisticLabels({
      labels: votes.labels,
      probabilities,
      covered: markCovered(covered, rule),
      rowPatterns: null,
    });
  }
  const patterns = asPatterns(votes, "predict");
  return new ProbabilisticLabels({
    labels: votes.labels,
    probabilities: posteriorsOf(patterns.votes, rule),
    covered: markCovered(coveredPatterns(patterns), rule),
    rowPatterns: patterns.rowPatterns,
  });
}

/** With a default label every row is covered. */
const markCovered = (covered: Uint8Array, { defaultLabel = -1 }: ScoreRule): Uint8Array =>
  defaultLabel < 0 ? covered : new Uint8Array(covered.length).fill(1);

/** A scan of votes whose rows hardly repeat; null where patterns are the better way. */
function scanInBlocks(votes: LabelMatrix, { table, subtypes }: ScoreRule): VoteScan | null {
  if (table?.form !== "dense" || subtypes !== 1) return null;
  const scan = openScan(votes);
  return scan.kind === "blocks" ? scan : null;
}

function predictScan(
  scan: VoteScan,
  { table, bias, classBalance }: ScoreRule,
): { readonly covered: Uint8Array; readonly probabilities: Float64Array } {
  const k = classBalance.length;
  const probabilities = new Float64Array(scan.size * k);
  if (table?.form === "dense") scan.posteriors({ bias, table: table.cells }, probabilities);
  if (scan.coveredRows < scan.rows) {
    scan.covered.forEach((covered, u) => {
      if (covered === 0) probabilities.set(classBalance, u * k);
    });
  }
  return { covered: scan.covered, probabilities };
}
