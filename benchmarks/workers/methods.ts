import {
  fitLabelModel,
  summarizeWorkers,
  type LabelModelKind,
  type VotePatterns,
  type WorkerReport,
  type WorkerSummary,
} from "labelwright";
import type { Claim } from "./score.ts";

const quiet = { onProgress: (): void => undefined };

/** Intervals of 90 %. */
export const level = 0.9;
const z = 1.6448536269514722;

/** The score interval of a share (Wilson 1927): what one gets who takes a model's labels for the truth. */
function binomial(accuracy: number, answers: number): Claim {
  const center = (accuracy + (z * z) / (2 * answers)) / (1 + (z * z) / answers);
  const variance = (accuracy * (1 - accuracy)) / answers + (z * z) / (4 * answers * answers);
  const half = (z / (1 + (z * z) / answers)) * Math.sqrt(variance);
  return { accuracy, low: center - half, high: center + half };
}

/** Estimates of a label model with plain binomial intervals. */
export function claimsOfModel(votes: VotePatterns, labelModel: LabelModelKind): (Claim | null)[] {
  const { functions } = fitLabelModel(votes, { labelModel, ...quiet });
  return functions.map(({ accuracy, votes: answers }) => (accuracy === null ? null : binomial(accuracy, answers)));
}

/** The report of workers, by a label model. */
export function reportBy(votes: VotePatterns, labelModel: LabelModelKind, gold?: Int16Array): WorkerReport {
  const known = gold === undefined ? {} : { gold };
  const isDefault = labelModel === "em";
  const model = isDefault ? undefined : fitLabelModel(votes, { labelModel, ...quiet });
  return summarizeWorkers(votes, { level, model, ...known, ...quiet });
}

/** The report with another share of items on which the crowd is taken to be wrong together. */
export const reportAssuming = (votes: VotePatterns, sharedMistakes: number): WorkerReport =>
  summarizeWorkers(votes, { level, sharedMistakes, ...quiet });

const claimOf = (accuracy: number | null, interval: WorkerSummary["interval"]): Claim | null =>
  accuracy === null || interval === null ? null : { accuracy, low: interval[0], high: interval[1] };

/** What a report says of further answers. */
export const claimsOfReport = ({ workers }: WorkerReport): (Claim | null)[] =>
  workers.map(({ accuracy, interval }) => claimOf(accuracy, interval));

/** What a report says of the answers that were given. */
export const claimsOnAnswers = ({ workers }: WorkerReport): (Claim | null)[] =>
  workers.map(({ rightAnswers, rightInterval }) => claimOf(rightAnswers, rightInterval));
