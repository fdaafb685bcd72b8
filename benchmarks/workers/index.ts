import { readIndex, readSet } from "../accuracy/sets.ts";
import { describeMachine, formatMachine } from "../util/machine.ts";
import { writeResults } from "../util/results.ts";
import { markdownTable, terminalTable } from "../util/tables.ts";
import { asCrowd } from "./crowd.ts";
import { leaveOut } from "./left-out.ts";
import { measureSet, sharesTried, type SetResult } from "./measure.ts";
import type { Scored } from "./score.ts";
import { measureSimulation, simulations, type SimulationResult } from "./simulated.ts";

const usage = `usage: node benchmarks/run.mjs workers [DATA] [--seeds N] [--json FILE] [--markdown]

Reports of crowd workers against gold: rank correlation of estimated and true accuracies, and how often 90 % intervals hold
the true one, the share of a worker's answers to items with gold that are right; workers with 10 such answers or more.

DATA         a folder with index.json, NAME.answers.csv and NAME.gold.csv; without it simulated crowds alone
--seeds N    crowds of each simulation (10)
--json FILE  writes all figures
--markdown   tables in Markdown`;

const percent = (share: number): string => (100 * share).toFixed(0);
const line = (set: string, scores: readonly (Scored | undefined)[], of: (each: Scored) => string): string[] => [
  set,
  ...scores.map((each) => (each === undefined ? "–" : of(each))),
];

/** Three tables of sets: correlation, coverage with width, bias. */
function formatSets(sets: readonly SetResult[], format: typeof terminalTable): string {
  const methods = Object.keys(sets[0]?.scores ?? {});
  const mean = (method: string, key: keyof Scored): number =>
    sets.reduce((sum, { scores }) => sum + (scores[method]?.[key] ?? NaN), 0) / sets.length;
  const table = (title: string, of: (each: Scored) => string): string => {
    const rows = sets.map(({ set, scores }) =>
      line(
        set,
        methods.map((method) => scores[method]),
        of,
      ),
    );
    const means = methods.map((method): Scored => ({
      workers: mean(method, "workers"),
      correlation: mean(method, "correlation"),
      coverage: mean(method, "coverage"),
      width: mean(method, "width"),
      bias: mean(method, "bias"),
    }));
    return `${title}\n\n${format(["set", ...methods], [...rows, line("mean", means, of)])}`;
  };
  return [
    table("Rank correlation of estimated and true accuracy", ({ correlation }) => correlation.toFixed(2)),
    table(
      "Coverage of 90 % intervals in %, and their mean width in points",
      (each) => `${percent(each.coverage)} (${percent(each.width)})`,
    ),
    table("Estimated less true accuracy, in points", ({ bias }) => (100 * bias).toFixed(1)),
    `Coverage by sharedMistakes; chosen on all other sets\n\n${format(
      ["set", ...sharesTried.map(String), "chosen on the others", "coverage"],
      leaveOut(sets).map(({ set, chosen, coverage }, i) => [
        set,
        ...(sets[i]?.bySharedMistakes ?? []).map(({ score }) => percent(score.coverage)),
        String(chosen),
        percent(coverage),
      ]),
    )}`,
    `Workers under suspicion\n\n${format(
      ["set", "scored workers", "report, ms", "suspects: right on gold, of answers"],
      sets.map(({ set, scores, reportMs, suspects }) => [
        set,
        String(scores.report?.workers ?? 0),
        reportMs.toFixed(0),
        suspects.map(({ accuracy, answers }) => `${percent(accuracy)} % of ${answers}`).join(", ") || "none",
      ]),
    )}`,
  ].join("\n\n");
}

const formatSimulations = (results: readonly SimulationResult[], format: typeof terminalTable): string =>
  format(
    ["crowd", "correlation", "coverage (width)", "bias", "taken for independent: coverage (width)", "bias"],
    results.map(({ name, usual, independent }) => [
      name,
      usual.correlation.toFixed(2),
      `${percent(usual.coverage)} (${percent(usual.width)})`,
      (100 * usual.bias).toFixed(1),
      `${percent(independent.coverage)} (${percent(independent.width)})`,
      (100 * independent.bias).toFixed(1),
    ]),
  );

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  const valueOf = (name: string): string | null => {
    const at = args.indexOf(name);
    return at < 0 ? null : (args.splice(at, 2)[1] ?? null);
  };
  const [seeds, json] = [Number(valueOf("--seeds") ?? "10"), valueOf("--json")];
  const isMarkdown = args.includes("--markdown");
  const [data, ...more] = args.filter((arg) => arg !== "--markdown");
  if (more.length > 0 || data?.startsWith("-") === true || !Number.isInteger(seeds) || seeds < 1) {
    (args.includes("--help") ? console.log : console.error)(usage);
    return args.includes("--help") ? 0 : 2;
  }
  const format = isMarkdown ? markdownTable : terminalTable;
  const machine = describeMachine();
  console.log(formatMachine(machine));
  const sets: SetResult[] = [];
  for (const [name, entry] of data === undefined ? [] : readIndex(data)) {
    if (entry.kind === "crowd") sets.push(measureSet(asCrowd(await readSet(data ?? "", name, entry))));
  }
  if (sets.length > 0) console.log(`\n${formatSets(sets, format)}`);
  const simulated = simulations.map((simulation) => measureSimulation(simulation, seeds));
  console.log(`\nPlanted accuracies, means over ${seeds} crowds\n\n${formatSimulations(simulated, format)}`);
  if (json !== null) writeResults(json, machine, { sets, simulated });
  return 0;
}

process.exitCode = await main();
