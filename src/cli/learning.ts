import { type Command, Option } from "commander";
import type { LabelMatrix } from "../matrix/label-matrix.ts";
import type { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import type { FeatureMatrix } from "../training/features/feature-matrix.ts";
import type { LearnedModel } from "../training/learner.ts";
import { fitLogisticRegression } from "../training/logistic-regression/fit.ts";
import { selfTrain, type SelfTraining } from "../training/self-training/self-train.ts";
import type { CommandContext } from "./context.ts";
import type { GoldLabels } from "./gold.ts";

/** How a model is trained. */
export interface LearningOptions {
  /** Train on in rounds, on what the model itself says. @defaultValue false */
  readonly selfTrain?: boolean | undefined;
  /** The votes behind the labels: rounds fit the label model again. @defaultValue none: labels and model are pooled */
  readonly votes?: string | undefined;
  /** A file that keeps what each round has found. @defaultValue none */
  readonly checkpoint?: string | undefined;
  readonly seed?: number | undefined;
}

/** What training came to. */
export interface Learned {
  readonly model: LearnedModel<string, FeatureMatrix>;
  /** The rounds of self-training; null without. */
  readonly selfTraining: SelfTraining<string, FeatureMatrix> | null;
}

/** Adds the options of `LearningOptions`, `--seed` aside. */
export function addLearningOptions(command: Command): Command {
  return command
    .option("--self-train", "go on in rounds, trained on labels and on what the model says of rows it has not seen")
    .addOption(
      new Option(
        "--votes <votes>",
        "in each round fit the label model of these votes, the model as one more voter",
      ).implies({ selfTrain: true }),
    )
    .addOption(
      new Option("--checkpoint <file>", "keeps each round: a run that was killed goes on from there").implies({
        selfTrain: true,
      }),
    );
}

/** What is learned from: rows and what is known of them. */
export interface Lesson {
  readonly input: FeatureMatrix;
  readonly labels: ProbabilisticLabels;
  /** True labels, for the history of self-training. */
  readonly gold: GoldLabels | undefined;
  /** The votes behind the labels, where rounds are to fit them again. */
  readonly votes: LabelMatrix | undefined;
}

/** Trains logistic regression on the labels, and on its own ones where that is asked for. */
export async function learn(
  { input, labels, gold, votes }: Lesson,
  options: LearningOptions,
  { signal, onProgress }: CommandContext,
): Promise<Learned> {
  const { seed, checkpoint } = options;
  if (options.selfTrain !== true) {
    return { model: fitLogisticRegression(input, labels, { seed, signal, onProgress }), selfTraining: null };
  }
  const evidence = votes === undefined ? "pool" : "refit";
  const training = { seed, signal, onProgress, checkpoint, gold, votes, evidence } as const;
  const selfTraining = await selfTrain(input, labels, training);
  return { model: selfTraining.model, selfTraining };
}
