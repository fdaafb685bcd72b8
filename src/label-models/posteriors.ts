import type { PatternVotes } from "../matrix/vote-patterns.ts";
import { compactPosteriors, densePosteriors, majorityPosteriors } from "./score-kernel.ts";
import type { ScoreRule } from "./score-table.ts";

/** U x K: the probability of each label on each pattern; the class balance where nobody voted. */
export function posteriorsOf(votes: PatternVotes, rule: ScoreRule): Float64Array {
  const { classBalance, bias, table, subtypes } = rule;
  const k = classBalance.length;
  const size = votes.offsets.length - 1;
  const posteriors = new Float64Array(size * k);
  for (let u = 0; u < size; u++) if (votes.offsets[u] === votes.offsets[u + 1]) posteriors.set(classBalance, u * k);
  if (table === null) majorityPosteriors(votes, k, posteriors);
  else if (table.form === "compact") compactPosteriors(votes, bias, table, posteriors);
  else densePosteriors(votes, bias, table.cells, subtypes, posteriors);
  return posteriors;
}
