import { LabelingError } from "../../errors.ts";
import type { LabelSet } from "../../labels/label-set.ts";
import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import type { ProgressHandler } from "../../util/progress.ts";
import { crossPredict } from "../cross-predict.ts";
import { joinInputs } from "../join-inputs.ts";
import { takeInputRows, type LearnerInput } from "../learner-input.ts";
import type { LearnedModel, Learner, TrainingData } from "../learner.ts";
import { takeLabelRows } from "../take-label-rows.ts";
import type { Evidence } from "./evidence.ts";
import type { SelfTrainingRound } from "./history.ts";
import { agreementOf, type Judge } from "./judge.ts";
import type { AugmentedRows } from "./options.ts";
import { trainingLabels, type PseudoLabels } from "./pseudo-labels.ts";
import { mostProbable } from "../most-probable.ts";

/** What all rounds of a run share. */
export interface Course<L extends string, X> {
  readonly where: string;
  readonly labels: LabelSet<L>;
  readonly learner: Learner<X>;
  readonly input: X;
  readonly evidence: Evidence;
  readonly judge: Judge<L, X>;
  /** The code of each row's true label, -1 = unknown; null without gold. */
  readonly truth: Int32Array | null;
  readonly folds: number;
  readonly seed: number | string;
  readonly augment: ((rows: Int32Array, round: number) => AugmentedRows<X> | Promise<AugmentedRows<X>>) | null;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ProgressHandler;
}

/** The rows that pseudo-labels train on, as a learner takes them. */
export interface RoundData<L extends string, X> extends TrainingData<L, X> {
  /** Their row numbers, rising. */
  readonly rows: Int32Array;
  readonly weights: Float64Array;
}

/** Takes the rows that pseudo-labels train on. */
export function takeRoundData<L extends string, X extends LearnerInput>(
  { input, labels }: Course<L, X>,
  pseudo: PseudoLabels,
): RoundData<L, X> {
  const rows = Int32Array.from(pseudo.weights.keys()).filter((row) => (pseudo.weights[row] ?? 0) > 0);
  return {
    rows,
    input: takeInputRows(input, rows),
    labels: takeLabelRows(trainingLabels(labels, pseudo), rows),
    weights: Float64Array.from(rows, (row) => pseudo.weights[row] ?? 0),
  };
}

/** Trains on pseudo-labels, and on changed copies of their rows. */
export async function trainRound<L extends string, X extends LearnerInput>(
  course: Course<L, X>,
  pseudo: PseudoLabels,
  data: RoundData<L, X>,
  round: number,
): Promise<LearnedModel<L, X>> {
  const { learner, labels, augment, seed, signal, where } = course;
  const options = { seed, signal, onProgress: () => undefined };
  if (augment === null) return learner.fit(data, options);
  const made = await augment(data.rows, round);
  const source = checkSources(made.source, pseudo.weights.length, `${where}, augment`);
  const taken = Int32Array.from([...data.rows, ...source]);
  const joined = {
    input: joinInputs(data.input, made.input, `${where}, augment`),
    labels: takeLabelRows(trainingLabels(labels, pseudo), taken),
    weights: Float64Array.from(taken, (row) => pseudo.weights[row] ?? 0),
  };
  return learner.fit(joined, options);
}

function checkSources(source: ArrayLike<number>, rows: number, where: string): Int32Array {
  const bad = Array.from(source).find((row) => !(Number.isInteger(row) && row >= 0 && row < rows));
  if (bad === undefined) return Int32Array.from(source);
  throw new LabelingError("bad_option", {
    where: `${where}, source`,
    got: String(bad),
    expected: `row numbers from 0 to ${rows - 1}`,
  });
}

/**
 * What models trained on pseudo-labels say of rows they were not trained on: N x K. Rows that are trained on are predicted
 * across folds, the others by the round's own model.
 */
export async function predictApart<L extends string, X extends LearnerInput>(
  { learner, input, labels, folds, seed, signal }: Course<L, X>,
  model: LearnedModel<L, X>,
  pseudo: PseudoLabels,
  data: RoundData<L, X>,
): Promise<Float64Array> {
  const learned = new Float64Array(pseudo.probabilities.length);
  const keep = (rows: Int32Array, predicted: ProbabilisticLabels<L>): void =>
    rows.forEach((row, i) => {
      learned.set(predicted.row(i), row * labels.size);
    });
  const options = { folds, seed, signal, weights: data.weights, onProgress: () => undefined };
  keep(data.rows, await crossPredict(learner, data.input, data.labels, options));
  const rest = Int32Array.from(pseudo.weights.keys()).filter((row) => !((pseudo.weights[row] ?? 0) > 0));
  if (rest.length > 0) keep(rest, await model.predict(takeInputRows(input, rest), { signal }));
  return learned;
}

/** Counts what a round did. */
export async function reportRound<L extends string, X>(
  course: Course<L, X>,
  trained: { readonly model: LearnedModel<L, X>; readonly pseudo: PseudoLabels; readonly learned: Float64Array },
  before: PseudoLabels | null,
  round: number,
): Promise<Omit<SelfTrainingRound<L>, "accepted">> {
  const { labels, evidence, judge, truth } = course;
  const { pseudo, learned, model } = trained;
  const k = labels.size;
  const codes = mostProbable(pseudo.probabilities, k);
  const taken = (rows: Int32Array): Int32Array => rows.filter((row) => (pseudo.weights[row] ?? 0) > 0);
  const [known, added] = [taken(evidence.known), taken(evidence.open)];
  const counts = new Float64Array(k);
  for (const row of [...known, ...added]) counts[codes[row] ?? 0] = (counts[codes[row] ?? 0] ?? 0) + 1;
  const agreement = agreementOf(learned, evidence);
  return {
    round,
    coveredRows: known.length,
    addedRows: added.length,
    labelRows: Object.fromEntries(labels.names.map((name, y) => [name, counts[y] ?? 0])) as Record<L, number>,
    changed: before === null ? 0 : shareChanged(codes, mostProbable(before.probabilities, k)),
    agreement,
    measure: await judge.measure(model, round, agreement),
    precision: truth && precisionOf(codes, truth, [...known, ...added]),
    addedPrecision: truth && precisionOf(codes, truth, added),
  };
}

function shareChanged(now: Int16Array, before: Int16Array): number {
  let changed = 0;
  now.forEach((code, row) => (changed += code === before[row] ? 0 : 1));
  return now.length === 0 ? 0 : changed / now.length;
}

function precisionOf(codes: Int16Array, truth: Int32Array, rows: ArrayLike<number>): number | null {
  const known = Array.from(rows).filter((row) => (truth[row] ?? -1) >= 0);
  if (known.length === 0) return null;
  return known.filter((row) => codes[row] === truth[row]).length / known.length;
}
