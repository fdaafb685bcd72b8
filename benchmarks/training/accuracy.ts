import { compareLabels, foldRows, pairedBootstrap, splitRows, type Comparison, type Evaluation } from "labelwright";
import { labelsOn, methods, runMethods, type Method, type Outcome } from "./methods.ts";
import type { TextSet } from "./text-sets.ts";

/** A score or a difference in %, and between which figures 95 % of resamples lie. */
export interface Scored {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** What was measured on one split, or on several. */
export interface SplitResult {
  readonly scores: Readonly<Record<Method, Scored>>;
  /** What self-training adds to the same learner on the label model's labels, in points. */
  readonly gain: Scored;
}

/** What was measured on one set. */
export interface SetResult {
  readonly name: string;
  readonly measure: string;
  readonly rows: number;
  /** The test split, with intervals over its rows; where there is none, five folds. */
  readonly official: SplitResult;
  /** Means over random splits, 80 % to train, with intervals over splits; null where none were drawn. */
  readonly resampled: (SplitResult & { readonly splits: number }) | null;
  /** The share of right pseudo-labels by round, on the first training rows. */
  readonly precision: readonly (number | null)[];
}

const [start, trained]: readonly [Method, Method] = ["label model + learner", "label model + self-training"];
const resamples = 2000;

/** Measures one set. `say` is told of each step. */
export async function measureSet(set: TextSet, splits: number, say: (line: string) => void): Promise<SetResult> {
  const rows = set.truth.length;
  const outcomes = await runOfficial(set);
  say(`${set.name}: test split`);
  const drawn: Comparison<string, Method>[] = [];
  for (let seed = 0; seed < splits; seed++) {
    const { train, test } = splitRows(rows, { test: 0.2, stratify: set.truth, seed });
    drawn.push(compare(set, [await runMethods(set, train, test)], 100));
    say(`${set.name}: random split ${seed + 1} of ${splits}`);
  }
  return {
    name: set.name,
    measure: set.positive === null ? "accuracy" : `F1 of ${set.positive}`,
    rows,
    official: scoreRows(set, compare(set, outcomes, resamples)),
    resampled: splits === 0 ? null : { splits, ...scoreSplits(set, drawn) },
    precision: outcomes[0]?.history.map(({ precision }) => precision) ?? [],
  };
}

async function runOfficial(set: TextSet): Promise<Outcome[]> {
  if (set.split !== null) return [await runMethods(set, set.split.train, set.split.test)];
  const outcomes: Outcome[] = [];
  for (const { train, test } of foldRows(set.truth.length, { folds: 5, stratify: set.truth, seed: 0 })) {
    outcomes.push(await runMethods(set, train, test));
  }
  return outcomes;
}

/** All methods on the same test rows; rows that a method does not cover get its best guess. */
function compare(set: TextSet, outcomes: readonly Outcome[], times: number): Comparison<string, Method> {
  const gold = Int32Array.from(
    outcomes.flatMap(({ test }) => Array.from(test)),
    (row) => set.truth[row] ?? -1,
  );
  return compareLabels(labelsOn(set.labels, outcomes), gold, { baseline: start, resamples: times });
}

const recordOf = <T>(value: (method: Method) => T): Readonly<Record<Method, T>> =>
  Object.fromEntries(methods.map((method) => [method, value(method)])) as Readonly<Record<Method, T>>;

const percent = (measured: { readonly value: number; readonly lower: number; readonly upper: number }): Scored => ({
  value: 100 * measured.value,
  lower: 100 * measured.lower,
  upper: 100 * measured.upper,
});

function scoreOf({ positive }: TextSet, evaluation: Evaluation): { value: number; lower: number; upper: number } {
  if (positive === null) return { value: evaluation.accuracy, ...evaluation.intervals.accuracy };
  const label = evaluation.byLabel[positive];
  const value = label?.f1 ?? 0;
  return { value, ...(label?.intervals.f1 ?? { lower: value, upper: value }) };
}

function scoreRows(set: TextSet, { candidates }: Comparison<string, Method>): SplitResult {
  const { difference } = candidates[trained];
  const gain = set.positive === null ? difference?.accuracy : difference?.f1[set.positive];
  return {
    scores: recordOf((method) => percent(scoreOf(set, candidates[method].evaluation))),
    gain: percent(gain ?? { value: NaN, lower: NaN, upper: NaN }),
  };
}

function scoreSplits(set: TextSet, drawn: readonly Comparison<string, Method>[]): SplitResult {
  const figures = (method: Method): number[] =>
    drawn.map(({ candidates }) => scoreOf(set, candidates[method].evaluation).value);
  const paired = (method: Method): ReturnType<typeof pairedBootstrap> =>
    pairedBootstrap(figures(method), figures(start), { resamples });
  return { scores: recordOf((method) => percent(paired(method).a)), gain: percent(paired(trained).difference) };
}
