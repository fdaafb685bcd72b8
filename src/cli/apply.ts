import { inspect } from "node:util";
import { Command } from "commander";
import { summarize } from "../analysis/summarize.ts";
import { Applier } from "../apply/applier.ts";
import type { StreamedVotes } from "../apply/stream/streamed-votes.ts";
import { StreamRun } from "../apply/stream/stream-run.ts";
import { tableOfPatterns } from "../matrix/patterns-table.ts";
import type { AnyPack } from "../packs/pack.ts";
import { writeTable, writeTables } from "../tables/files/write-table.ts";
import type { Progress } from "../util/progress.ts";
import { breathe, type CommandContext, type CommandResult } from "./context.ts";
import { openData, type DataParts, type PartsOptions } from "./data-parts.ts";
import { modelUsageOf, usageParts, withUsage } from "./model-usage.ts";
import { wholeNumber } from "./option-values.ts";
import {
  addFaultOptions,
  checkFaultsOut,
  faultOptionsOf,
  shortReport,
  warnOfFaults,
  writeFaults,
  type FaultCommandOptions,
} from "./faults.ts";
import { addWorkersOption, type WorkerOptions } from "./options.ts";
import { checkOutTable, isSameFile } from "./output.ts";
import { addSetOption, openPack, packArgument, packFacts, type PackOptions } from "./pack.ts";
import { badUsage } from "./errors.ts";
import { PartsProgress } from "./parts-progress.ts";
import { roundedTimings, slowestLine } from "./timings.ts";
import { LateConfidence, VoteTables } from "./vote-tables.ts";

const where = "labelwright apply";

/** Options of `labelwright apply`. */
export interface ApplyCommandOptions extends PartsOptions, FaultCommandOptions, WorkerOptions, PackOptions {
  /** A file for the distinct votes with their counts. @defaultValue none is written */
  readonly patterns?: string | undefined;
}

/** Votes on all parts and writes the votes; once more where a column of confidences shows up late. */
async function writeVotes(
  pack: AnyPack,
  data: DataParts,
  options: ApplyCommandOptions,
  context: CommandContext,
): Promise<StreamedVotes> {
  const { signal, warn } = context;
  const { workers, cache, out } = options;
  const progress = new PartsProgress(data.bytes, context.onProgress);
  const onProgress = ({ done }: Progress): void => progress.report(done);
  const voting = { ...faultOptionsOf(options, pack), workers, cache, signal, onWarning: warn };
  const withRows = Object.values(data.carried).some((name) => name !== undefined);
  let confident: ReadonlySet<number> | null = null;
  for (;;) {
    const run = new StreamRun(pack.functions, { ...voting, onProgress, withRows }, where);
    const tables = new VoteTables(data.carried, confident);
    try {
      await writeTables(tables.of(run.votes(progress.watch(data.open()))), out, { signal });
      progress.finish();
      return run.result();
    } catch (error) {
      if (!(error instanceof LateConfidence)) throw error;
      confident = error.confident;
    }
  }
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? "" : "s"}`;

/** `labelwright apply`: loads a rule pack, applies its labeling functions to rows part by part, writes their votes. */
export async function applyPack(
  packPath: string,
  inputs: readonly string[],
  options: ApplyCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const { out, patterns, cache } = options;
  const { signal, warn } = context;
  await checkOutTable(out, [packPath, ...inputs]);
  if (patterns !== undefined) {
    await checkOutTable(patterns, [packPath, ...inputs], "--patterns");
    if (await isSameFile(out, patterns)) throw badUsage("--patterns", patterns, "another file than --out");
  }
  await checkFaultsOut(options, [packPath, ...inputs], [out, patterns]);
  const pack = await openPack(packPath, options, context);
  const { columns } = new Applier(pack.functions, faultOptionsOf(options, pack), where);
  const data = await openData(inputs, pack.task, columns, options, context);
  await breathe(context);
  const streamed = await withUsage(pack.functions, options.workers, warn, () =>
    writeVotes(pack, data, options, context),
  );
  warnOfFaults(streamed.faults, warn);
  if (patterns !== undefined) await writeTable(tableOfPatterns(streamed.patterns), patterns, { signal });
  const { rows, batches: parts, faults, timings, cache: use } = streamed;
  const summary = summarize(streamed.patterns, { faults });
  const { name, version } = pack;
  const share =
    use.read === 0
      ? ""
      : `, ${((100 * use.read) / (use.read + use.computed)).toFixed(1)} % of the votes from the cache`;
  const lines = [
    `${rows} rows of ${count(data.files, "file")} in ${count(parts, "part")}${cache === undefined ? "" : share}`,
    ...slowestLine(timings),
    `Votes written to ${out}`,
    ...(patterns === undefined ? [] : [`${streamed.patterns.size} vote patterns written to ${patterns}`]),
    ...(await writeFaults(faults, options, signal)),
  ];
  return {
    json: {
      out,
      patterns,
      pack: packFacts(pack),
      labels: pack.task.labels.names,
      summary,
      faults: shortReport(faults),
      timings: roundedTimings(timings),
      files: data.files,
      parts,
      cache: cache === undefined ? undefined : { folder: cache, ...use },
      models: modelUsageOf(pack.functions),
    },
    text: `${name} ${version}: ${pack.functions.length} labeling functions\n\n${[inspect(summary), ...usageParts(pack.functions), lines.join("\n")].join("\n\n")}`,
  };
}

/** How `labelwright apply` is called. */
export function applyCommand(): Command {
  const command = new Command("apply")
    .description("apply the labeling functions of a rule pack to tables of any size, part by part")
    .argument("<pack>", packArgument)
    .argument(
      "<data...>",
      "rows to vote on: files (.arrow .arrows .parquet .csv .jsonl), folders, patterns like 'data/*.csv'",
    )
    .requiredOption("--out <votes>", "the file of votes to write (.arrow .arrows .parquet .csv .jsonl)")
    .option("--cache <folder>", "keep votes here: run again to resume, or to apply only what was edited")
    .option("--patterns <file>", "write the distinct votes with their counts, which is enough to fit a model")
    .option("--id <column>", "the column that names the rows (default: the task's, else id)")
    .option("--gold <column>", "the column of true labels, carried along (default: gold)")
    .option("--part-rows <n>", "most rows in memory at once (default: 250000)", wholeNumber("--part-rows", 1));
  return addFaultOptions(addWorkersOption(addSetOption(command)));
}
