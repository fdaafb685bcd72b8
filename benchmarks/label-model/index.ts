import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { fitPeers, hasPeers } from "../peers/run.ts";
import { describeMachine, formatMachine } from "../util/machine.ts";
import { runFresh } from "../util/memory.ts";
import { writeResults } from "../util/results.ts";
import { median } from "../util/statistics.ts";
import { formatTarget } from "../util/targets.ts";
import { measureGrowth } from "./growth.ts";
import { drawGrowth } from "./growth-plot.ts";
import { timeFits, timePatternFits } from "./measure.ts";
import type { FreshFit } from "./memory.ts";
import {
  formatGrowth,
  formatRaces,
  formatShapes,
  ms,
  raceTargets,
  shapeTargets,
  type Race,
  type RaceResult,
  type ShapeResult,
} from "./tables.ts";
import { generateVotes, type VotesSpec } from "./votes.ts";

const usage = `usage: npm run benchmark:label-model -- [--rows N] [--rounds N] [--seed N] [--no-peers] [--no-growth] [--json FILE]

Fits the default label model on generated votes in memory and predicts, beside Snorkel and crowd-kit on the same votes:
1,000,000 rows that hardly repeat; a small set from its patterns; many labels and many functions; growth with each size.
--rows N     rows of the large sets (1000000), and of growth at most 10 times as many
--rounds N   measured rounds (5); medians count
--no-peers   leaves out Snorkel and crowd-kit, which else run on the same votes where they are installed
--no-growth  leaves out growth
--json FILE  writes all figures to FILE, and growth as a drawing beside it (.svg)`;

const freshFit = (spec: VotesSpec): FreshFit =>
  runFresh(fileURLToPath(new URL("label-model-memory.mjs", import.meta.url)), [JSON.stringify(spec)]) as FreshFit;

function runRace(race: Race, rounds: number, withPeers: boolean): RaceResult & { readonly versions: object | null } {
  const votes = generateVotes(race.spec);
  const own = timeFits(votes, rounds);
  const fresh = freshFit(race.spec);
  if (!withPeers) return { ...race, own, fresh, theirs: null, versions: null };
  // Each run of a peer is a process of its own.
  const runs = Array.from({ length: Math.min(rounds, 3) }, () => fitPeers([{ name: race.name, votes }], [race.peer]));
  const fits = runs.flatMap((run) => run.fits);
  const middle = (key: "fitMs" | "predictMs" | "peakMB"): number => median(fits.map((fit) => fit[key]));
  const theirs =
    fits.length === 0 ? null : { fitMs: middle("fitMs"), predictMs: middle("predictMs"), peakMB: middle("peakMB") };
  return { ...race, own, fresh, theirs, versions: runs[0]?.versions ?? null };
}

function main(): void {
  const { values } = parseArgs({
    options: {
      rows: { type: "string", default: "1000000" },
      rounds: { type: "string", default: "5" },
      seed: { type: "string", default: "1" },
      "no-peers": { type: "boolean", default: false },
      "no-growth": { type: "boolean", default: false },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const machine = describeMachine();
  console.log(formatMachine(machine));
  const [rows, rounds, seed] = [Number(values.rows), Number(values.rounds), Number(values.seed)];
  const withPeers = !values["no-peers"] && hasPeers();
  const large = { rows, density: 0.3, patterns: null, seed };
  const races: readonly Race[] = [
    { name: "50 LFs", spec: { ...large, functions: 50 }, peer: "snorkel", least: 6, goal: 10 },
    { name: "10 LFs", spec: { ...large, functions: 10 }, peer: "dawid-skene", least: 10, goal: 10 },
  ];
  const raced = races.map((race) => runRace(race, rounds, withPeers));
  console.log(`\n${rows.toLocaleString("en")} rows, 2 labels, 30 % density: medians of time on the processor`);
  console.log(
    `from a label matrix; memory in a fresh process, beyond the votes (rise) and of the whole process (peak)\n`,
  );
  console.log(formatRaces(raced));

  const spouse = { rows: 22_254, functions: 9, density: 0.2, patterns: 71, seed };
  const small = timePatternFits(spouse, 40 * rounds);
  console.log(`\n22,254 rows x 9 LFs (${small.patterns} patterns): fit from patterns, warm median ${ms(small.ms)} ms`);

  const shapes = [
    { name: "1,461 labels x 15 LFs x 100k", spec: { labels: 1461, functions: 15, density: 0.3 } },
    { name: "56 labels x 1,200 LFs x 100k", spec: { labels: 56, functions: 1200, density: 0.02 } },
    { name: "2 labels x 3,000 LFs x 100k", spec: { labels: 2, functions: 3000, density: 0.02 } },
  ].map(({ name, spec }): ShapeResult => {
    const full = { ...spec, rows: Math.min(rows, 100_000), patterns: null, seed };
    return { name, spec: full, fresh: freshFit(full) };
  });
  console.log(`\nLarge shapes: time on the processor of the first run in a fresh process\n\n${formatShapes(shapes)}`);

  const growth = values["no-growth"] ? [] : measureGrowth(10 * rows, Math.min(rounds, 3), seed);
  if (growth.length > 0) console.log(`\nGrowth of fit and predict; power 1 is proportional\n\n${formatGrowth(growth)}`);

  const spouseTarget = {
    value: small.ms,
    target: 5,
    good: "below",
    format: (value: number) => `${ms(value)} ms`,
  } as const;
  const targets = [
    ...raceTargets(raced),
    { name: "22,254 rows x 9 LFs: fit from patterns", ...spouseTarget },
    ...shapeTargets(shapes),
  ];
  console.log(`\n${targets.map(formatTarget).join("\n")}`);
  if (values.json === undefined) return;
  writeResults(values.json, machine, { races: raced, small, shapes, growth });
  if (growth.length > 0) writeFileSync(values.json.replace(/(\.json)?$/, ".svg"), drawGrowth(growth));
}

main();
