import type { VotePatterns } from "../matrix/vote-patterns.ts";
import { listNames } from "../util/checks.ts";
import type { FitRule } from "./fit-report.ts";
import { countOverturned, mostProbable } from "./overturned.ts";
import { addVote } from "./score-kernel.ts";
import type { ScoreRule } from "./score-table.ts";

/** The name of the rule that a unanimous vote is not overturned silently. */
export const overturnedRule = "unanimous vote overturned";

/**
 * Finds unanimous votes that a fitted model overturns, and the functions that bring it about: those whose own vote
 * raises another label more than the one they vote for. Null where no such vote is overturned. `scale` is how many
 * rows each row of the patterns stands for.
 */
export function findOverturned(
  patterns: VotePatterns,
  rule: ScoreRule,
  posteriors: Float64Array,
  scale = 1,
): FitRule | null {
  const found = countOverturned(patterns, posteriors);
  if (found.patterns.length === 0) return null;
  const rows = Math.round(scale * found.rows);
  const pulls = new Float64Array(patterns.functions.length);
  for (const u of found.patterns) addPulls(patterns, u, rule, posteriors, pulls);
  const functions = Array.from(pulls, (pull, j) => ({ pull, name: patterns.functions[j]?.name ?? "" }))
    .filter(({ pull }) => pull > 0)
    .sort((a, b) => b.pull - a.pull)
    .map(({ name }) => name);
  const cause =
    functions.length > 0
      ? `the votes of ${listNames(functions)} raise another label more than the one they are for`
      : "the votes weigh less than the class balance and the abstentions";
  return {
    rule: overturnedRule,
    functions,
    rows,
    reason: `On ${rows} row${rows === 1 ? "" : "s"} every vote is for one label and another label is more probable: ${cause}.`,
  };
}

/** How far each vote of a pattern raises the most probable label above the one it is for, times the pattern's rows. */
function addPulls(
  { votes, counts, labels }: VotePatterns,
  u: number,
  { bias, table, subtypes }: ScoreRule,
  posteriors: Float64Array,
  pulls: Float64Array,
): void {
  const k = labels.size;
  for (let i = votes.offsets[u] ?? 0; i < (votes.offsets[u + 1] ?? 0); i++) {
    const [j, v] = [votes.functions[i] ?? 0, votes.codes[i] ?? 0];
    const scores = new Float64Array(bias.length);
    addVote(table, k, j, v, votes.strengths?.[i] ?? 1, scores);
    const of = (y: number): number => {
      let mean = 0;
      for (let s = 0; s < subtypes; s++) mean += (scores[y * subtypes + s] ?? 0) / subtypes;
      return mean;
    };
    pulls[j] = (pulls[j] ?? 0) + (counts[u] ?? 0) * (of(mostProbable(posteriors, u, k, v)) - of(v));
  }
}
