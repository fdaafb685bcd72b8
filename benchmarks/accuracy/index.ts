import { describeMachine, formatMachine } from "../util/machine.ts";
import { writeResults } from "../util/results.ts";
import { formatCalibration } from "./calibration.ts";
import { formatDecisions } from "./decisions.ts";
import { formatMarkdown } from "./markdown.ts";
import { formatKnownRows } from "./known-rows.ts";
import { measureAll, measureKnown } from "./measure.ts";
import { parseOptions, usage } from "./options.ts";
import { summarizeScenarios } from "./scenario-results.ts";
import { formatScenarios } from "./scenario-table.ts";
import { formatSets } from "./tables.ts";
import { formatTargets, majorityTargets, meanTargets, scenarioTargets } from "./targets.ts";

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (options === null) {
    const asked = process.argv.includes("--help");
    (asked ? console.log : console.error)(usage);
    return asked ? 0 : 2;
  }
  if (options.markdown !== null) {
    console.log(formatMarkdown(options.markdown));
    return 0;
  }
  const machine = describeMachine();
  console.log(formatMachine(machine));
  const { sets, scenarioSets } = await measureAll(options);
  const scenarios = summarizeScenarios(scenarioSets);
  if (sets.length > 0) {
    console.log(`\nScore in %, on covered rows with gold; ties shared evenly\n\n${formatSets(sets)}`);
    if (options.calibration) console.log(`\n${formatCalibration(sets)}`);
    const decisions = sets.flatMap((set) => set.decisions);
    if (decisions.length > 0) console.log(`\nF1 by decision rule, in %\n\n${formatDecisions(decisions)}`);
  }
  const known = options.known && options.data !== null ? await measureKnown(options.data, options.only) : [];
  if (known.length > 0) {
    console.log(`\nWith known rows in the fit, scored on the others, means of 5 draws\n\n${formatKnownRows(known)}`);
  }
  if (scenarios.length > 0) {
    console.log(`\nScenarios: accuracy in %, mean over seeds, ± 95 %\n\n${formatScenarios(scenarios)}`);
    if (options.calibration) console.log(`\n${formatCalibration(scenarioSets)}`);
  }
  const means = options.only === null ? meanTargets(sets) : [];
  const { text, met } = formatTargets([...means, ...majorityTargets(sets), ...scenarioTargets(scenarios)]);
  console.log(`\n${text}`);
  if (options.json !== null) writeResults(options.json, machine, { sets, known, scenarios });
  return met ? 0 : 1;
}

process.exitCode = await main();
