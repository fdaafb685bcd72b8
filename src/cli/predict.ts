import { Command } from "commander";
import { isMultiLabelModel } from "../label-models/multi-label/model.ts";
import { writeTable } from "../tables/files/write-table.ts";
import { isClassifier } from "../training/classifier/classifier.ts";
import { classifyRows } from "./classify.ts";
import { breathe, type CommandContext, type CommandResult } from "./context.ts";
import { countLabels, describeCounts } from "./label-counts.ts";
import { predictMultiLabels } from "./multi-label.ts";
import {
  addPatternsOption,
  addReadingOptions,
  addSeedOption,
  addDecisionOptions,
  type ReadingOptions,
  type DecisionOptions,
} from "./options.ts";
import { checkOutTable, readAnyModel } from "./output.ts";
import { readRule } from "./rule.ts";
import { readVotes } from "./votes-file.ts";

/** Options of `labelwright predict`. */
export interface PredictCommandOptions extends ReadingOptions, DecisionOptions {
  /** The model file, as `labelwright fit` or `train` wrote it. */
  readonly model: string;
  /** The file of labels to write. */
  readonly out: string;
}

/** `labelwright predict`: reads votes and a label model, or rows and a trained one; writes the probability of each label. */
export async function predictLabels(
  votesPath: string,
  options: PredictCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const { out, ties, seed } = options;
  const { warn, signal } = context;
  await checkOutTable(out, [votesPath, options.model]);
  const model = await readAnyModel(options.model);
  if (isClassifier(model)) return classifyRows(votesPath, model, options, context);
  if (isMultiLabelModel(model)) return predictMultiLabels(votesPath, model, options, context);
  const rule = await readRule(options.rule, model.labels);
  const { votes, ids } = await readVotes(votesPath, options, { model, warn });
  await breathe(context);
  const soft = model.predict(votes);
  await writeTable(soft.toArrow({ ids, rule, ties, seed }), out, { signal });
  const counts = countLabels(soft, { rule, ties, seed });
  return { json: { out, ...counts }, text: `${describeCounts(counts)}\n\nLabels written to ${out}` };
}

/** How `labelwright predict` is called. */
export function predictCommand(): Command {
  const command = new Command("predict")
    .description("turn votes into labels with probabilities, or rows where the model is a trained one")
    .argument("<votes>", "votes, a column for each labeling function, or rows (.arrow .arrows .parquet .csv .jsonl)")
    .requiredOption("--model <model>", "the model file, as labelwright fit or labelwright train wrote it")
    .requiredOption("--out <labels>", "the file of labels to write (.arrow .arrows .parquet .csv .jsonl)");
  return addPatternsOption(addReadingOptions(addSeedOption(addDecisionOptions(command))));
}
