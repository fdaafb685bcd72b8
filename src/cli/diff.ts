import { inspect } from "node:util";
import { Command, Option } from "commander";
import type { AnyTask } from "../labels/task.ts";
import { diffPacks } from "../quality/diff/diff-packs.ts";
import { writeFileAtomically } from "../tables/files/atomic.ts";
import type { CommandContext, CommandResult } from "./context.ts";
import { readData } from "./data-file.ts";
import { atLater } from "./errors.ts";
import { wholeNumber } from "./option-values.ts";
import { addWorkersOption, type WorkerOptions } from "./options.ts";
import { checkOutModel, prettyJson } from "./output.ts";
import { addSetOption, openPack, packArgument, type PackOptions } from "./pack.ts";

/** Options of `labelwright diff`. */
export interface DiffCommandOptions extends WorkerOptions {
  readonly id?: string | undefined;
  /** Rows to show of each function. @defaultValue 5 */
  readonly rows?: number | undefined;
  /** A file for the report. @defaultValue none is written */
  readonly out?: string | undefined;
  /** Parameters of the first pack, and of the second. */
  readonly setA?: PackOptions["set"];
  readonly setB?: PackOptions["set"];
  /** Whether a failing function abstains. @defaultValue "throw" */
  readonly faults?: "throw" | "abstain" | undefined;
  /** Exit with 1 where anything changed. @defaultValue false */
  readonly failOnChange?: boolean | undefined;
}

/** `labelwright diff`: what changed between two packs, and which votes moved. */
export async function diffPackFiles(
  [pathA, pathB, dataPath]: readonly [string, string, string],
  options: DiffCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const { id, rows, out, workers, faults, failOnChange = false } = options;
  const { onProgress, signal } = context;
  if (out !== undefined) await checkOutModel(out, [pathA, pathB, dataPath]);
  const a = await openPack(pathA, { set: options.setA }, context, "--set-a");
  const b = await openPack(pathB, { set: options.setB }, context, "--set-b");
  const columns = { ...a.task.columns, ...b.task.columns };
  const task: AnyTask = { ...b.task, id: b.task.id ?? a.task.id, columns };
  const { table, ids } = await readData(dataPath, task, { id });
  const comparing = { rows, ids, workers, faults, onProgress, signal };
  const diff = await atLater(dataPath, diffPacks(a, b, table, comparing));
  if (out !== undefined) await writeFileAtomically(out, `${prettyJson(diff.toJSON())}\n`, { signal });
  const lines = [inspect(diff), ...(out === undefined ? [] : [`Written to ${out}`])];
  return {
    json: { ...diff.toJSON(), same: diff.same },
    text: lines.join("\n\n"),
    failed: failOnChange && !diff.same,
  };
}

/** How `labelwright diff` is called. */
export function diffCommand(): Command {
  const faults = new Option("--faults <policy>", "stop when a labeling function fails, or abstain (default: throw)");
  const command = new Command("diff")
    .description("what changed between two rule packs, and which votes moved on some rows")
    .argument("<pack-a>", `the pack as it was: ${packArgument}`)
    .argument("<pack-b>", "the pack as it is now")
    .argument("<data>", "rows to vote on (.arrow .arrows .parquet .csv .jsonl)")
    .option("--rows <n>", "rows to show of each function whose votes moved (default: 5)", wholeNumber("--rows", 0))
    .option("--id <column>", "the column that names the rows (default: the task's, else id)")
    .option("--out <file>", "write the report as JSON (.json)")
    .addOption(faults.choices(["throw", "abstain"]))
    .option("--fail-on-change", "exit with 1 where a function changed or a vote moved");
  return addWorkersOption(addSetOption(addSetOption(command, "a"), "b"));
}
