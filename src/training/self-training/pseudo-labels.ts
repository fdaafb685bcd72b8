import type { LabelSet } from "../../labels/label-set.ts";
import { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { alignShares } from "./align.ts";
import { poolEvidence, type Evidence } from "./evidence.ts";
import type { EvidenceRule } from "./options.ts";
import type { Selection } from "./selection.ts";
import { mostProbable } from "../most-probable.ts";

/** What a round trains on. */
export interface PseudoLabels {
  /** N x K. */
  readonly probabilities: Float64Array;
  /** How much each row counts; 0 = not trained on. */
  readonly weights: Float64Array;
}

/** How pseudo-labels are made. */
export interface PseudoLabelRules {
  readonly evidence: EvidenceRule;
  readonly trust: number;
  readonly align: boolean;
  readonly selection: Selection;
  /** The label model fitted again with the learner's N x K probabilities as one more voter. */
  readonly refit: ((learned: Float64Array) => Float64Array) | null;
}

/** The share of each label: over the rows that functions cover, and over all rows. */
export interface LabelShares {
  readonly known: Float64Array;
  readonly all: Float64Array;
}

/** The labels as they came: rows that no function covers are not trained on. */
export function firstLabels({ probabilities, covered }: Evidence): PseudoLabels {
  return { probabilities, weights: Float64Array.from(covered) };
}

/** The pseudo-labels of a further round, from what the learner says out of sample. O(N K). */
export function nextLabels(
  learned: Float64Array,
  evidence: Evidence,
  shares: LabelShares,
  rules: PseudoLabelRules,
  round: number,
): PseudoLabels {
  const probabilities = combine(learned, evidence, shares, rules);
  const weights = Float64Array.from(evidence.covered);
  if (rules.evidence === "gate") dropDisputed(learned, evidence, weights);
  const open = evidence.open;
  const sure = surest(probabilities, open, evidence.labels);
  const candidates = { rows: open, ...sure, shares: shares.all, round };
  const chosen = rules.selection(candidates);
  open.forEach((row, i) => (weights[row] = chosen[i] ?? 0));
  return { probabilities, weights };
}

function combine(
  learned: Float64Array,
  evidence: Evidence,
  shares: LabelShares,
  { evidence: rule, trust, align, refit }: PseudoLabelRules,
): Float64Array {
  const k = evidence.labels;
  if (rule === "refit" && refit !== null) {
    const fitted = refit(learned);
    return fitted;
  }
  if (rule === "keep" || rule === "gate") {
    const alone = poolEvidence(
      learned,
      { ...evidence, covered: new Uint8Array(evidence.covered.length) },
      shares.known,
      trust,
    );
    if (align) alignShares(alone, shares.all);
    for (const row of evidence.known) alone.set(evidence.probabilities.subarray(row * k, (row + 1) * k), row * k);
    return alone;
  }
  const witnesses = rule === "replace" ? { ...evidence, covered: new Uint8Array(evidence.covered.length) } : evidence;
  const pooled = poolEvidence(learned, witnesses, shares.known, trust);
  if (align) alignShares(pooled, shares.all);
  return pooled;
}

/** Covered rows on which learner and label model do not find the same label most probable. */
function dropDisputed(learned: Float64Array, evidence: Evidence, weights: Float64Array): void {
  const ours = mostProbable(learned, evidence.labels);
  const theirs = mostProbable(evidence.probabilities, evidence.labels);
  for (const row of evidence.known) if (ours[row] !== theirs[row]) weights[row] = 0;
}

function surest(
  probabilities: Float64Array,
  rows: Int32Array,
  k: number,
): { readonly probabilities: Float64Array; readonly codes: Int16Array; readonly confidences: Float64Array } {
  const own = new Float64Array(rows.length * k);
  rows.forEach((row, i) => own.set(probabilities.subarray(row * k, (row + 1) * k), i * k));
  const codes = mostProbable(own, k);
  return { probabilities: own, codes, confidences: Float64Array.from(codes, (code, i) => own[i * k + code] ?? 0) };
}

/** Pseudo-labels as a learner takes them. */
export function trainingLabels<L extends string>(labels: LabelSet<L>, pseudo: PseudoLabels): ProbabilisticLabels<L> {
  const covered = Uint8Array.from(pseudo.weights, (weight) => (weight > 0 ? 1 : 0));
  return new ProbabilisticLabels({ labels, probabilities: pseudo.probabilities, covered, rowPatterns: null });
}
