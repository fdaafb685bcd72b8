import type { Table } from "apache-arrow";
import { Command, Option } from "commander";
import { takeRows } from "../tables/take-rows.ts";
import { writeTable } from "../tables/files/write-table.ts";
import { suggestForReview } from "../training/review/suggest.ts";
import { reviewStrategies, type ReviewStrategy } from "../training/review/strategies.ts";
import { formatTextTable, shorten } from "../util/text-table.ts";
import type { RowId } from "./columns.ts";
import { breathe, type CommandContext, type CommandResult } from "./context.ts";
import { at, badUsage } from "./errors.ts";
import { addFeatureOptions } from "./feature-options.ts";
import { readLabels } from "./labels-file.ts";
import { columnNames, wholeNumber } from "./option-values.ts";
import { addReadingOptions, addSeedOption } from "./options.ts";
import { checkOutTable } from "./output.ts";
import { readReviewAnswers, readReviewRows, readVotesOn, type ReviewSources } from "./review-data.ts";

/** Options of `labelwright review`. */
export interface ReviewCommandOptions extends ReviewSources {
  /** Most rows to ask about. @defaultValue 20 */
  readonly count?: number | undefined;
  /** @defaultValue `uncertain-diverse` */
  readonly strategy?: ReviewStrategy | undefined;
  readonly seed?: number | undefined;
  /** The list to write. */
  readonly out: string;
}

/** Strategies that cannot do without votes. */
const byVotes: readonly ReviewStrategy[] = ["conflict", "expected-gain"];

/** `labelwright review`: reads labels, writes the rows whose true labels are most worth knowing, to be filled in. */
export async function reviewLabels(
  labelsPath: string,
  options: ReviewCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const { out, votes: votesPath, answers: answersPath, data, count = 20, strategy, seed } = options;
  if (strategy !== undefined && byVotes.includes(strategy) && votesPath === undefined) {
    throw badUsage("--strategy", `${strategy} without votes`, "--votes with it");
  }
  const inputs = [labelsPath, votesPath, answersPath, data].filter((path) => path !== undefined);
  await checkOutTable(out, inputs);
  const file = await readLabels(labelsPath);
  const votes =
    votesPath === undefined ? undefined : await readVotesOn(file, { ...options, votes: votesPath }, context);
  const rows = await readReviewRows(file, options, context);
  const answers = answersPath === undefined ? undefined : await readReviewAnswers(file, answersPath);
  await breathe(context);
  const probabilities = file.labels;
  const list = at(labelsPath, () =>
    suggestForReview({ probabilities, votes, features: rows?.features, answers, count, strategy, seed }),
  );
  const table = list.toArrow({ ids: file.ids });
  await writeTable(rows === null ? table : withShown(table, takeRows(rows.shown, list.rows)), out, {
    signal: context.signal,
  });
  const items = list.items.map((item) => ({ id: file.ids?.[item.row] ?? item.row, ...item }));
  const how = `Fill in the column "label", then: labelwright fit VOTES --known-file ${out} --out model.json`;
  return {
    json: { out, strategy: list.strategy, answered: answers?.size ?? 0, items },
    text: `${describeList(list.strategy, items)}\n\nList written to ${out}\n${how}`,
  };
}

/** The list with columns of the rows behind their names. */
function withShown(list: Table, shown: Table): Table {
  const others = list.schema.fields.map((field) => field.name).filter((name) => name !== "id");
  return list.select(["id"]).assign(shown).assign(list.select(others));
}

/** A row of the list, as it is reported. */
interface ListedRow {
  readonly id: RowId;
  readonly label: string;
  readonly probability: number;
  readonly why: string;
}

const mostShown = 20;

function describeList(strategy: ReviewStrategy, items: readonly ListedRow[]): string {
  if (items.length === 0) return "No row is left to ask about";
  const shown = items.slice(0, mostShown).map(({ id, label, probability, why }) => {
    return [String(id), shorten(label, 20), probability.toFixed(2), shorten(why, 100)];
  });
  const right = { title: "probability", align: "right" } as const;
  const table = formatTextTable([{ title: "id" }, { title: "guess" }, right, { title: "why" }], shown);
  const more = items.length > mostShown ? `\n… and ${items.length - mostShown} more` : "";
  return `${items.length} ${items.length === 1 ? "row" : "rows"} to ask about (${strategy})\n${table}${more}`;
}

/** How `labelwright review` is called. */
export function reviewCommand(): Command {
  const strategy = new Option("--strategy <name>", `how rows are chosen (default: ${reviewStrategies[0]})`);
  const command = new Command("review")
    .description("list the rows whose true labels are most worth knowing, for people to fill in")
    .argument("<labels>", "labels, as labelwright predict or run wrote them")
    .requiredOption("--out <list>", "the list to write (.csv .jsonl .parquet .arrow .arrows)")
    .option("--votes <votes>", "the votes behind the labels: one answer tells of all rows with the same votes")
    .option(
      "--answers <file>",
      "answers there are, with the columns id and label: their rows are not asked about again",
    )
    .option("--data <data>", "the rows themselves, for --show and --text")
    .option("--show <columns>", "columns of the rows to show (default: those of --text)", columnNames("--show"))
    .option("--count <n>", "most rows to ask about (default: 20)", wholeNumber("--count", 1))
    .addOption(strategy.choices([...reviewStrategies]));
  return addSeedOption(addReadingOptions(addFeatureOptions(command)));
}
