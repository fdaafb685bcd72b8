import { scoreLabels, type Score } from "../analysis/score.ts";
import type { LabelModel, Votes } from "../label-models/label-model.ts";
import { majorityVote } from "../label-models/majority.ts";
import { describeReliability } from "../probabilities/calibration.ts";
import type { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { formatTextTable } from "../util/text-table.ts";
import type { GoldLabels } from "./gold.ts";

/** How good labels are against gold: the majority vote's, and a label model's where there is one. */
export interface Scores {
  readonly majorityVote: Score;
  readonly labelModel: Score | null;
}

/** Scores against gold; null where no row has both a vote and gold. */
export function scoreVotes(
  votes: Votes,
  gold: GoldLabels | undefined,
  model: LabelModel | undefined,
  soft?: ProbabilisticLabels,
): Scores | null {
  if (gold === undefined) return null;
  const majority = majorityVote(votes);
  if (!gold.some((label, row) => label !== null && majority.covered(row))) return null;
  const labels = soft ?? model?.predict(votes);
  return {
    majorityVote: scoreLabels(majority, gold),
    labelModel: labels === undefined ? null : scoreLabels(labels, gold),
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Scores as a text table. */
export function describeScores(scores: Scores): string {
  const line = (name: string, score: Score): string[] => [
    name,
    percent(score.accuracy),
    percent(score.macroF1),
    score.logLoss.toFixed(3),
    score.brier.toFixed(3),
    percent(score.calibrationError),
  ];
  const number = (title: string): { title: string; align: "right" } => ({ title, align: "right" });
  const titles = ["accuracy", "macro F1", "log loss", "Brier", "calibration error"];
  const { majorityVote, labelModel } = scores;
  const table = formatTextTable(
    [{ title: "against gold" }, ...titles.map(number)],
    [line("majority vote", majorityVote), ...(labelModel === null ? [] : [line("label model", labelModel)])],
  );
  const whole = `${table}\n${majorityVote.rows} rows with a vote and gold`;
  if (labelModel === null) return whole;
  return `${whole}\n\nHow sure the label model is, and how often right:\n\n${describeReliability(labelModel.reliability)}`;
}
