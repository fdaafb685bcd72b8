import {
  applyLabelingFunctions,
  defineTask,
  fitFeatures,
  fitLabelModel,
  fitLogisticRegression,
  ProbabilisticLabels,
  splitRows,
  suggestKeywords,
  suggestPatterns,
  type FeatureMatrix,
  type LabelMatrix,
  type LabelSet,
} from "labelwright";
import { votesOn, type TextSet } from "../training/text-sets.ts";

const quiet = { onProgress: () => undefined };

/** What is compared. */
export const sources = ["hand-written", "suggested keywords", "suggested patterns", "keywords and patterns"] as const;
export type Source = (typeof sources)[number];

/** What labels are worth, in %. */
export interface Figures {
  /** Functions. */
  readonly functions: number;
  /** Rows that some function covers. */
  readonly coverage: number;
  /** The label model's labels on the rows it covers, fitted without gold. */
  readonly covered: number;
  /** The same, with the labeled rows as gold of the fit. */
  readonly coveredWithGold: number;
  /** A learner trained on these, on all rows. */
  readonly learner: number;
}

/** One draw of labeled rows. */
export interface Draw {
  readonly seed: number;
  readonly figures: Readonly<Record<Source, Figures>>;
  /** A learner trained on the labeled rows alone, on all others. */
  readonly goldOnly: number;
}

/** Accuracy, or F1 of the set's label, over some rows; a tie is shared evenly. */
export function score(set: TextSet, labels: ProbabilisticLabels, rows: readonly number[]): number {
  const positive = set.positive === null ? -1 : set.labels.code(set.positive);
  let [right, truePositive, called, there] = [0, 0, 0, 0];
  for (const row of rows) {
    const p = labels.row(row);
    const best = p.reduce((a, b) => Math.max(a, b), 0) - 1e-9;
    const tied = Array.from(p.keys()).filter((y) => (p[y] ?? 0) >= best);
    const truth = set.truth[row] ?? -1;
    const share = tied.includes(truth) ? 1 / tied.length : 0;
    right += share;
    if (tied.includes(positive)) called += 1 / tied.length;
    if (truth !== positive) continue;
    there++;
    truePositive += share;
  }
  if (positive < 0) return (100 * right) / rows.length;
  return called + there === 0 ? 0 : (200 * truePositive) / (called + there);
}

function certain(labels: LabelSet, truth: Int32Array, rows: Int32Array): ProbabilisticLabels {
  const probabilities = new Float64Array(truth.length * labels.size);
  const covered = new Uint8Array(truth.length);
  for (const row of rows) {
    covered[row] = 1;
    probabilities[row * labels.size + (truth[row] ?? 0)] = 1;
  }
  return new ProbabilisticLabels({ labels, probabilities, covered, rowPatterns: null });
}

function judge(
  set: TextSet,
  votes: LabelMatrix,
  gold: Int32Array,
  x: FeatureMatrix,
  others: readonly number[],
): Figures {
  const [plain, helped] = [quiet, { ...quiet, gold }].map((options) => fitLabelModel(votes, options).predict(votes));
  if (plain === undefined || helped === undefined) throw new RangeError("two fits");
  const covered = others.filter((row) => plain.covered(row));
  return {
    functions: votes.functions.length,
    coverage: (100 * covered.length) / others.length,
    covered: score(set, plain, covered),
    coveredWithGold: score(set, helped, covered),
    learner: score(set, fitLogisticRegression(x, helped, quiet).predict(x), others),
  };
}

/** Draws `labeled` rows of a set at random, and compares what functions make of the others. */
export async function compareOn(set: TextSet, labeled: number, seed: number): Promise<Draw> {
  const rows = set.truth.length;
  const { test: drawn } = splitRows(rows, { test: labeled / rows, seed });
  const gold = new Int32Array(rows).fill(-1);
  for (const row of drawn) gold[row] = set.truth[row] ?? -1;
  const others = Array.from(gold.keys()).filter((row) => gold[row] === -1);
  const x = fitFeatures(set.table, { text: ["text"] }, quiet).encode(set.table);
  const task = defineTask({ labels: set.labels.names, columns: { text: "utf8" } });
  const how = { column: "text", labels: gold } as const;
  const keywords = suggestKeywords(task, set.table, how).functions;
  const patterns = suggestPatterns(task, set.table, how).functions;
  const names = new Set(keywords.map((func) => func.name));
  const all = [...keywords, ...patterns.filter((func) => !names.has(func.name))];
  const bySource = {
    "hand-written": votesOn(set, Int32Array.from(gold.keys())),
    "suggested keywords": await applyLabelingFunctions(keywords, set.table, quiet),
    "suggested patterns": await applyLabelingFunctions(patterns, set.table, quiet),
    "keywords and patterns": await applyLabelingFunctions(all, set.table, quiet),
  };
  const figures = sources.map((source) => [source, judge(set, bySource[source], gold, x, others)] as const);
  const learned = fitLogisticRegression(x, certain(set.labels, set.truth, drawn), quiet).predict(x);
  return {
    seed,
    figures: Object.fromEntries(figures) as Readonly<Record<Source, Figures>>,
    goldOnly: score(set, learned, others),
  };
}
