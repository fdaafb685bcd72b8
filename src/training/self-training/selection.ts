import { LabelingError } from "../../errors.ts";
import { checkNumber, describe } from "../../util/checks.ts";

/**
 * Which rows without votes are trained on, and how much each counts, by how sure their pseudo-label is:
 *
 * - `"none"`: no such row.
 * - `"threshold"`: rows at least as sure as `threshold` (default 0.9), fully (Lee 2013; FixMatch, Sohn and others 2020).
 * - `"curriculum"`: the same with a threshold for each label, lower for labels of which fewer rows pass (FlexMatch,
 *   Zhang and others 2021).
 * - `"soft"`: every row; those surer than the mean fully, the others by a normal curve (SoftMatch, Chen and others 2023).
 * - `"top"`: of each label the surest rows, as many of each as its share among all rows asks for; `share` (default 0.2)
 *   of the rows in the first round, as many more in each further one.
 */
export type SelectionRule =
  | { readonly rule: "none" }
  | { readonly rule: "threshold" | "curriculum"; readonly threshold?: number | undefined }
  | { readonly rule: "soft" }
  | { readonly rule: "top"; readonly share?: number | undefined };

/** What a selection sees: pseudo-labels of rows that no function covers. */
export interface Candidates {
  /** Their row numbers, rising. */
  readonly rows: Int32Array;
  /** n x K: their pseudo-labels. */
  readonly probabilities: Float64Array;
  /** The code of the most probable label of each. */
  readonly codes: Int16Array;
  /** Its probability. */
  readonly confidences: Float64Array;
  /** The share of each label that is aimed at: K numbers. */
  readonly shares: Float64Array;
  /** The number of the round, from 1. */
  readonly round: number;
}

/** Weighs candidates: n numbers, 0 = not trained on. */
export type Selection = (candidates: Candidates) => Float64Array;

/** The selection of a rule. */
export function selectionOf(rule: SelectionRule, where: string): Selection {
  switch (rule.rule) {
    case "none":
      return ({ rows }) => new Float64Array(rows.length);
    case "threshold": {
      const threshold = checkThreshold(rule.threshold, where);
      return ({ confidences }) => confidences.map((p) => (p >= threshold ? 1 : 0));
    }
    case "curriculum": {
      const threshold = checkThreshold(rule.threshold, where);
      return (candidates) => passCurriculum(candidates, threshold);
    }
    case "soft":
      return weighSoftly;
    case "top": {
      const share = checkNumber(rule.share, 0.2, { where: `${where}, share`, min: 0, max: 1 });
      return (candidates) => takeTop(candidates, Math.min(1, share * candidates.round));
    }
    default:
      throw new LabelingError("bad_option", {
        where,
        got: describe((rule as { readonly rule?: unknown }).rule),
        expected: 'a rule "none", "threshold", "curriculum", "soft" or "top"',
      });
  }
}

const checkThreshold = (threshold: number | undefined, where: string): number =>
  checkNumber(threshold, 0.9, { where: `${where}, threshold`, min: 0, max: 1 });

/** FlexMatch: a label's threshold falls with the number of its rows that pass the full one, beside the fullest label. */
function passCurriculum({ confidences, codes, shares }: Candidates, threshold: number): Float64Array {
  const passing = new Float64Array(shares.length);
  let none = 0;
  confidences.forEach((p, i) => {
    const code = codes[i] ?? 0;
    if (p >= threshold) passing[code] = (passing[code] ?? 0) + 1;
    else none++;
  });
  const fullest = Math.max(none, ...passing, 1);
  const thresholds = passing.map((count) => {
    const learned = count / fullest;
    return threshold * (learned / (2 - learned));
  });
  return confidences.map((p, i) => (p >= Math.max(thresholds[codes[i] ?? 0] ?? 1, 0.5) ? 1 : 0));
}

/** SoftMatch: half the distance of the official code's two standard deviations, from the mean confidence downwards. */
function weighSoftly({ confidences }: Candidates): Float64Array {
  const n = Math.max(1, confidences.length);
  const mean = confidences.reduce((sum, p) => sum + p, 0) / n;
  const variance = confidences.reduce((sum, p) => sum + (p - mean) ** 2, 0) / n;
  return confidences.map((p) => (p >= mean || variance === 0 ? 1 : Math.exp((-2 * (p - mean) ** 2) / variance)));
}

/** Of each label its surest rows; equally sure ones in row order. */
function takeTop({ confidences, codes, shares }: Candidates, share: number): Float64Array {
  const weights = new Float64Array(confidences.length);
  shares.forEach((wanted, y) => {
    const ours = Array.from(codes.keys()).filter((i) => codes[i] === y);
    ours.sort((a, b) => (confidences[b] ?? 0) - (confidences[a] ?? 0) || a - b);
    const quota = Math.round(share * wanted * confidences.length);
    for (const i of ours.slice(0, quota)) weights[i] = 1;
  });
  return weights;
}
