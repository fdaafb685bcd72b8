import { inspect } from "node:util";
import { Command, Option } from "commander";
import { fitLabelModel } from "../label-models/fit.ts";
import { writeFileAtomically } from "../tables/files/atomic.ts";
import { breathe, type CommandContext, type CommandResult } from "./context.ts";
import { at } from "./errors.ts";
import { fitMultiLabelVotes } from "./multi-label.ts";
import { checkBalanceSum } from "./option-values.ts";
import {
  addFittingOptions,
  addLabelOptions,
  addReadingOptions,
  addSeedOption,
  type FittingOptions,
  type LabelOptions,
  type ReadingOptions,
} from "./options.ts";
import { checkOutModel, modelText } from "./output.ts";
import { readVotes } from "./votes-file.ts";

/** Options of `labelwright fit`. */
export interface FitCommandOptions extends ReadingOptions, LabelOptions, FittingOptions {
  /** The model file to write. */
  readonly out: string;
  /** The votes are for or against several labels a row. @defaultValue false */
  readonly multiLabel?: boolean | undefined;
}

/** `labelwright fit`: reads votes, learns how far each labeling function can be trusted, writes the model. */
export async function fitVotes(
  votesPath: string,
  options: FitCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  if (options.multiLabel === true) return fitMultiLabelVotes(votesPath, options, context);
  const { out, labels, labelModel, maxIterations, tolerance, seed } = options;
  const { onProgress, warn, signal } = context;
  const classBalance = checkBalanceSum(options.classBalance);
  await checkOutModel(out, [votesPath]);
  const { votes } = await readVotes(votesPath, options, { labels, warn });
  await breathe(context);
  const fitting = { labelModel, classBalance, maxIterations, tolerance, seed, onProgress };
  const model = at("--class-balance", () => fitLabelModel(votes, fitting), "bad_option");
  await breathe(context);
  await writeFileAtomically(out, modelText(model), { signal });
  const { kind, functions, report } = model;
  return {
    json: { out, kind, labels: model.labels.names, classBalance: model.classBalance, functions, report },
    text: `${inspect(model)}\n\nModel written to ${out}`,
  };
}

/** How `labelwright fit` is called. */
export function fitCommand(): Command {
  const command = new Command("fit")
    .description("learn from votes how far each labeling function can be trusted")
    .argument("<votes>", "file of votes: a column for each labeling function (.arrow .arrows .parquet .csv .jsonl)")
    .requiredOption("--out <model>", "the model file to write (.json)");
  const multiLabel = new Option("--multi-label", "a row may carry several labels: yes or no in columns function.label");
  command.addOption(multiLabel.conflicts("long"));
  return addSeedOption(addReadingOptions(addFittingOptions(addLabelOptions(command))));
}
