import { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { printAs } from "../../util/brands.ts";
import type { LearnerInput } from "../learner-input.ts";
import type { LearnedModel } from "../learner.ts";
import { completeOptions, type CompleteRun } from "./complete-options.ts";
import { readCheckpoint, writeCheckpoint, type RoundState } from "./checkpoint.ts";
import {
  describeHistory,
  freezeHistory,
  freezeRound,
  type SelfTrainingRound,
  type SelfTrainingStop,
} from "./history.ts";
import type { SelfTrainOptions } from "./options.ts";
import { firstLabels, nextLabels, type PseudoLabels } from "./pseudo-labels.ts";
import { predictApart, reportRound, takeRoundData, trainRound } from "./rounds.ts";

/** What self-training came to. Prints as a table of its rounds. */
export interface SelfTraining<L extends string = string, X = unknown> {
  /** The model of the last round that was taken. */
  readonly model: LearnedModel<L, X>;
  /** What it was trained on: pseudo-labels; rows that were not trained on count as not covered. */
  readonly labels: ProbabilisticLabels<L>;
  /** How much each row counted in it; 0 = not trained on. */
  readonly weights: Float64Array;
  /** All rounds, the first on the labels as they came, a refused one at the end. */
  readonly history: readonly SelfTrainingRound<L>[];
  /** Why it ended. */
  readonly stopReason: SelfTrainingStop;
}

/**
 * Trains a model on probabilistic labels, then on its own: in each round the model says, of rows it was not trained on,
 * what it takes them for; that is pooled with what the labeling functions say, the share of each label is kept, and the
 * next model is trained on the result, also on rows that no function covers where it is sure of them (`selection`).
 * So a function that is wrong where the others and the texts of like rows say otherwise is outvoted, and the model
 * learns rows that no function knows.
 *
 * A round that makes things worse is refused, and the training ends with the round before it: by accuracy on
 * `validation` rows, by `validate`, or, where neither is given, when the model drifts from the label model
 * (`maxDisagreement`). It cannot see errors that labeling functions and rows alike point to.
 *
 * Self-training goes back to Scudder (1965) and Yarowsky (1995); selection rules are those of FixMatch, FlexMatch and
 * SoftMatch; pooling follows Genest and Zidek (1986), keeping shares Berthelot and others (2020).
 *
 * Cost: each round `folds` + 1 fits. Memory: some copies of N x K probabilities beside the learner's own.
 *
 * @param input The rows as the learner sees them.
 * @param labels What the label model says of them: `model.predict(votes)`. Rows it does not cover carry the class balance.
 * @returns the model of the last round taken, the labels it was trained on, and the history of all rounds. Frozen.
 * @throws LabelingError `bad_option`, `incompatible` for arguments that do not fit each other; `empty` where no function
 * covers enough rows; `corrupt_file`, `incompatible` for a checkpoint that does not belong to this run; `aborted`; and
 * whatever the learner and the hooks throw.
 *
 * @example
 * ```ts
 * import { fitFeatures, fitLabelModel, labelMatrix, labelSet, selfTrain, tableFromRows } from "labelwright";
 *
 * const texts = ["win cash now", "win a free prize", "free cash", "see you at lunch", "lunch at noon?", "see you soon"];
 * const table = tableFromRows([...texts, "cash prize", "lunch soon"].map((text) => ({ text })));
 * const votes = labelMatrix(labelSet(["ham", "spam"]), {
 *   win: ["spam", "spam", null, null, null, null, null, null],
 *   free: [null, "spam", "spam", null, null, null, null, null],
 *   see: [null, null, null, "ham", null, "ham", null, null],
 *   lunch: [null, null, null, "ham", "ham", null, null, null],
 * });
 * const features = fitFeatures(table, { text: ["text"] }).encode(table);
 * const { model, history } = await selfTrain(features, fitLabelModel(votes).predict(votes), { folds: 2 });
 * console.log(history); // a line for each round
 * console.log((await model.predict(features)).hard().slice(6)); // [ "spam", "ham" ]: no function knows these rows
 * ```
 */
export async function selfTrain<L extends string, X extends LearnerInput, N extends string = string>(
  input: X,
  labels: ProbabilisticLabels<L>,
  options: SelfTrainOptions<L, X, N> = {},
): Promise<SelfTraining<L, X>> {
  const run = completeOptions(input, labels, options);
  const { course, checkpoint, owner } = run;
  const kept = checkpoint === null ? null : await readCheckpoint<L>(checkpoint, owner, labels.rows, labels.labels.size);
  const ended = await runRounds(run, kept);
  const judge = course.judge.name;
  const weights = ended.state.pseudo.weights;
  const result: SelfTraining<L, X> = {
    model: ended.model,
    labels: new ProbabilisticLabels({
      labels: labels.labels,
      probabilities: ended.state.pseudo.probabilities,
      covered: Uint8Array.from(weights, (weight) => (weight > 0 ? 1 : 0)),
      rowPatterns: null,
    }),
    weights,
    history: freezeHistory(ended.state.history, judge),
    stopReason: ended.stopReason,
  };
  printAs(result, () => `Self-training (${reasons[result.stopReason]}):\n${describeHistory(result.history, judge)}`);
  return Object.freeze(result);
}

const reasons: Readonly<Record<SelfTrainingStop, string>> = {
  rounds: "all rounds are done",
  settled: "the labels have settled",
  refused: "the last round was refused",
  asked: "stopped when asked to",
};

interface Ended<L extends string, X> {
  readonly model: LearnedModel<L, X>;
  readonly state: RoundState<L>;
  readonly stopReason: SelfTrainingStop;
}

async function runRounds<L extends string, X extends LearnerInput>(
  run: CompleteRun<L, X>,
  kept: RoundState<L> | null,
): Promise<Ended<L, X>> {
  const { course, rules, shares, rounds, tolerance } = run;
  let best: { state: RoundState<L>; model: LearnedModel<L, X> } | null = null;
  if (kept !== null) {
    const round = kept.history.length - 1;
    best = { state: kept, model: await trainRound(course, kept.pseudo, takeRoundData(course, kept.pseudo), round) };
  }
  for (;;) {
    const before: RoundState<L> | null = best?.state ?? null;
    const ended = before === null ? null : stopAfter(before, rounds, tolerance);
    if (best !== null && ended !== null) return { ...best, stopReason: ended };
    const round = before?.history.length ?? 0;
    course.onProgress({ task: "self-training", done: round, total: rounds + 1 });
    const pseudo =
      before === null
        ? firstLabels(course.evidence)
        : nextLabels(before.learned, course.evidence, shares, rules, round);
    const done = await runRound(run, pseudo, before, round);
    const state: RoundState<L> = { pseudo, learned: done.learned, history: [...(before?.history ?? []), done.round] };
    if (best !== null && !done.round.accepted) {
      await run.onRound?.(done.round, done.model);
      return { model: best.model, state: { ...best.state, history: state.history }, stopReason: "refused" };
    }
    best = { state, model: done.model };
    if (run.checkpoint !== null) await writeCheckpoint(run.checkpoint, run.owner, state);
    if ((await run.onRound?.(done.round, done.model)) === false) return { ...best, stopReason: "asked" };
  }
}

/** Trains on pseudo-labels and judges the outcome. */
async function runRound<L extends string, X extends LearnerInput>(
  { course }: CompleteRun<L, X>,
  pseudo: PseudoLabels,
  before: RoundState<L> | null,
  round: number,
): Promise<{
  readonly model: LearnedModel<L, X>;
  readonly learned: Float64Array;
  readonly round: SelfTrainingRound<L>;
}> {
  const { judge } = course;
  const data = takeRoundData(course, pseudo);
  const model = await trainRound(course, pseudo, data, round);
  const learned = await predictApart(course, model, pseudo, data);
  const report = await reportRound(course, { model, pseudo, learned }, before?.pseudo ?? null, round);
  const earlier = (before?.history ?? []).map(({ measure }) => measure);
  const bar = judge.againstFirst ? (earlier[0] ?? -Infinity) : Math.max(-Infinity, ...earlier);
  const accepted = report.measure >= bar - judge.slack;
  return { model, learned, round: freezeRound({ ...report, accepted }) };
}

/** Why no further round is run after this state; null where one is. */
function stopAfter({ history }: RoundState, rounds: number, tolerance: number): SelfTrainingStop | null {
  const last = history.at(-1);
  if (history.length > rounds) return "rounds";
  return history.length > 2 && last !== undefined && last.changed < tolerance ? "settled" : null;
}
