import { Command } from "commander";
import type { CheckName, CheckOptions } from "../quality/check/check-options.ts";
import type { PackReport } from "../quality/report/pack-report.ts";
import type { CommandContext, CommandResult } from "./context.ts";
import { columnNames, wholeNumber } from "./option-values.ts";
import { addSetOption, openPack, packArgument, packFacts, type PackOptions } from "./pack.ts";

/** Options of `labelwright check`. */
export interface CheckCommandOptions
  extends
    PackOptions,
    Pick<CheckOptions, "runs" | "seed" | "path" | "functions" | "awaited" | "timeLimit" | "shrinks"> {
  readonly law?: readonly CheckName[] | undefined;
}

/** `labelwright check`: tests a rule pack against the laws that its functions must obey. */
export async function checkRulePack(
  packPath: string,
  { law: laws, set, ...options }: CheckCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const pack = await openPack(packPath, { set }, context);
  // Loaded when it is needed: what generates rows takes longer to load than most commands take to run.
  const [{ checkPack }, { printReport }] = await Promise.all([
    import("../quality/check/check-pack.ts"),
    import("../quality/report/print-report.ts"),
  ]);
  const { onProgress, signal } = context;
  const report: PackReport = await checkPack(pack, { ...options, laws, onProgress, signal });
  return {
    json: { ...report.toJSON(), pack: packFacts(pack) },
    text: printReport(report, packPath),
    failed: !report.passed,
  };
}

/** How `labelwright check` is called. */
export function checkCommand(): Command {
  const command = new Command("check")
    .description("test a rule pack: its functions against the laws that any must obey, its examples and its changelog")
    .argument("<pack>", packArgument)
    .option("--runs <n>", "rows to generate (default: 500)", wholeNumber("--runs", 1))
    .option("--seed <n>", "seed of the generated rows (default: 0)", wholeNumber("--seed", -Infinity))
    .option("--path <path>", "where among the rows a failure was found, as it was printed")
    .option("--functions <names>", "functions to check, separated by commas (default: all)", columnNames("--functions"))
    .option("--law <names>", "laws to check, separated by commas (default: all)", columnNames("--law"))
    .option(
      "--awaited <n>",
      "rows to ask functions that await their votes about (default: 0)",
      wholeNumber("--awaited", 0),
    )
    .option("--time-limit <ms>", "processor time that one row may take (default: 100)", wholeNumber("--time-limit", 1))
    .option("--shrinks <n>", "most trials to make a failing row smaller (default: 1000)", wholeNumber("--shrinks", 0));
  return addSetOption(command);
}
