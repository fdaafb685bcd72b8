import { Option, type Command } from "commander";
import type { FaultLimit, FaultOptions, FaultPolicy } from "../apply/fault-options.ts";
import type { Fault, FaultReport } from "../matrix/faults.ts";
import { tableOfFaults } from "../matrix/faults-table.ts";
import type { AnyPack } from "../packs/pack.ts";
import { writeTable } from "../tables/files/write-table.ts";
import { describe, listNames } from "../util/checks.ts";
import { badUsage } from "./errors.ts";
import { parseList, wholeNumber } from "./option-values.ts";
import { checkOutTable, isSameFile } from "./output.ts";

/** What happens when a labeling function fails. */
export interface FaultCommandOptions {
  readonly faults?: FaultPolicy | undefined;
  /** @defaultValue no limit */
  readonly faultLimit?: FaultLimit | undefined;
  /** A file for the failures with their rows. @defaultValue none is written */
  readonly faultsOut?: string | undefined;
}

/** Failures of each function that are kept in memory for a file of them, and that JSON output has. */
const keptForFile = 10_000;
const keptForJson = 20;

/** `--fault-limit 10`, for each function, or `--fault-limit link=10,money=0`. */
function parseFaultLimit(text: string): FaultLimit {
  const option = "--fault-limit";
  const number = wholeNumber(option, 0);
  if (!text.includes("=")) return number(text);
  return Object.fromEntries(
    parseList(text, option).map((pair) => {
      const cut = pair.lastIndexOf("=");
      if (cut < 1)
        throw badUsage(option, describe(pair), "a number, or a number for each name such as link=10,money=0");
      return [pair.slice(0, cut).trim(), number(pair.slice(cut + 1).trim())];
    }),
  );
}

/** Adds the options of `FaultCommandOptions`. */
export function addFaultOptions(command: Command): Command {
  const faults = new Option("--faults <policy>", "stop when a labeling function fails, or abstain (default: throw)");
  const limit = new Option("--fault-limit <n>", "rows a function may fail on, n or name=n,name=n (default: no limit)");
  const out = new Option("--faults-out <file>", "write the failures with their rows, up to 10000 of each function");
  return command
    .addOption(faults.choices(["throw", "abstain"]))
    .addOption(limit.argParser(parseFaultLimit).implies({ faults: "abstain" }))
    .addOption(out.implies({ faults: "abstain" }));
}

/** Checks, before any work is done, that failures can be written to the file that `--faults-out` names. */
export async function checkFaultsOut(
  { faultsOut }: FaultCommandOptions,
  inputs: readonly string[],
  outputs: readonly (string | undefined)[] = [],
): Promise<void> {
  if (faultsOut === undefined) return;
  await checkOutTable(faultsOut, inputs, "--faults-out");
  for (const output of outputs) {
    if (output === undefined || !(await isSameFile(faultsOut, output))) continue;
    throw badUsage("--faults-out", `${faultsOut}, which is written to`, "another file");
  }
}

/** How the functions of a pack are applied. */
export function faultOptionsOf({ faults, faultLimit, faultsOut }: FaultCommandOptions, pack: AnyPack): FaultOptions {
  if (faults === "throw" && (faultLimit !== undefined || faultsOut !== undefined)) {
    const option = faultLimit === undefined ? "--faults-out" : "--fault-limit";
    throw badUsage(option, "--faults throw, which ends at the first failure", "--faults abstain");
  }
  const names = pack.functions.map((func) => func.name);
  const unknown = typeof faultLimit === "object" ? Object.keys(faultLimit).find((name) => !names.includes(name)) : undefined; // prettier-ignore
  if (unknown !== undefined) {
    throw badUsage("--fault-limit", describe(unknown), `labeling functions of the pack: ${listNames(names)}`);
  }
  return { faults, faultLimit, keptFaults: faultsOut === undefined ? undefined : keptForFile };
}

/** Writes the failures to the file that `--faults-out` names. Returns a line that says so, if there is one. */
export async function writeFaults(
  report: FaultReport,
  { faultsOut }: FaultCommandOptions,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  if (faultsOut === undefined) return [];
  await writeTable(tableOfFaults(report), faultsOut, { signal });
  const { count, kept } = report;
  const what = kept.length === count ? `${count}` : `the first ${kept.length} of ${count}`;
  return [`${what} failures written to ${faultsOut}`];
}

/** Warns of labeling functions that failed on some rows and abstained there. */
export function warnOfFaults({ count, kept }: FaultReport, warn: (message: string) => void): void {
  if (count === 0) return;
  const [first] = kept;
  warn(`labeling functions failed on ${count} rows and abstained there; the first time: ${first?.message ?? ""}`);
}

/** The failures for JSON: not more of each function than a person would read. */
export function shortReport(report: FaultReport): FaultReport {
  const seen = new Map<string, number>();
  const isAmongFirst = (fault: Fault): boolean => {
    const count = (seen.get(fault.function) ?? 0) + 1;
    seen.set(fault.function, count);
    return count <= keptForJson;
  };
  return { ...report, kept: report.kept.filter(isAmongFirst) };
}
