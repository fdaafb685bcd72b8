import { inspect } from "node:util";
import { Command, Option } from "commander";
import { writeFileAtomically } from "../tables/files/atomic.ts";
import { breathe, type CommandContext, type CommandResult } from "./context.ts";
import { checkFitting, fitByOptions } from "./fitting.ts";
import { fitMultiLabelVotes } from "./multi-label.ts";
import {
  addFittingOptions,
  addLabelOptions,
  addPatternsOption,
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
  const { out, labels, abstain, known } = options;
  const { warn, signal } = context;
  checkFitting(options);
  await checkOutModel(out, [votesPath]);
  const ignore = [...(options.ignore ?? []), ...(known === undefined ? [] : [known])];
  const { votes, table, ids } = await readVotes(votesPath, { ...options, ignore }, { labels, warn });
  await breathe(context);
  const rows = { path: votesPath, table, rows: votes.rows, ids, abstain };
  const model = await fitByOptions(votes, options, rows, context);
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
  command.addOption(multiLabel.conflicts(["long", "known", "knownFile", "defaultLabel", "depends"]));
  return addSeedOption(addPatternsOption(addReadingOptions(addFittingOptions(addLabelOptions(command)))));
}
