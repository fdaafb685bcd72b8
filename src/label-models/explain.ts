import type { LabelSet } from "../labels/label-set.ts";
import type { VotePatterns } from "../matrix/vote-patterns.ts";
import { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { softmaxInPlace } from "../util/logs.ts";
import { makeExplanation, type Explanation, type ExplanationPart } from "./explanation.ts";
import { mostProbable, unanimousLabel } from "./overturned.ts";
import { posteriorsOf } from "./posteriors.ts";
import { addVote } from "./score-kernel.ts";
import type { ScoreRule } from "./score-table.ts";

/** Majority vote gives probabilities of 0: they count as this much where logarithms are taken. */
const smallestProbability = 1e-12;

/** Why the one row in `row` gets its probabilities. O(votes x K S). */
export function explainRow<L extends string>(row: VotePatterns<L>, rule: ScoreRule): Explanation<L> {
  const { labels } = row;
  const probabilities = posteriorsOf(row.votes, rule);
  const covered = row.votes.codes.length > 0;
  const soft = new ProbabilisticLabels({
    labels,
    probabilities,
    covered: Uint8Array.of(covered || (rule.defaultLabel ?? -1) >= 0 ? 1 : 0),
    rowPatterns: null,
  });
  const balance = part<L>("class balance", "balance", null, rule.classBalance.map(Math.log));
  const votes = covered ? partsOfVotes(row, rule, probabilities) : [];
  return makeExplanation<L>(labels, {
    label: soft.hard()[0] ?? null,
    probabilities: Array.from(probabilities),
    parts: [balance, ...votes],
    rules: rulesOf(row, probabilities),
  });
}

function part<L extends string>(
  source: string,
  kind: ExplanationPart["kind"],
  vote: L | null,
  scores: Float64Array,
): ExplanationPart<L> {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return { source, kind, vote, scores: Array.from(scores, (score) => score - mean) };
}

/** What remains of the row's log probabilities beside the class balance and the votes, and what that is called. */
function remainder(rule: ScoreRule): readonly [source: string, kind: "silence" | "rest"] {
  if (rule.table === null) return ["only the most votes count", "rest"];
  return rule.subtypes > 1 ? ["subtypes of labels", "rest"] : ["rows that have votes", "silence"];
}

function partsOfVotes<L extends string>(
  row: VotePatterns<L>,
  rule: ScoreRule,
  probabilities: Float64Array,
): readonly ExplanationPart<L>[] {
  const { functions, codes, strengths } = row.votes;
  const { bias, classBalance, table, subtypes } = rule;
  const k = classBalance.length;
  const adds = Array.from(codes, (v, i) => {
    const scores = new Float64Array(bias.length);
    addVote(table, k, functions[i] ?? 0, v, strengths?.[i] ?? 1, scores);
    return scores;
  });
  const total = bias.map((score, z) => adds.reduce((sum, scores) => sum + (scores[z] ?? 0), score));
  const shares = subtypeShares(total, subtypes);
  const byLabel = adds.map((scores) => overSubtypes(scores, shares, subtypes));
  const rest =
    table === null
      ? probabilities.map((p, y) => {
          const known = Math.log(classBalance[y] ?? 0) + byLabel.reduce((sum, scores) => sum + (scores[y] ?? 0), 0);
          return Math.log(Math.max(p, smallestProbability)) - known;
        })
      : overSubtypes(bias, shares, subtypes).map(
          (score, y) => score - Math.log(classBalance[y] ?? 0) + entropy(shares, y * subtypes, subtypes),
        );
  const [source, kind] = remainder(rule);
  const last = part<L>(source, kind, null, rest);
  const parts = byLabel.map((scores, i) =>
    part(row.functions[functions[i] ?? -1]?.name ?? "", "vote", row.labels.label(codes[i] ?? -1), scores),
  );
  return last.scores.every((score) => Math.abs(score) < 1e-12) ? parts : [...parts, last];
}

/** How probable each subtype of a label is on the row, given the label. */
function subtypeShares(total: Float64Array, subtypes: number): Float64Array {
  const shares = Float64Array.from(total);
  for (let z = 0; z < shares.length; z += subtypes) softmaxInPlace(shares.subarray(z, z + subtypes));
  return shares;
}

/** The mean over each label's subtypes. */
function overSubtypes(scores: Float64Array, shares: Float64Array, subtypes: number): Float64Array {
  return Float64Array.from({ length: scores.length / subtypes }, (_, y) => {
    let mean = 0;
    for (let z = y * subtypes; z < (y + 1) * subtypes; z++) mean += (shares[z] ?? 0) * (scores[z] ?? 0);
    return mean;
  });
}

/** With the mean over subtypes it makes the logarithm of the sum over them. */
function entropy(shares: Float64Array, from: number, subtypes: number): number {
  let sum = 0;
  for (let z = from; z < from + subtypes; z++) {
    const p = shares[z] ?? 0;
    if (p > 0) sum -= p * Math.log(p);
  }
  return sum;
}

function rulesOf(row: { readonly votes: VotePatterns["votes"]; readonly labels: LabelSet }, p: Float64Array): string[] {
  const label = unanimousLabel(row.votes, 0);
  const best = label < 0 ? label : mostProbable(p, 0, p.length, label);
  if (best === label) return [];
  const name = (y: number): string => JSON.stringify(row.labels.label(y));
  return [`unanimous vote overturned: every vote is for ${name(label)}, and ${name(best)} is more probable`];
}
