import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { loadPack, type AnyPack } from "labelwright";
import { checkPack, functionLaws, type PackReport } from "labelwright/testing";
import { describeMachine, formatMachine } from "../util/machine.ts";
import { writeResults } from "../util/results.ts";
import { median } from "../util/statistics.ts";
import { terminalTable } from "../util/tables.ts";

const usage = `usage: npm run benchmark:check -- [--seeds N] [--json FILE]

Checks two rule packs of the tests: one of thirty functions without a fault, one with a fault for each law. For each seed, the command
(labelwright check, a process of its own, wall-clock time) and checkPack in this process (processor time); and whether every
planted fault was found, by the function that has it, and by no other.
--seeds N    seeds to check with (7): other rows each
--json FILE  writes all figures to FILE`;

const folder = "test/quality/fixtures";
const packs = ["clean-pack.ts", "faulty-pack.ts"] as const;

/** One check of one pack. */
interface Run {
  readonly pack: string;
  readonly seed: number;
  /** Wall-clock seconds of the command. */
  readonly commandSeconds: number;
  readonly exitCode: number | null;
  /** Processor seconds of checkPack. */
  readonly processorSeconds: number;
  readonly functions: number;
  readonly rows: number;
  readonly held: number;
  /** Laws whose planted fault was found. */
  readonly found: number;
  /** Failures that are no planted fault. */
  readonly others: number;
}

/** In the faulty pack, each function is named after the law that it breaks; one example does not hold, either. */
const isPlanted = ({ function: name, law }: PackReport["failures"][number]): boolean =>
  name === law || (name === "money" && law === "examples-hold");

async function check(path: string, pack: AnyPack, seed: number): Promise<Run> {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, ["dist/bin.mjs", "check", path, "--seed", String(seed)]);
  const commandSeconds = (performance.now() - started) / 1000;
  const before = process.cpuUsage();
  const report = await checkPack(pack, { seed, onProgress: () => undefined });
  const { user, system } = process.cpuUsage(before);
  const laws = report.functions.flatMap((each) => each.laws);
  return {
    pack: pack.name,
    seed,
    commandSeconds,
    exitCode: status,
    processorSeconds: (user + system) / 1e6,
    functions: report.functions.length,
    rows: report.rows,
    held: laws.filter(({ outcome }) => outcome === "holds").length,
    found: new Set(report.failures.filter(isPlanted).map(({ law }) => law)).size,
    others: report.failures.filter((failure) => !isPlanted(failure)).length,
  };
}

const middle = (runs: readonly Run[], key: "commandSeconds" | "processorSeconds"): string =>
  median(runs.map((run) => run[key])).toFixed(1);
const most = (runs: readonly Run[], key: "commandSeconds" | "processorSeconds"): string =>
  Math.max(...runs.map((run) => run[key])).toFixed(1);

function line(runs: readonly Run[]): string[] {
  const [first] = runs;
  const found = Math.min(...runs.map((run) => run.found));
  return [
    first?.pack ?? "",
    String(first?.functions ?? 0),
    String(first?.rows ?? 0),
    `${middle(runs, "commandSeconds")} (${most(runs, "commandSeconds")})`,
    `${middle(runs, "processorSeconds")} (${most(runs, "processorSeconds")})`,
    first?.pack === "clean" ? "0 of 0" : `${found} of ${functionLaws.length + 1}`,
    String(Math.max(...runs.map((run) => run.others))),
  ];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: "string", default: "7" },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const machine = describeMachine();
  console.log(`${formatMachine(machine)}\n`);
  const all: Run[][] = [];
  for (const file of packs) {
    const path = `${folder}/${file}`;
    const runs: Run[] = [];
    for (let seed = 0; seed < Number(values.seeds); seed++) runs.push(await check(path, await loadPack(path), seed));
    all.push(runs);
  }
  const titles = [
    "pack",
    "functions",
    "rows",
    "command, s",
    "checkPack, processor s",
    "faults found",
    "other failures",
  ];
  console.log(terminalTable(titles, all.map(line)));
  console.log(
    `\nmedian (most) of ${values.seeds} seeds; faults found: the fewest with any seed, other failures: the most`,
  );
  if (values.json !== undefined) writeResults(values.json, machine, { runs: all.flat() });
}

await main();
