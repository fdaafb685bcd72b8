import {
  addAnswers,
  fitFeatures,
  labelMatrixFromTable,
  logisticRegression,
  reviewAnswers,
  reviewRound,
  takeRows,
  type FeatureMatrix,
  type LabelMatrix,
  type LabelSet,
  type ReviewStrategy,
} from "labelwright";
import { makeRandom } from "../../src/util/random.ts";
import { halfInterval, mean } from "../util/statistics.ts";
import type { TableFormat } from "../util/tables.ts";

/** Texts with votes and gold; the sets that the other parts of this benchmark read will do. */
export interface ActiveSet {
  readonly name: string;
  readonly labels: LabelSet;
  /** Scored by the F1 of this label; null: by accuracy. */
  readonly positive: string | null;
  /** The texts, in the column `text`. */
  readonly table: Parameters<typeof takeRows>[0];
  /** All votes as a table, with columns `id`, `split` and `gold` beside them. */
  readonly voteTable: Parameters<typeof takeRows>[0];
  readonly truth: Int32Array;
}

/** How active learning is measured. */
export interface ActiveOptions {
  /** The strategies besides random. @defaultValue the default one, and the gain of vote patterns */
  readonly strategies?: readonly ReviewStrategy[] | undefined;
  /** From how many draws the means are. @defaultValue 5 */
  readonly seeds?: number | undefined;
  /** Numbers of answers after which models are fitted again, rising. @defaultValue 10 to 200 in eight steps */
  readonly steps?: readonly number[] | undefined;
  /** Is told of each curve. @defaultValue nobody */
  readonly onCurve?: ((set: string, strategy: string, seed: number) => void) | undefined;
}

/** What a strategy brings on a set. */
export interface ActiveResult {
  readonly set: string;
  readonly strategy: ReviewStrategy;
  readonly steps: readonly number[];
  /** The score in % before any answer, and after each step: means over seeds. */
  readonly scores: readonly number[];
  /** The mean score from no answer to the last one, less random's: the mean over seeds, and half its 95 % interval. */
  readonly ahead: number;
  readonly half: number;
  /** How many answers reach what random reaches with all; null where they do not. */
  readonly answersForRandomsLast: number | null;
}

const defaultSteps = [10, 20, 40, 60, 80, 100, 150, 200];

/** Rows as learners and people see them: some to ask about, others to score on. */
interface Bench {
  readonly set: ActiveSet;
  readonly votes: LabelMatrix;
  readonly pool: FeatureMatrix;
  readonly truth: Int32Array;
  readonly test: FeatureMatrix;
  readonly testTruth: Int32Array;
}

/** Buys answers by each strategy, with gold in the place of people, and scores the learner on rows nobody asks about. */
export async function measureActive(
  sets: readonly ActiveSet[],
  { strategies = ["uncertain-diverse", "expected-gain"], seeds = 5, steps = defaultSteps, onCurve }: ActiveOptions = {},
): Promise<readonly ActiveResult[]> {
  const all: readonly ReviewStrategy[] = ["random", ...strategies.filter((name) => name !== "random")];
  const results: ActiveResult[] = [];
  for (const set of sets) {
    const curves = new Map<ReviewStrategy, number[][]>(all.map((name) => [name, []]));
    for (let seed = 0; seed < seeds; seed++) {
      const bench = makeBench(set, seed);
      for (const strategy of all) {
        onCurve?.(set.name, strategy, seed);
        curves.get(strategy)?.push(await curveOf(bench, strategy, steps, seed));
      }
    }
    results.push(...all.map((strategy) => resultOf(set.name, strategy, steps, curves)));
  }
  return results;
}

function makeBench(set: ActiveSet, seed: number): Bench {
  const { train, test } = drawSplit(set.truth.length, seed);
  const features = fitFeatures(takeRows(set.table, train), { text: ["text"] });
  const votes = labelMatrixFromTable(takeRows(set.voteTable, train), {
    labels: set.labels,
    ignore: ["id", "split", "gold"],
  });
  const truthOf = (rows: Int32Array): Int32Array => rows.map((row) => set.truth[row] ?? 0);
  return {
    set,
    votes,
    pool: features.encode(takeRows(set.table, train)),
    truth: truthOf(train),
    test: features.encode(takeRows(set.table, test)),
    testTruth: truthOf(test),
  };
}

