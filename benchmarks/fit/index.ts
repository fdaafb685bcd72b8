import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compressVotes, fitLabelModel, type LabelMatrix } from "labelwright";
import { formatTextTable } from "../../src/util/text-table.ts";
import { fitPeers, hasPeers, peerTitles, type PeerFits, type PeerModel } from "../peers/run.ts";
import { describeMachine, formatMachine } from "../util/machine.ts";
import { runFresh, type MemoryRise } from "../util/memory.ts";
import { writeResults } from "../util/results.ts";
import { timeCandidates } from "../util/rounds.ts";
import { generateVotes, type VotesSpec } from "./votes.ts";

const usage = `usage: npm run benchmark:fit -- [--rows N] [--rounds N] [--seed N] [--no-peers] [--json FILE]

Fits the label model on generated votes in memory: 20 and 50 functions, 2 labels, 30 % density, with distinct rows that
repeat as in real label matrices, and with rows that hardly repeat; and on a set of the size of Snorkel's spouse example.
--rows N    rows (1000000)
--rounds N  measured rounds (5); medians count
--no-peers  leaves out Snorkel and crowd-kit, which else run on the same votes where they are installed
--json FILE writes all figures to FILE`;

interface Case {
  readonly name: string;
  readonly spec: VotesSpec;
}

interface CaseResult extends Case {
  readonly patterns: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** Medians of time on the processor in milliseconds. "Patterns" says that the votes were compressed before. */
  readonly fitMs: number;
  readonly compressMs: number;
  readonly fitPatternsMs: number;
  readonly predictMs: number;
  readonly predictPatternsMs: number;
  readonly memoryMB: MemoryRise | null;
}

/** Below this many rows a fit takes a few milliseconds: more rounds, and no pauses, give a steady, warm median. */
const manyRows = 100_000;

async function measureCase({ name, spec }: Case, votes: LabelMatrix, rounds: number): Promise<CaseResult> {
  const patterns = compressVotes(votes);
  const model = fitLabelModel(patterns);
  const timings = await timeCandidates(
    [
      { name: "fit", run: () => fitLabelModel(votes) },
      { name: "compress", run: () => compressVotes(votes) },
      { name: "fit patterns", run: () => fitLabelModel(patterns) },
      { name: "predict", run: () => model.predict(votes) },
      { name: "predict patterns", run: () => model.predict(patterns) },
    ],
    spec.rows < manyRows ? 40 * rounds : rounds,
    spec.rows >= manyRows,
  );
  const [fitMs = NaN, compressMs = NaN, fitPatternsMs = NaN, predictMs = NaN, predictPatternsMs = NaN] = timings.map(
    ({ cpuMs }) => cpuMs,
  );
  const { iterations, converged } = model.report;
  const script = fileURLToPath(new URL("fit-memory.mjs", import.meta.url));
  const memoryMB = spec.rows >= manyRows ? runFresh(script, [JSON.stringify(spec)]) : null;
  const times = { fitMs, compressMs, fitPatternsMs, predictMs, predictPatternsMs };
  return { name, spec, patterns: patterns.size, iterations, converged, ...times, memoryMB };
}

const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 0);

function formatCases(results: readonly CaseResult[]): string {
  const titles = [
    "rows",
    "LFs",
    "patterns",
    "rounds",
    "fit ms",
    "of it compressing",
    "fit, patterns",
    "predict ms",
    "predict, patterns",
    "memory MB",
  ];
  const rows = results.map((each) => [
    each.name,
    String(each.spec.rows),
    String(each.spec.functions),
    String(each.patterns),
    `${each.iterations}${each.converged ? "" : ", stopped"}`,
    ms(each.fitMs),
    `${((100 * each.compressMs) / each.fitMs).toFixed(0)} %`,
    ms(each.fitPatternsMs),
    ms(each.predictMs),
    ms(each.predictPatternsMs),
    each.memoryMB === null ? "" : Math.max(each.memoryMB.rss, each.memoryMB.heapAndBuffers).toFixed(0),
  ]);
  return formatTextTable([{ title: "votes" }, ...titles.map((title) => ({ title, align: "right" as const }))], rows);
}

/** The peers on the same votes. crowd-kit's answers are a row a vote in pandas: only as many rows as fit in memory. */
function measurePeers(cases: readonly (Case & { readonly votes: LabelMatrix })[]): readonly PeerFits[] {
  const models = (votes: LabelMatrix): readonly PeerModel[] =>
    votes.rows < manyRows ? ["snorkel", "dawid-skene"] : ["snorkel"];
  return cases.map((each) => fitPeers([each], models(each.votes)));
}

function formatPeers(peers: readonly PeerFits[], results: readonly CaseResult[]): string {
  const rows = peers.flatMap(({ fits }) =>
    fits.map(({ set, model, fitMs, predictMs }) => {
      const own = results.find(({ name }) => name === set);
      const ratio = own === undefined ? "" : ((fitMs + predictMs) / (own.fitMs + own.predictMs)).toFixed(1);
      return [set, peerTitles[model], ms(fitMs), ms(predictMs), ratio];
    }),
  );
  const titles = ["fit ms", "predict ms", "times ours"].map((title) => ({ title, align: "right" as const }));
  return formatTextTable([{ title: "votes" }, { title: "peer" }, ...titles], rows);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rows: { type: "string", default: "1000000" },
      rounds: { type: "string", default: "5" },
      seed: { type: "string", default: "1" },
      "no-peers": { type: "boolean", default: false },
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
  const [rows, seed] = [Number(values.rows), Number(values.seed)];
  const cases: readonly Case[] = [
    { name: "spouse-sized", spec: { rows: 22_254, functions: 9, density: 0.2, patterns: 71, seed } },
    { name: "20 LFs, repeating", spec: { rows, functions: 20, density: 0.3, patterns: 2000, seed } },
    { name: "20 LFs, hardly repeating", spec: { rows, functions: 20, density: 0.3, patterns: null, seed } },
    { name: "50 LFs, repeating", spec: { rows, functions: 50, density: 0.3, patterns: 2000, seed } },
    { name: "50 LFs, hardly repeating", spec: { rows, functions: 50, density: 0.3, patterns: null, seed } },
  ];
  const results: CaseResult[] = [];
  for (const each of cases) {
    results.push(await measureCase(each, generateVotes(each.spec), Number(values.rounds)));
  }
  console.log(
    "\nMedians of time on the processor; memory is its highest rise while fitting and predicting, in a fresh process\n",
  );
  console.log(formatCases(results));
  let peers: readonly PeerFits[] = [];
  if (!values["no-peers"] && hasPeers()) {
    const fitted = cases.filter(({ spec }) => spec.functions <= 20);
    peers = measurePeers(fitted.map((each) => ({ ...each, votes: generateVotes(each.spec) })));
    const versions = Object.entries(peers[0]?.versions ?? {}).map((each) => each.join(" "));
    console.log(`\nPeers on one core: ${versions.join(", ")}\n\n${formatPeers(peers, results)}`);
  }
  const peerTimes = peers.flatMap(({ versions, fits }) =>
    fits.map(({ set, model, fitMs, predictMs }) => ({ set, model, fitMs, predictMs, versions })),
  );
  if (values.json !== undefined) writeResults(values.json, machine, { cases: results, peers: peerTimes });
}

await main();
