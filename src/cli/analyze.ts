import { inspect } from "node:util";
import { Command } from "commander";
import { findDisagreements } from "../analysis/disagreements.ts";
import { summarize } from "../analysis/summarize.ts";
import { isLabelMatrix } from "../matrix/label-matrix.ts";
import { shorten } from "../util/text-table.ts";
import type { RowId } from "./columns.ts";
import { breathe, type CommandContext, type CommandResult } from "./context.ts";
import { readGold } from "./gold.ts";
import { wholeNumber } from "./option-values.ts";
import {
  addGoldFileOption,
  addLabelOptions,
  addReadingOptions,
  type LabelOptions,
  type ReadingOptions,
} from "./options.ts";
import { readModel } from "./output.ts";
import { describeScores, scoreVotes } from "./scores.ts";
import { readVotes } from "./votes-file.ts";

/** Options of `labelwright analyze`. */
export interface AnalyzeCommandOptions extends ReadingOptions, LabelOptions {
  /** A file of true labels by id. */
  readonly goldFile?: string | undefined;
  /** A model file, for learned accuracies. */
  readonly model?: string | undefined;
  /** How many rows to show on which labeling functions disagree. @defaultValue 10 */
  readonly limit?: number | undefined;
}

/** A row on which labeling functions disagree, as it is reported. */
interface DisputedRow {
  readonly row: number;
  readonly id: RowId;
  readonly entropy: number;
  readonly votes: Readonly<Record<string, string | undefined>>;
}

function describeDisputes(disputes: readonly DisputedRow[]): string[] {
  if (disputes.length === 0) return [];
  const lines = disputes.map(({ id, votes }) => {
    const cast = Object.entries(votes).map(([name, label]) => `${name} ${label}`);
    return `  ${id}: ${shorten(cast.join(", "), 160)}`;
  });
  return ["Where labeling functions disagree most:", ...lines];
}

/** `labelwright analyze`: what each labeling function does, how good it is where gold is known, and where they disagree. */
export async function analyzeVotes(
  votesPath: string,
  options: AnalyzeCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const { warn } = context;
  const model = options.model === undefined ? undefined : await readModel(options.model);
  const { table, votes, ids } = await readVotes(votesPath, options, { labels: options.labels, model, warn });
  await breathe(context);
  const data = { path: votesPath, table, rows: votes.rows, ids, abstain: options.abstain };
  const gold = await readGold(data, options, votes.labels, warn);
  const isMatrix = isLabelMatrix(votes);
  // Of crowd answers, gold scores the labels, not yet each worker: the patterns do not know their rows.
  const summary = summarize(votes, { model, gold: isMatrix ? gold : undefined });
  const soft = model?.predict(votes);
  const scores = scoreVotes(votes, gold, model, soft);
  const disputes = isMatrix
    ? findDisagreements(votes, { limit: options.limit ?? 10, labels: soft }).map((found): DisputedRow => ({
        ...found,
        id: ids?.[found.row] ?? found.row,
      }))
    : [];
  const scored = scores === null ? [] : [describeScores(scores)];
  return {
    json: { labels: votes.labels.names, summary, scores, disagreements: disputes },
    text: [inspect(summary), ...scored, describeDisputes(disputes).join("\n")]
      .filter((part) => part !== "")
      .join("\n\n"),
  };
}

/** How `labelwright analyze` is called. */
export function analyzeCommand(): Command {
  const command = new Command("analyze")
    .description("summarize votes: coverage, overlaps, conflicts, and accuracy where gold is known")
    .argument("<votes>", "file of votes: a column for each labeling function (.arrow .arrows .parquet .csv .jsonl)")
    .option("--model <model>", "a model file, for the accuracies it has learned")
    .option("--limit <n>", "how many disputed rows to show (default: 10)", wholeNumber("--limit", 0));
  return addReadingOptions(addGoldFileOption(addLabelOptions(command)));
}
