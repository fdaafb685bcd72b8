import { inspect } from "node:util";
import { Command, Option } from "commander";
import { summarizeWorkers } from "../analysis/workers/summarize-workers.ts";
import { labelSet } from "../labels/label-set.ts";
import { votesFromAnswers } from "../matrix/answers.ts";
import { readTable } from "../tables/files/files.ts";
import { writeTable } from "../tables/files/write-table.ts";
import { withoutSpellings } from "./answers-file.ts";
import { breathe, type CommandContext, type CommandResult } from "./context.ts";
import { at, badUsage } from "./errors.ts";
import { readGold } from "./gold.ts";
import { collect, parseLong, type AnswerColumns } from "./option-values.ts";
import { addLabelOptions, addSeedOption, type LabelOptions } from "./options.ts";
import { checkOutTable, readModel } from "./output.ts";

/** Options of `labelwright workers`. */
export interface CrowdWorkersCommandOptions extends LabelOptions {
  /** @defaultValue `item`, `worker`, `label` */
  readonly long?: AnswerColumns | undefined;
  /** Spellings of "no answer" besides the empty cell. */
  readonly abstain?: readonly string[] | undefined;
  /** A file of true labels of some items. */
  readonly goldFile?: string | undefined;
  /** The model to go by. @defaultValue one is fitted */
  readonly model?: string | undefined;
  /** A column of seconds. */
  readonly duration?: string | undefined;
  /** A column of moments. */
  readonly time?: string | undefined;
  /** @defaultValue 0.9 */
  readonly level?: number | undefined;
  /** @defaultValue 0.05 */
  readonly sharedMistakes?: number | undefined;
  readonly seed?: number | undefined;
  /** A file to write a row a worker to. */
  readonly out?: string | undefined;
}

const usualColumns: AnswerColumns = { item: "item", worker: "worker", label: "label" };

/** `labelwright workers`: reads answers of a crowd, tells what is known of each worker. */
export async function reportWorkers(
  path: string,
  options: CrowdWorkersCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const { out, duration, time, goldFile, level, sharedMistakes, seed, abstain = [] } = options;
  const { warn, signal, onProgress } = context;
  if (out !== undefined) await checkOutTable(out, [path]);
  const columns = options.long ?? usualColumns;
  const types = {
    ...(duration === undefined ? {} : { [duration]: "float64" as const }),
    ...(time === undefined ? {} : { [time]: "timestamp" as const }),
  };
  const model = options.model === undefined ? undefined : await readModel(options.model);
  const table = withoutSpellings(await readTable(path, { inferTypes: false, columns: types }), columns.label, abstain);
  const given = options.labels === undefined ? undefined : labelSet(options.labels);
  const votes = at(path, () => votesFromAnswers(table, { ...columns, labels: model?.labels ?? given }));
  const { labels, ids } = votes;
  const rows = { path, table, rows: votes.rows, ids: ids ?? undefined, abstain };
  const gold = goldFile === undefined ? undefined : await readGold(rows, { goldFile }, labels, warn);
  await breathe(context);
  const report = at(path, () =>
    summarizeWorkers(table, {
      ...columns,
      labels,
      duration,
      time,
      gold,
      model,
      level,
      sharedMistakes,
      seed,
      onProgress,
    }),
  );
  if (out !== undefined) await writeTable(report.toArrow(), out, { signal });
  const written = out === undefined ? "" : `\n\nWorkers written to ${out}`;
  return { json: { out: out ?? null, ...report.toJSON() }, text: inspect(report) + written };
}

const share =
  (option: string, low: number, high: number) =>
  (text: string): number => {
    const number = text.trim() === "" ? NaN : Number(text);
    if (number >= low && number <= high) return number;
    throw badUsage(option, JSON.stringify(text), `a number from ${low} to ${high}`);
  };

/** How `labelwright workers` is called. */
export function crowdWorkersCommand(): Command {
  const time = new Option("--time <column>", "when each answer was given; the time since the worker's last one counts");
  const command = new Command("workers")
    .description("judge the workers of a crowd: accuracy without gold, bias, agreement, speed, and who does not look")
    .argument("<answers>", "answers, one a row (.arrow .arrows .parquet .csv .jsonl)")
    .option("--long <item,worker,label>", "the columns of the answers (default: item,worker,label)", parseLong)
    .option("--abstain <text>", 'another spelling of "no answer", such as -1; may be repeated', collect)
    .option("--gold-file <file>", "true labels of some items, with the columns id (or item) and gold")
    .option("--model <model>", "the label model to go by (default: one is fitted)")
    .option("--duration <column>", "how many seconds each answer took")
    .addOption(time.conflicts("duration"))
    .option("--level <p>", "with what probability intervals hold (default: 0.9)", share("--level", 0.5, 0.999))
    .option(
      "--shared-mistakes <share>",
      "the share of items the crowd may get wrong together (default: 0.05)",
      share("--shared-mistakes", 0, 0.5),
    )
    .option("--out <file>", "write a row for each worker (.arrow .arrows .parquet .csv .jsonl)");
  return addSeedOption(addLabelOptions(command));
}
