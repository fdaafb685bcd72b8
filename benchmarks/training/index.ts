import { describeMachine, formatMachine } from "../util/machine.ts";
import { writeResults } from "../util/results.ts";
import { markdownTable, terminalTable } from "../util/tables.ts";
import { formatTarget, isMet, type Target } from "../util/targets.ts";
import { measureSet, type SetResult } from "./accuracy.ts";
import { accuracyTargets, formatAccuracy, formatPrecision } from "./accuracy-tables.ts";
import { activeTargets } from "./active-targets.ts";
import { formatActive, measureActive, type ActiveResult } from "./active.ts";
import { parseOptions, usage, type Options } from "./options.ts";
import { formatSpeed, measureSpeed, speedTargets, type SpeedResult } from "./speed.ts";
import { readTextSets, type TextSet } from "./text-sets.ts";

const say = (line: string): void => console.error(line);

async function measureAccuracy(sets: readonly TextSet[], { splits }: Options): Promise<SetResult[]> {
  const results: SetResult[] = [];
  for (const set of sets) results.push(await measureSet(set, splits, say));
  return results;
}

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (options === null) {
    const asked = process.argv.includes("--help");
    (asked ? console.log : console.error)(usage);
    return asked ? 0 : 2;
  }
  const has = (section: Options["sections"][number]): boolean => options.sections.includes(section);
  const format = options.markdown ? markdownTable : terminalTable;
  const machine = describeMachine();
  console.log(formatMachine(machine));
  const targets: Target[] = [];
  const sets = options.data === null ? [] : await readTextSets(options.data, options.only);
  let accuracy: readonly SetResult[] = [];
  let active: readonly ActiveResult[] = [];
  let speed: SpeedResult | null = null;
  if (has("accuracy")) {
    accuracy = await measureAccuracy(sets, options);
    console.log("\nTest rows, in %, with 95 % intervals over them\n");
    console.log(formatAccuracy(accuracy, ({ official }) => official, format));
    if (options.splits > 0) {
      console.log(`\nMeans over ${options.splits} random splits, in %, with 95 % intervals over splits\n`);
      console.log(formatAccuracy(accuracy, ({ resampled }) => resampled, format));
    }
    console.log(`\nShare of right pseudo-labels by round, in %\n\n${formatPrecision(accuracy, format)}`);
    targets.push(...accuracyTargets(accuracy));
  }
  if (has("active")) {
    active = await measureActive(sets, {
      onCurve: (set, strategy, seed) => say(`${set}: ${strategy}, draw ${seed + 1}`),
    });
    console.log(`\nAnswers bought\n\n${formatActive(active, format)}`);
    targets.push(...activeTargets(active));
  }
  if (has("speed")) {
    speed = measureSpeed({ rows: 100_000, rounds: 3, seed: 1, withPeers: true });
    console.log(`\n100,000 short texts, two classes\n\n${formatSpeed(speed, format)}`);
    targets.push(...speedTargets(speed));
  }
  const missed = targets.filter((target) => !isMet(target)).length;
  console.log(`\n${targets.map(formatTarget).join("\n")}\n\n${missed} of ${targets.length} goals missed`);
  if (options.json !== null) writeResults(options.json, machine, { accuracy, active, speed });
  return 0; // a goal that is missed is a figure to read, no failure of the program
}

process.exitCode = await main();
