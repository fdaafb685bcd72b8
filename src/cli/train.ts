import { inspect } from "node:util";
import { Command } from "commander";
import type { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { writeFileAtomically } from "../tables/files/atomic.ts";
import { takeRows } from "../tables/take-rows.ts";
import { makeClassifier } from "../training/classifier/classifier.ts";
import { fitFeatures } from "../training/features/fit.ts";
import { takeLabelRows } from "../training/take-label-rows.ts";
import { breathe, type CommandContext, type CommandResult } from "./context.ts";
import { at } from "./errors.ts";
import { addFeatureOptions, columnsOfSpec, neededSpecOf, typesOfSpec, type FeatureOptions } from "./feature-options.ts";
import { addHeldOutOptions, holdOut, jsonOfScores, scoreHeldOut, type HeldOutOptions } from "./held-out.ts";
import { labelsOfRows, readLabels } from "./labels-file.ts";
import { addLearningOptions, learn, type LearningOptions } from "./learning.ts";
import { addSeedOption } from "./options.ts";
import { checkOutModel } from "./output.ts";
import { readRows } from "./rows-file.ts";
import { readVotesOfRows } from "./votes-of-rows.ts";

/** Options of `labelwright train`. */
export interface TrainCommandOptions extends FeatureOptions, HeldOutOptions, LearningOptions {
  /** The labels to train on, as `labelwright predict` wrote them. */
  readonly labels: string;
  /** The column that names the rows. @defaultValue `id` where there is one */
  readonly id?: string | undefined;
  readonly seed?: number | undefined;
  /** The model file to write. */
  readonly out: string;
}

const countCovered = (labels: ProbabilisticLabels): number =>
  Array.from({ length: labels.rows }, (_, row) => labels.covered(row)).filter(Boolean).length;

/** `labelwright train`: reads rows and their labels, trains a model that labels any row, writes it. */
export async function trainOnLabels(
  dataPath: string,
  options: TrainCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const { out, id, gold } = options;
  const { signal, warn, onProgress } = context;
  const spec = neededSpecOf(options);
  await checkOutModel(out, [dataPath, options.labels, ...(options.votes === undefined ? [] : [options.votes])]);
  const data = await readRows(dataPath, { id, gold, types: typesOfSpec(spec), columns: columnsOfSpec(spec) });
  const labels = labelsOfRows(await readLabels(options.labels), data, warn);
  const heldOut = await holdOut(data, options, labels.labels, context);
  await breathe(context);

  const train = heldOut?.train ?? null;
  const table = train === null ? data.table : takeRows(data.table, train);
  const trained = train === null ? labels : takeLabelRows(labels, train);
  const known = train === null ? undefined : Array.from(train, (row) => heldOut?.gold[row] ?? null);
  const votes =
    options.votes === undefined ? undefined : await readVotesOfRows(options.votes, data, train, labels.labels, context);
  const features = at(dataPath, () => fitFeatures(table, spec, { signal, onProgress }));
  await breathe(context);
  const matrix = features.encode(table);
  const { model, selfTraining } = await learn({ input: matrix, labels: trained, gold: known, votes }, options, context);
  const classifier = makeClassifier(features, model);
  const scores =
    heldOut === null
      ? null
      : scoreHeldOut(heldOut, labels, await classifier.predict(takeRows(data.table, heldOut.test)));
  await breathe(context);
  await writeFileAtomically(out, `${JSON.stringify(classifier)}\n`, { signal });

  const counts = {
    rows: data.rows,
    labeled: countCovered(labels),
    trained: matrix.rows,
    heldOut: heldOut?.test.length ?? 0,
  };
  const kept = counts.heldOut === 0 ? "" : `, ${counts.heldOut} kept out to score on`;
  const parts = [
    `${counts.rows} rows, ${counts.labeled} of them labeled${kept}\n${inspect(features)}`,
    inspect(model),
    ...(selfTraining === null ? [] : [inspect(selfTraining)]),
    ...(scores === null ? [] : [inspect(scores)]),
    `Model written to ${out}`,
  ];
  return {
    json: {
      out,
      ...counts,
      labels: labels.labels.names,
      features: features.columns,
      model: reportOf(model),
      selfTraining: selfTraining && { history: selfTraining.history, stopReason: selfTraining.stopReason },
      scores: scores && jsonOfScores(scores),
    },
    text: parts.join("\n\n"),
  };
}

/** What a model tells of its fit. */
const reportOf = (model: object): unknown => ("report" in model ? model.report : null);

/** How `labelwright train` is called. */
export function trainCommand(): Command {
  const command = new Command("train")
    .description("train a model on labels: it labels any row, also those on which no function votes")
    .argument("<data>", "the rows (.arrow .arrows .parquet .csv .jsonl)")
    .requiredOption("--labels <labels>", "their labels, as labelwright predict or run wrote them")
    .requiredOption("--out <model>", "the model file to write (.json)")
    .option("--id <column>", "the column that names the rows (default: id)");
  return addSeedOption(addLearningOptions(addHeldOutOptions(addFeatureOptions(command))));
}
