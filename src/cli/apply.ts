import { inspect } from "node:util";
import { Command } from "commander";
import { summarize } from "../analysis/summarize.ts";
import { applyLabelingFunctions } from "../apply/apply.ts";
import type { FaultReport } from "../matrix/faults.ts";
import type { LabelMatrix } from "../matrix/label-matrix.ts";
import { loadPack } from "../packs/load-pack.ts";
import type { AnyPack } from "../packs/pack.ts";
import { writeTable } from "../tables/files/write-table.ts";
import { breathe, type CommandContext, type CommandResult } from "./context.ts";
import { readData, tableOfVotes, type DataFile, type DataOptions } from "./data-file.ts";
import { placeError } from "./errors.ts";
import { addFaultOptions, type FaultOptions } from "./options.ts";
import { checkOutTable } from "./output.ts";

/** Options of `labelwright apply`. */
export interface ApplyCommandOptions extends DataOptions, FaultOptions {
  /** The file of votes to write. */
  readonly out: string;
}

/** Warns of labeling functions that failed on some rows and abstained there. */
function warnOfFaults({ count, kept }: FaultReport, warn: (message: string) => void): void {
  if (count === 0) return;
  const [first] = kept;
  warn(`labeling functions failed on ${count} rows and abstained there; the first time: ${first?.message ?? ""}`);
}

/** Applies a pack to the rows of a file. */
export async function voteOnFile(
  pack: AnyPack,
  data: DataFile,
  options: FaultOptions,
  context: CommandContext,
): Promise<LabelMatrix> {
  const { onProgress, signal, warn } = context;
  try {
    const applying = { faults: options.faults, onProgress, signal };
    const votes = await applyLabelingFunctions(pack.functions, data.table, applying);
    warnOfFaults(votes.faults, warn);
    return votes;
  } catch (error) {
    throw placeError(error, data.path);
  }
}

/** `labelwright apply`: loads a rule pack, applies its labeling functions to the rows of a file, writes their votes. */
export async function applyPack(
  packPath: string,
  dataPath: string,
  options: ApplyCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const { out, gold } = options;
  await checkOutTable(out, [packPath, dataPath]);
  const pack = await loadPack(packPath, { modules: context.packModules });
  const data = await readData(dataPath, pack.task, options);
  await breathe(context);
  const votes = await voteOnFile(pack, data, options, context);
  await writeTable(tableOfVotes(votes, data, gold), out, { signal: context.signal });
  const summary = summarize(votes);
  const { name, version, fingerprint } = pack;
  return {
    json: { out, pack: { name, version, fingerprint }, labels: votes.labels.names, summary, faults: votes.faults },
    text: `${name} ${version}: ${pack.functions.length} labeling functions\n\n${inspect(summary)}\n\nVotes written to ${out}`,
  };
}

/** How `labelwright apply` is called. */
export function applyCommand(): Command {
  const command = new Command("apply")
    .description("apply the labeling functions of a rule pack to a table")
    .argument("<pack>", "module whose default export is definePack({...}) (.ts .mts .js .mjs .cjs)")
    .argument("<data>", "rows to vote on (.arrow .arrows .parquet .csv .jsonl)")
    .requiredOption("--out <votes>", "the file of votes to write (.arrow .arrows .parquet .csv .jsonl)")
    .option("--id <column>", "the column that names the rows (default: the task's, else id)")
    .option("--gold <column>", "the column of true labels, carried along (default: gold)");
  return addFaultOptions(command);
}
