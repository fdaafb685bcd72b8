import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { inspect } from "node:util";
import { Command } from "commander";
import { summarize } from "../analysis/summarize.ts";
import { compressVotes } from "../matrix/compress.ts";
import { renderReport } from "../report/report.ts";
import { writeFolderAtomically } from "../tables/files/atomic.ts";
import { writeTable } from "../tables/files/write-table.ts";
import { breathe, type CommandContext, type CommandResult } from "./context.ts";
import { readData, tableOfVotes, type DataOptions } from "./data-file.ts";
import { addFaultOptions, checkFaultsOut, shortReport, writeFaults, type FaultCommandOptions } from "./faults.ts";
import { checkFitting, fitByOptions } from "./fitting.ts";
import { readGold, type GoldOptions } from "./gold.ts";
import { countLabels, describeCounts } from "./label-counts.ts";
import {
  addWorkersOption,
  addFittingOptions,
  addGoldFileOption,
  addSeedOption,
  addDecisionOptions,
  type WorkerOptions,
  type FittingOptions,
  type DecisionOptions,
} from "./options.ts";
import { modelUsageOf, usageParts } from "./model-usage.ts";
import { checkOutFolder, modelText, prettyJson } from "./output.ts";
import { addSetOption, openPack, packArgument, packFacts, type PackOptions } from "./pack.ts";
import { readRule } from "./rule.ts";
import { roundedTimings, slowestLine } from "./timings.ts";
import { describeScores, scoreVotes } from "./scores.ts";
import { voteOnFile } from "./vote-on-file.ts";

/** Options of `labelwright run`. */
export interface RunCommandOptions
  extends DataOptions, GoldOptions, FittingOptions, DecisionOptions, FaultCommandOptions, WorkerOptions, PackOptions {
  /** The folder to write. */
  readonly out: string;
  /** Replace a folder that is already there. @defaultValue false */
  readonly force?: boolean | undefined;
}

/** `labelwright run`, the main job: apply, analyze, fit, predict, and a report of it all, into one folder. */
export async function runPack(
  packPath: string,
  dataPath: string,
  options: RunCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const { out, force = false, ties, seed } = options;
  const { signal, warn } = context;
  checkFitting(options);
  await checkOutFolder(out, force);
  await checkFaultsOut(options, [packPath, dataPath]);
  const pack = await openPack(packPath, options, context);
  const rule = await readRule(options.rule, pack.task.labels);
  const data = await readData(dataPath, pack.task, options);
  const { table, ids } = data;
  const rows = { path: dataPath, table, rows: table.numRows, ids };
  const gold = await readGold(rows, options, pack.task.labels, warn);
  await breathe(context);

  const votes = await voteOnFile(pack, data, options, context);
  const patterns = compressVotes(votes); // once for all that follows
  const model = await fitByOptions(patterns, options, rows, context);
  await breathe(context);
  const soft = model.predict(patterns);
  const summary = summarize(votes, { model, gold });
  const scores = scoreVotes(patterns, gold, model, soft);
  const deciding = { rule, ties, seed };
  const codes = soft.hardCodes(deciding);
  const counts = countLabels(soft, deciding);
  await breathe(context);

  const { name, version } = pack;
  const facts = {
    pack: packFacts(pack),
    data: basename(dataPath),
    ...counts,
    classBalance: model.classBalance,
    summary,
    scores,
    report: model.report,
    faults: shortReport(votes.faults),
  };
  const files = ["votes.arrow", "labels.arrow", "model.json", "summary.json", "report.html"];
  await writeFolderAtomically(out, { force, signal }, async (folder) => {
    await writeTable(tableOfVotes(votes, data, options.gold, gold), join(folder, "votes.arrow"), { signal });
    await writeTable(soft.toArrow({ ids, ...deciding }), join(folder, "labels.arrow"), { signal });
    await writeFile(join(folder, "model.json"), modelText(model));
    await writeFile(join(folder, "summary.json"), `${prettyJson(facts)}\n`);
    const page = renderReport({
      pack,
      source: facts.data,
      table,
      ids,
      votes,
      patterns,
      model,
      soft,
      codes,
      summary,
      gold,
    });
    await writeFile(join(folder, "report.html"), page);
    await breathe(context);
  });
  const about = [...slowestLine(votes.timings), ...(await writeFaults(votes.faults, options, signal))];
  const parts = [
    `${name} ${version}: ${pack.functions.length} labeling functions`,
    inspect(summary),
    describeFit(model.report),
    describeCounts(counts),
    ...(scores === null ? [] : [describeScores(scores)]),
    ...usageParts(pack.functions),
    [...about, `Written to ${out}: ${files.join(", ")}`].join("\n"),
  ];
  return {
    json: { out, files, ...facts, timings: roundedTimings(votes.timings), models: modelUsageOf(pack.functions) },
    text: parts.join("\n\n"),
  };
}

function describeFit(report: {
  readonly iterations: number;
  readonly converged: boolean;
  readonly stopReason: string;
  readonly patterns: number;
  readonly warnings: readonly string[];
}): string {
  const { iterations, converged, stopReason, patterns, warnings } = report;
  const settled = converged ? "converged" : "not converged";
  const fit = `Label model fitted on ${patterns} vote patterns in ${iterations} rounds; ${settled}: ${stopReason}`;
  return [fit, ...warnings.map((warning) => `warning: ${warning}`)].join("\n");
}

/** How `labelwright run` is called. */
export function runCommand(): Command {
  const command = new Command("run")
    .description("the main job: apply a rule pack to a table, fit the label model, write labels and a report")
    .argument("<pack>", packArgument)
    .argument("<data>", "rows to label (.arrow .arrows .parquet .csv .jsonl)")
    .requiredOption("--out <folder>", "the folder to write")
    .option("--force", "replace the folder if it is already there")
    .option("--id <column>", "the column that names the rows (default: the task's, else id)")
    .option("--gold <column>", "the column of true labels, for scoring only (default: gold)");
  const more = [
    addSetOption,
    addGoldFileOption,
    addFittingOptions,
    addDecisionOptions,
    addSeedOption,
    addWorkersOption,
    addFaultOptions,
  ];
  return more.reduce((made, add) => add(made), command);
}
