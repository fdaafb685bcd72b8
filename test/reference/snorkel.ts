import { readFileSync } from "node:fs";

/** What `LFAnalysis.lf_summary` returns: a list with an entry for each function. */
export interface SnorkelSummary {
  readonly Polarity: readonly (readonly number[])[];
  readonly Coverage: readonly number[];
  readonly Overlaps: readonly number[];
  readonly Conflicts: readonly number[];
  readonly Correct: readonly number[];
  readonly Incorrect: readonly number[];
  readonly "Emp. Acc.": readonly number[];
}

/** A seeded matrix and what Snorkel makes of it; see snorkel.py for the compact form. */
interface SnorkelMatrix {
  readonly labels: number;
  readonly votes: string;
  readonly gold: string;
  readonly majority: string;
  readonly predict: string;
  readonly score: Readonly<Record<string, number>>;
  readonly kept: readonly number[];
  readonly summary: SnorkelSummary;
  readonly coverage: number;
  readonly overlaps: number;
  readonly conflicts: number;
}

interface Snorkel {
  readonly version: string;
  readonly probs_to_preds: readonly {
    readonly probs: readonly (readonly number[])[];
    readonly preds: readonly number[];
  }[];
  readonly functions: {
    readonly metric_inputs: { readonly golds: number[]; readonly preds: number[]; readonly probs: number[][] };
    readonly metric_score_filtered_minus1: Readonly<Record<string, number>>;
    readonly metric_k3_inputs: { readonly golds: number[]; readonly preds: number[] };
    readonly metric_k3: Readonly<Record<string, number>>;
    readonly by_hand: { readonly filtered: Readonly<Record<string, number>> };
  };
  readonly edges: { readonly lf_summary_gold_with_minus1: SnorkelSummary; readonly majority_empty_row: number[][] };
  readonly matrices: Readonly<Record<string, SnorkelMatrix>>;
}

/** Snorkel's figures. */
export const snorkel = JSON.parse(readFileSync(new URL("snorkel.json", import.meta.url), "utf8")) as Snorkel;

const codesOf = (digits: string): number[] => Array.from(digits, (digit) => (digit === "." ? -1 : Number(digit)));

/** A matrix with its texts read. */
export interface ReferenceMatrix extends Omit<SnorkelMatrix, "votes" | "gold" | "majority" | "predict"> {
  readonly rows: readonly (readonly number[])[];
  readonly gold: readonly number[];
  /** The probabilities of majority vote, row by row. */
  readonly majority: readonly (readonly number[])[];
  readonly predict: readonly number[];
}

function readMatrix(matrix: SnorkelMatrix): ReferenceMatrix {
  const shares = (tied: readonly number[]): number[] =>
    Array.from({ length: matrix.labels }, (_, y) => (tied.includes(y) ? 1 / tied.length : 0));
  return {
    ...matrix,
    rows: matrix.votes.split(" ").map(codesOf),
    gold: codesOf(matrix.gold),
    majority: matrix.majority.split(" ").map((tied) => shares(codesOf(tied))),
    predict: codesOf(matrix.predict),
  };
}

/** The matrices by name. */
export const referenceMatrices: readonly (readonly [name: string, matrix: ReferenceMatrix])[] = Object.entries(
  snorkel.matrices,
).map(([name, matrix]) => [name, readMatrix(matrix)]);