function drawSplit(rows: number, seed: number): { readonly train: Int32Array; readonly test: Int32Array } {
  const random = makeRandom(seed, "active learning, split");
  const keys = Float64Array.from({ length: rows }, () => random());
  const order = Int32Array.from(keys.keys()).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
  const cut = Math.floor(0.8 * rows);
  return { train: order.slice(0, cut).sort(), test: order.slice(cut).sort() };
}

/** The scores before any answer and after each step. */
async function curveOf(
  bench: Bench,
  strategy: ReviewStrategy,
  steps: readonly number[],
  seed: number,
): Promise<number[]> {
  const { set, votes, pool, truth, test, testTruth } = bench;
  const scores: number[] = [];
  let answers = reviewAnswers(set.labels);
  for (const next of [...steps, 0]) {
    // After the last answers nothing is asked.
    const count = Math.max(0, next - answers.size);
    const round = await reviewRound({
      votes,
      input: pool,
      learner: logisticRegression(),
      answers,
      count,
      strategy,
      seed,
    });
    const predicted = await round.model.predict(test);
    scores.push(100 * scoreOf(predicted.hardCodes({ ties: "first" }), testTruth, set));
    answers = addAnswers(
      answers,
      Array.from(round.list.rows, (row) => [row, set.labels.label(truth[row] ?? -1)] as const),
    );
  }
  return scores;
}

/** Accuracy, or the F1 of the positive label. */
function scoreOf(codes: ArrayLike<number>, truth: Int32Array, { labels, positive }: ActiveSet): number {
  if (positive === null) return truth.filter((code, row) => codes[row] === code).length / truth.length;
  const wanted = labels.code(positive);
  const hits = truth.filter((code, row) => code === wanted && codes[row] === wanted).length;
  const said = Array.from(codes).filter((code) => code === wanted).length;
  const there = truth.filter((code) => code === wanted).length;
  return said + there === 0 ? 0 : (2 * hits) / (said + there);
}

/** The mean height of a curve, by the trapezoid rule. */
function areaOf(steps: readonly number[], scores: readonly number[]): number {
  let area = 0;
  let before = 0;
  steps.forEach((step, i) => {
    area += ((step - before) * ((scores[i] ?? 0) + (scores[i + 1] ?? 0))) / 2;
    before = step;
  });
  return area / before;
}

function resultOf(
  set: string,
  strategy: ReviewStrategy,
  steps: readonly number[],
  curves: ReadonlyMap<ReviewStrategy, readonly (readonly number[])[]>,
): ActiveResult {
  const [own, random] = [curves.get(strategy) ?? [], curves.get("random") ?? []];
  const meansOf = (some: readonly (readonly number[])[]): number[] =>
    [0, ...steps].map((_, i) => mean(some.map((curve) => curve[i] ?? NaN)));
  const ahead = own.map((curve, seed) => areaOf(steps, curve) - areaOf(steps, random[seed] ?? []));
  const scores = meansOf(own);
  return {
    set,
    strategy,
    steps,
    scores,
    ahead: mean(ahead),
    half: halfInterval(ahead),
    answersForRandomsLast: crossing([0, ...steps], scores, meansOf(random).at(-1) ?? NaN),
  };
}

/** Where a curve first reaches a height, between two steps in proportion. */
function crossing(steps: readonly number[], scores: readonly number[], height: number): number | null {
  const at = scores.findIndex((score) => score >= height);
  if (at < 0) return null;
  const [low, high] = [steps[at - 1] ?? 0, steps[at] ?? 0];
  const [from, to] = [scores[at - 1] ?? height, scores[at] ?? height];
  return at === 0 || to === from ? high : Math.ceil(low + ((high - low) * (height - from)) / (to - from));
}

/** A row a set and strategy. */
export function formatActive(results: readonly ActiveResult[], format: TableFormat): string {
  const steps = results[0]?.steps ?? [];
  const titles = ["set, strategy", ...[0, ...steps].map(String), "ahead of random", "answers for random's last"];
  return format(
    titles,
    results.map(({ set, strategy, scores, ahead, half, answersForRandomsLast }) => [
      `${set}, ${strategy}`,
      ...scores.map((score) => score.toFixed(1)),
      strategy === "random" ? "" : `${ahead >= 0 ? "+" : ""}${ahead.toFixed(2)} ± ${half.toFixed(2)}`,
      answersForRandomsLast === null ? "not reached" : String(answersForRandomsLast),
    ]),
  );
}
