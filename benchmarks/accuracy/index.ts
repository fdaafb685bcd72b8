import { parseArgs } from "node:util";
import { describeMachine, formatMachine } from "../util/machine.ts";
import { writeResults } from "../util/results.ts";
import { peerMethods } from "./peers.ts";
import { ownMethods, type Method } from "./methods.ts";
import { measureSet, type SetResult } from "./results.ts";
import { readIndex, readSet, type VoteSet } from "./sets.ts";
import { formatCalibration, formatScenarios, formatSets, formatTargets, meanTargets } from "./tables.ts";

const usage = `usage: npm run benchmark:accuracy -- DATA [--scenarios DIR] [--only NAME,NAME] [--calibration] [--peers] [--json FILE]

DATA            a folder with index.json and NAME.votes.csv, NAME.answers.csv, NAME.gold.csv
--scenarios DIR a folder of generated sets NAME.SEED.votes.csv whose index gives truth and target
--only NAMES    only these sets or scenarios
--calibration   log loss, Brier score and expected calibration error too
--peers         Snorkel and crowd-kit beside, where benchmarks/peers/install.sh has been run
--json FILE     writes all figures to FILE
exit status     1 when a target for the mean of DATA's sets is missed`;

async function readSets(folder: string, only: readonly string[] | null): Promise<readonly VoteSet[]> {
  const wanted = readIndex(folder).filter(
    ([name]) => only === null || only.includes(name) || only.includes(name.replace(/\.[^.]*$/, "")),
  );
  return Promise.all(wanted.map(([name, entry]) => readSet(folder, name, entry)));
}

async function measureFolder(
  folder: string | undefined,
  only: readonly string[] | null,
  withPeers: boolean,
): Promise<readonly SetResult[]> {
  if (folder === undefined) return [];
  const sets = await readSets(folder, only);
  const methods: readonly Method[] = withPeers ? [...ownMethods, ...peerMethods(sets)] : ownMethods;
  return sets.map((set) => measureSet(set, methods));
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      scenarios: { type: "string" },
      only: { type: "string" },
      calibration: { type: "boolean", default: false },
      peers: { type: "boolean", default: false },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const [data, ...more] = positionals;
  if (values.help || more.length > 0 || (data === undefined && values.scenarios === undefined)) {
    (values.help ? console.log : console.error)(usage);
    return values.help ? 0 : 2;
  }
  const only = values.only?.split(",") ?? null;
  const machine = describeMachine();
  console.log(formatMachine(machine));
  const sets = await measureFolder(data, only, values.peers);
  const scenarios = await measureFolder(values.scenarios, only, values.peers);
  const { text, met } = formatTargets(meanTargets(sets));
  if (sets.length > 0) {
    console.log(`\nScore in %, on covered rows with gold; ties shared evenly\n\n${formatSets(sets)}`);
    if (values.calibration) console.log(`\n${formatCalibration(sets)}`);
    if (only === null) console.log(`\n${text}`);
  }
  if (scenarios.length > 0) {
    console.log(`\nScenarios: accuracy in %, mean over seeds ± 95 %\n\n${formatScenarios(scenarios)}`);
    if (values.calibration) console.log(`\n${formatCalibration(scenarios)}`);
  }
  if (values.json !== undefined) writeResults(values.json, machine, { sets, scenarios });
  return met || only !== null ? 0 : 1;
}

process.exitCode = await main();
